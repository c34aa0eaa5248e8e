"""The mosquitto of this home: its configuration, and why it would not start.

The settings are those that were measured: mutual TLS 1.3, identity from the
certificate, the client id taken from it too (else a device could take over the hub's
session and its queue), rights by list, nothing retained. A PUBACK of mosquitto is no
proof; durability comes from the devices' outboxes and the receipts.
"""

import os
import pwd
import shutil
import signal
import socket
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature

from care.errors import SetupError
from care.safefile import write_private
from sensors.certificate import require_valid
from sensors.keystore.file import FileKeys
from sensors.premises import Premises
from sensors.settings import BrokerSettings
from sensors.warden import Access

_FIXED = """\
per_listener_settings false
tls_version tlsv1.3
ciphers_tls1.3 TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256
require_certificate true
use_identity_as_username true
use_username_as_clientid true
allow_anonymous false
allow_zero_length_clientid false
persistence true
autosave_interval 1
max_packet_size 65536
max_inflight_messages 1000
max_queued_messages 200000
max_queued_bytes 268435456
memory_limit 1073741824
max_connections 200
max_keepalive 120
persistent_client_expiration 30d
retain_available false
set_tcp_nodelay true
connection_messages false
log_dest stderr
log_type error
log_type warning
"""


PID_FILE = "mosquitto.pid"
PROC = Path("/proc/self/status")
COMM_SIGNS = 15
"""So much of a program's name is in /proc/PID/comm."""


def _configuration(premises: Premises, settings: BrokerSettings, state: Path) -> str:
    user = pwd.getpwuid(os.getuid()).pw_name
    place = {
        "user": user,  # as root it would change to an account that cannot read the keys
        "cafile": premises.certificate("ca"),
        "certfile": premises.certificate("broker"),
        "keyfile": premises.key("broker"),
        "crlfile": premises.crl,
        "acl_file": premises.acl,
        "persistence_location": f"{state}/",
        "pid_file": state / PID_FILE,
    }
    general, *tls = _FIXED.split("tls_version", maxsplit=1)
    lines = [f"listener {settings.port} {settings.host}"]
    lines += [f"{name} {value}" for name, value in place.items()]
    return general + "\n".join(lines) + "\ntls_version" + tls[0]


def _require_free(settings: BrokerSettings) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            msg = (
                f"the broker cannot listen on {settings.host}:{settings.port} "
                f"({error.strerror}): set sensors.broker.port to a free port"
            )
            raise SetupError(msg) from error


def _require_files(premises: Premises, now: datetime) -> None:
    ca = require_valid(premises.certificate("ca"), now)
    held = require_valid(premises.certificate("broker"), now)
    try:
        held.verify_directly_issued_by(ca)
    except (ValueError, TypeError, InvalidSignature) as error:
        msg = f"{premises.certificate('broker')} was not issued by this home's authority"
        raise SetupError(msg) from error
    if FileKeys(premises.key("broker")).public_key() != held.public_key():
        msg = (
            f"{premises.key('broker')} does not belong to {premises.certificate('broker')}"
        )
        raise SetupError(msg)
    try:
        until = x509.load_pem_x509_crl(premises.crl.read_bytes()).next_update_utc
    except (OSError, ValueError) as error:
        msg = f"revocation list {premises.crl} cannot be read ({error})"
        raise SetupError(msg) from error
    if until is None or now >= until:
        msg = f"revocation list {premises.crl} ran out: sign it anew (philomel devices crl)"
        raise SetupError(msg)


def prepare(
    premises: Premises, settings: BrokerSettings, state: Path, now: datetime
) -> tuple[str, ...]:
    """Write the configuration and give the command line that runs the broker.

    `state` is a folder for the broker's queue; `now` is the machine's own time. Raises
    SetupError when the program lacks, a certificate or the revocation list cannot be
    read or ran out, or the port is taken.
    """
    program = shutil.which(settings.program) or shutil.which(
        settings.program, path="/usr/sbin:/usr/local/sbin"
    )
    if program is None:
        msg = f"{settings.program} is not installed: apt-get install mosquitto"
        raise SetupError(msg)
    _require_files(premises, now)
    _require_free(settings)
    state.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = state / "mosquitto.conf"
    write_private(file, _configuration(premises, settings, state).encode())
    return (program, "-c", str(file))


def tell(state: Path, access: Access, program: str = "mosquitto") -> bool:
    """Have a running broker read its lists again: for the hub's `admit`.

    False when it is just starting: a signal would end it before it is ready for one,
    and it may have read the old lists. True also when none runs: the next one reads
    the lists at its start. All connections are kept.
    """
    if access is Access.SAME:
        return True
    try:
        pid = int((state / PID_FILE).read_text(encoding="utf-8"))
        if _is(pid, program):
            if not _catches(pid, signal.SIGHUP):
                return False
            os.kill(pid, signal.SIGHUP)
    except (OSError, ValueError):
        return True
    return True


def _is(pid: int, program: str) -> bool:
    """Whether that process is the broker: its number may have passed to another."""
    name = Path(f"/proc/{pid}/comm")
    long_name = Path(program).name
    return not PROC.exists() or name.read_text().strip() == long_name[:COMM_SIGNS]


def _catches(pid: int, what: signal.Signals) -> bool:
    """Whether that process has set a handler for the signal (Linux; else supposed)."""
    if not PROC.exists():
        return True
    status = Path(f"/proc/{pid}/status").read_text()
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt:"))
    return bool(int(caught.split()[1], 16) >> (what - 1) & 1)

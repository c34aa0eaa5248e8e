"""TLS with a key that stays in its token: stunnel speaks TLS, paho a unix socket.

Python's `ssl` takes keys only from PEM files. stunnel 5 with OpenSSL's pkcs11 engine
does the mutual TLS 1.3, including the check of the broker's name against this home's
authority; between module and stunnel there is a socket in a private folder.
"""

import shutil
from pathlib import Path

from care.errors import SetupError
from care.safefile import write_private
from sensors.keystore.token import TokenPlace

SOCKET = "tls.sock"
"""Where paho finds stunnel, in the module's folder."""
LONGEST_SOCKET = 107
"""Bytes of a path that a unix socket can have."""


def _check(host: str) -> str:
    """The line by which stunnel checks the broker's name."""
    bare = host.replace(".", "").replace(":", "")
    return f"checkIP = {host}" if bare.isdigit() or ":" in host else f"checkHost = {host}"


def tunnel(folder: Path, place: TokenPlace, *, host: str, port: int) -> tuple[str, ...]:
    """Write the configuration and give the command line; the socket is `folder/tls.sock`.

    `folder` holds ca.crt and device.crt. SetupError when stunnel lacks, or the folder's
    path is too long for a socket.
    """
    folder = folder.resolve()  # what is no absolute path, stunnel takes for a port
    program = shutil.which("stunnel") or shutil.which("stunnel4")
    if program is None:
        raise SetupError("stunnel is not installed: apt-get install stunnel4")
    pin = place.pin_file.read_text(encoding="utf-8").strip()
    key = f"pkcs11:token={place.token};object={place.key};type=private"
    socket = folder / SOCKET
    if len(str(socket)) > LONGEST_SOCKET:
        msg = f"{socket} is too long for a socket: choose a folder with a shorter path"
        raise SetupError(msg)
    socket.unlink(missing_ok=True)
    lines = [
        "foreground = yes",
        "syslog = no",
        "debug = warning",
        "pid =",
        "engine = pkcs11",
        f"engineCtrl = MODULE_PATH:{place.library.resolve()}",
        f"engineCtrl = PIN:{pin}",
        "engineCtrl = INIT",
        "[home]",
        "client = yes",
        f"accept = {socket}",
        f"connect = {host}:{port}",
        "engineId = pkcs11",
        f"cert = {folder / 'device.crt'}",
        f"key = {key}",
        f"CAfile = {folder / 'ca.crt'}",
        "verifyChain = yes",
        _check(host),
        "sslVersionMin = TLSv1.3",
    ]
    file = folder / "stunnel.conf"
    write_private(file, ("\n".join(lines) + "\n").encode())
    return (program, str(file))

"""A key that never leaves SoftHSM2: signing, agreeing, enrolling, and TLS by tunnel."""

import asyncio
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pkcs11
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from care.errors import SetupError
from sensors.bridges.seen import Seen
from sensors.enrolment import accept, invite, new_code, redeem, write_request
from sensors.inventory import load
from sensors.keystore.token import TokenKeys, TokenPlace
from sensors.module.gateway import Gateway
from sensors.premises import publish
from sensors.reissue import ordered
from sensors.settings import ModuleSettings
from tests.fakes.keys import made_up_keys
from tests.integration.sensors.conftest import CLOCK, OXIMETER, Home

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(
        shutil.which("softhsm2-util") is None, reason="softhsm2 is not installed"
    ),
]
LIBRARY = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN = "246810"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> TokenPlace:
    folder = tmp_path_factory.mktemp("token")
    (folder / "tokens").mkdir()
    configuration = folder / "softhsm2.conf"
    configuration.write_text(f"directories.tokendir = {folder / 'tokens'}\n")
    os.environ["SOFTHSM2_CONF"] = str(configuration)
    words = [
        "--init-token",
        "--free",
        "--label",
        "module",
        "--pin",
        PIN,
        "--so-pin",
        "1234",
    ]
    subprocess.run(["softhsm2-util", *words], check=True, capture_output=True)
    (folder / "pin").write_text(PIN)
    return TokenPlace(library=LIBRARY, token="module", pin_file=folder / "pin")


@pytest.fixture
def keys(place: TokenPlace) -> Iterator[TokenKeys]:
    made = TokenKeys.create(place)
    yield made
    with suppress(pkcs11.SessionHandleInvalid, pkcs11.SessionClosed):
        made.close()


def test_the_key_is_made_once_and_cannot_leave(place: TokenPlace, keys: TokenKeys) -> None:
    keys.close()
    again = TokenKeys.create(place)
    assert again.public_key() == keys.public_key()
    assert again._private[pkcs11.Attribute.EXTRACTABLE] is False
    assert again._private[pkcs11.Attribute.NEVER_EXTRACTABLE] is True
    with pytest.raises(pkcs11.AttributeSensitive):
        again._private[pkcs11.Attribute.VALUE]
    again.close()


def test_it_signs_and_agrees_as_a_file_does(keys: TokenKeys) -> None:
    raw = keys.sign(b"data")
    signature = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    keys.public_key().verify(signature, b"data", ec.ECDSA(SHA256()))
    other = made_up_keys(0x22)
    assert keys.agree(other.public_key()) == other.agree(keys.public_key())


def test_its_request_is_signed_inside(keys: TokenKeys) -> None:
    request = x509.load_pem_x509_csr(keys.request("oximeter-1"))
    assert request.is_signature_valid
    assert request.public_key() == keys.public_key()


def test_a_wrong_pin_or_token_is_named(place: TokenPlace, tmp_path: Path) -> None:
    (tmp_path / "pin").write_text("000000")
    for bad in (
        TokenPlace(library=place.library, token="module", pin_file=tmp_path / "pin"),
        TokenPlace(library=place.library, token="nobody", pin_file=place.pin_file),
        TokenPlace(library=tmp_path / "no.so", token="module", pin_file=place.pin_file),
        TokenPlace(library=place.library, token="module", pin_file=tmp_path / "none"),
    ):
        with pytest.raises(SetupError, match=r"cannot be (opened|read)"):
            TokenKeys(bad)
    with pytest.raises(SetupError, match="no P-256 key"):
        TokenKeys(
            TokenPlace(
                library=place.library,
                token="module",
                pin_file=place.pin_file,
                key="none",
            )
        )


@pytest.fixture
def enrolled(home: Home, place: TokenPlace) -> Path:
    """The module's folder with a certificate for the token's key, and no key file."""
    folder = home.folder / "module"
    now, code = CLOCK.now(), new_code()
    inventory = load(home.premises.inventory)
    publish(home.premises, invite(inventory, inventory.index[OXIMETER], code, now), now)
    keys = TokenKeys.create(place)
    request = write_request(OXIMETER, keys, code)
    keys.close()
    accept(folder, redeem(home.premises, request, now), code)
    home.kill_broker()
    home.start_broker()
    return folder


def reading(value: float) -> list[Seen]:
    return [Seen(kind="spo2", value=value, unit="%", taken_at=CLOCK.now())]


@pytest.mark.skipif(shutil.which("stunnel") is None, reason="stunnel is not installed")
async def test_readings_travel_and_renew_with_the_key_in_its_token(
    home: Home,
    place: TokenPlace,
    enrolled: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """From a relative folder, as it stands in config.yml."""
    home.start_hub()
    monkeypatch.chdir(enrolled.parent)
    token = {"library": place.library, "label": place.token, "pin_file": place.pin_file}
    settings = ModuleSettings.model_validate(
        {"host": "127.0.0.1", "port": home.settings.broker.port, "token": token}
    )
    gateway = Gateway(Path(enrolled.name), settings, CLOCK)
    inventory = home.premises.inventory
    async with asyncio.timeout(60), asyncio.TaskGroup() as group:
        running = group.create_task(gateway.run())
        gateway.hand_on("test", reading(97.0))
        arrived = await asyncio.to_thread(home.wait, lambda h: len(h.delivered) == 1, 30)
        old = load(inventory).index[OXIMETER]
        publish(home.premises, load(inventory).put(ordered(old)), CLOCK.now())
        while load(inventory).index[OXIMETER].serial == old.serial:
            gateway.hand_on("test", reading(96.0))
            await asyncio.to_thread(home.wait, lambda _home: False, 0.5)
        gateway.hand_on("test", reading(95.0))
        signed = await asyncio.to_thread(gateway._module.wait_signed, 30)
        running.cancel()
    assert arrived
    assert signed
    assert not (enrolled / "device.key").exists()
    fresh = load(inventory).index[OXIMETER].certificate
    assert (enrolled / "device.crt").read_text() == fresh
    assert place.pin_file.read_text() not in "".join(capfd.readouterr())

"""Debian packages: installed when permitted, else one clear line."""

import os
import shutil
import subprocess
from collections.abc import Mapping

from setup.step import SetUpError

NEEDED: Mapping[str, str] = {"mosquitto": "mosquitto"}
"""Package: the program that shows that it is there; without these no home can run."""

FOR_COMFORT: Mapping[str, str] = {
    "espeak-ng": "espeak-ng",
    "libportaudio2": "libportaudio.so.2",
}
"""Without these the voice takes its own library and there is no local sound card."""

FOR_TESTS: Mapping[str, str] = {
    "chromium": "chromium",
    "softhsm2": "softhsm2-util",
    "stunnel4": "stunnel4",
    "libengine-pkcs11-openssl": "pkcs11.so",
}

_PLACES = "/usr/sbin:/sbin:/usr/local/sbin"


def _there(shows: str) -> bool:
    if ".so" in shows:
        listed = subprocess.run(
            ["find", "/usr/lib", "-name", f"{shows}*", "-print", "-quit"],
            capture_output=True,
            text=True,
            check=False,
        )
        return bool(listed.stdout.strip())
    path = os.environ.get("PATH", "") + ":" + _PLACES
    return shutil.which(shows, path=path) is not None


def missing(wanted: Mapping[str, str]) -> tuple[str, ...]:
    """Names of the wanted packages that are not there."""
    return tuple(package for package, shows in wanted.items() if not _there(shows))


def _root_words() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if asked.returncode == 0 else None


def install(packages: tuple[str, ...], why: str) -> None:
    """Install packages with apt, or SetUpError with what to type."""
    advice = (
        f"{why}: please run `sudo apt-get install {' '.join(packages)}`, then try again"
    )
    root = _root_words()
    if root is None or shutil.which("apt-get") is None:
        raise SetUpError(advice)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (
        ["update", "-qq"],
        ["install", "-y", "-qq", "--no-install-recommends", *packages],
    ):
        done = subprocess.run(
            [*root, "apt-get", *words], env=quiet, stdout=subprocess.DEVNULL, check=False
        )
        if done.returncode != 0 and words[0] == "install":
            raise SetUpError(advice)


def provide(wanted: Mapping[str, str], why: str) -> None:
    """Have the wanted packages there, or SetUpError."""
    lacking = missing(wanted)
    if lacking:
        install(lacking, why)


def offer(wanted: Mapping[str, str], why: str) -> None:
    """Have the wanted packages there, or say in one line what is lost without them."""
    try:
        provide(wanted, why)
    except SetUpError as lack:
        print(f"note: {lack}", flush=True)

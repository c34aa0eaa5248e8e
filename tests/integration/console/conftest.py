"""A real record, a real console process over HTTPS, and Debian's Chromium."""

import os
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from sqlalchemy import update

from care.clock import set_pace
from care.people import ProviderId, Role
from console.accounts import create
from console.office import Office
from console.serve import open_office
from console.signing import keep, make, register_by_box
from console.visit import COOKIE
from records.tables import AccountRow
from tests.fakes.ada import BO, LUCA, MORNING, NORA
from tests.fakes.console_home import settle, write_config
from tests.fakes.console_station import handle_all
from tests.fakes.port import free_port

PASSWORD = "a quiet house by the river"
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
ROLES = {LUCA: Role.CAREGIVER, BO: Role.ADMINISTRATOR}
ROOT = Path(__file__).parents[3]
PATIENCE = 60_000
"""Milliseconds: a busy machine is not a broken page."""

expect.set_options(timeout=PATIENCE)


@dataclass(kw_only=True)
class House:
    """A home whose console runs."""

    folder: Path
    port: int
    office: Office
    process: subprocess.Popen[bytes]
    made: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    def account(self, provider: ProviderId = NORA, role: Role = Role.CLINICIAN) -> str:
        """A fresh account, because a code of the second factor serves once."""
        name = f"{provider}-{len(self.made)}"
        self.made.append(name)
        with self.office.database.unit() as unit:
            create(
                unit,
                name=name,
                provider=provider,
                role=role,
                password=PASSWORD,
                now=datetime.now(UTC),  # noqa: TID251 - accounts live in real time
                second_factor=SECRET,
            )
        return name

    def client(self) -> httpx.Client:
        """A visitor without a browser, who trusts this console's own certificate."""
        certificate = self.folder / "home" / "console-cert.pem"
        trust = ssl.create_default_context(cafile=certificate)
        return httpx.Client(base_url=self.url, verify=trust, timeout=20)

    def enter(
        self,
        provider: ProviderId = NORA,
        role: Role = Role.CLINICIAN,
        *,
        signs: bool = False,
    ) -> httpx.Client:
        """The same, signed in; perhaps with a signing key."""
        client, name = self.client(), self.account(provider, role)
        if signs:
            self.sign_with(name)
        answer = sign_in(client, name)
        assert answer.headers["location"] == "/now", answer.text
        return client

    def handle(self) -> list[str]:
        """Let the home handle what was asked."""
        return handle_all(self.office.database, self.office.people, self.office.now())

    def sign_with(self, name: str) -> str:
        """Give an account a registered signing key; the key's id."""
        with self.office.database.unit() as unit:
            account = unit.accounts.get(name)
            assert account is not None
            made = make(account, PASSWORD, self.office.now())
            keep(unit, made)
            register_by_box(unit, made)
        return made.id

    def fresh_code(self) -> str:
        """A code that serves although the present one was used to sign in."""
        with self.office.database.unit() as unit:
            for name in self.made:
                step = update(AccountRow).where(AccountRow.name == name)
                unit.session.execute(step.values(second_factor_step=0))
        return pyotp.TOTP(SECRET).now()


def csrf(page: str) -> str:
    return page.split('name="csrf" value="')[1].split('"', maxsplit=1)[0]


def sign_in(client: httpx.Client, name: str, **other: str) -> httpx.Response:
    secret = csrf(client.get("/sign-in").text)
    fields = {
        "csrf": secret,
        "name": name,
        "password": PASSWORD,
        "code": pyotp.TOTP(SECRET).now(),
    }
    return client.post("/sign-in", data=fields | other)


def start(folder: Path, *more: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "console", "--config", str(folder / "config.yml")]
    return subprocess.Popen([*command, *more], cwd=ROOT, env=os.environ | {"TZ": "UTC"})


def wait_until(ready: Callable[[], bool], what: str) -> None:
    for _ in range(600):
        if ready():
            return
        time.sleep(0.05)  # noqa: TID251 - waits for a process, not for time
    raise AssertionError(f"never: {what}")


def answers(port: int) -> bool:
    try:
        return httpx.get(f"https://127.0.0.1:{port}/alive", verify=False).is_success
    except httpx.HTTPError:
        return False


def begin(folder: Path) -> House:
    port = free_port()
    write_config(folder, port)
    clock = folder / "clock.json"
    set_pace(clock, MORNING, 0.001)
    office = open_office(folder / "config.yml", folder / "home", clock)
    with office.database.unit() as unit:
        settle(unit, MORNING)
    process = start(folder, "--clock", str(clock))
    house = House(folder=folder, port=port, office=office, process=process)
    wait_until(lambda: answers(port), "the console answers")
    return house


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = begin(tmp_path_factory.mktemp("house"))
    yield house
    house.process.terminate()
    assert house.process.wait(timeout=20) == 0
    house.office.database.close()


# Not for the whole session: an open browser holds a loop that other async tests need.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("no chromium on this machine")
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


Opens = Callable[..., Page]


@pytest.fixture
def opens(house: House, chromium: Browser) -> Iterator[Opens]:
    """Opens a page in a fresh browser profile, signed in or not."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def opening(
        path: str = "/now",
        *,
        provider: ProviderId | None = NORA,
        signs: bool = False,
        **more: object,
    ) -> Page:
        context = chromium.new_context(
            ignore_https_errors=True,
            base_url=house.url,
            **{"locale": "en-GB", **more},  # type: ignore[arg-type]
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if provider is not None:
            role = ROLES.get(provider, Role.CLINICIAN)
            with closing(house.enter(provider, role, signs=signs)) as client:
                key = client.cookies[COOKIE]
            context.add_cookies([{"name": COOKIE, "value": key, "url": house.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console",
            lambda said: (
                faults.append(said.text) if "Security Policy" in said.text else None
            ),
        )
        page.goto(path)
        return page

    yield opening
    for context in contexts:
        context.close()
    assert faults == []

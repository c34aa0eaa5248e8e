"""The provider on call: signs in at the console as anybody does, and answers."""

import asyncio
import re
import secrets
import ssl
from pathlib import Path

import httpx
import pyotp
from argon2 import PasswordHasher

from assistant.household.scene import Scene
from care.clock import SystemClock
from care.people import Provider
from care.safefile import write_private
from records.accounts import Account
from records.database import Database

NAME = "anna"
SECRETS = "demo-account"
"""File in the home folder: password and second factor of the simulated home's account."""


def admit(database: Database, folder: Path, person: Provider) -> tuple[str, str]:
    """Password and TOTP secret of this person's account, made on first use (file 0600)."""
    file = folder / SECRETS
    if not file.exists():
        content = f"{secrets.token_urlsafe(12)}\n{pyotp.random_base32()}\n"
        write_private(file, content.encode())
    password, factor = file.read_text().split()
    with database.unit() as unit:
        if unit.accounts.get(NAME) is None:
            account = Account(
                name=NAME,
                provider=person.id,
                role=person.role,
                password=PasswordHasher().hash(password),
                second_factor=factor,
                created_at=SystemClock().now(),
            )
            unit.accounts.keep(account)
    return password, factor


TRIES = 60
"""Seconds of trying to open a page."""


class VirtualProvider:
    """A browser without a screen: HTTPS, cookies, forms."""

    def __init__(self, address: str, certificate: Path, scene: Scene) -> None:
        """Know where the console is, and whose certificate to trust."""
        self._http = httpx.AsyncClient(
            base_url=address,
            verify=ssl.create_default_context(cafile=certificate),
            follow_redirects=True,
            timeout=20,
            limits=httpx.Limits(max_keepalive_connections=0),
        )
        self._scene = scene
        self._signed_in = False

    async def sign_in(self, password: str, factor: str) -> None:
        """With password and second factor; AssertionError when the console refuses.

        Once only: a code of the second factor serves a single time.
        """
        if self._signed_in:
            return
        page = await self._page("/sign-in")
        form = {
            "csrf": _field(page.text, "csrf"),
            "name": NAME,
            "password": password,
            "code": pyotp.TOTP(factor).now(),
        }
        answer = await self._http.post("/sign-in", data=form)
        assert answer.url.path == "/now", f"signing in ended at {answer.url.path}"
        self._signed_in = True
        self._scene.tell("Anna", "signs in at the console with password and code")

    async def acknowledge(self, escalation: str) -> None:
        """Take the alarm."""
        await self._post("/alarms/acknowledge", escalation=escalation)
        self._scene.tell("Anna", "acknowledges the alarm in the console")

    async def resolve(self, escalation: str, outcome: str) -> None:
        """Close the alarm with what it was."""
        note = "Called by phone, daughter is with her."
        await self._post(
            "/alarms/resolve", escalation=escalation, outcome=outcome, note=note
        )
        self._scene.tell("Anna", f"closes it: {outcome.replace('_', ' ')}")

    async def _post(self, path: str, **fields: str) -> None:
        page = await self._page("/now")
        form = {"csrf": _field(page.text, "csrf"), **fields}
        answer = await self._http.post(path, data=form)
        answer.raise_for_status()
        note = answer.url.params.get("note", "")
        assert note.startswith("sent"), f"the console answered {note!r}"

    async def _page(self, path: str) -> httpx.Response:
        """Open a page, again and again while the console is away, as a person would."""
        for _ in range(TRIES):
            try:
                return await self._http.get(path)
            except httpx.TransportError:
                await asyncio.sleep(1)
        raise AssertionError("the console cannot be reached")

    async def close(self) -> None:
        """Leave."""
        await self._http.aclose()


def _field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None, f"no {name} on the page"
    return found[1]

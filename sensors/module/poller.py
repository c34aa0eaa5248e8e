"""Asks a Nightscout site again and again, and goes on after a restart where it was."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import httpx

from care.clock import Clock
from care.errors import SetupError
from care.safefile import write_private
from sensors.bridges.nightscout import Nightscout
from sensors.bridges.seen import BridgeError, Seen
from sensors.bridges.settings import NightscoutSettings

BACKLOG = timedelta(hours=24)
"""How far back a site is asked at the first start."""


class Poller:
    """One site; `marker` keeps how far it was read."""

    def __init__(
        self,
        settings: NightscoutSettings,
        marker: Path,
        clock: Clock,
        hand_on: Callable[[Sequence[Seen]], None],
    ) -> None:
        """Nothing is asked before `run`."""
        self._settings, self._marker = settings, marker
        self._clock, self._hand_on = clock, hand_on
        self.trouble = ""
        """Why it cannot be asked, as last heard."""
        self.refused = 0
        """Rows in another form than documented."""

    async def run(self, pause: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """Ask for ever."""
        async with httpx.AsyncClient() as client:
            site = Nightscout(self._settings, client, self._since())
            while True:
                try:
                    self._hand_on(await site.poll(self._clock.now()))
                    last = {what: at.isoformat() for what, at in site.last.items()}
                    write_private(self._marker, json.dumps(last).encode())
                    self.trouble = ""
                except (BridgeError, SetupError) as error:
                    self.trouble = str(error)
                self.refused = site.refused
                await pause(self._settings.every_seconds)

    def _since(self) -> dict[str, datetime]:
        """Where the last run ended; a day back where that cannot be read.

        What comes again by that is known by its name and not sealed twice.
        """
        start = dict.fromkeys(("entries", "treatments"), self._clock.now() - BACKLOG)
        try:
            held = json.loads(self._marker.read_text(encoding="utf-8"))
            return {what: datetime.fromisoformat(held[what]) for what in start}
        except (OSError, ValueError, KeyError, TypeError):
            return start

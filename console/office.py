"""What every page of the console works with, put together once at the start."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool

from care.clock import Clock, SystemClock
from care.people import Patient, Provider, ProviderId
from care.settings import CareSettings
from console.lockout import Lockout
from console.settings import ConsoleSettings, SeenSpeaker
from records.database import Database
from records.unit import Unit
from reminders.rota import Visit
from reminders.slots import CLINIC, SlotTable

T = TypeVar("T")


def templates() -> Environment:
    """The page templates: everything escaped, a missing name is an error."""
    return Environment(
        loader=PackageLoader("console"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@dataclass(kw_only=True)
class Office:
    """The console's own state and its ways to the home."""

    database: Database
    people: CareSettings
    settings: ConsoleSettings
    home: Path
    """The home folder."""
    clock: Clock
    """The home's time, by which everything medical is shown."""
    real: Clock = field(default_factory=SystemClock)
    """Real time, by which people sign in: codes and sessions do not speed up."""
    slots: SlotTable = CLINIC
    """What the clinic means by "twice a day"."""
    speakers: Mapping[str, SeenSpeaker] = field(default_factory=dict)
    """Tablets of config.yml, by speaker id."""
    visits: tuple[Visit, ...] = ()
    """The check-ins of config.yml."""
    pages: Environment = field(default_factory=templates)
    lockout: Lockout = field(default_factory=Lockout)
    proven: dict[str, datetime] = field(default_factory=dict)
    """When a session last showed a code of the second factor, by digest of its token."""
    closing: bool = False
    """Set when the process is about to end, so that live pages let go."""

    def now(self) -> datetime:
        """The home's present instant."""
        return self.clock.now()

    async def read(self, look: Callable[[Unit], T]) -> T:
        """One consistent look at the record, off the event loop."""

        def reading() -> T:
            with self.database.reading() as unit:
                return look(unit)

        return await run_in_threadpool(reading)

    async def write(self, act: Callable[[Unit], T]) -> T:
        """One transaction, off the event loop; StoreError means nothing was written."""

        def writing() -> T:
            with self.database.unit() as unit:
                return act(unit)

        return await run_in_threadpool(writing)

    def patients(self) -> tuple[Patient, ...]:
        """Everybody who lives here."""
        return tuple(self.people.patient(key) for key in self.people.patients)

    def provider(self, key: str) -> Provider | None:
        """The person of that id, or None when config.yml no longer names them."""
        return self.people.provider(key) if key in self.people.providers else None

    def name_of(self, key: ProviderId | str) -> str:
        """What a provider is called; the id where config.yml no longer names them."""
        found = self.provider(key)
        return found.name if found else str(key)

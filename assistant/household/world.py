"""What the stories of a simulated day can see and do."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TypeVar

from assistant.household.devices import Devices
from assistant.household.inbox import Mailbox, Pager
from assistant.household.patient import VirtualPatient
from assistant.household.provider import VirtualProvider
from assistant.household.scene import SLOW, Scene
from care.escalation import Escalation, EscalationId, Stage
from care.people import Patient
from records.database import Database
from records.unit import Unit

T = TypeVar("T")

PATIENCE = 120.0
"""Real seconds for anything that should happen."""
LOOK = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """One simulated home, seen from outside the station."""

    scene: Scene
    patient: Patient
    person: VirtualPatient
    devices: Devices
    mailbox: Mailbox
    pager: Pager
    provider: VirtualProvider
    database: Database
    account: tuple[str, str]

    def today(self, at: time) -> datetime:
        """That time of the present day in the home."""
        local = self.scene.clock.now().astimezone(self.patient.zone)
        return datetime.combine(local.date(), at, self.patient.zone)

    async def skip_to(self, at: time) -> None:
        """Let time run fast until shortly before that time of day."""
        await self.scene.pass_until(self.today(at) - timedelta(seconds=4))

    async def for_a_while(self, span: timedelta) -> None:
        """Let so much home time pass."""
        await self.scene.pass_until(self.scene.clock.now() + span)

    async def until(self, what: str, look: Callable[[Unit], T | None]) -> T:
        """Wait until the record shows something; AssertionError when it does not."""
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    with self.database.reading() as unit:
                        found = look(unit)
                    if found is not None:
                        return found
                    await asyncio.sleep(LOOK)
        except TimeoutError as error:
            raise AssertionError(f"the record does not show {what}") from error

    def forget(self) -> None:
        """What came before the next story does not count for it."""
        self.person.forget()
        for queue in (self.mailbox.mails, self.pager.calls):
            while not queue.empty():
                queue.get_nowait()

    async def mail(self) -> str:
        """The next e-mail's subject; AssertionError when none comes."""
        self.scene.run_at(SLOW)
        try:
            async with asyncio.timeout(PATIENCE):
                mail = await self.mailbox.mails.get()
        except TimeoutError as error:
            raise AssertionError("no e-mail came") from error
        self.scene.tell("e-mail", f"to {mail.to}: {mail.subject}")
        for line in mail.body.splitlines():
            if line.strip():
                self.scene.tell("", f"    {line}")
        return mail.subject

    async def page(self) -> None:
        """The next call of the pager; AssertionError when none comes."""
        self.scene.run_at(4)
        try:
            async with asyncio.timeout(PATIENCE):
                await self.pager.calls.get()
        except TimeoutError as error:
            raise AssertionError("the pager stayed silent") from error
        self.scene.run_at(SLOW)
        self.scene.tell("pager", "the next rung is told: nobody had acknowledged")

    async def climbing(self, code: str) -> Escalation:
        """The open escalation whose alarm's code begins so."""

        def look(unit: Unit) -> Escalation | None:
            mine = (e for e in unit.escalations.open() if e.alarm.code.startswith(code))
            return next(mine, None)

        return await self.until(f"an escalation {code}", look)

    async def answered(self, escalation: Escalation, outcome: str) -> None:
        """The provider takes it and ends it in the console; the record must agree."""
        key = escalation.id
        await self.provider.sign_in(*self.account)
        await self.provider.acknowledge(key)
        await self.until(
            "the acknowledgement", lambda unit: _in(unit, key, Stage.ACKNOWLEDGED)
        )
        await self.provider.resolve(key, outcome)
        await self.until("the resolution", lambda unit: _in(unit, key, Stage.RESOLVED))


def _in(unit: Unit, key: EscalationId, stage: Stage) -> Escalation | None:
    found = unit.escalations.get(key)
    return found if found is not None and found.stage is stage else None

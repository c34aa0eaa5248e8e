"""Regimens, doses and a home that plays a day minute by minute, for tests."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from care.commands import Clear, Raise, Record, WakeAt
from care.medication import (
    Dose,
    DoseEvidence,
    DoseId,
    Regimen,
    RegimenId,
    Sign,
    Witness,
)
from care.people import PatientId, ProviderId, Routine
from reminders.dose_words import Tick
from reminders.rules import RULES, Rules
from reminders.tray import step
from reminders.tray_words import AskDoses, Ordered, ReplyAbout, Tray, TrayEvent

PARIS = ZoneInfo("Europe/Paris")
DAY = datetime(2026, 3, 2, tzinfo=PARIS)
"""A Monday without a clock change."""
PATIENT = PatientId("rose")
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def local(clock: str, day: datetime = DAY) -> datetime:
    """That time of that day, UTC."""
    hour, minute = clock.split(":")
    return day.replace(hour=int(hour), minute=int(minute)).astimezone(UTC)


def regimen(name: str = "metformin", *times: str, **more: Any) -> Regimen:
    """One medicine at these local times, by default at eight."""
    timing = {"timeOfDay": [f"{time}:00" for time in times or ("08:00",)]}
    given: dict[str, Any] = {
        "timing": timing,
        "starts": DAY.astimezone(UTC),
        "revision": 1,
    } | more
    return Regimen(
        id=RegimenId(name),
        patient=PATIENT,
        medicine=name,
        dose_text="one tablet",
        author=ProviderId("dr-berg"),
        **given,
    )


def named_dose(text: str, units: float = 1.0) -> Regimen:
    """A medicine whose order says so much of each dose."""
    return replace(regimen(), dose_text=text, units_per_dose=units)


def dose(name: str = "metformin", clock: str = "08:00", **more: Any) -> Dose:
    """One dose of the day, window of an hour on both sides."""
    due = local(clock)
    given: dict[str, Any] = {
        "opens": due - timedelta(hours=1),
        "closes": due + timedelta(hours=1),
        "due": due,
    } | more
    return Dose(
        id=DoseId(f"{name}/{given['due'].astimezone(PARIS).isoformat(timespec='minutes')}"),
        patient=PATIENT,
        regimen=RegimenId(name),
        revision=1,
        medicine=name,
        dose_text="one tablet",
        **given,
    )


def evidence(
    sign: Sign,
    clock: str = "08:05",
    *,
    witness: Witness = Witness.SPEECH,
    heard: str | None = None,
    of: DoseId | None = None,
) -> DoseEvidence:
    """A witness told something about the morning's dose."""
    return DoseEvidence(
        dose=of or dose().id,
        witness=witness,
        sign=sign,
        at=local(clock),
        heard_at=local(heard or clock),
    )


def tray(*regimens: Regimen, **more: Any) -> Tray:
    """A tray at midnight of the day, with its orders."""
    given: dict[str, Any] = {
        "zone": PARIS,
        "routine": Routine(),
        "planned_to": DAY.astimezone(UTC),
    } | more
    empty = Tray(patient=PATIENT, **given)
    ordered = Ordered(regimens=regimens, zone=empty.zone, routine=empty.routine)
    return step(empty, ordered, empty.planned_to)[0]


@dataclass
class Home:
    """Plays events into a tray, saves it after every step, and keeps what came out."""

    state: Tray
    rules: Rules = RULES
    held: bool = False
    wake: datetime = LONG_AGO
    asked: list[tuple[datetime, AskDoses]] = field(default_factory=list)
    replied: list[ReplyAbout] = field(default_factory=list)
    raised: list[tuple[datetime, Raise]] = field(default_factory=list)
    cleared: list[tuple[datetime, Clear]] = field(default_factory=list)
    ledger: dict[DoseId, Dose] = field(default_factory=dict)
    evidence: dict[str, DoseEvidence] = field(default_factory=dict)

    def play(self, event: TrayEvent, now: datetime) -> None:
        """One step."""
        self.state, commands = step(self.state, event, now, self.rules)
        for command in commands:
            self._keep(command, now)

    def _keep(self, command: object, now: datetime) -> None:
        match command:
            case WakeAt():
                self.wake = command.at
            case AskDoses():
                self.asked.append((now, command))
            case ReplyAbout():
                self.replied.append(command)
            case Raise():
                self.raised.append((now, command))
            case Clear():
                self.cleared.append((now, command))
            case Record(what=Dose() as what):
                self.ledger[what.id] = what
            case Record(what=DoseEvidence() as what):
                self.evidence[what.key] = what

    def tick(self, now: datetime) -> None:
        """Time passes."""
        self.play(Tick(held=self.held), now)

    def run(self, start: datetime, end: datetime, every: timedelta) -> None:
        """Time passes evenly, `end` included."""
        now = start
        while now <= end:
            self.tick(now)
            now += every


def named(one: Dose, **more: Any) -> Dose:
    """The dose with other fields."""
    return replace(one, **more)

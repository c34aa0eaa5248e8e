"""A year of many patients' doses: ticks, answers and silences, through the tray itself."""

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

from benchmarks.reminders.regimens import DAY, HOUR, START, ZONES, regimen
from care.clock import stopwatch
from care.commands import Record, WakeAt
from care.medication import Dose, Regimen, Sign
from care.people import PatientId, Routine
from reminders.dose_words import Tick
from reminders.tray import step
from reminders.tray_words import AskDoses, Ordered, Spoken, Tray, TrayEvent


@dataclass(kw_only=True)
class Lived:
    """What became of one patient's doses."""

    prompts: int = 0
    doubled: int = 0
    """Askings of the same step of the same dose."""
    steps: int = 0
    late: int = 0
    """Doses still open an hour after they should have ended."""
    ended: set[str] = field(default_factory=set)


def year(count: int, days: int) -> Iterator[tuple[str, str, str]]:
    """So many regimens, four a patient, through a year of ticks, answers and crashes."""
    began = stopwatch()
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        found = list(pool.map(_patient, range(count // 4), [days] * (count // 4)))
    took = stopwatch() - began
    steps = sum(one.steps for one in found)
    label = f"{count} regimens, {days} days, {steps:,} steps, {os.cpu_count()} processes"
    yield label, f"{took:.1f} s", ""
    ended = sum(len(one.ended) for one in found)
    yield "  doses ended / without an end", f"{ended:,} / {sum(o.late for o in found)}", ""
    prompts = sum(one.prompts for one in found)
    doubled = sum(one.doubled for one in found)
    yield "  prompts / doubled prompts", f"{prompts:,} / {doubled}", ""


def _patient(number: int, days: int) -> Lived:
    zone = ZoneInfo(ZONES[number * 7 % len(ZONES)])
    tray = Tray(
        patient=PatientId(f"p{number}"), zone=zone, routine=Routine(), planned_to=START
    )
    return _lived(tray, tuple(regimen(number * 4 + n, number) for n in range(4)), days)


def _lived(tray: Tray, orders: tuple[Regimen, ...], days: int) -> Lived:
    now, end = START, START + days * DAY
    found, asked = Lived(), set[tuple[str, int]]()
    event: TrayEvent = Ordered(regimens=orders, zone=tray.zone, routine=tray.routine)
    state, commands = step(tray, event, now)
    while now < end:
        wake = next(c.at for c in commands if isinstance(c, WakeAt))
        now = max(wake, now + timedelta(seconds=1))
        state, commands = step(state, Tick(), now)
        found.steps += 1
        for ask in [c for c in commands if isinstance(c, AskDoses)]:
            found.prompts += 1
            names = {(dose.id, ask.step) for dose in ask.doses}
            found.doubled += len(names & asked)
            asked |= names
            if (found.prompts + ask.step) % 3:
                said = Spoken(group=ask.group, sign=Sign.TAKEN, at=now)
                state, more = step(state, said, now)
                commands = (*commands, *more)[::-1]
                found.steps += 1
        found.ended |= {dose for c in commands if (dose := _ended(c))}
    found.late = sum(
        one.dose.outcome is None and one.dose.closes + HOUR < now for one in state.rounds
    )
    return found


def _ended(command: object) -> str | None:
    """The dose that a record says has ended."""
    if isinstance(command, Record) and isinstance(dose := command.what, Dose):
        return None if dose.outcome is None else dose.id
    return None

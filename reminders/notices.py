"""Alarms of several doses told as one: those due together share it, with all reasons."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce

from care.alarm import URGENCY, Alarm, AlarmId
from care.commands import Clear, Raise
from reminders.alarms import dose_alarm
from reminders.dose_words import Round
from reminders.tray_words import TrayCommand

SEPARATE = 3
"""More alarms than this in one step are one alarm: after an outage nobody is flooded."""


def told_together(
    commands: Iterable[TrayCommand], rounds: Sequence[Round]
) -> list[TrayCommand]:
    """The commands with one alarm for doses due together, and no premature clearing."""
    commands = list(commands)
    if not any(isinstance(one, Raise | Clear) for one in commands):
        return commands
    standing = _standing(rounds)
    raised: dict[AlarmId, Alarm] = {}
    others: list[TrayCommand] = []
    for command in commands:
        match command:
            case Raise(alarm=alarm):
                raised[alarm.id] = standing.get(alarm.id, alarm)
            case Clear(alarm=key) if key in standing:
                pass
            case _:
                others.append(command)
    alarms = list(raised.values())
    if len(alarms) > SEPARATE:
        alarms = [reduce(_both, alarms)]
    return [*(Raise(alarm=alarm) for alarm in alarms), *others]


def _standing(rounds: Iterable[Round]) -> dict[AlarmId, Alarm]:
    """Every alarm that has been told and not cleared, with the reasons of all its doses."""
    found: dict[AlarmId, Alarm] = {}
    for one in rounds:
        if one.told is not None and one.told_at is not None:
            dose, at = one.dose, one.told_at
            alarm = dose_alarm(dose, one.regimen, one.told, at, one.told_in)
            known = found.get(alarm.id)
            found[alarm.id] = alarm if known is None else _both(known, alarm)
    return found


def standing_alarms(rounds: Iterable[Round]) -> tuple[Raise, ...]:
    """All of them, to be told again after a restart."""
    return tuple(Raise(alarm=alarm) for alarm in _standing(rounds).values())


def _both(one: Alarm, other: Alarm) -> Alarm:
    """The more urgent of two, under the first one's id, with the reasons of both."""
    urgent, less = sorted((one, other), key=lambda alarm: URGENCY[alarm.priority])
    reasons = tuple(dict.fromkeys((*urgent.reasons, *less.reasons)))
    return replace(urgent, id=one.id, reasons=reasons)

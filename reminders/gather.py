"""Many doses, one breath: the commands of single doses put together for the patient."""

from collections.abc import Iterable
from datetime import datetime

from care.medication import DoseId
from reminders.alarms import token
from reminders.dose_words import AskDose, Command, Manner, Reply, StopAsking
from reminders.tray_words import AskDoses, Group, ReplyAbout, StopAskingAbout, TrayCommand


def named(groups: Iterable[Group], group: str) -> tuple[DoseId, ...]:
    """The doses of a prompt, by its id; none for a prompt that is long gone."""
    return next((one.doses for one in groups if one.id == group), ())


def gathered(
    groups: tuple[Group, ...], commands: Iterable[Command], now: datetime
) -> tuple[tuple[Group, ...], tuple[TrayCommand, ...]]:
    """The groups asked so far, and the commands with prompts and replies put together."""
    asks: dict[Manner, list[AskDose]] = {}
    replies: dict[tuple[str, datetime | None], list[Reply]] = {}
    stopped: set[DoseId] = set()
    others: list[TrayCommand] = []
    for command in commands:
        match command:
            case AskDose():
                asks.setdefault(command.manner, []).append(command)
            case Reply():
                replies.setdefault((command.key, command.until), []).append(command)
            case StopAsking(dose=dose):
                stopped.add(dose.id)
            case _:
                others.append(command)
    made: list[TrayCommand] = [
        StopAskingAbout(group=group.id) for group in groups if stopped & set(group.doses)
    ]
    made += (
        ReplyAbout(
            group=_group_of(groups, same[0].dose.id),
            doses=tuple(one.dose for one in same),
            key=key,
            until=until,
        )
        for (key, until), same in replies.items()
    )
    for manner, together in asks.items():
        group, ask = _asked(manner, together, now)
        groups = (*(one for one in groups if one.id != group.id), group)
        made.append(ask)
    return groups, (*others, *made)


def _group_of(groups: tuple[Group, ...], dose: DoseId) -> str:
    """The latest prompt that named a dose."""
    return next((one.id for one in reversed(groups) if dose in one.doses), "")


def _asked(
    manner: Manner, together: list[AskDose], now: datetime
) -> tuple[Group, AskDoses]:
    doses = tuple(one.dose for one in together)
    group = Group(
        id=token(DoseId("+".join(dose.id for dose in doses))),
        doses=tuple(dose.id for dose in doses),
        asked_at=now,
    )
    lowest = min(one.step for one in together)
    return group, AskDoses(group=group.id, doses=doses, step=lowest, manner=manner)

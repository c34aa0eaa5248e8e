"""Which dose hears what: from a prompt's answer, a pill box, or words out of the blue."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from care.medication import DoseEvidence, DoseId, Sign, Witness
from reminders.dose_words import Event, Round, Snoozed, Told
from reminders.gather import named
from reminders.ledger import is_open
from reminders.round import over_at
from reminders.rules import Rules
from reminders.tray_words import (
    BoxOpened,
    Later,
    Mentioned,
    Spoken,
    TakenTwice,
    Tray,
    TrayEvent,
)

Mail = dict[DoseId, Event]


def mail(state: Tray, event: TrayEvent, rules: Rules) -> Mail:
    """What each concerned dose is told; empty when it concerns none."""
    match event:
        case Spoken(group=group, sign=sign, at=at, reason=reason):
            wanted = event.only or named(state.groups, group)
            return _said(wanted, sign, at, reason)
        case TakenTwice(group=group, at=at):
            return _said(named(state.groups, group), Sign.AGAIN, at, None)
        case Mentioned(sign=sign, at=at):
            return _said(_meant(state.rounds, event, rules), sign, at, None)
        case Later(group=group, at=at, delay=delay):
            later = Snoozed(at=at, delay=delay)
            return dict.fromkeys(named(state.groups, group), later)
        case Told(evidence=evidence):
            return {evidence.dose: event}
        case BoxOpened():
            return _opened(state.rounds, event, rules)
    return {}


def _said(doses: Iterable[DoseId], sign: Sign, at: datetime, reason: str | None) -> Mail:
    return {
        dose: Told(
            evidence=DoseEvidence(
                dose=dose,
                witness=Witness.SPEECH,
                sign=sign,
                at=at,
                heard_at=at,
                reason=reason,
            )
        )
        for dose in doses
    }


def _meant(rounds: Sequence[Round], event: Mentioned, rules: Rules) -> tuple[DoseId, ...]:
    """The open doses that "I took it" speaks of: those of the nearest due instant.

    A correction ("no, I did not take it") speaks of a dose that was entered as taken.
    """
    near = [
        one
        for one in in_window(rounds, event.at, rules)
        if event.medicine in (None, one.regimen.id, one.regimen.order)
    ]
    taken = event.sign in (Sign.TAKEN, Sign.PART)
    fitting = [one for one in near if is_open(one.dose) or not taken]
    if not fitting:
        return ()
    closest = min(abs(one.dose.due - event.at) for one in fitting)
    return tuple(one.dose.id for one in fitting if abs(one.dose.due - event.at) == closest)


def in_window(rounds: Iterable[Round], at: datetime, rules: Rules) -> list[Round]:
    """Doses whose window, with its grace, holds the instant."""
    return [one for one in rounds if one.dose.opens <= at < over_at(one, rules)]


def _opened(rounds: Sequence[Round], event: BoxOpened, rules: Rules) -> Mail:
    """An opening speaks of the doses in whose window it falls, nearest due first."""
    near = in_window(rounds, event.at, rules)
    right = [
        one
        for one in near
        if None in (event.compartment, one.regimen.compartment)
        or one.regimen.compartment == event.compartment
    ]
    meant = right or near
    if not meant:
        return {}
    sign = Sign.OPENED if right else Sign.WRONG_COMPARTMENT
    closest = min(abs(one.dose.due - event.at) for one in meant)
    return {
        one.dose.id: Told(
            evidence=DoseEvidence(
                dose=one.dose.id,
                witness=Witness.BOX,
                sign=sign,
                at=event.at,
                heard_at=event.heard_at,
            )
        )
        for one in meant
        if abs(one.dose.due - event.at) == closest
    }

"""Which desks a patient has, made and restored; `assistant.life` joins them to the rest."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from assistant.answers import Lists
from assistant.blueprint import Blueprint
from assistant.desks.checkins import CheckInDesk
from assistant.desks.desk import Desk
from assistant.desks.help import HelpDesk
from assistant.desks.ladders import Ladders
from assistant.desks.orders import OrderDesk
from assistant.desks.questions import QuestionDesk
from assistant.desks.supplies import SupplyDesk
from assistant.desks.talk import TalkDesk
from assistant.desks.tray import TrayDesk
from assistant.desks.troubles import TroubleDesk
from assistant.desks.watch import WatchDesk
from assistant.dialogue import listener
from care.alarm import Priority
from care.people import Patient, PatientId
from records.unit import Unit
from reminders.survey_table import surveys

Desks = Mapping[PatientId, tuple[Desk, ...]]
"""The desks of every patient."""


def desks_of(patient: Patient, blueprint: Blueprint, now: datetime) -> tuple[Desk, ...]:
    """All desks of one patient, in the order in which they hear of a value."""
    ladders = Ladders(patient.id, blueprint.policies)
    held = partial(_held, ladders)
    rules = blueprint.reminders.rules()
    asks = blueprint.assistant.over_talk == "ask"
    return (
        WatchDesk(patient, blueprint.rules[patient.id], now),
        HelpDesk(patient, _contact(blueprint)),
        OrderDesk(patient, rules.table, held),
        TrayDesk(patient, rules, held, now),
        CheckInDesk(patient, blueprint.reminders.visits(surveys()), held, now),
        QuestionDesk(patient),
        SupplyDesk(patient, rules.table),
        TroubleDesk(patient.id),
        ladders,
        TalkDesk(listener(patient, Lists(), asks_over_talk=asks), lambda: ladders.alarmed),
    )


def _contact(blueprint: Blueprint) -> str | None:
    """The name of who is told first in an emergency."""
    first = blueprint.policies[Priority.HIGH].rungs[0].contacts[0].provider
    return blueprint.care.providers[first].name


def _held(ladders: Ladders, _now: datetime) -> bool:
    """Nobody is reminded or asked about pain while an urgent alarm climbs."""
    return ladders.urgent


def restore(blueprint: Blueprint, unit: Unit, now: datetime) -> Desks:
    """Make every desk and let it go on from the record."""
    desks = {one.id: desks_of(one, blueprint, now) for one in blueprint.patients}
    for own in desks.values():
        for desk in own:
            desk.restore(unit)
    return desks

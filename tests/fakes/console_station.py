"""Stands in for the station: handles what the console asked, by the real ladder."""

from datetime import datetime

from care.escalation import (
    Acknowledgement,
    Escalation,
    EscalationId,
    Outcome,
    Resolution,
)
from care.medication import RegimenId
from escalation import ladder
from records.database import Database
from records.requests import Request
from records.unit import Unit


def handle_all(database: Database, now: datetime) -> list[str]:
    """Handle every waiting request; their kinds, in order."""
    with database.unit() as unit:
        waiting = unit.requests.waiting()
        for asked in waiting:
            _handle(unit, asked)
            unit.requests.handled(asked.id, now, {"done": True})
    return [asked.kind for asked in waiting]


def _handle(unit: Unit, asked: Request) -> None:
    match asked.kind:
        case "acknowledge":
            taken = Acknowledgement(by=asked.by, at=asked.at)
            _climb(unit, asked, ladder.Acknowledged(acknowledgement=taken))
        case "resolve":
            ended = Resolution(
                by=asked.by,
                at=asked.at,
                outcome=Outcome(asked.body["outcome"]),
                note=asked.body["note"],
            )
            _climb(unit, asked, ladder.Resolved(resolution=ended))
        case "confirm_regimen":
            unit.regimens.confirm(
                RegimenId(asked.body["regimen"]),
                asked.body["revision"],
                by=asked.by,
                at=asked.at,
            )
        case "stop_regimen":
            unit.regimens.retire(RegimenId(asked.body["regimen"]), by=asked.by, at=asked.at)


def _climb(unit: Unit, asked: Request, event: ladder.Event) -> None:
    found = unit.escalations.get(EscalationId(asked.body["escalation"]))
    assert isinstance(found, Escalation)
    climbed, _ = ladder.step(found, event, asked.at)
    assert isinstance(climbed, Escalation)
    unit.escalations.keep(climbed)

"""What people ask for at the console, as the values that desks take.

KeyError or ValueError where a request does not say what it must.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from assistant.desks.ladders import ToLadder
from care.codec import decode
from care.escalation import Acknowledgement, EscalationId, Outcome, Resolution
from care.medication import DoseEvidence, DoseId, Sign, Witness
from care.tablets import HELP, PRESSED
from escalation import ladder
from records.requests import Request
from reminders import dose_words
from reminders.checkin_plan import CheckInPlan, Observed
from reminders.stock import Counted, Stock
from reminders.survey import check_in
from reminders.survey_table import surveys


def _acknowledge(asked: Request) -> ToLadder:
    taken = Acknowledgement(by=asked.by, at=asked.at)
    event = ladder.Acknowledged(acknowledgement=taken)
    return ToLadder(escalation=EscalationId(asked.body["escalation"]), event=event)


def _resolve(asked: Request) -> ToLadder:
    ended = Resolution(
        by=asked.by,
        at=asked.at,
        outcome=Outcome(asked.body["outcome"]),
        note=str(asked.body.get("note", "")),
    )
    event = ladder.Resolved(resolution=ended)
    return ToLadder(escalation=EscalationId(asked.body["escalation"]), event=event)


def _told(asked: Request) -> dose_words.Told:
    """A caregiver or clinician tells of a dose."""
    return dose_words.Told(
        evidence=DoseEvidence(
            dose=DoseId(asked.body["dose"]),
            witness=Witness.PERSON,
            sign=Sign(asked.body["sign"]),
            at=datetime.fromisoformat(asked.body["at"]),
            heard_at=asked.at,
            by=asked.by,
            reason=asked.body.get("reason") or None,
        )
    )


def _observed(asked: Request) -> Observed:
    """An observer has filled in a scale; answers that it does not know are refused."""
    survey = surveys()[asked.body["survey"]]
    if asked.patient is None or not survey.observer:
        raise ValueError("only an observer's scale is entered at the console")
    at = datetime.fromisoformat(asked.body["at"])
    answers = tuple((q.id, str(asked.body["answers"][q.id])) for q in survey.questions)
    found = check_in(
        survey,
        f"{survey.id}-{asked.id}",
        asked.patient,
        (at, at),
        answers,
        by=asked.by,
    )
    if found.score is None:
        raise ValueError("an answer that the scale does not have")
    return Observed(check_in=found)


def _counted(asked: Request) -> Counted:
    """Somebody has counted what is left of a medicine."""
    expires = asked.body.get("expires")
    return Counted(
        stock=Stock(
            medicine=str(asked.body["medicine"]),
            units=float(asked.body["units"]),
            counted_at=asked.at,
            expires=date.fromisoformat(expires) if expires else None,
            notice_days=int(asked.body["notice_days"]),
            by=asked.by,
        )
    )


def _plan(asked: Request) -> CheckInPlan:
    """A clinician has changed when the home asks, and who hears."""
    return decode(CheckInPlan, asked.body["plan"])


VALUES: Mapping[str, Callable[[Request], object]] = {
    "acknowledge": _acknowledge,
    "resolve": _resolve,
    "tell_dose": _told,
    "enter_scale": _observed,
    "count_stock": _counted,
    "plan_checkins": _plan,
    HELP: lambda _asked: PRESSED,
}

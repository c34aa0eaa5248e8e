"""Check-ins of one patient at work: when they are due, and how they go."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.desks.desk import Tick
from assistant.scripts import visits
from assistant.scripts.check_in_state import Ended, Postponed
from assistant.scripts.survey import kept
from assistant.scripts.visits import AnyTalk
from assistant.talk.turns import Corrected, Switched
from care.checkin import CheckIn
from care.commands import Raise, Record, WakeAt
from care.people import Patient
from care.speech import Answer
from records.unit import Unit
from reminders import pain, rota
from reminders.checkin_plan import CheckInPlan, Observed, state_of
from reminders.rota import Begin, Called, Rota, Unanswered, Visit, after_alarm
from reminders.survey_table import surveys

OWNER = "checkin:"
HISTORY = 60
"""Check-ins remembered for the baseline; a month of two a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInState:
    """The rota, and the check-in under way."""

    rota: Rota
    talk: AnyTalk | None = None
    last: AnyTalk | None = None
    """As it was before its last answer; that may be taken back for a while."""
    history: tuple[CheckIn, ...] = ()
    """Pain of the last weeks, for the person's own baseline."""
    plan: CheckInPlan | None = None
    """What a clinician set at the console; None while config.yml's plan holds."""


class CheckInDesk:
    """Holds rota and check-in; `held` says when nobody is to be asked."""

    takes: tuple[type, ...] = (
        Answer, Corrected, Raise, Called, CheckInPlan, Observed, Postponed, Ended, Switched,
        Tick,
    )  # fmt: skip

    def __init__(
        self,
        patient: Patient,
        times: tuple[Visit, ...],
        held: Callable[[datetime], bool],
        now: datetime,
    ) -> None:
        """Ask by this rota."""
        self.name = state_of(patient.id)
        self._patient = patient
        self._visits = times
        self._held = held
        fresh = Rota(
            patient=patient.id,
            zone=patient.zone,
            routine=patient.routine,
            visits=times,
            planned_to=now,
        )
        self._state = CheckInState(rota=fresh)

    def state(self) -> object:
        """The rota, and the check-in under way."""
        return self._state

    def restore(self, unit: Unit) -> None:
        """Go on by today's rota, with the check-in that was under way."""
        saved = unit.states.load(self.name, CheckInState)
        if saved is not None:
            visits = saved.plan.visits if saved.plan else self._visits
            self._state = replace(saved, rota=replace(saved.rota, visits=visits))

    def take(self, value: object, now: datetime) -> tuple[object, ...]:
        """Step rota or check-in."""
        match value:
            case Answer():
                return self._answered(value, now)
            case Corrected(answer=answer):
                return self._corrected(answer, now)
            case Raise(alarm=alarm):
                afterwards = after_alarm(alarm)
                return self._rota(afterwards, now) if afterwards else ()
            case Ended(answered=answered):
                return () if answered else self._rota(Unanswered(at=now), now)
            case Postponed(survey=survey, after=after):
                called = Called(survey=survey, why="asked", at=now, after=after)
                return self._rota(called, now)
            case Called():
                return self._rota(value, now)
            case CheckInPlan():
                return self._planned(value, now)
            case Observed(check_in=check_in):
                found = self._plan.survey(surveys()[check_in.survey])
                return kept(check_in, found)
            case Switched():
                return self._switched(value)
        held = self._held(now) or self._state.talk is not None
        return self._rota(rota.Tick(held=held), now)

    @property
    def _plan(self) -> CheckInPlan:
        return self._state.plan or CheckInPlan(visits=self._visits)

    def _planned(self, plan: CheckInPlan, now: datetime) -> tuple[object, ...]:
        """The new times hold from now on; what is under way goes on."""
        stepped = rota.replanned(self._state.rota, plan.visits, now)
        self._state = replace(self._state, plan=plan, rota=stepped)
        return (WakeAt(at=max(now, rota.next_due(stepped))),)

    def _answered(self, answer: Answer, now: datetime) -> tuple[object, ...]:
        talk = self._state.talk
        if talk is None or not answer.question.startswith(OWNER):
            return ()
        stepped = visits.step(talk, answer, self._patient, now)
        return self._stepped(talk, stepped)

    def _corrected(self, right: Answer, now: datetime) -> tuple[object, ...]:
        """An answer of the check-in under way, or of the one that has just ended."""
        talk = self._state.talk or self._state.last
        if talk is None or not right.question.startswith(f"{OWNER}{talk.id}:"):
            return ()
        stepped = visits.taken_back(talk, right, self._patient, now)
        if not stepped[1]:
            return ()
        return self._stepped(talk, stepped)

    def _stepped(self, before: AnyTalk, stepped: visits.Stepped) -> tuple[object, ...]:
        talk, commands = stepped
        records = [c.what for c in commands if isinstance(c, Record)]
        told = tuple(one for one in records if isinstance(one, CheckIn))
        ids = {one.id for one in told}
        earlier = (one for one in self._state.history if one.id not in ids)
        history = (*earlier, *told)[-HISTORY:]
        self._state = replace(self._state, talk=talk, last=before, history=history)
        return commands

    def _switched(self, switched: Switched) -> tuple[object, ...]:
        self._patient = replace(self._patient, language=switched.language)
        talk = self._state.talk
        open_too = talk is not None and visits.question_id(talk) in switched.questions
        return (visits.again(talk, self._patient),) if talk and open_too else ()

    def _rota(self, event: rota.Event, now: datetime) -> tuple[object, ...]:
        stepped, begins = rota.step(self._state.rota, event, now)
        self._state = replace(self._state, rota=stepped)
        asked: list[object] = [WakeAt(at=max(now, rota.next_due(stepped)))]
        for begin in begins:
            asked += self._begin(begin, now)
        return tuple(asked)

    def _begin(self, begin: Begin, now: datetime) -> tuple[object, ...]:
        usual = pain.baseline(self._state.history, now, self._plan.pain)
        talk, commands = visits.begin(begin.occasion, self._patient, now, usual, self._plan)
        self._state = replace(self._state, talk=talk)
        return commands

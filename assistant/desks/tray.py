"""The medicine tray of one patient at work: doses are asked about, and believed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assistant.answers.closed import MORE
from assistant.desks.desk import Tick
from assistant.scripts import dose, medicine_talk
from assistant.scripts.dose_amount import DOUBT, weighed
from assistant.scripts.dose_parts import OWNER, group_of
from assistant.talk.turns import Corrected, OpenTalk, Switched
from care.commands import Ask
from care.medication import DoseId
from care.observation import Kind, Observation
from care.people import Patient
from care.speech import Answer, QuestionId, Split
from records.unit import Unit
from reminders import dose_words, tray
from reminders.dose_words import Manner
from reminders.gather import named
from reminders.rules import Rules
from reminders.tray_words import (
    AskDoses,
    BoxOpened,
    Ordered,
    ReplyAbout,
    Restarted,
    StopAskingAbout,
    Tray,
    TrayEvent,
)
from reminders.truth import Box
from sensors.watch import Closed

PILLBOX = Kind("pillbox")
OPENED = "opened"
"""A code word of a pill box; "opened:3" names the compartment."""


UNHEARD = timedelta(hours=6)
"""Without any word for so long the box is out of reach; it says "alive" every hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _ReadBack:
    """An answer about some of a prompt's doses, to be said again."""

    split: Split
    asked: AskDoses


class TrayDesk:
    """Holds a `reminders.tray.Tray`; `held` says when nobody is to be reminded."""

    takes: tuple[type, ...] = (
        Observation,
        Answer,
        Corrected,
        Ordered,
        dose_words.Told,
        Closed,
        OpenTalk,
        Switched,
        Tick,
    )

    def __init__(
        self,
        patient: Patient,
        rules: Rules,
        held: Callable[[datetime], bool],
        now: datetime,
    ) -> None:
        """Begin with an empty tray; the regimens come as `Ordered`."""
        self.name = f"tray:{patient.id}"
        self._patient = patient
        self._rules = rules
        self._held = held
        self._again = False
        self._put: dict[QuestionId, object] = {}
        self._box_heard = now
        self._tray = Tray(
            patient=patient.id, zone=patient.zone, routine=patient.routine, planned_to=now
        )

    def state(self) -> object:
        """Every open and lately ended dose."""
        return self._tray

    def restore(self, unit: Unit) -> None:
        """Go on with the doses that had begun."""
        saved = unit.states.load(self.name, Tray)
        if saved is not None:
            self._tray, self._again = saved, True

    def take(self, value: object, now: datetime) -> tuple[object, ...]:
        """Step the tray with everything that the value means to it."""
        if isinstance(value, Switched):
            return self._switched(value)
        asked: list[object] = [*self._read_back(value)]
        for event in self._events(value, now):
            self._tray, commands = tray.step(self._tray, event, now, self._rules)
            asked += [self._in_words(command) for command in commands]
        return tuple(asked)

    def _events(self, value: object, now: datetime) -> tuple[TrayEvent, ...]:
        match value:
            case Observation(kind=kind):
                return self._box(value, now) if kind == PILLBOX else ()
            case Answer() | Corrected():
                answer = self._mine(value)
                if answer is None:
                    return ()
                return dose.hear(answer, self._patient, self._asked(answer))
            case Tick():
                tick = dose_words.Tick(held=self._held(now))
                again, self._again = self._again, False
                lost = self._box_lost(now)
                return (*((Restarted(),) if again else ()), *lost, tick)
            case Ordered() | dose_words.Told():
                return (value,)
            case Closed(alarm=alarm):
                return (dose_words.AlarmClosed(alarm=alarm),)
            case OpenTalk():
                language, regimens = self._patient.language, self._tray.regimens
                return medicine_talk.events(value, language, regimens, now)
        return ()

    def _switched(self, switched: Switched) -> tuple[object, ...]:
        self._patient = replace(self._patient, language=switched.language)
        wanted = {key: self._put[key] for key in switched.questions if key in self._put}
        self._put = {}
        return tuple(self._in_words(command) for command in wanted.values())

    def _box_lost(self, now: datetime) -> tuple[TrayEvent, ...]:
        """A box that fell silent can no longer say that nothing was taken."""
        silent = now - self._box_heard > UNHEARD
        if self._tray.box is not Box.ONLINE or not silent:
            return ()
        return (dose_words.BoxChanged(box=Box.OFFLINE, at=now),)

    def _box(self, seen: Observation, now: datetime) -> tuple[TrayEvent, ...]:
        """What a pill box's word means; any word shows that the box is in reach."""
        self._box_heard = max(self._box_heard, seen.taken_at)
        there: tuple[TrayEvent, ...] = ()
        if self._tray.box is not Box.ONLINE:
            there = (dose_words.BoxChanged(box=Box.ONLINE, at=now),)
        word, _, compartment = str(seen.value).partition(":")
        if word != OPENED:
            return there
        opened = BoxOpened(at=seen.taken_at, heard_at=now, compartment=compartment or None)
        return (*there, opened)

    def _mine(self, value: object) -> Answer | None:
        """An answer to one of these questions, any number in it compared with the plan."""
        answer = value.answer if isinstance(value, Corrected) else value
        if not isinstance(answer, Answer) or not answer.question.startswith(OWNER):
            return None
        asked = set(self._asked(answer))
        return weighed(answer, [r.regimen for r in self._tray.rounds if r.dose.id in asked])

    def _asked(self, answer: Answer) -> tuple[DoseId, ...]:
        """The doses of the prompt that an answer is about."""
        return named(self._tray.groups, group_of(answer))

    def _read_back(self, value: object) -> tuple[object, ...]:
        """A question before an answer counts that is about some doses only, or too many."""
        answer = self._mine(value)
        if answer is None or (answer.split is None and answer.text != MORE):
            return ()
        wanted = self._asked(answer)
        by_id = {one.dose.id: one.dose for one in self._tray.rounds}
        doses = [by_id[key] for key in wanted if key in by_id]
        if len(doses) != len(wanted) or answer.question.endswith(DOUBT):
            return ()
        manner = Manner.MORE if answer.split is None else Manner.DUE
        again = AskDoses(group=group_of(answer), doses=tuple(doses), step=0, manner=manner)
        if answer.split is None:
            return (self._in_words(again),)
        return (self._in_words(_ReadBack(split=answer.split, asked=again)),)

    def _in_words(self, command: object) -> object:
        said = command
        match command:
            case AskDoses():
                said = dose.ask(command, self._patient, self._rules, self._tray.regimens)
            case _ReadBack(split=split, asked=asked):
                regimens = self._tray.regimens
                said = dose.read_back(split, asked, self._patient, self._rules, regimens)
            case ReplyAbout():
                said = dose.reply(command, self._patient, self._rules)
            case StopAskingAbout():
                return dose.stop(command)
        if isinstance(said, Ask):
            self._put[said.question.id] = command
        return said

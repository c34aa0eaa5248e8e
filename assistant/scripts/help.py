"""A cry for help: certain, it is acted on at once; doubtful, it is asked about.

Act at once, say so, and leave a way to call it off: two steps, never one phrase alone,
and never for suicidal words. Asked "do you need help?", only a clear "no" ends it;
silence, "I don't know" and everything unclear count as yes. A "no" is kept on record,
and the third one within half an hour tells somebody all the same. While other talk ran,
such as a television's, the "no" is asked for twice: it may come from there as well.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from assistant.answers.closed import WELL
from assistant.scripts.help_alarm import alarm_of, denied_alarm, record_of
from assistant.scripts.help_state import Case, Ended, Help, Stage, TimePassed
from assistant.scripts.help_words import (
    CALLED_STAGES,
    ask_cancel,
    ask_check,
    ask_doubt,
    ask_safe,
    called_id,
    doubt_id,
    say,
)
from assistant.talk.turns import Cried
from care.alarm import Alarm, AlarmId
from care.commands import Ask, Clear, Command, Raise, WakeAt, Withdraw
from care.speech import Answer, Certainty, Meaning, QuestionId, SafetyCategory

__all__ = ["Ended", "Help", "TimePassed", "again", "step"]

OWNER = "help:"
"""Prefix of this script's questions."""
EPISODE = timedelta(minutes=30)
"""Denials so close together add up."""
SAME_CALL = timedelta(minutes=10)
"""A cry so soon adds to the alarm. A later one raises its own: whoever took the first may
believe that all is well."""
ENOUGH_DENIALS = 3
NO_REPLY = timedelta(minutes=3)
"""A doubt whose answer never came back counts as unanswered: yes."""


Event = Cried | Answer | TimePassed | Ended
Step = tuple[Help, tuple[Command, ...]]


def step(state: Help, event: Event, now: datetime) -> Step:
    """The script after one event, and what it asks for."""
    match event:
        case Cried(cry=cry) if cry.certainty is Certainty.CERTAIN:
            return _certain(state, event, now)
        case Cried():
            return _doubtful(state, event, now)
        case Answer() if event.question.startswith(OWNER):
            return _answered(state, event, now)
        case Ended(alarm=alarm):
            return _ended(state, alarm)
        case TimePassed() if _overdue(state, now):
            return _needed(state, "no_answer", now)
        case _:
            return state, ()


def again(state: Help, questions: tuple[QuestionId, ...]) -> tuple[Ask, ...]:
    """Those of the script's questions that are open, in the language of now."""
    case = state.case
    if case is None:
        return ()
    certain = f"certain.{case.category}"
    asks = (
        ask_doubt(state.person, case.category, case.number, over_talk=case.over_talk),
        ask_cancel(state.person, certain, case.number),
        ask_safe(state.person, certain, case.number),
        ask_check(state.person, case.number, called=case.stage is not Stage.ASSURING),
    )
    return tuple(ask for ask in asks if ask.question.id in questions)


def _ended(state: Help, alarm: AlarmId) -> Step:
    """Nothing more is asked about it, and the next cry is a new one that calls again."""
    case = state.case
    if case is None or case.alarm is None or case.alarm.id != alarm:
        return state, ()
    asked = (called_id(stage, case.number) for stage in CALLED_STAGES)
    return replace(state, case=None), tuple(Withdraw(question=one) for one in asked)


def _overdue(state: Help, now: datetime) -> bool:
    case = state.case
    return case is not None and _is_asked(case) and now >= case.since + NO_REPLY


def _is_asked(case: Case) -> bool:
    """Whether nobody has been called yet."""
    return case.stage in (Stage.ASKED, Stage.ASSURING)


def _open(state: Help, now: datetime) -> Case | None:
    """The case help has been called for lately, if any."""
    case = state.case
    if case is None or case.alarm is None or now - case.since > SAME_CALL:
        return None
    return case


def _certain(state: Help, cried: Cried, now: datetime) -> Step:
    """Raise first, then speak. A cry while help is called already adds to the alarm."""
    category, open_case = cried.cry.category, _open(state, now)
    if open_case and open_case.alarm:
        alarm = alarm_of(category, state.person, now, before=open_case.alarm)
        case = replace(open_case, alarm=alarm, stage=Stage.CALLED)
        words = "certain.suicide" if category is SafetyCategory.SUICIDE else "already"
        return replace(state, case=case), (Raise(alarm=alarm), say(state.person, words))
    alarm = alarm_of(category, state.person, now, over_talk=cried.over_talk)
    called, commands = _call(state, alarm, category, f"certain.{category}", now)
    return called, (*_doubt_withdrawn(state), *commands)


def _doubt_withdrawn(state: Help) -> tuple[Command, ...]:
    case = state.case
    if case is None or not _is_asked(case):
        return ()
    asked = doubt_id if case.stage is Stage.ASKED else partial(called_id, "check")
    return (Withdraw(question=asked(case.number)),)


def _call(
    state: Help, alarm: Alarm, category: SafetyCategory, words: str, now: datetime
) -> Step:
    number = state.cases + 1
    case = Case(
        category=category, stage=Stage.CALLED, since=now, number=number, alarm=alarm
    )
    ask = ask_safe if category is SafetyCategory.SUICIDE else ask_cancel
    question = ask(state.person, words, number)
    return replace(state, case=case, cases=number), (Raise(alarm=alarm), question)


def _doubtful(state: Help, cried: Cried, now: datetime) -> Step:
    """Ask; while help is called or asked about already, nothing more to ask."""
    if _open(state, now):
        return state, (say(state.person, "already"),)
    if state.case and _is_asked(state.case):
        return state, ()
    number, category, over_talk = state.cases + 1, cried.cry.category, cried.over_talk
    case = Case(
        category=category,
        stage=Stage.ASKED,
        since=now,
        number=number,
        over_talk=over_talk,
    )
    asked = replace(state, case=case, cases=number)
    question = ask_doubt(state.person, category, number, over_talk=over_talk)
    return asked, (question, WakeAt(at=now + NO_REPLY))


def _answered(state: Help, answer: Answer, now: datetime) -> Step:
    case = state.case
    _, stage, number = answer.question.split(":")
    if case is None or number != str(case.number):
        return state, ()
    match stage:
        case "doubt" if case.stage is Stage.ASKED:
            return _doubt_answered(state, case, answer, now)
        case "cancel" if answer.meaning is Meaning.NO and case.stage is Stage.CALLED:
            checking = replace(case, stage=Stage.CHECKING)
            return replace(state, case=checking), (ask_check(state.person, case.number),)
        case "check" if case.stage is Stage.ASSURING:
            return _assured(state, case, answer, now)
        case "check" if _is_sure(answer) and case.stage is Stage.CHECKING:
            return _called_off(state, case, now)
        case "cancel" | "check" | "safe":
            goes_on = replace(case, stage=Stage.CALLED)
            return replace(state, case=goes_on), (say(state.person, "still"),)
        case _:
            return state, ()


def _is_sure(answer: Answer) -> bool:
    """The question "are you sure?" is answered by "yes" and by "I am fine" alike."""
    return answer.meaning is Meaning.YES or answer.text == WELL


def _doubt_answered(state: Help, case: Case, answer: Answer, now: datetime) -> Step:
    if answer.meaning is not Meaning.NO:
        silent = answer.meaning is Meaning.SILENCE
        clear = answer.meaning in (Meaning.YES, Meaning.HELP)
        reason = "no_answer" if silent else "yes" if clear else "unclear"
        return _needed(state, reason, now)
    if case.over_talk:
        assuring = replace(case, stage=Stage.ASSURING)
        return replace(state, case=assuring), (
            ask_check(state.person, case.number, called=False),
        )
    return _denied(state, case, now)


def _assured(state: Help, case: Case, answer: Answer, now: datetime) -> Step:
    """The second "no" over other talk; a question that nobody answers calls."""
    if _is_sure(answer):
        return _denied(state, case, now)
    silent = answer.meaning is Meaning.SILENCE
    return _needed(state, "no_answer" if silent else "unclear", now)


def _denied(state: Help, case: Case, now: datetime) -> Step:
    """Nobody is called; it is kept. The third is told, unless others may have said it."""
    recent = tuple(t for t in state.denials if now - t <= EPISODE)
    denials = recent if case.over_talk else (*recent, now)
    record = record_of(case.category, state.person, case.number, case.since, now)
    done = replace(state, case=None, denials=denials)
    if len(denials) < ENOUGH_DENIALS:
        return done, (record, say(state.person, "noted"))
    told = Raise(alarm=denied_alarm(state.person, now))
    return replace(done, denials=()), (record, told, say(state.person, "noted"))


def _needed(state: Help, reason: str, now: datetime) -> Step:
    """The answer was yes, or none: help is called for what was heard first."""
    category = state.case.category if state.case else SafetyCategory.HELP
    over_talk = state.case is not None and state.case.over_talk
    alarm = alarm_of(
        category, state.person, now, reason=f"cry_{reason}", over_talk=over_talk
    )
    return _call(state, alarm, category, "certain.confirmed", now)


def _called_off(state: Help, case: Case, now: datetime) -> Step:
    """Stop calling; the alarm stays on record for a person to look at."""
    record = record_of(case.category, state.person, case.number, case.since, now)
    closed = replace(state, case=None)
    said = say(state.person, "closed")
    if case.alarm is None:
        return closed, (record, said)
    return closed, (Clear(alarm=case.alarm.id, at=now), record, said)

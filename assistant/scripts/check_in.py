"""The pain check-in: ask by the scale that fits, then where, then read back, then record.

    step       answer                         next        asks, says, records
    ---------  -----------------------------  ----------  ---------------------------------
    score      a number or a word             place       where (none: read back at once)
    score      not understood twice           score       by an easier scale; after the last
                                                          one an observer is asked for
    score      no, later                      end         refused / again in half an hour
    score      silence                        end         no answer
    place      a place                        read back   chest, jaw, left arm: cry for help
    place      head, and strong               headache    sudden and the worst ever?
    place      not understood twice, silence  read back   without a place
    headache   yes                            end         cry for help
    headache   anything else                  read back
    read back  yes                            end         recorded
    read back  no, with the right value       read back   with that value
    read back  no                             score       once more; then left as no answer
    read back  silence                        end         recorded if it was heard surely

Pure: no clock, no IO. Numbers and places are never recorded without being read back.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from assistant.scripts.check_in_state import Ended, Postponed, Scale, Step, Talk
from assistant.scripts.check_in_words import asked, question_id, said
from care.checkin import CheckIn, CheckInOutcome
from care.commands import Ask, Clear, Raise, Record, Say
from care.people import Patient, Trait
from care.speech import Answer, Certainty, Cry, Meaning, SafetyCategory
from reminders import pain
from reminders.pain import PainRules, Telling

LATER = timedelta(minutes=30)
CORRECTIONS = 2
EASIER = {Scale.NUMBERS: Scale.WORDS, Scale.WORDS: Scale.YES_NO}

Command = Ask | Say | Record | Raise | Clear | Cry | Postponed | Ended
Stepped = tuple[Talk | None, tuple[Command, ...]]


def begin(
    key: str,
    patient: Patient,
    now: datetime,
    usual: float | None = None,
    rules: PainRules = pain.RULES,
) -> Stepped:
    """The first question; words first for people with memory loss."""
    hard = patient.traits & {Trait.MEMORY_LOSS, Trait.APHASIA}
    talk = Talk(
        id=key,
        patient=patient.id,
        survey=pain.SURVEY,
        asked_at=now,
        scale=Scale.WORDS if hard else Scale.NUMBERS,
        usual=usual,
        rules=rules,
    )
    return talk, (asked(talk, patient),)


def step(talk: Talk, answer: Answer, patient: Patient, now: datetime) -> Stepped:
    """The one transition function; None when the check-in is over."""
    if answer.question != question_id(talk):
        return talk, ()
    match talk.step:
        case Step.SCORE:
            return _score(talk, answer, patient, now)
        case Step.PLACE:
            return _place(talk, answer, patient, now)
        case Step.HEADACHE:
            if answer.meaning in (Meaning.YES, Meaning.HELP):
                return _cry(talk, SafetyCategory.STROKE, now)
            return _go(replace(talk, step=Step.READ_BACK), patient)
        case Step.READ_BACK:
            return _read_back(talk, answer, patient, now)


def taken_back(talk: Talk, right: Answer, patient: Patient, now: datetime) -> Stepped:
    """An answer given before is corrected: "no, I said three"; read back, then recorded.

    `talk` is the one under way, or the last one as it was before its last answer.
    """
    step = right.question.rpartition(":")[2]
    again = replace(talk, corrected=True, corrections=0, sure=False)
    if step == Step.SCORE:
        return _score(replace(again, step=Step.SCORE), right, patient, now)
    if step == Step.PLACE and right.meaning is Meaning.PLACE:
        return _place(again, right, patient, now)
    if step == Step.READ_BACK and right.meaning is Meaning.NO:
        return _corrected(replace(again, step=Step.READ_BACK), right, patient, now)
    return talk, ()


def _go(talk: Talk, patient: Patient) -> Stepped:
    return talk, (asked(talk, patient),)


def _score(talk: Talk, answer: Answer, patient: Patient, now: datetime) -> Stepped:
    sure = talk.sure and answer.sure
    match talk.scale, answer.meaning:
        case Scale.YES_NO, Meaning.YES | Meaning.NO:
            found = replace(talk, hurts=answer.meaning is Meaning.YES, sure=sure)
        case _, Meaning.NUMBER if (
            answer.number is not None and 0 <= answer.number <= pain.HIGHEST
        ):
            found = replace(talk, score=answer.number, sure=sure)
        case _, Meaning.WORD if answer.text in pain.WORDS:
            found = replace(talk, word=answer.text, sure=sure)
        case _, Meaning.NO | Meaning.REFUSED | Meaning.NOT_TAKEN:
            return _end(talk, CheckInOutcome.REFUSED, "refused", patient, now)
        case _, Meaning.LATER:
            again = Postponed(survey=talk.survey, after=LATER)
            return None, (said("later", patient), again, Ended(id=talk.id, answered=True))
        case _, Meaning.SILENCE | Meaning.HELP:
            return _end(talk, CheckInOutcome.NO_ANSWER, None, patient, now)
        case _:
            return _not_understood(talk, patient, now)
    if found.score == 0 or found.word == "none" or found.hurts is False:
        return _go(replace(found, step=Step.READ_BACK), patient)
    return _go(replace(found, step=Step.PLACE), patient)


def _not_understood(talk: Talk, patient: Patient, now: datetime) -> Stepped:
    """The talk has asked twice already: an easier scale, and then somebody who looks."""
    if (easier := EASIER.get(talk.scale)) is not None:
        return _go(replace(talk, scale=easier), patient)
    ended, commands = _end(talk, CheckInOutcome.NO_ANSWER, "no_answer", patient, now)
    return ended, (*commands, Raise(alarm=pain.observe(talk.id, patient.id, now)))


def _place(talk: Talk, answer: Answer, patient: Patient, now: datetime) -> Stepped:
    if answer.meaning is Meaning.HELP:
        return _end(talk, CheckInOutcome.NO_ANSWER, None, patient, now)
    if answer.meaning is not Meaning.PLACE or answer.text is None:
        return _go(replace(talk, step=Step.READ_BACK), patient)
    found = replace(talk, place=answer.text, sure=talk.sure and answer.sure)
    if (category := pain.red_flag(answer.text)) is not None:
        return _cry(found, category, now)
    strong = pain.strength(_record(found, CheckInOutcome.ANSWERED, now))
    if answer.text == "head" and (strong or 0) >= talk.rules.headache_from:
        return _go(replace(found, step=Step.HEADACHE), patient)
    return _go(replace(found, step=Step.READ_BACK), patient)


def _read_back(talk: Talk, answer: Answer, patient: Patient, now: datetime) -> Stepped:
    match answer.meaning:
        case Meaning.YES:
            return _answered(talk, patient, now)
        case Meaning.SILENCE if talk.sure:
            return _answered(talk, patient, now)
        case Meaning.NO if talk.corrections < CORRECTIONS:
            return _corrected(talk, answer, patient, now)
        case Meaning.OTHER if talk.corrections < CORRECTIONS:
            return _go(replace(talk, corrections=talk.corrections + 1), patient)
    return _end(talk, CheckInOutcome.NO_ANSWER, "no_answer", patient, now)


def _corrected(talk: Talk, answer: Answer, patient: Patient, now: datetime) -> Stepped:
    """A "no" may bring the right value along; else it starts over."""
    again = replace(talk, corrections=talk.corrections + 1)
    if answer.number is not None and 0 <= answer.number <= pain.HIGHEST:
        return _go(replace(again, score=answer.number, word=None, hurts=None), patient)
    if answer.text is not None:
        return _place(replace(again, step=Step.PLACE), _as_place(answer), patient, now)
    fresh = replace(
        again, step=Step.SCORE, score=None, word=None, hurts=None, place=None, sure=True
    )
    return fresh, (said("corrected", patient), asked(fresh, patient))


def _as_place(answer: Answer) -> Answer:
    return replace(answer, meaning=Meaning.PLACE)


def _record(talk: Talk, outcome: CheckInOutcome, now: datetime) -> CheckIn:
    answers = () if talk.hurts is None else (("hurts", "yes" if talk.hurts else "no"),)
    return CheckIn(
        id=talk.id,
        patient=talk.patient,
        survey=talk.survey,
        asked_at=talk.asked_at,
        ended_at=now,
        outcome=outcome,
        score=talk.score,
        words=talk.word,
        place=talk.place,
        answers=answers,
        corrected=talk.corrected,
    )


def _answered(talk: Talk, patient: Patient, now: datetime) -> Stepped:
    check_in = _record(talk, CheckInOutcome.ANSWERED, now)
    told = pain.telling(pain.strength(check_in), talk.usual, talk.rules)
    alarm = pain.alarm(check_in, told)
    raised: tuple[Command, ...] = () if told is Telling.NOBODY else (Raise(alarm=alarm),)
    if talk.corrected and not raised:
        raised = (Clear(alarm=alarm.id, at=now),)
    last = said("provider" if told is Telling.PROVIDER else "noted", patient)
    ended = Ended(id=talk.id, answered=True)
    return None, (Record(what=check_in), *raised, last, ended)


def _cry(talk: Talk, category: SafetyCategory, now: datetime) -> Stepped:
    """Recorded as far as it went; the safety path speaks and acts from here."""
    check_in = _record(talk, CheckInOutcome.ANSWERED, now)
    cry = Cry(category=category, certainty=Certainty.CERTAIN)
    return None, (cry, Record(what=check_in), Ended(id=talk.id, answered=True))


def _end(
    talk: Talk, outcome: CheckInOutcome, last: str | None, patient: Patient, now: datetime
) -> Stepped:
    """Nothing that was not confirmed is kept."""
    empty = replace(talk, score=None, word=None, hurts=None, place=None)
    spoken = () if last is None else (said(last, patient),)
    answered = outcome is not CheckInOutcome.NO_ANSWER
    record = Record(what=_record(empty, outcome, now))
    return None, (record, *spoken, Ended(id=talk.id, answered=answered))

"""The conversation about doses: words for what the tray asks, meaning of what is said.

The tray (`reminders.tray`) decides; this script only finds words and reads answers.
Every prompt is a question about what happened ("have you taken ...?"), so that a lost
or repeated answer can never make a second dose (MATCHA wording: ask, then listen).
"""

from collections.abc import Iterable, Sequence

from assistant.answers.closed import AGAIN, AGREED, MORE, PART
from assistant.scripts.clock_words import spoken_time
from assistant.scripts.dose_amount import DOUBT, doubted
from assistant.scripts.dose_parts import (
    OWNER,
    PARTS,
    confirmed,
    delay_of,
    in_words,
    listed,
    names_of,
    written,
)
from care.commands import Ask, Say, Withdraw
from care.medication import Dose, DoseId, Regimen, RegimenId, Sign
from care.people import Patient
from care.speech import (
    Answer,
    Expects,
    Meaning,
    Prompt,
    Question,
    QuestionId,
    Split,
    Urgency,
)
from care.wording import Wording, wording
from reminders.dose_words import Manner
from reminders.rules import RULES, Rules
from reminders.tray_words import (
    AskDoses,
    Later,
    Mentioned,
    ReplyAbout,
    Spoken,
    StopAskingAbout,
    TakenTwice,
    TrayEvent,
)

WHY = ":why"
"""Suffix of the question after a refusal."""
TWICE = ":twice"
"""Suffix of the question whether a dose was taken a second time."""
SUFFIXES = {Manner.TWICE: TWICE, Manner.MORE: DOUBT}
IN_FULL = 2
"""Up to so many medicines are named with their dose; a longer list names them only."""
SIGNS = {
    Meaning.YES: Sign.TAKEN,
    Meaning.TAKEN: Sign.TAKEN,
    Meaning.NO: Sign.NOT_TAKEN,
    Meaning.NOT_TAKEN: Sign.NOT_TAKEN,
    Meaning.REFUSED: Sign.REFUSED,
    Meaning.UNSURE: Sign.UNSURE,
}
REASONS = {
    "side_effect",
    "feels_unnecessary",
    "swallowing",
    "no_stock",
    "told_to_stop",
    "nausea",
    "cost",
}


def ask(
    command: AskDoses,
    patient: Patient,
    rules: Rules = RULES,
    regimens: Iterable[Regimen] = (),
) -> Ask:
    """One question that names every medicine of the group; an answer may split it."""
    words = wording(patient.language)
    manner = command.manner.value
    if command.manner is Manner.DUE:
        manner = f"due_{min(command.step, 3)}"
    number = "one" if len(command.doses) == 1 else "several"
    in_full = command.step == 0 and len(command.doses) <= IN_FULL
    spoken = words.say(
        f"dose.ask.{manner}.{number}",
        name=patient.name,
        time=spoken_time(command.doses[0].due, patient.zone, words),
        count=str(len(command.doses)),
        medicines=listed(
            [_named(dose, words, in_full=in_full) for dose in command.doses], words
        ),
    )
    doubt = SUFFIXES.get(command.manner, "")
    again = spoken if doubt else f"{spoken} {words.say('dose.ask.again')}"
    key = f"{OWNER}{command.group}{doubt}"
    names = () if doubt else names_of(command.doses, regimens)
    return _ask(patient, (key, spoken, again), command.step, rules, names)


def _ask(
    patient: Patient,
    said: tuple[str, str, str],
    level: int,
    rules: Rules,
    names: tuple[tuple[str, ...], ...] = (),
) -> Ask:
    """Ask with an id, the words, and the words for asking again."""
    key, spoken, again = said
    prompt = Prompt(
        patient=patient.id,
        language=patient.language,
        words=spoken,
        urgency=Urgency.QUESTION,
        level=level,
    )
    question = Question(
        id=QuestionId(key),
        prompt=prompt,
        expects=_expects(key),
        again=again,
        answer_within=rules.listen,
        names=names,
    )
    return Ask(question=question)


def _expects(key: str) -> Expects:
    if key.endswith(WHY):
        return Expects.REASON
    return Expects.YES_NO if key.endswith(TWICE) else Expects.DOSE


def _named(dose: Dose, words: Wording, *, in_full: bool) -> str:
    if not (in_full and dose.dose_text):
        return dose.medicine
    return words.say("dose.list.with_dose", medicine=dose.medicine, dose=dose.dose_text)


def reply(command: ReplyAbout, patient: Patient, rules: Rules = RULES) -> Ask | Say:
    """What is now on record; after a refusal, the question why."""
    words = wording(patient.language)
    if command.key == Sign.REFUSED.value and command.group:
        said = words.say("dose.ask.why"), words.say("dose.ask.why_again")
        return _ask(patient, (f"{OWNER}{command.group}{WHY}", *said), 0, rules)
    spoken = words.say(f"dose.reply.{command.key}", **_facts(command, patient, words))
    return Say(
        prompt=Prompt(
            patient=patient.id,
            language=patient.language,
            words=spoken,
            urgency=Urgency.QUESTION,
        )
    )


def _facts(command: ReplyAbout, patient: Patient, words: Wording) -> dict[str, str]:
    """Medicines, the time that matters, the intake before, and words for a late dose."""
    if not command.doses:
        return {}
    first = command.doses[0]
    facts = {"medicines": listed([dose.medicine for dose in command.doses], words)}
    at = command.until or first.taken_at or first.due
    facts["time"] = spoken_time(at, patient.zone, words)
    if command.last is not None:
        facts["last"] = spoken_time(command.last, patient.zone, words)
    if command.key == "may_late":
        facts["words"] = command.late_words or words.say("dose.late.ask_somebody")
    return facts


def read_back(
    split: Split,
    command: AskDoses,
    patient: Patient,
    rules: Rules = RULES,
    regimens: Iterable[Regimen] = (),
) -> Ask:
    """Which of a prompt's doses were taken, said again before anything is written down."""
    words = wording(patient.language)
    said = in_words(split, command.doses, words)
    spoken = (
        words.say("dose.parts.ask", said=said),
        words.say("dose.parts.again", said=said),
    )
    key = f"{OWNER}{command.group}{PARTS}{written(split)}"
    return _ask(patient, (key, *spoken), 0, rules, names_of(command.doses, regimens))


def stop(command: StopAskingAbout) -> Withdraw:
    """The question is not to be put any more."""
    return Withdraw(question=QuestionId(f"{OWNER}{command.group}"))


def hear(
    answer: Answer, patient: Patient, doses: Sequence[DoseId] = ()
) -> tuple[TrayEvent, ...]:
    """What an answer means to the tray; silence and other talk mean nothing.

    `doses` are those of the prompt, in its order. An answer that splits them, or tells
    of more than is planned, means nothing before it is asked back.
    """
    group = answer.question.removeprefix(OWNER)
    if group.endswith(DOUBT):
        return doubted(group.removesuffix(DOUBT), answer)
    if answer.split is not None or answer.text == MORE:
        return ()  # first it is asked back
    if group.endswith(WHY):
        return _reason(group.removesuffix(WHY), answer)
    if group.endswith(TWICE):
        yes = answer.meaning in (Meaning.YES, Meaning.TAKEN, Meaning.UNSURE)
        group = group.removesuffix(TWICE)
        return (TakenTwice(group=group, at=answer.at),) if yes else ()
    group, _, split = group.partition(PARTS)
    if split and answer.meaning is not Meaning.LATER:
        return confirmed(group, split, answer, doses)
    if answer.meaning is Meaning.LATER or (answer.text == AGREED and not split):
        return (Later(group=group, at=answer.at, delay=delay_of(answer, patient)),)
    sign = SIGNS.get(answer.meaning)
    if sign is None:
        return ()
    if sign is Sign.TAKEN and answer.text == PART:
        sign = Sign.PART
    said = Spoken(group=group, sign=sign, at=answer.at)
    if answer.text != AGAIN or len(doses) != 1:
        return (said,)
    # Entered once; that it was told of again is asked about.
    medicine = RegimenId(doses[0].rpartition("/")[0])
    return (said, Mentioned(sign=Sign.TAKEN, at=answer.at, medicine=medicine))


def _reason(group: str, answer: Answer) -> tuple[TrayEvent, ...]:
    """Why it was refused, as a code; the words themselves are not kept."""
    if answer.meaning in (Meaning.SILENCE, Meaning.NO, Meaning.REFUSED):
        return ()
    reason = answer.text if answer.text in REASONS else "other"
    return (Spoken(group=group, sign=Sign.REFUSED, at=answer.at, reason=reason),)

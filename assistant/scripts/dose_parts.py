"""A prompt about several doses, answered for some: named, read back, then told.

Nothing is told to the tray before the patient has said that it was understood right;
until then the prompt counts as unanswered, and its ladder goes on.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from assistant.answers.closed import AGREED, PART
from assistant.answers.times import instant
from care.medication import Dose, DoseId, Regimen, Sign
from care.people import Patient
from care.speech import Answer, Meaning, Split
from care.wording import Wording
from reminders.tray_words import Spoken, TrayEvent

OWNER = "dose:"
"""Prefix of these questions' ids; the rest is the group's id."""
SOON = timedelta(minutes=5)
"""Whoever agrees to take it ("OK", "I will") is asked again so soon."""
PARTS = ":parts:"
"""Before the split in the id of the question that reads one back."""


def listed(items: list[str], words: Wording) -> str:
    """One text of several: "a", "a and b", "a, b and c"."""
    if len(items) == 1:
        return items[0]
    *most, before, last = items
    ending = words.say("dose.list.last", first=before, last=last)
    for item in reversed(most):
        ending = words.say("dose.list.more", first=item, rest=ending)
    return ending


def names_of(
    doses: Iterable[Dose], regimens: Iterable[Regimen]
) -> tuple[tuple[str, ...], ...]:
    """What each dose may be called: its medicine's name, look and purpose."""
    known = {one.id: one for one in regimens}
    return tuple(_called(dose, known.get(dose.regimen)) for dose in doses)


def _called(dose: Dose, regimen: Regimen | None) -> tuple[str, ...]:
    others = (regimen.look, regimen.purpose) if regimen else ()
    return (dose.medicine, *(other for other in others if other))


def in_words(split: Split, doses: Sequence[Dose], words: Wording) -> str:
    """Such as "you took metformin, you did not take furosemide"."""
    spoken = [
        words.say(f"dose.parts.{kind}", medicines=listed(named, words))
        for kind in ("yes", "part", "no")
        if (named := [doses[place].medicine for place in getattr(split, kind)])
    ]
    return ", ".join(spoken)


def written(split: Split) -> str:
    """The split inside a question's id, so that it outlives a restart: "0.2_1_"."""
    kinds = (split.yes, split.part, split.no)
    return "_".join(".".join(str(place) for place in kind) for kind in kinds)


def _split_in(text: str) -> Split:
    yes, part, no = (
        tuple(int(place) for place in kind.split(".") if place) for kind in text.split("_")
    )
    return Split(yes=yes, part=part, no=no)


def group_of(answer: Answer) -> str:
    """The prompt that an answer is about."""
    return answer.question.removeprefix(OWNER).partition(":")[0]


def confirmed(
    group: str, text: str, answer: Answer, doses: Sequence[DoseId]
) -> tuple[TrayEvent, ...]:
    """The split that was read back, once it was said to be right."""
    split = _split_in(text)
    places = (*split.yes, *split.part, *split.no)
    right = answer.meaning in (Meaning.YES, Meaning.TAKEN) and answer.text != PART
    if not right or max(places) >= len(doses):
        return ()
    found = []
    for sign, meant in (
        (Sign.TAKEN, split.yes),
        (Sign.PART, split.part),
        (Sign.NOT_TAKEN, split.no),
    ):
        only = tuple(doses[place] for place in meant)
        if only:
            found.append(Spoken(group=group, sign=sign, at=answer.at, only=only))
    return tuple(found)


def delay_of(answer: Answer, patient: Patient) -> timedelta | None:
    """How long until "later"; None takes the usual snooze."""
    if answer.text == AGREED:
        return SOON
    local = answer.at.astimezone(patient.zone)
    wanted = instant(answer.text, local, patient.routine) if answer.text else None
    return None if wanted is None else max(timedelta(minutes=1), wanted - local)

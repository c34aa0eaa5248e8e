"""Reads an utterance as the answer to one kind of question."""

from collections.abc import Callable
from dataclasses import replace

from assistant.answers.closed import (
    AGREED,
    read_cancel,
    read_common,
    read_dose,
    read_intent,
    read_later,
    read_yes_no,
)
from assistant.answers.names import best
from assistant.answers.numbers import Number, numbers
from assistant.answers.parts import Names, read_parts
from assistant.answers.places import read_place
from assistant.answers.pressure import read_pressure
from assistant.answers.reading import NOT_AN_ANSWER, Lists, Reading
from assistant.answers.several import (
    BELIEVED,
    another_day,
    only_agreed,
    read_count,
    with_amount,
)
from assistant.answers.times import read_time
from assistant.phrases import Phrases, phrases
from care.people import Language
from care.speech import Expects, Meaning, Unavailable, Understanding

HIGHEST_SCORE = 10
"""NRS-11: pain is 0 to 10."""

SCALE = ("worst", "severe", "moderate", "mild", "none")
"""Verbal rating scale, strongest first."""

_BY_INTENT = {
    Expects.YES_NO: frozenset({Meaning.YES, Meaning.NO, Meaning.REPEAT}),
    Expects.CANCEL: frozenset({Meaning.REPEAT}),
    Expects.DOSE: frozenset(
        {
            Meaning.YES,
            Meaning.NO,
            Meaning.TAKEN,
            Meaning.LATER,
            Meaning.REFUSED,
            Meaning.REPEAT,
        }
    ),
}
_UNSURE_FIRST = frozenset({Expects.YES_NO, Expects.DOSE})
"""Here "I'm not sure whether I had it" must not read as "no" or "taken"."""

_OTHERS_BY_INTENT = frozenset({Meaning.NO, Meaning.REPEAT})


def read(
    texts: tuple[str, ...],
    expects: Expects,
    language: Language,
    understanding: Understanding | Unavailable | None = None,
    lists: Lists | None = None,
    *,
    names: Names = (),
) -> Reading:
    """What an utterance answers; `Meaning.OTHER` when it answers nothing.

    `names` are the things that the question asks about, where it asks about several.

    Where two recognizers wrote different answers, the first stands but is not sure.
    """
    tables = phrases(language)
    mine = lists or Lists()
    spoken = [(text, tables.fold(text)) for text in texts if text.strip()]
    doses = expects is Expects.DOSE
    if doses and any(another_day(folded, tables) for _, folded in spoken):
        return NOT_AN_ANSWER
    if doses and spoken and only_agreed(spoken[0][1], tables):
        return Reading(meaning=Meaning.YES, text=AGREED)
    parts = [_of_several(folded, tables, names) for _, folded in spoken]
    readings = [
        part or _read(text, expects, tables, mine)
        for part, (text, _) in zip(parts, spoken, strict=True)
    ]
    if doses:
        readings = [
            with_amount(reading, folded, tables)
            for reading, (_, folded) in zip(readings, spoken, strict=True)
        ]
    known = [reading for reading in readings if reading.meaning is not Meaning.OTHER]
    if not known and NOT_AN_ANSWER in parts:
        return NOT_AN_ANSWER  # which of them is not clear: no intent may say "taken"
    if not known:
        meanings = _BY_INTENT.get(expects, _OTHERS_BY_INTENT)
        meant = read_intent(understanding, meanings) or NOT_AN_ANSWER
        return with_amount(meant, spoken[0][1], tables) if doses and spoken else meant
    first = known[0]
    if any(not _same(reading, first) for reading in known):
        # "I took too", "I took two": what may have been too many is looked at.
        counted = [one for one in known if one.number and first.meaning in BELIEVED]
        return _unsure(counted[0] if doses and counted else first)
    return first


def _of_several(folded: str, tables: Phrases, names: Names) -> Reading | None:
    """What is said of some of several things; None where it is about all of them."""
    if not names:
        return None
    found = read_parts(folded, tables, names)
    return found or (read_count(folded, tables, len(names)) if len(names) > 1 else None)


def _reason(text: str, folded: str, tables: Phrases) -> Reading:
    """The first code of the table that fits, or the patient's own words."""
    codes = (key for key in tables.lists if key.startswith("reasons."))
    code = next((key for key in codes if tables.says(key, folded)), None)
    words = code.removeprefix("reasons.") if code else text.strip()
    return read_common(folded, tables) or Reading(meaning=Meaning.WORD, text=words)


def _same(one: Reading, other: Reading) -> bool:
    facts = (one.meaning, one.number, one.text, one.split)
    return facts == (other.meaning, other.number, other.text, other.split)


def _unsure(reading: Reading) -> Reading:
    return replace(reading, sure=False)


def _read(text: str, expects: Expects, tables: Phrases, lists: Lists) -> Reading:
    if expects is Expects.OPEN:
        return Reading(meaning=Meaning.WORD, text=text.strip())
    folded = tables.fold(text)
    if expects is Expects.REASON:
        return _reason(text, folded, tables)
    common = read_common(folded, tables)
    if common and (common.meaning is Meaning.REPEAT or expects in _UNSURE_FIRST):
        return common
    reading = _GRAMMARS[expects](folded, tables, lists)
    return common if common and reading.meaning is Meaning.OTHER else reading


def _yes_no(folded: str, tables: Phrases, lists: Lists) -> Reading:
    """A "no" may bring the right value along: "no, I said five", "no, my left knee"."""
    reading = read_yes_no(folded, tables)
    if reading.meaning is not Meaning.NO and not tables.says("turns.correction", folded):
        return reading
    values = numbers(folded, tables)
    place = read_place(folded, tables, lists)
    right = _value(values) if len(values) == 1 else place
    if right.meaning in (Meaning.NUMBER, Meaning.PLACE):
        return Reading(
            meaning=Meaning.NO, number=right.number, text=right.text, sure=right.sure
        )
    return reading


def _score(folded: str, tables: Phrases, _: Lists) -> Reading:
    values = numbers(folded, tables)
    if len(values) == 1:
        good = 0 <= values[0].value <= HIGHEST_SCORE
        return _value(values) if good else NOT_AN_ANSWER
    if values:
        return NOT_AN_ANSWER
    word = next((w for w in SCALE if tables.says(f"scale.{w}", folded)), None)
    if word:
        return Reading(meaning=Meaning.WORD, text=word)
    return _refusal(folded, tables)


def _number(folded: str, tables: Phrases, _: Lists) -> Reading:
    values = numbers(folded, tables)
    return _value(values) if len(values) == 1 else _refusal(folded, tables)


def _value(values: tuple[Number, ...]) -> Reading:
    number = values[0]
    return Reading(
        meaning=Meaning.NUMBER,
        number=number.value,
        text=number.said or None,
        sure=number.sure,
    )


def _refusal(folded: str, tables: Phrases) -> Reading:
    """A bare "no" and "later" end any question that wants a value."""
    if tables.says("answers.later", folded):
        return read_later(folded, tables)
    if tables.is_only("answers.no", folded):
        return Reading(meaning=Meaning.NO)
    if tables.is_only("answers.yes", folded):
        return Reading(meaning=Meaning.YES)
    return NOT_AN_ANSWER


def _place(folded: str, tables: Phrases, lists: Lists) -> Reading:
    place = read_place(folded, tables, lists)
    return place if place.meaning is Meaning.PLACE else _refusal(folded, tables)


def _medicine(folded: str, tables: Phrases, lists: Lists) -> Reading:
    found = best(folded, lists.medicines)
    if found:
        return Reading(meaning=Meaning.WORD, text=found[0], sure=False)
    return _refusal(folded, tables)


def _time(folded: str, tables: Phrases, _: Lists) -> Reading:
    text = read_time(folded, tables)
    if text:
        return Reading(meaning=Meaning.WORD, text=text, sure="?" not in text)
    return _refusal(folded, tables)


_GRAMMARS: dict[Expects, Callable[[str, Phrases, Lists], Reading]] = {
    Expects.YES_NO: _yes_no,
    Expects.CANCEL: lambda folded, tables, _: read_cancel(folded, tables),
    Expects.DOSE: lambda folded, tables, _: read_dose(folded, tables),
    Expects.SCORE: _score,
    Expects.NUMBER: _number,
    Expects.PRESSURE: lambda folded, tables, _: read_pressure(folded, tables),
    Expects.PLACE: _place,
    Expects.MEDICINE: _medicine,
    Expects.TIME: _time,
}

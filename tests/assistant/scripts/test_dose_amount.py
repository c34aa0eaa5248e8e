"""A number in an answer beside the plan, and the question that comes of too many."""

import pytest

from assistant.answers.closed import AGAIN, MORE, PART
from assistant.scripts.dose_amount import doubted, weighed
from care.medication import Sign
from care.speech import Answer, Meaning, QuestionId
from reminders.tray_words import Spoken, TakenTwice
from tests.fakes.medicines import local, named_dose

ONE, TWO = named_dose("one tablet"), named_dose("two tablets")


def said(
    meaning: Meaning,
    number: float | None = None,
    text: str | None = None,
    question: str = "dose:g",
) -> Answer:
    return Answer(
        question=QuestionId(question),
        meaning=meaning,
        at=local("08:01"),
        number=number,
        text=text,
    )


def test_a_number_is_weighed_by_the_plan_of_what_was_asked_about() -> None:
    two = said(Meaning.TAKEN, 2)
    assert weighed(two, [ONE]).text == MORE
    assert weighed(two, [TWO]).text is None
    assert weighed(said(Meaning.TAKEN, 1, PART), [TWO]).text == PART
    assert weighed(said(Meaning.TAKEN, 1, PART), [ONE]).text is None
    assert weighed(said(Meaning.TAKEN, 2, question="dose:g:more"), [ONE]).text == MORE


def test_other_answers_stay_as_they_are() -> None:
    for answer in (
        said(Meaning.LATER, text="PT10M"),
        said(Meaning.TAKEN, text=AGAIN),
        said(Meaning.TAKEN, 2, question="dose:g:parts:0__"),
    ):
        assert weighed(answer, [ONE]) == answer
    assert weighed(said(Meaning.TAKEN, 2), []) == said(Meaning.TAKEN, 2)
    assert weighed(said(Meaning.TAKEN, text=AGAIN), [ONE, ONE]).text == MORE


@pytest.mark.parametrize("meaning", list(Meaning))
def test_only_a_clear_no_ends_the_doubt(meaning: Meaning) -> None:
    events = doubted("g", said(meaning))
    if meaning is Meaning.NO:
        assert [type(one) for one in events] == [Spoken]
    elif meaning in (Meaning.NOT_TAKEN, Meaning.REFUSED, Meaning.HELP):
        assert events == ()
    else:
        assert [type(one) for one in events] == [Spoken, TakenTwice]


def test_the_right_number_ends_it_too() -> None:
    (part,) = doubted("g", said(Meaning.TAKEN, 0.5, PART))
    assert isinstance(part, Spoken)
    assert part.sign is Sign.PART
    assert len(doubted("g", said(Meaning.TAKEN, 1))) == 1
    assert len(doubted("g", said(Meaning.TAKEN, 2, MORE))) == 2

import pytest

from assistant.recognizers.arbiter import recognised, settle
from assistant.recognizers.port import Hypothesis

KNOWN = ("i have chest pain", "help i've fallen", "yes", "no", "yes i took it")


def first(text: str) -> Hypothesis:
    return Hypothesis(text=text, confidence=0.6, engine="first")


def second(text: str) -> Hypothesis:
    return Hypothesis(text=text, confidence=0.3, engine="second")


def test_what_the_first_knows_stands() -> None:
    found = settle(first("yes i took it"), second("yes i took it"), KNOWN)
    assert (found.text, found.engine) == ("yes i took it", "first")
    assert found.confidence == pytest.approx(0.95)


def test_the_second_mends_just_pain() -> None:
    found = settle(first("i have just pain"), second("i have chest pain"), KNOWN)
    assert found.text == "i have chest pain"
    assert found.alternatives == ("i have just pain",)


def test_the_second_may_not_turn_other_talk_into_a_command() -> None:
    talk = "the weather is lovely in the garden"
    found = settle(first(talk), second("help i've fallen"), KNOWN)
    assert found.text == talk
    assert found.alternatives == ("help i've fallen",)


def test_one_engine_alone_is_believed_less() -> None:
    alone = settle(first("yes"), None, KNOWN)
    agreed = settle(first("yes"), second("yes"), KNOWN)
    assert alone.confidence < agreed.confidence


def test_nothing_heard_has_no_confidence() -> None:
    assert settle(first(""), second(""), KNOWN).confidence == 0.0
    assert settle(first(""), second("yes"), KNOWN).text == ""


@pytest.mark.parametrize("text", ["no", "help i have fallen"])
def test_what_people_say_here_is_known(text: str) -> None:
    assert recognised(text, KNOWN)


@pytest.mark.parametrize("text", ["now", "nothing here", ""])
def test_single_words_must_be_exact_and_sentences_near(text: str) -> None:
    assert not recognised(text, KNOWN)

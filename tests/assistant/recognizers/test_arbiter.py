import pytest

from assistant.recognizers.arbiter import Arbiter, exactly, nearly
from assistant.recognizers.port import Hypothesis

KNOWN = ("i have chest pain", "help i've fallen", "yes", "no", "yes i took it")


def first(text: str) -> Hypothesis:
    return Hypothesis(text=text, confidence=0.6, engine="first")


def second(text: str) -> Hypothesis:
    return Hypothesis(text=text, confidence=0.3, engine="second")


def test_what_the_first_knows_stands() -> None:
    found = Arbiter(KNOWN).settle(first("yes i took it"), second("yes i took it"))
    assert (found.text, found.engine) == ("yes i took it", "first")
    assert found.confidence == pytest.approx(0.95)


def test_the_second_mends_just_pain() -> None:
    found = Arbiter(KNOWN).settle(first("i have just pain"), second("i have chest pain"))
    assert found.text == "i have chest pain"
    assert found.alternatives == ("i have just pain",)


def test_the_second_may_not_turn_other_talk_into_a_command() -> None:
    talk = "the weather is lovely in the garden"
    found = Arbiter(KNOWN).settle(first(talk), second("help i've fallen"))
    assert found.text == talk
    assert found.alternatives == ("help i've fallen",)


def test_one_engine_alone_is_believed_less() -> None:
    alone = Arbiter(KNOWN).settle(first("yes"), None)
    agreed = Arbiter(KNOWN).settle(first("yes"), second("yes"))
    assert alone.confidence < agreed.confidence


def test_nothing_heard_has_no_confidence() -> None:
    assert Arbiter(KNOWN).settle(first(""), second("")).confidence == 0.0
    assert Arbiter(KNOWN).settle(first(""), second("yes")).text == ""


def test_nearly_ours_gives_way_to_exactly_ours() -> None:
    found = Arbiter(KNOWN).settle(first("i have chess pain"), second("i have chest pain"))
    assert found.text == "i have chest pain"


@pytest.mark.parametrize("text", ["help i have fallen", "yes i took i"])
def test_a_sentence_may_be_near(text: str) -> None:
    assert nearly(text, KNOWN)


@pytest.mark.parametrize("text", ["now", "yep", "", "nothing here"])
def test_a_single_word_may_not(text: str) -> None:
    assert not nearly(text, KNOWN)
    assert not exactly(text, frozenset(KNOWN))

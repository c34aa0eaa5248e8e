import pytest

from assistant.recognizers.arbiter import SURE, Arbiter, exactly, nearly
from assistant.recognizers.port import Fit, Hypothesis

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


def fitting(text: str, *fits: Fit) -> Hypothesis:
    """Of an engine that tells how well our sentences fit the sound."""
    return Hypothesis(text=text, confidence=0.6, engine="first", fits=fits)


def arbiter() -> Arbiter:
    return Arbiter(KNOWN, lambda text: text in ("i have chest pain", "help i've fallen"))


def test_a_sentence_of_ours_that_fits_nearly_as_well_was_said() -> None:
    found = arbiter().settle(fitting("yes i booked it", Fit("yes i took it", 4.0)), None)
    assert (found.text, found.known, found.maybe) == ("yes i took it", True, None)
    far = fitting("yes i booked it", Fit("yes i took it", 9.0))
    assert arbiter().settle(far, None).text == "yes i booked it"
    assert arbiter().settle(far, second("yes i took it"), 9.0).text == "yes i took it"


def test_one_word_does_not_explain_long_talk() -> None:
    talk = "no but the garden is lovely at this time"
    assert arbiter().settle(fitting(talk, Fit("no", 1.0)), None).text == talk


def test_a_sentence_with_other_letters_must_fit_very_well() -> None:
    assert arbiter().settle(fitting("glass", Fit("yes", 1.0)), None).text == "yes"
    assert arbiter().settle(fitting("talk", Fit("yes", 3.0)), None).text == "talk"


def test_a_cry_that_nobody_wrote_is_asked_about_unless_it_fits_well() -> None:
    likely = fitting("i have just pain", Fit("i have chest pain", 1.0))
    assert arbiter().settle(likely, None).text == "i have chest pain"
    doubtful = fitting("i have just pain", Fit("i have chest pain", 4.0))
    found = arbiter().settle(doubtful, None)
    assert (found.text, found.maybe) == ("i have just pain", "i have chest pain")
    agreed = arbiter().settle(doubtful, second("i have chest pain"), 4.0)
    assert (agreed.text, agreed.maybe) == ("i have chest pain", None)


def test_what_the_sound_refutes_is_not_handed_to_the_safety_net() -> None:
    talk = fitting("the weather is lovely in the garden")
    assert arbiter().settle(talk, second("help i've fallen"), None).alternatives == ()
    near = arbiter().settle(talk, second("the weather is lovely on a garden"), 1.0)
    assert near.alternatives == ("the weather is lovely in the garden",)


def test_what_gives_way_to_a_sentence_of_ours_is_forgotten() -> None:
    """Nobody fell who said "enough already", heard as "in the fall ready" first."""
    found = Arbiter(["enough already"]).settle(
        fitting("in the fall ready"), second("enough already"), -0.4
    )
    assert (found.text, found.alternatives) == ("enough already", ())


def test_a_sentence_of_ours_without_a_rival_needs_no_second_opinion() -> None:
    alone = fitting("no", Fit("no", 0.0), Fit("yes", 8.0))
    assert arbiter().clear(alone)
    assert arbiter().settle(alone, None).confidence == pytest.approx(SURE)
    rival = fitting("no", Fit("no", 0.0), Fit("yes", 1.0))
    assert not arbiter().clear(rival)
    assert not arbiter().clear(fitting("now", Fit("no", 4.0)))
    assert not arbiter().clear(first("no"))

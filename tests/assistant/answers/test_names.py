import pytest

from assistant.answers.names import THRESHOLD, best, score

MINE = ("Metformin", "Amlodipine", "Warfarin", "Losartan", "Levothyroxine", "Bisoprolol")


@pytest.mark.parametrize(
    ("heard", "name"),
    [
        ("metformin", "Metformin"),
        ("the met for min please", "Metformin"),
        ("am low dipping", "Amlodipine"),
        ("war farming", "Warfarin"),
        ("leave oh thigh rocks in", "Levothyroxine"),
        ("bee so pro lol", "Bisoprolol"),
    ],
)
def test_a_mangled_name_is_found(heard: str, name: str) -> None:
    found = best(heard, MINE)
    assert found is not None
    assert found[0] == name


@pytest.mark.parametrize(
    "heard", ["listen to music", "what's the weather", "my left knee", "yes", ""]
)
def test_other_words_are_no_medicine(heard: str) -> None:
    assert best(heard, MINE) is None


def test_two_names_too_close_together_are_no_answer() -> None:
    assert best("prednisolone", ("Prednisolone", "Prednisolon")) is None


def test_an_empty_list_names_nothing() -> None:
    assert best("metformin", ()) is None


def test_the_same_word_scores_highest() -> None:
    assert score("warfarin", "warfarin") == 100 > THRESHOLD

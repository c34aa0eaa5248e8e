import pytest

from assistant.phrases import phrases
from assistant.safety.context import believed, is_told
from care.people import Language
from care.speech import Certainty

TABLES = phrases(Language.ENGLISH)


def after(text: str, certainty: Certainty = Certainty.CERTAIN) -> Certainty | None:
    folded = TABLES.fold(text)
    hit = next(TABLES.hits(f"safety.fall.{certainty}", folded))
    found = believed(hit, certainty, folded, TABLES, told=is_told(folded, TABLES))
    return found.certainty if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I fell down", Certainty.CERTAIN),
        ("I have not fallen", Certainty.DOUBTFUL),
        ("I could not see the step, I fell down", Certainty.CERTAIN),
        ("it is not bad but I fell down", Certainty.CERTAIN),
        ("what do I do if he fell down", Certainty.DOUBTFUL),
        ("in the film she fell down", Certainty.DOUBTFUL),
    ],
)
def test_negation_and_story_take_one_step_off_a_certain_cry(
    text: str, expected: object
) -> None:
    assert after(text) is expected


def test_a_doubtful_word_in_a_story_is_no_cry_but_a_denied_one_is() -> None:
    assert after("I read about a fall in the paper", Certainty.DOUBTFUL) is None
    assert after("there was no fall", Certainty.DOUBTFUL) is Certainty.DOUBTFUL


def test_what_goes_on_now_is_no_story() -> None:
    assert is_told(TABLES.fold("I fell last week"), TABLES)
    assert not is_told(TABLES.fold("I fell last week and now it is worse"), TABLES)

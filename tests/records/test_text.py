import pytest

from care.checkin import CheckIn, CheckInOutcome
from care.errors import StoreError
from records.text import compact, text_of, value_of
from tests.fakes.homes import ADA, EIGHT

PAIN = CheckIn(
    id="c1",
    patient=ADA,
    survey="pain",
    asked_at=EIGHT,
    ended_at=EIGHT,
    outcome=CheckInOutcome.ANSWERED,
    score=6.0,
    place="genou gauche, très",
)


def test_a_value_comes_back_equal() -> None:
    assert value_of(CheckIn, text_of(PAIN)) == PAIN


def test_equal_data_is_equal_text() -> None:
    assert (
        compact({"b": 1, "a": [2, 3]})
        == compact({"a": [2, 3], "b": 1})
        == '{"a":[2,3],"b":1}'
    )


@pytest.mark.parametrize("text", ["", "{", "[]", '{"outcome":"perhaps"}'])
def test_text_of_another_shape_is_an_error_without_its_content(text: str) -> None:
    with pytest.raises(StoreError, match="stored CheckIn cannot be read") as caught:
        value_of(CheckIn, text)
    assert "perhaps" not in str(caught.value)

"""Elements of an order come out with their type checked."""

import pytest

from reminders.element import TimingError, instant, is_date, number, texts, whole


@pytest.mark.parametrize("value", ["1", True, None, [1]])
def test_only_numbers_are_numbers(value: object) -> None:
    if value is None:
        assert number({"x": None}, "x") is None
    else:
        with pytest.raises(TimingError, match="should be a number"):
            number({"x": value}, "x")


def test_whole_texts_and_instants() -> None:
    assert whole({"x": 3.0}, "x") == 3
    assert texts({}, "x") == ()
    assert is_date("2026-03-02")
    assert not is_date("2026-03-02T08:00")
    for bad in ({"x": 3.5}, {"x": 0}):
        with pytest.raises(TimingError):
            whole(bad, "x")
    with pytest.raises(TimingError, match="date and time"):
        instant("x", 20260302)

"""What may stand in an order, and what is refused by its path."""

import pytest

from reminders.element import TimingError
from reminders.known_elements import PERIOD, QUANTITY, element, elements


@pytest.mark.parametrize(
    ("value", "named"),
    [
        (3, "bounds"),
        ({"start": None}, "bounds.start"),
        ({"until": "2026-03-02"}, "bounds.until"),
        ({"modifierExtension": []}, "bounds.modifierExtension"),
        ({"_start": {}}, "bounds._start"),
    ],
)
def test_what_is_not_understood_is_named(value: object, named: str) -> None:
    with pytest.raises(TimingError) as refused:
        element("bounds", value, PERIOD)
    assert refused.value.element == named


def test_ids_and_plain_extensions_change_nothing() -> None:
    given = {"id": "a", "extension": [], "start": "2026-03-02"}
    assert element("bounds", given, PERIOD) == given


def test_a_list_names_its_places() -> None:
    assert elements("dose", None, QUANTITY) == []
    assert elements("dose", [{"value": 1}], QUANTITY) == [{"value": 1}]
    for value, named in (({}, "dose"), ([{}, 3], "dose[1]"), ([{"x": 1}], "dose[0].x")):
        with pytest.raises(TimingError) as refused:
            elements("dose", value, QUANTITY)
        assert refused.value.element == named

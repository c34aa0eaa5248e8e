"""Whether a number that somebody says is as many as the order has."""

import pytest

from reminders.amount import Amount, compared, planned
from tests.fakes.medicines import named_dose

LESS, PLANNED, MORE = Amount.LESS, Amount.PLANNED, Amount.MORE


@pytest.mark.parametrize(
    ("text", "units", "expected"),
    [
        ("one tablet", 1, (1, 1)),
        ("one tablet of 500 milligrams", 1, (1, 1)),
        ("2 tablets", 1, (2, 2)),
        ("two white tablets", 1, (2, 2)),
        ("take 1-2 tablets", 1, (1, 2)),
        ("half a tablet", 1, (0.5, 0.5)),
        ("one and a half tablets", 1, (1.5, 1.5)),
        ("1 tablet in the morning, 2 tablets at night", 1, (1, 2)),
        ("500 mg tablet", 1, (1, 1)),
        ("5 mg", 2, (2, 2)),
        ("un comprimé de 500 mg", 1, (1, 1)),
        ("deux gélules", 1, (2, 2)),
        ("un comprimé et demi", 1, (1, 1)),
        ("un demi comprimé", 1, (0.5, 0.5)),
        ("2 bouffées", 1, (2, 2)),
        ("10 units", 1, (10, 10)),
        ("5 ml", 1, (5, 5)),
        ("one capsule of 1000 IU", 1, (1, 1)),
        ("", 1, (1, 1)),
    ],
)
def test_how_many_pieces_an_order_has(
    text: str, units: float, expected: tuple[float, float]
) -> None:
    assert planned(named_dose(text, units)) == expected


@pytest.mark.parametrize(
    ("said", "texts", "expected"),
    [
        (1, ("one tablet",), PLANNED),
        (2, ("one tablet",), MORE),
        (0.5, ("one tablet",), LESS),
        (0.5, ("half a tablet",), PLANNED),
        (1, ("half a tablet",), MORE),
        (2, ("1-2 tablets",), PLANNED),
        (10, ("10 units",), PLANNED),
        (12, ("10 units",), MORE),
        (8, ("10 units",), LESS),
        (2, ("500 mg",), MORE),
        (2, ("one tablet", "one tablet"), PLANNED),
        (1, ("one tablet", "one tablet"), LESS),
        (3, ("one tablet", "one tablet"), MORE),
        (3, ("one tablet", "two tablets"), PLANNED),
        (2, ("one tablet", "two tablets"), LESS),
        (2, ("half a tablet", "half a tablet"), PLANNED),
    ],
)
def test_a_number_beside_the_plan(
    said: float, texts: tuple[str, ...], expected: Amount
) -> None:
    assert compared(said, [named_dose(text) for text in texts]) is expected

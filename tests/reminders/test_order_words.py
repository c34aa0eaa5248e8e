"""What the words of an order say, in both languages."""

import pytest

from reminders.order_words import MORE, amounts, length, on_demand, rates


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("one tablet twice daily", 2),
        ("1 tablet three times a day", 3),
        ("2 comprim\u00e9s 3x/jour", 3),
        ("un comprim\u00e9 2 fois par jour", 2),
        ("1 tab b.i.d.", 2),
        ("q8h", 3),
        ("every 72 hours", 1 / 3),
        ("toutes les 8 heures", 3),
        ("tous les 3 jours", 1 / 3),
        ("un jour sur deux", 1 / 2),
        ("alternate days", 1 / 2),
        ("10 mg weekly", 1 / 7),
        ("twice weekly", 2 / 7),
        ("une fois par semaine", 1 / 7),
        ("on mondays and thursdays", 2 / 7),
        ("every monday, wednesday and friday", 3 / 7),
        ("chaque lundi", 1 / 7),
        ("matin et soir", 2),
        ("in the morning and at bedtime", 2),
    ],
)
def test_how_often(text: str, rate: float) -> None:
    assert {(round(low, 6), round(high, 6)) for low, high in rates(text)} == {
        (round(rate, 6), round(rate, 6))
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("with water", []),
        ("one tablet, start on monday", []),
        ("in the evening", []),
        ("two tablets daily", [(1, MORE)]),
        ("chaque soir", [(1, MORE)]),
        ("every day", [(1, MORE)]),
        ("tous les jours", [(1, MORE)]),
        ("every day except sunday", []),
        ("one to two times a day", [(1, 2)]),
        ("every 4 to 6 hours", [(4, 6)]),
        ("up to 4 times daily", [(0, 4)]),
        ("maximum of 3 times a day", [(0, 3)]),
    ],
)
def test_how_often_within_limits_or_not_at_all(
    text: str, found: list[tuple[float, float]]
) -> None:
    assert [(round(low, 6), round(high, 6)) for low, high in rates(text)] == found


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("for 7 days", 7),
        ("for the next two weeks", 14),
        ("pendant 10 jours", 10),
        ("5-day course", 5),
        ("every 3 days", None),
        ("2 weeks later", None),
        ("for 3 months", None),
    ],
)
def test_how_long(text: str, days: float | None) -> None:
    assert length(text) == days


@pytest.mark.parametrize("text", ["if needed", "as required", "prn", "si besoin"])
def test_on_demand(text: str) -> None:
    assert on_demand(f"one tablet {text}")
    assert not on_demand("one tablet with food")


def test_how_much() -> None:
    assert amounts("2,5 mg, or 1-2 mg", "mg") == [(2.5, 2.5), (1, 2)]
    assert amounts("500 mg tablets, take 2", "mg") == [(500, 500), (1000, 1000)]
    assert amounts("half a tablet", "tablets") == [(0.5, 0.5)]
    assert amounts("two", "") == []

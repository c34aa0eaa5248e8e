"""What a dosage says besides its timing."""

from typing import Any

import pytest

from reminders.dosage import as_needed_of, dose_text_of, medicine_of
from reminders.element import TimingError


def test_the_medicine_may_be_contained() -> None:
    given = {
        "medicationReference": {"reference": "#m"},
        "contained": [{"id": "m", "code": {"coding": [{"display": "Oxycodone"}]}}],
    }
    assert medicine_of(given) == "Oxycodone"
    assert medicine_of({"medicationReference": {"display": "Aspirin"}}) == "Aspirin"
    assert medicine_of({}) == "medicine"


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ({"doseQuantity": {"value": 1.0, "unit": "tablet"}}, "1 tablet"),
        ({"doseQuantity": {"value": 0.5, "code": "mL"}}, "0.5 mL"),
        (
            {"doseRange": {"low": {"value": 1}, "high": {"value": 2, "unit": "TAB"}}},
            "1-2 TAB",
        ),
        (
            {
                "doseQuantity": {"value": 500, "unit": "mL"},
                "rateQuantity": {"value": 100, "unit": "mL/h"},
            },
            "500 mL, 100 mL/h",
        ),
        (
            {
                "rateRatio": {
                    "numerator": {"value": 250, "unit": "mL"},
                    "denominator": {"value": 2, "unit": "h"},
                }
            },
            "250 mL / 2 h",
        ),
    ],
)
def test_amounts(amount: dict[str, Any], text: str) -> None:
    assert dose_text_of("", {"doseAndRate": [amount]}) == text


def test_a_maximum_in_another_unit_is_not_guessed() -> None:
    ratio = {
        "numerator": {"value": 4, "unit": "g"},
        "denominator": {"value": 1, "code": "d"},
    }
    dosage = {
        "asNeededBoolean": True,
        "maxDosePerPeriod": ratio,
        "doseAndRate": [{"doseQuantity": {"value": 1, "unit": "tablet"}}],
    }
    with pytest.raises(TimingError, match="same unit"):
        as_needed_of("", dosage)
    week = {**ratio, "denominator": {"value": 1, "code": "wk"}}
    with pytest.raises(TimingError, match="1 day or 24 h only"):
        as_needed_of("", {**dosage, "maxDosePerPeriod": week})

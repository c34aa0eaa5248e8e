"""What a change would do to the doses of the coming days."""

from dataclasses import replace
from datetime import timedelta

import pytest

from care.order import Order
from console.office import Office
from console.views.preview import preview
from reminders.element import TimingError
from reminders.slots import CLINIC
from tests.fakes.ada import MORNING
from tests.fakes.ada_medicines import order_of, regimens

pytestmark = pytest.mark.integration


def test_the_preview_marks_each_dose_that_comes_or_goes(morning: Office) -> None:
    (patient,) = morning.patients()
    before = order_of(regimens(MORNING)[1])

    def saying(timing: dict[str, object]) -> Order:
        return replace(before, regimens=(replace(before.regimens[0], timing=timing),))

    after = saying({"timeOfDay": ["08:00:00", "21:00:00"]})
    today, tomorrow, *_ = preview(before, after, patient, MORNING, CLINIC)
    assert [(slot.before, slot.after) for slot in today.slots] == [
        (True, False),
        (False, True),
    ]
    assert [(slot.before, slot.after) for slot in tomorrow.slots] == [
        (True, True),
        (True, False),
        (False, True),
    ]
    later = replace(after, effective=MORNING + timedelta(days=3))
    first, *_ = preview(before, later, patient, MORNING, CLINIC)
    assert first.day.date() == later.effective.date()
    with pytest.raises(TimingError, match="period"):
        preview(before, saying({"period": 1}), patient, MORNING, CLINIC)

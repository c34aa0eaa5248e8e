"""What the pages show, gathered from a real record without a browser."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from care.alarm import Cause, Priority
from care.escalation import DeliveryStatus
from care.medication import DoseOutcome, RegimenId
from care.observation import Quality
from console.office import Office
from console.serve import open_office
from console.views import day, now
from console.views.alarms import todo
from console.views.medicine import Stand, find, medicines
from console.views.preview import preview
from records.unit import Unit
from reminders.element import TimingError
from reminders.slots import CLINIC
from tests.fakes.console_home import (
    ADA,
    MORNING,
    NORA,
    alarm,
    escalation,
    keep_readings,
    low_oxygen,
    reading,
    regimens,
    settle,
    write_config,
)

pytestmark = pytest.mark.integration
MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("morning")
    office = open_office(write_config(folder), folder / "home", None)
    with office.database.unit() as unit:
        settle(unit, MORNING)
    yield office
    office.database.close()


@pytest.fixture
def unit(morning: Office) -> Iterator[Unit]:
    """A look at the morning in which changes can be tried; they are dropped."""
    with morning.database.reading() as unit:
        yield unit


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Office]:
    office = open_office(write_config(tmp_path), tmp_path / "home", None)
    yield office
    office.database.close()


def test_the_most_urgent_alarm_that_nobody_has_comes_first(
    unit: Unit, morning: Office
) -> None:
    seen = now.gather(unit, morning, MORNING)
    assert [card.escalation.alarm.code for card in seen.cards] == [
        "SPO2-LOW",
        "STREAM-SILENT",
    ]
    (told,) = seen.cards[0].told
    assert (told.name, told.status) == ("Luca Marin", DeliveryStatus.HANDED_OVER)
    assert [one.escalation.alarm.code for one in seen.closed] == ["GLU-LOW"]


def test_an_answer_shows_as_pending_and_then_as_late(unit: Unit, morning: Office) -> None:
    key = low_oxygen(MORNING).id
    unit.requests.add("acknowledge", {"escalation": key}, by=NORA, at=MORNING, patient=ADA)
    fresh = now.gather(unit, morning, MORNING + timedelta(seconds=5)).cards[0].pending
    late = now.gather(unit, morning, MORNING + timedelta(seconds=25)).cards[0].pending
    assert fresh is not None
    assert late is not None
    assert (fresh.kind, fresh.late, late.late) == ("acknowledge", False, True)


def test_a_stream_that_stops_is_marked_old(unit: Unit, morning: Office) -> None:
    def old(minutes: float) -> set[str]:
        (home,) = now.gather(unit, morning, MORNING + minutes * MINUTE).homes
        return {one.seen.kind for one in home.values if one.old}

    assert old(0) == set()
    assert old(60) == {"glucose", "pulse", "spo2"}


def test_a_silent_station_is_not_watching(unit: Unit, morning: Office) -> None:
    alive = [
        now.gather(unit, morning, MORNING + timedelta(seconds=s)).watching.alive
        for s in (0, 28, 31)
    ]
    assert alive == [True, True, False]


def test_an_empty_record_is_neither_watched_nor_calm(empty: Office) -> None:
    with empty.database.reading() as unit:
        seen = now.gather(unit, empty, MORNING)
    assert (seen.cards, seen.closed, seen.watching.last) == ((), (), None)
    assert [*seen.homes[0].values, *seen.homes[0].doses] == []


def test_the_next_doses_are_those_of_the_plan(unit: Unit, morning: Office) -> None:
    (home,) = now.gather(unit, morning, MORNING).homes
    hours = [f"{d.due.astimezone(home.patient.zone):%d %H:%M}" for d in home.doses]
    assert hours == ["22 19:00", "22 20:00", "23 07:30", "23 08:00"]


@pytest.mark.parametrize(
    ("code", "cause", "priority", "key"),
    [
        ("FALL", Cause.PHYSIOLOGICAL, Priority.HIGH, "fall"),
        ("SPO2-CRIT", Cause.PHYSIOLOGICAL, Priority.HIGH, "oxygen"),
        ("GLU-LOW", Cause.PHYSIOLOGICAL, Priority.MEDIUM, "glucose"),
        ("HELP", Cause.PHYSIOLOGICAL, Priority.HIGH, "help"),
        ("PULSE-FAST", Cause.PHYSIOLOGICAL, Priority.MEDIUM, "medium"),
        ("SPO2-SILENT", Cause.TECHNICAL, Priority.LOW, "technical"),
        ("DOSE-MISSED", Cause.ADVISORY, Priority.LOW, "advisory"),
    ],
)
def test_each_alarm_says_what_to_do(
    code: str, cause: Cause, priority: Priority, key: str
) -> None:
    given = alarm(code, MORNING, priority, cause)
    assert todo(escalation(given, low_oxygen(MORNING).stage, MORNING)) == key


def test_the_day_has_one_picture_per_kind_with_its_gap(unit: Unit, morning: Office) -> None:
    (patient,) = morning.patients()
    seen = day.gather(unit, patient, MORNING)
    gaps = {str(one.series.kind): one.gaps for one in seen.pictures}
    assert gaps == {"glucose": 1, "pulse": 1, "spo2": 1}
    oxygen = next(one for one in seen.pictures if one.series.kind == "spo2")
    assert (oxygen.low, oxygen.last.value, oxygen.band) == (86, 86, (94.0, 98.0))
    styles = sorted({flag.style for flag in oxygen.chart.flags})
    assert styles == ["dose", "dose open", "high", "low", "medium"]
    assert [dose.outcome for dose in seen.doses] == [
        DoseOutcome.TAKEN,
        DoseOutcome.LATE,
        DoseOutcome.MISSED,
    ]


def test_two_units_make_two_pictures_each_with_its_own_target(empty: Office) -> None:
    (patient,) = empty.patients()
    with empty.database.unit() as unit:
        keep_readings(
            unit,
            (
                reading("glucose", "mg/dL", MORNING - 9 * MINUTE, 150.0),
                reading("glucose", "mmol/L", MORNING - 4 * MINUTE, 8.2),
            ),
        )
    with empty.database.reading() as unit:
        seen = day.gather(unit, patient, MORNING)
    assert [(one.series.unit, one.band) for one in seen.pictures] == [
        ("mg/dL", (70, 180)),
        ("mmol/L", (3.9, 10.0)),
    ]


def test_no_reading_leaves_a_gap_and_no_number(empty: Office) -> None:
    (patient,) = empty.patients()
    values = [
        (9, 95.0, Quality.GOOD),
        (8, None, Quality.NO_READING),
        (7, 94.0, Quality.GOOD),
    ]
    with empty.database.unit() as unit:
        seen = tuple(reading("spo2", "%", MORNING - m * MINUTE, v, q) for m, v, q in values)
        keep_readings(unit, seen)
    with empty.database.reading() as unit:
        (picture,) = day.gather(unit, patient, MORNING).pictures
    assert (picture.gaps, picture.count, picture.low) == (1, 2, 94)


def test_a_patient_on_scale_two_has_the_lower_target(morning: Office) -> None:
    (patient,) = morning.patients()
    other = replace(patient, oxygen_scale=2)
    kind = reading("spo2", "%", MORNING, 90.0).kind
    assert day.band_of(other, kind, "%") == (88.0, 92.0)


def test_medicines_stand_where_they_are(unit: Unit, morning: Office) -> None:
    (patient,) = morning.patients()

    def stands() -> dict[str, Stand]:
        found = medicines(unit, patient, MORNING, CLINIC)
        return {one.shown.medicine: one.stand for one in found}

    assert stands() == {"Apixaban": Stand.RUNNING, "Metformin": Stand.RUNNING}
    metformin = regimens(MORNING)[0]
    unit.regimens.retire(metformin.id, by=NORA, at=MORNING)
    late = replace(
        metformin, id=RegimenId("new-1"), medicine="New", starts=MORNING + 60 * MINUTE
    )
    unit.regimens.draft(late, MORNING)
    assert stands()["Metformin"] is Stand.STOPPED
    assert stands()["New"] is Stand.WAITING
    unit.requests.add(
        "confirm_regimen", {"regimen": "new-1"}, by=NORA, at=MORNING, patient=ADA
    )
    assert stands()["New"] is Stand.PROPOSED
    unit.regimens.confirm(late.id, 1, by=NORA, at=MORNING)
    assert stands()["New"] is Stand.STARTS
    assert find(unit, patient, "0" * 16, MORNING, CLINIC) is None


def test_the_preview_marks_each_dose_that_comes_or_goes(morning: Office) -> None:
    (patient,) = morning.patients()
    before = regimens(MORNING)[1]
    after = replace(before, timing={"timeOfDay": ["08:00:00", "21:00:00"]})
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
    with pytest.raises(TimingError, match="period"):
        preview(before, replace(after, timing={"period": 1}), patient, MORNING, CLINIC)


def test_an_accelerated_home_counts_silence_in_real_time(morning: Office) -> None:
    class Fast:
        def now(self) -> object:
            return MORNING

        def real_seconds(self, span: timedelta) -> float:
            return span.total_seconds() / 60

    fast = replace(morning, clock=Fast())  # type: ignore[arg-type]
    assert now.home_time(fast, timedelta(seconds=30)) == timedelta(minutes=30)
    assert now.home_time(morning, timedelta(seconds=30)) == timedelta(seconds=30)

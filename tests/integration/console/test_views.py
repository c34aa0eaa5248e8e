"""What the pages show, gathered from a real record without a browser."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from care.alarm import Cause, Priority, Reason
from care.escalation import DeliveryStatus
from care.medication import DoseOutcome, Regimen, RegimenId
from care.observation import Quality
from care.order import Order, SignedOrder
from console.office import Office
from console.series import hours, series
from console.serve import open_office
from console.views import day, now
from console.views.alarms import todo
from console.views.medicine import Stand, find, medicines
from console.views.outline import kinds, outline
from console.views.preview import preview
from records.orders import Status
from records.unit import Unit
from reminders.element import TimingError
from reminders.slots import CLINIC
from tests.fakes.clock import HandClock
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


def test_reasons_that_disagree_are_not_said_to_agree(unit: Unit, morning: Office) -> None:
    card = now.gather(unit, morning, MORNING).cards[0]
    assert card.sure == "sure_many"
    given = low_oxygen(MORNING)
    doubted = replace(
        given.alarm, reasons=(*given.alarm.reasons, Reason(key="denied_breathless"))
    )
    assert replace(card, escalation=replace(given, alarm=doubted)).sure == "sure_mixed"
    single = replace(given.alarm, reasons=given.alarm.reasons[:1])
    assert replace(card, escalation=replace(given, alarm=single)).sure == "sure_one"


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
        return {one.name: one.stand for one in found}

    assert stands() == {"Apixaban": Stand.RUNNING, "Metformin": Stand.RUNNING}
    metformin, apixaban = (order_of(one) for one in regimens(MORNING))
    stop = replace(metformin, revision=2, regimens=(), effective=MORNING)
    unit.orders.keep(bare(stop), Status.SENT, MORNING)
    unit.orders.decide(stop.id, 2, Status.ADMITTED, MORNING)
    unit.orders.run(ADA, [(stop.id, 2)])
    assert stands()["Metformin"] is Stand.STOPPED
    late = replace(metformin.regimens[0], medicine="New", id=RegimenId("new-1"))
    new = replace(metformin, id="new-1", regimens=(late,), effective=MORNING + 60 * MINUTE)
    for status, stand in (
        (Status.WAITING, Stand.WAITING),
        (Status.SENT, Stand.PROPOSED),
    ):
        unit.orders.keep(bare(new), status, MORNING)
        assert stands()["New"] is stand
    unit.orders.decide("new-1", 1, Status.ADMITTED, MORNING)
    assert stands()["New"] is Stand.STARTS
    bad = replace(apixaban, id="bad-1", regimens=(replace(late, medicine="Bad"),))
    unit.orders.keep(bare(bad), Status.SENT, MORNING)
    unit.orders.decide("bad-1", 1, Status.REFUSED, MORNING)
    assert stands()["Bad"] is Stand.REFUSED
    change = replace(apixaban, revision=2, effective=MORNING + 60 * MINUTE)
    unit.orders.keep(bare(change), Status.SENT, MORNING)
    unit.orders.decide(apixaban.id, 2, Status.ADMITTED, MORNING)
    coming = [m.name for m in medicines(unit, patient, MORNING, CLINIC) if m.coming]
    assert coming == ["Apixaban", "New"]
    assert stands()["Apixaban"] is Stand.RUNNING
    assert find(unit, patient, "0" * 16, MORNING, CLINIC) is None


def order_of(regimen: Regimen) -> Order:
    return Order(
        id=regimen.id,
        patient=ADA,
        revision=1,
        regimens=(regimen,),
        effective=regimen.starts,
        author=NORA,
    )


def bare(order: Order) -> SignedOrder:
    return SignedOrder(order=order, shown=())


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


def test_an_accelerated_home_counts_silence_in_real_time(morning: Office) -> None:
    fast = replace(morning, clock=HandClock(MORNING, speed=60))
    assert now.home_time(fast, timedelta(seconds=30)) == timedelta(minutes=30)
    assert now.home_time(morning, timedelta(seconds=30)) == timedelta(seconds=30)


def test_an_outline_draws_the_same_picture_as_all_values(empty: Office) -> None:
    """Against the plain way: every value loaded, then thinned."""
    (patient,) = empty.patients()
    start = MORNING.replace(minute=0) - timedelta(hours=6)
    values = []
    for second in range(0, 6 * 3600, 4):
        at = start + timedelta(seconds=second)
        if 7000 < second < 9000 or second % 5003 == 0:
            continue
        quality = Quality.NO_READING if 12_000 < second < 12_030 else Quality.GOOD
        value = None if quality is Quality.NO_READING else 90.0 + second * 7919 % 10
        values.append(reading("spo2", "%", at, value, quality))
    with empty.database.unit() as unit:
        keep_readings(unit, tuple(values))
    hole = timedelta(minutes=5)
    with empty.database.reading() as unit:
        kind = values[0].kind
        end = start + timedelta(hours=6)
        found = outline(unit, patient.id, kind, start, end)
        plain = unit.readings.between(patient.id, kind, start, end)
    (ours,), (theirs,) = series(found.points, hole=hole), series(plain, hole=hole)
    assert len(found.points) < len(plain) / 3
    assert ours.holes() == theirs.holes()
    assert hours(ours, start=start, end=end) == hours(theirs, start=start, end=end)
    assert sum(found.counts.values()) == len(theirs.points())
    assert kinds(unit, patient.id) == unit.readings.kinds(patient.id) == ("spo2",)


def test_a_sparse_kind_keeps_every_value(empty: Office) -> None:
    (patient,) = empty.patients()
    values = tuple(reading("spo2", "%", MORNING - m * MINUTE, 90.0 + m) for m in range(9))
    with empty.database.unit() as unit:
        keep_readings(unit, values)
    with empty.database.reading() as unit:
        found = outline(
            unit,
            patient.id,
            values[0].kind,
            MORNING - timedelta(hours=1),
            MORNING + MINUTE,
            every=True,
        )
    assert len(found.points) == 9

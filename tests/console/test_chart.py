from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from care.observation import Quality
from care.people import Routine
from console.chart import (
    BOTTOM,
    HEIGHT,
    LEFT,
    RIGHT,
    TOP,
    WIDTH,
    Chart,
    Flag,
    Span,
    draw,
    nights,
    number,
    scale,
)
from console.series import Mark, series
from tests.fakes.ada_readings import reading

PARIS = ZoneInfo("Europe/Paris")
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SPAN = Span(start=NOON - 24 * HOUR, end=NOON, zone=PARIS)


def chart(values: dict[float, float], **more: object) -> Chart:
    """Values by hours before noon."""
    seen = [reading("glucose", "mg/dL", NOON - ago * HOUR, v) for ago, v in values.items()]
    (one,) = series(seen, hole=timedelta(minutes=30))
    return draw(one, span=SPAN, routine=Routine(), **more)  # type: ignore[arg-type]


def test_a_gap_is_drawn_as_a_gap() -> None:
    found = chart({6: 100, 5.8: 110, 2: 150, 1.8: 140})
    assert len(found.lines) == 2
    ((left, foot, right, same_foot),) = found.holes
    assert (left, right) == (SPAN.x(NOON - 5.8 * HOUR), SPAN.x(NOON - 2 * HOUR))
    assert foot == same_foot > HEIGHT - BOTTOM - 10  # at the foot, never between values


def test_the_picture_of_known_values_stays_as_it_is() -> None:
    found = chart({3: 70, 2.75: 180}, band=(70.0, 180.0))
    assert found.lines == ("M832 228.3 L841.2 34",)
    assert [(tick.at, tick.text) for tick in found.y_ticks] == [
        (246.0, "60"),
        (210.7, "80"),
        (175.3, "100"),
        (140.0, "120"),
        (104.7, "140"),
        (69.3, "160"),
        (34.0, "180"),
    ]
    assert found.band == (34.0, 228.3)


def test_axis_labels_follow_the_clock_of_the_patient() -> None:
    texts = [tick.text for tick in chart({1: 100}).x_ticks]
    assert texts == ["15:00", "18:00", "21:00", "00:00", "03:00", "06:00", "09:00", "12:00"]


def test_labels_over_a_clock_change_name_each_local_hour_where_it_is() -> None:
    end = datetime(2026, 10, 25, 12, tzinfo=UTC)
    span = Span(start=end - 24 * HOUR, end=end, zone=PARIS)
    seen = [reading("spo2", "%", end - HOUR, 95)]
    (one,) = series(seen, hole=HOUR)
    ticks = draw(one, span=span, routine=Routine()).x_ticks
    steps = [round(b.at - a.at, 1) for a, b in pairwise(ticks)]
    by_hour = dict(zip([t.text for t in ticks], steps, strict=False))
    assert by_hour["00:00"] > by_hour["03:00"]  # four hours pass between 00:00 and 03:00


def test_values_beyond_the_range_are_arrows_and_doubtful_ones_hollow() -> None:
    seen = [
        reading("glucose", "mg/dL", NOON - HOUR, 400, Quality.CENSORED),
        reading("glucose", "mg/dL", NOON - 0.9 * HOUR, 100, Quality.QUESTIONABLE),
    ]
    (one,) = series(seen, hole=HOUR)
    dots = draw(one, span=SPAN, routine=Routine()).dots
    assert [(dot.mark, dot.up) for dot in dots] == [(Mark.LIMIT, True), (Mark.DOUBT, False)]


def test_flags_outside_the_picture_are_left_out() -> None:
    flags = [Flag(at=NOON - 2 * HOUR, style="high"), Flag(at=NOON - 30 * HOUR, style="low")]
    found = chart({1: 100}, flags=flags)
    assert [flag.style for flag in found.flags] == ["high"]


def test_a_night_runs_from_bed_to_waking() -> None:
    routine = Routine(bed=time(22), wake=time(7))
    (night,) = nights(SPAN, routine)
    assert night == (
        SPAN.x(datetime(2026, 11, 21, 21, tzinfo=UTC)),
        SPAN.x(datetime(2026, 11, 22, 6, tzinfo=UTC)),
    )


def test_a_bed_time_after_midnight_belongs_to_the_night_before() -> None:
    routine = Routine(bed=time(0, 30), wake=time(7))
    (night,) = nights(SPAN, routine)
    assert night[0] == SPAN.x(datetime(2026, 11, 21, 23, 30, tzinfo=UTC))


def test_numbers_have_no_tail() -> None:
    assert [number(v) for v in (5, 5.5, 6.10, 0.25)] == ["5", "5.5", "6.1", "0.25"]


@given(st.lists(st.floats(-1000, 5000), min_size=1), st.booleans())
def test_the_axis_holds_every_value_and_the_band(values: list[float], banded: bool) -> None:  # noqa: FBT001
    band = (70.0, 180.0) if banded else None
    axis = scale(values, band)
    for value in [*values, *(band or ())]:
        assert axis.low - 1e-6 <= value <= axis.high + 1e-6
        assert TOP - 0.1 <= axis.y(value) <= HEIGHT - BOTTOM + 0.1


@given(st.datetimes(datetime(2026, 11, 20), datetime(2026, 11, 25)))  # noqa: DTZ001
def test_no_instant_leaves_the_frame(when: datetime) -> None:
    assert LEFT <= SPAN.x(when.replace(tzinfo=UTC)) <= WIDTH - RIGHT

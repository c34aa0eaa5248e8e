from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from care.observation import Quality
from console.series import Mark, Series, hours, series, thin
from tests.fakes.ada_readings import reading

NINE = datetime(2026, 11, 22, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def at(minutes: float) -> datetime:
    return NINE + minutes * MINUTE


def test_a_hole_cuts_the_line() -> None:
    seen = [reading("spo2", "%", at(m), 95) for m in (0, 1, 2, 30, 31)]
    (one,) = series(seen, hole=10 * MINUTE)
    assert [len(stretch) for stretch in one.stretches] == [3, 2]
    assert one.holes() == ((at(2), at(30)),)


def test_no_reading_cuts_the_line_even_when_the_next_value_is_near() -> None:
    seen = [
        reading("spo2", "%", at(0), 95),
        reading("spo2", "%", at(1), None, Quality.NO_READING),
        reading("spo2", "%", at(2), 95),
    ]
    (one,) = series(seen, hole=10 * MINUTE)
    assert len(one.stretches) == 2


def test_a_number_that_came_with_no_reading_is_not_drawn() -> None:
    seen = [
        reading("spo2", "%", at(0), 95),
        reading("spo2", "%", at(1), 127, Quality.NO_READING),
    ]
    (one,) = series(seen, hole=10 * MINUTE)
    assert [point.value for point in one.points()] == [95]


def test_units_are_never_mixed() -> None:
    seen = [
        reading("glucose", "mg/dL", at(0), 180),
        reading("glucose", "mmol/L", at(5), 10),
    ]
    found = series(seen, hole=10 * MINUTE)
    assert [(one.unit, len(one.points())) for one in found] == [("mg/dL", 1), ("mmol/L", 1)]


def test_doubt_and_limits_are_kept_on_the_points() -> None:
    seen = [
        reading("glucose", "mg/dL", at(0), 400, Quality.CENSORED),
        reading("glucose", "mg/dL", at(5), 390, Quality.QUESTIONABLE),
    ]
    (one,) = series(seen, hole=10 * MINUTE)
    assert [point.mark for point in one.points()] == [Mark.LIMIT, Mark.DOUBT]


def test_an_hour_without_a_value_says_so() -> None:
    (one,) = series(
        [reading("spo2", "%", at(5), 95), reading("spo2", "%", at(125), 91)],
        hole=10 * MINUTE,
    )
    found = hours(one, start=NINE, end=at(180))
    assert [(hour.low, hour.last is None) for hour in found] == [
        (95, False),
        (None, True),
        (91, False),
    ]


values = st.lists(
    st.tuples(st.integers(0, 24 * 60), st.integers(40, 400)), min_size=1, max_size=200
)


def made(given_values: list[tuple[int, int]]) -> Series:
    seen = [reading("glucose", "mg/dL", at(m), value) for m, value in given_values]
    (one,) = series(seen, hole=15 * MINUTE)
    return one


@given(values, st.integers(1, 120))
def test_thinning_hides_neither_the_lowest_nor_the_highest(
    given_values: list[tuple[int, int]], column: int
) -> None:
    full = made(given_values)
    thinned = thin(full, column=column * MINUTE)
    for before, after in zip(full.stretches, thinned.stretches, strict=True):
        assert min(p.value for p in before) == min(p.value for p in after)
        assert max(p.value for p in before) == max(p.value for p in after)
        assert (before[0], before[-1]) == (after[0], after[-1])
        assert set(after) <= set(before)


@given(values, st.randoms())
def test_the_order_of_arrival_does_not_matter(
    given_values: list[tuple[int, int]], order: object
) -> None:
    unique = list({minute: (minute, value) for minute, value in given_values}.values())
    shuffled = unique[:]
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert made(unique) == made(shuffled)

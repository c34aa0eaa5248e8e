from hypothesis import given
from hypothesis import strategies as st

from sensors.window import Sample, Window, add, middle, numbers, since, slope

TIMES = st.lists(st.integers(0, 500), min_size=1, max_size=30)


def filled(times: list[int], span: float = 1e9) -> Window:
    window: Window = ()
    for time in times:
        window = add(window, Sample(float(time), float(time % 7)), span)
    return window


@given(times=TIMES, seed=st.randoms())
def test_a_window_is_ordered_and_forgets_the_order_of_arrival(
    times: list[int], seed: object
) -> None:
    shuffled = sorted(times, key=lambda time: hash((time, id(seed))))
    assert filled(times) == filled(shuffled)
    ats = [sample.at for sample in filled(times)]
    assert ats == sorted(set(ats))


@given(times=TIMES)
def test_a_window_keeps_at_least_its_span_and_not_much_more(times: list[int]) -> None:
    window, last = filled(sorted(times), 100), max(times)
    assert {s.at for s in window} >= {float(t) for t in times if t >= last - 100}
    assert window[-1].at - window[0].at <= 125


def test_since_takes_the_samples_from_an_instant_on() -> None:
    assert [s.at for s in since(filled([1, 5, 9]), 5)] == [5, 9]
    assert since((), 5) == ()


def test_the_slope_of_a_line_is_its_rise_per_minute() -> None:
    line = tuple(Sample(60.0 * i, 100.0 - 2 * i) for i in range(4))
    assert slope(line) == -2
    assert slope(line[:2]) is None


def test_a_slope_needs_times_apart() -> None:
    assert slope(tuple(Sample(0.0, float(i)) for i in range(3))) is None


def test_the_middle_is_the_median() -> None:
    assert middle(filled([0, 1, 2])) == 1
    assert middle(()) is None
    assert numbers(filled([3])) == [3.0]

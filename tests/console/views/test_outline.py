from hypothesis import given
from hypothesis import strategies as st

from console.views.outline import NO_READING, Value, condense

values = st.lists(
    st.tuples(st.integers(0, 500), st.one_of(st.none(), st.integers(40, 100))),
    unique_by=lambda pair: pair[0],
).map(
    lambda pairs: [
        Value(at, number, NO_READING if number is None else "good", "%", "oximeter-01")
        for at, number in sorted(pairs)
    ]
)


@given(values, st.integers(1, 100))
def test_no_lowest_highest_first_or_last_of_a_column_is_lost(
    given_values: list[Value], width: int
) -> None:
    kept = list(condense(given_values, width))
    assert kept == sorted(set(kept))
    for column in {value.at // width for value in given_values}:
        before = [v for v in given_values if v.at // width == column and not v.silent]
        after = [v for v in kept if v.at // width == column and not v.silent]
        if before:
            numbers = [v.number for v in before if v.number is not None]
            assert {min(numbers), max(numbers)} <= {v.number for v in after}
            assert (before[0], before[-1]) == (after[0], after[-1])


@given(values, st.integers(0, 100))
def test_silence_stays_between_the_values_that_it_parts(
    given_values: list[Value], width: int
) -> None:
    """Runs of values between silences are the same ones, with the same ends."""

    def runs(of: list[Value]) -> list[tuple[Value, Value]]:
        found: list[list[Value]] = [[]]
        for value in of:
            if value.silent:
                found.append([])
            else:
                found[-1].append(value)
        return [(run[0], run[-1]) for run in found if run]

    assert runs(list(condense(given_values, width))) == runs(given_values)


@given(values)
def test_a_width_of_zero_keeps_every_value(given_values: list[Value]) -> None:
    kept = [value for value in condense(given_values, 0) if not value.silent]
    assert kept == [value for value in given_values if not value.silent]

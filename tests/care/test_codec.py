from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.codec import decode, encode


class Colour(StrEnum):
    WHITE = "white"
    BLUE = "blue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pill:
    colour: Colour
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    words: str
    many: tuple[int, ...]
    pair: tuple[str, float]
    shape: Pill | Drop
    maybe: datetime | None
    mixed: float | str | None
    span: timedelta
    day: date
    hour: time
    zone: ZoneInfo
    set_of: frozenset[Colour]
    table: dict[str, tuple[Pill, ...]]


pills = st.builds(Pill, colour=st.sampled_from(Colour), weight=st.floats(0, 1e6))
values = st.builds(
    Everything,
    words=st.text(),
    many=st.lists(st.integers()).map(tuple),
    pair=st.tuples(st.text(), st.floats(allow_nan=False)),
    shape=pills | st.builds(Drop, count=st.integers()),
    maybe=st.none() | st.datetimes(timezones=st.just(UTC)),
    mixed=st.none() | st.text() | st.floats(allow_nan=False),
    span=st.timedeltas(timedelta(days=-3000), timedelta(days=3000)),
    day=st.dates(),
    hour=st.times(),
    zone=st.sampled_from([ZoneInfo("Europe/Paris"), ZoneInfo("UTC")]),
    set_of=st.frozensets(st.sampled_from(Colour)),
    table=st.dictionaries(st.text(), st.lists(pills, max_size=3).map(tuple), max_size=3),
)


@given(values)
def test_every_value_comes_back_equal(value: Everything) -> None:
    assert decode(Everything, encode(value)) == value


def test_a_field_added_later_takes_its_default() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Older:
        name: str
        later: int = 3

    assert decode(Older, {"is": "Older", "name": "a", "gone": 1}) == Older(name="a")


@pytest.mark.parametrize(("hint", "data"), [(str, 3), (Colour, "red"), (Pill | None, "x")])
def test_what_is_no_such_value_is_refused(hint: type, data: object) -> None:
    with pytest.raises(ValueError, match=r"expected|fits none|is not a valid"):
        decode(hint, data)


def test_a_mutable_object_cannot_be_encoded() -> None:
    with pytest.raises(TypeError, match="object"):
        encode(object())

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.errors import StoreError
from records.packing import pack, unpack

SAMPLE = st.tuples(*[st.floats(allow_nan=False)] * 3)


@given(st.lists(SAMPLE, max_size=50).map(tuple))
def test_samples_come_back_exactly(samples: tuple[tuple[float, ...], ...]) -> None:
    assert unpack(pack(samples), 3) == samples


@pytest.mark.parametrize("damaged", [b"", b"no samples", pack(((1.0, 2.0),))[:-3]])
def test_damage_is_an_error(damaged: bytes) -> None:
    with pytest.raises(StoreError, match="damaged"):
        unpack(damaged, 2)


def test_samples_that_do_not_fit_their_axes_are_an_error() -> None:
    with pytest.raises(StoreError, match="axes"):
        unpack(pack(((1.0, 2.0),)), 3)
    with pytest.raises(StoreError, match="axes"):
        unpack(pack(((1.0, 2.0),)), 0)

from datetime import UTC, datetime, timedelta, timezone

from sqlalchemy.dialects.sqlite import dialect

from records.tables.base import Instant

HERE = dialect()


def test_an_instant_is_kept_as_a_number_that_sorts_and_comes_back() -> None:
    paris = datetime(2026, 11, 22, 9, 0, 0, 1, tzinfo=timezone(timedelta(hours=1)))
    kept = Instant().process_bind_param(paris, HERE)
    assert kept == 1_795_334_400_000_001
    assert Instant().process_result_value(kept, HERE) == paris
    assert Instant().process_result_value(0, HERE) == datetime(1970, 1, 1, tzinfo=UTC)


def test_nothing_stays_nothing() -> None:
    assert Instant().process_bind_param(None, HERE) is None
    assert Instant().process_result_value(None, HERE) is None

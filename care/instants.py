"""An instant as a whole number, exactly: what the record and signed messages hold."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def micros(at: datetime) -> int:
    """Whole microseconds since 1970 in UTC; ValueError for a naive instant."""
    if at.tzinfo is None:
        raise ValueError("an instant without a zone is none")
    return (at - EPOCH) // MICROSECOND


def instant(count: int) -> datetime:
    """The aware UTC instant of so many microseconds since 1970.

    OverflowError beyond the calendar.
    """
    return EPOCH + timedelta(microseconds=count)

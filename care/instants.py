"""An instant as a number and back: whole microseconds where it must be exact."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def micros(at: datetime) -> int:
    """Whole microseconds since 1970 in UTC; ValueError for a naive instant."""
    if at.tzinfo is None:
        raise ValueError("an instant without a zone is none")
    return (at - EPOCH) // MICROSECOND


def of_micros(count: int) -> datetime:
    """The aware UTC instant of so many microseconds since 1970.

    OverflowError beyond the calendar.
    """
    return EPOCH + timedelta(microseconds=count)


def of_seconds(seconds: float) -> datetime:
    """The aware UTC instant of POSIX seconds, as streams and devices count them.

    ValueError, OverflowError or OSError beyond the calendar.
    """
    return datetime.fromtimestamp(seconds, UTC)

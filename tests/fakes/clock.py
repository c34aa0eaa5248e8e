"""The one clock of the tests: it stands until a test moves it."""

from datetime import datetime, timedelta


class HandClock:
    """A home clock moved by hand; `speed` is home seconds in a real one."""

    def __init__(self, at: datetime, speed: float = 1) -> None:
        self.at = at
        self._speed = speed

    def now(self) -> datetime:
        return self.at

    def real_seconds(self, span: timedelta) -> float:
        return span.total_seconds() / self._speed

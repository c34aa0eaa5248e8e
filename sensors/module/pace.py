"""How fast a module sends: a backlog must not look like misbehaviour at the home."""

from care.clock import stopwatch

RATE, BURST = 150.0, 1_000.0
"""Messages a second, and at once."""
PAUSE_SECONDS = 0.1
"""How long to wait for more to be allowed."""


class Pace:
    """A bucket of messages that may be sent now. One thread."""

    def __init__(self) -> None:
        """Start with a full bucket."""
        self.budget = BURST
        self._at = stopwatch()

    @property
    def spent(self) -> bool:
        """Whether nothing may be sent, as of the last look."""
        return self.budget < 1

    def allows(self) -> bool:
        """Whether something may be sent now."""
        now = stopwatch()
        self.budget = min(BURST, self.budget + (now - self._at) * RATE)
        self._at = now
        return not self.spent

"""A light that says "I listen" goes out by itself: nobody shall think they are heard."""

from assistant.speakers.port import Light
from care.clock import stopwatch

CEILING = 180.0
"""Real seconds; longer than anybody is waited for."""


class Lamp:
    """What one speaker shows, and since when."""

    def __init__(self) -> None:
        """Dark."""
        self._since: float | None = None

    def shown(self, light: Light) -> None:
        """The speaker shows this from now on."""
        busy = light in (Light.LISTENING, Light.THINKING)
        self._since = stopwatch() if busy else None

    def is_overdue(self) -> bool:
        """Whether it says for too long that it listens."""
        return self._since is not None and stopwatch() - self._since > CEILING

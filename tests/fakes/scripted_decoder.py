"""A neural decoder that follows a script."""

import numpy as np

from assistant.recognizers.guided import Odds
from assistant.recognizers.wordpieces import END


class ScriptedDecoder:
    """A decoder whose odds hang on the last piece alone; what is not named is hopeless."""

    def __init__(
        self, pieces: int, odds: dict[int, dict[int, float]], longest: int = 9
    ) -> None:
        self.longest, self._odds, self.steps, self._size = longest, odds, 0, pieces

    def begin(self) -> Odds:
        return self._rows([1])

    def go_on(self, rows: list[int], pieces: list[int]) -> Odds:
        assert len(rows) == len(pieces)
        self.steps += 1
        return self._rows(pieces)

    def _rows(self, pieces: list[int]) -> Odds:
        found = np.full((len(pieces), self._size), -50.0, dtype=np.float32)
        for row, piece in enumerate(pieces):
            for number, value in self._odds.get(piece, {END: 0.0}).items():
                found[row, number] = value
        return found

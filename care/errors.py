"""Everything that can be wrong with what people and machines hand to us.

    PhilomelError
    +-- ConfigError        config.yml, an order, a limits file: file, line, key, expected
    +-- SetupError         something on this machine is missing: what to do next
    +-- WordingError       a wording key or a fact is missing
    +-- StoreError         the record could not be written or read
    +-- SpeechError        audio could not be made, played or understood

Expected refusals of single inputs (a bad reading, an unavailable service) are values
with a reason, not exceptions. Each error writes its own sentence.
"""

from pathlib import Path


class PhilomelError(Exception):
    """Root of the tree; its text can be shown to the person who started the command."""


class ConfigError(PhilomelError):
    """A file written by people does not say what it should."""

    def __init__(self, file: Path, line: int, key: str, expected: str) -> None:
        """Name the place and what was expected there; line 0 is the file as a whole."""
        place = f"{file}, line {line}" if line else f"{file}"
        super().__init__(
            f"{place}: {expected}" if key == "file" else f"{place}, {key}: {expected}"
        )
        self.file, self.line, self.key, self.expected = file, line, key, expected


class SetupError(PhilomelError):
    """Something that the home needs is not there; the text says what to do next."""


class WordingError(PhilomelError):
    """A text is missing from a wording table."""


class StoreError(PhilomelError):
    """The record could not be written or read; nothing was half-written."""


class SpeechError(PhilomelError):
    """Audio could not be made, played or understood."""

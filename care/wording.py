"""Every text that a person hears or reads, from tables apart from code.

`care/words/<language>/<room>.toml` holds approved wording with `{facts}` to fill in.
The key of a text is its room and its path there: "question.breathless.ask".
"""

import tomllib
from functools import cache
from importlib.resources import files

from care.errors import WordingError
from care.people import Language


class Wording:
    """The texts of one language."""

    def __init__(self, language: Language, texts: dict[str, str]) -> None:
        """Hold a flat table of key to text."""
        self.language = language
        self.texts = texts

    def say(self, key: str, **facts: str) -> str:
        """The text of `key` with its facts filled in; WordingError names what lacks."""
        text = self.texts.get(key)
        if text is None:
            msg = f"no text {key!r} in care/words/{self.language}"
            raise WordingError(msg)
        try:
            return text.format(**facts)
        except KeyError as lacking:
            msg = f"text {key!r} in care/words/{self.language} needs the fact {lacking}"
            raise WordingError(msg) from lacking

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        return key in self.texts


def _flatten(prefix: str, table: dict[str, object]) -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in table.items():
        key = f"{prefix}.{name}"
        if isinstance(value, dict):
            flat |= _flatten(key, value)
        else:
            flat[key] = str(value)
    return flat


@cache
def wording(language: Language) -> Wording:
    """The wording tables of a language."""
    texts: dict[str, str] = {}
    for file in (files("care") / "words" / language.value).iterdir():
        if file.name.endswith(".toml"):
            table = tomllib.loads(file.read_text(encoding="utf-8"))
            texts |= _flatten(file.name.removesuffix(".toml"), table)
    return Wording(language, texts)

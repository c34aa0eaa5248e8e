"""Which recognizer models can be fetched, and how to know that they are whole."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from care.errors import SetupError


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model as its maker publishes it: one ZIP file with one folder of its name."""

    name: str
    language: str
    """ISO 639-1."""
    url: str
    size: int | None
    """Bytes of the ZIP file; None where it is not known."""
    sha256: str | None
    """None where nobody has pinned it: then the person who fetches must know it."""
    licence: str


@cache
def catalogue() -> tuple[Model, ...]:
    """Every model known by name, the home's own languages first."""
    text = (files("assistant.recognizers") / "models.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    base, licence = table["base"], table["licence"]
    pinned = [
        Model(url=f"{base}/{one['name']}.zip", licence=licence, **one)
        for one in table["model"]
    ]
    others = [
        Model(
            name=name,
            language=language,
            url=f"{base}/{name}.zip",
            size=None,
            sha256=None,
            licence=licence,
        )
        for language, name in table["other"].items()
    ]
    return (*pinned, *others)


def named(name: str) -> Model:
    """The model of that name; SetupError lists those that there are."""
    for model in catalogue():
        if model.name == name:
            return model
    known = ", ".join(model.name for model in catalogue())
    raise SetupError(f"no model {name!r}; known are {known}")

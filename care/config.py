"""`config.yml`: one section per package, typed, and every mistake with its line.

The one module of `care` that leans on libraries (YAML and pydantic), so that the two
composition roots, station and console, read the same file the same way.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from care.errors import ConfigError

SECTIONS = (
    "care",
    "sensors",
    "reminders",
    "escalation",
    "records",
    "assistant",
    "console",
    "nlu",
)

NOT_THERE = "does not exist; go to the folder that holds it, or name another with --config"


class Section(BaseModel):
    """Base of every package's settings: frozen, and unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


One = TypeVar("One", bound=Section)


def _node(file: Path) -> yaml.Node | None:
    try:
        return yaml.compose(file.read_text(encoding="utf-8"), yaml.SafeLoader)
    except FileNotFoundError as error:
        raise ConfigError(file, 0, "file", NOT_THERE) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(file, 0, "file", f"cannot be read ({error})") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise ConfigError(file, line, "YAML", str(error.problem)) from error


def _refuse_repeats(file: Path, node: yaml.Node | None, path: str = "") -> None:
    """YAML keeps the last of two equal keys; a limit set twice must not be guessed."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_repeats(file, item, path)
    if not isinstance(node, yaml.MappingNode):
        return
    seen: set[str] = set()
    for key, value in node.value:
        name = f"{path}.{key.value}".lstrip(".")
        if key.value in seen:
            raise ConfigError(file, key.start_mark.line + 1, name, "is set twice")
        seen.add(key.value)
        _refuse_repeats(file, value, name)


def _line(node: yaml.Node | None, where: tuple[int | str, ...]) -> int:
    """Line of the deepest part of `where` that is in the file."""
    line = 1 if node is None else node.start_mark.line + 1
    for step in where:
        if isinstance(node, yaml.MappingNode):
            pairs = [(k, v) for k, v in node.value if k.value == str(step)]
            if not pairs:
                break
            line, node = pairs[0][0].start_mark.line + 1, pairs[0][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
            line = node.start_mark.line + 1
    return line


def line_of(file: Path, key: str) -> int:
    """The line of "section.part.0.part", or of the deepest part that is there; 0 at worst.

    For what can only be judged once several sections are read.
    """
    steps = tuple(int(step) if step.isdigit() else step for step in key.split("."))
    try:
        return _line(_node(file), steps)
    except (ConfigError, IndexError):
        return 0


def _expected(error: Mapping[str, Any]) -> str:
    if error["type"] == "extra_forbidden":
        return "unknown key"
    given = error.get("input")
    shown = (
        "" if error["type"] == "missing" or isinstance(given, dict) else f", not {given!r}"
    )
    return f"{error['msg']}{shown}"


def _refusal(
    file: Path, node: yaml.Node | None, error: ValidationError, above: tuple[str, ...] = ()
) -> ConfigError:
    first = error.errors()[0]
    where = (*above, *first["loc"])
    key = ".".join(str(step) for step in where)
    return ConfigError(file, _line(node, where), key, _expected(first))


def read_one(file: Path, model: type[One]) -> One:
    """Build one model of a whole YAML file, such as a limits file.

    Raises ConfigError for the first mistake, with file, line, key and what was expected.
    """
    node = _node(file)
    _refuse_repeats(file, node)
    raw: Any = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        raise _refusal(file, node, error) from error


def read(file: Path, sections: Mapping[str, type[Section]]) -> dict[str, Section]:
    """Build the wanted sections of a config file.

    A section left out gets its defaults. Raises ConfigError for the first mistake, with
    file, line, key and what was expected.
    """
    node = _node(file)
    _refuse_repeats(file, node)
    raw: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    if not isinstance(raw, dict):
        raise ConfigError(file, 1, "file", "one section per package, such as `sensors:`")
    for name in raw:
        if name not in SECTIONS:
            expected = f"unknown section; known are {', '.join(SECTIONS)}"
            raise ConfigError(file, _line(node, (name,)), str(name), expected)
    built: dict[str, Section] = {}
    for name, model in sections.items():
        try:
            built[name] = model.model_validate(raw.get(name) or {})
        except ValidationError as error:
            raise _refusal(file, node, error, (name,)) from error
    return built

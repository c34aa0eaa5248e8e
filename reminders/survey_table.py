"""Reads the surveys that come with the project, and a clinic's own from its folder."""

import tomllib
from datetime import time
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from care.errors import ConfigError
from care.speech import SafetyCategory
from reminders.pain import Telling
from reminders.survey import Kind, Survey, SurveyQuestion


@cache
def surveys(own: Path | None = None) -> dict[str, Survey]:
    """Every survey by id; a clinic's own replaces one of the same id.

    ConfigError names file and element of a survey that cannot be read.
    """
    folders: list[Traversable] = [files("reminders") / "surveys"]
    if own is not None:
        folders.append(own)
    found = [
        _survey(file)
        for folder in folders
        for file in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if file.name.endswith(".toml")
    ]
    return {survey.id: survey for survey in found}


def _survey(file: Traversable) -> Survey:
    where = Path(str(file))
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(where, 0, "TOML", str(error)) from error
    try:
        schedule = data.get("schedule", {})
        at = schedule.get("at")
        return Survey(
            id=data["id"],
            questions=tuple(_question(one) for one in data["question"]),
            tell=tuple((one["from"], Telling(one["who"])) for one in data.get("tell", [])),
            at=None if at is None else time.fromisoformat(at),
            weekdays=frozenset(schedule.get("weekdays", [])),
            observer=data.get("by") == "observer",
        )
    except KeyError as error:
        raise ConfigError(where, 0, str(error.args[0]), "is missing") from error
    except (TypeError, ValueError) as error:
        raise ConfigError(where, 0, "survey", str(error)) from error


def _question(data: dict[str, Any]) -> SurveyQuestion:
    question = SurveyQuestion(
        id=data["id"],
        kind=Kind(data["kind"]),
        points=tuple(data.get("points", {}).items()),
        low=data.get("low", 0),
        high=data.get("high", 0),
        read_back=data.get("read_back", False),
        cries=tuple(
            (code, SafetyCategory(category))
            for code, category in data.get("cries", {}).items()
        ),
    )
    if question.kind is not Kind.NUMBER and not question.points:
        raise KeyError(f"points of {question.id}")
    return question

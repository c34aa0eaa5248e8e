"""A small learned model as plain numbers: boosted trees, read from a file and walked.

Each tree asks "is this feature at most that level?" until it comes to a leaf; the sum of
all leaves is the log-odds. The files are written by `benchmarks.training`, carry their
version, the data they were made from, what each feature weighs, and how they did on
people they were not made from.
"""

import json
from dataclasses import dataclass
from importlib.resources import files
from math import exp
from pathlib import Path
from typing import Any

from care.errors import ConfigError

FORMAT = 1
"""Of the file."""


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees as parallel lists; leaf where `feature` is negative."""

    name: str
    version: str
    features: tuple[str, ...]
    base: float
    """Log-odds before any tree."""
    level: float
    """Chance (0 to 1) from which it decides for yes."""
    roots: tuple[int, ...]
    feature: tuple[int, ...]
    limit: tuple[float, ...]
    """Go left at this or under; in a leaf its log-odds."""
    left: tuple[int, ...]
    right: tuple[int, ...]
    usual: tuple[float, ...] = ()
    """Each feature as it mostly is where the answer is no; empty where not told."""

    def chance(self, row: list[float]) -> float:
        """Chance of yes for one row of features, 0 to 1."""
        return 1.0 / (1.0 + exp(-max(-40.0, min(40.0, self.odds(row)))))

    def odds(self, row: list[float]) -> float:
        """Log-odds of yes for one row of features."""
        feature, limit, left, right = self.feature, self.limit, self.left, self.right
        total = self.base
        for place in self.roots:
            asked = feature[place]
            while asked >= 0:
                place = left[place] if row[asked] <= limit[place] else right[place]  # noqa: PLW2901 - walking down
                asked = feature[place]
            total += limit[place]
        return total

    def share(self, row: list[float], some: tuple[int, ...]) -> float:
        """Log-odds that some features, at these places, add to those of usual ones."""
        usual = [self.usual[i] if i in some else one for i, one in enumerate(row)]
        return self.odds(row) - self.odds(usual)


def forest_of(card: dict[str, Any]) -> Forest:
    """A forest from the content of its file."""
    trees = card["trees"]
    return Forest(
        name=card["name"],
        version=card["version"],
        features=tuple(card["features"]),
        base=card["base"],
        level=card["level"],
        roots=tuple(trees["roots"]),
        feature=tuple(trees["feature"]),
        limit=tuple(trees["limit"]),
        left=tuple(trees["left"]),
        right=tuple(trees["right"]),
        usual=tuple(card.get("usual", ())),
    )


def card_of(name: str) -> dict[str, Any]:
    """The content of `sensors/kinds/models/<name>.json`."""
    file = files("sensors.kinds") / "models" / f"{name}.json"
    card: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    if card.get("format") != FORMAT:
        raise ConfigError(
            Path(str(file)), 0, "format", f"{FORMAT}, not {card.get('format')!r}"
        )
    return card


def forest(name: str, features: tuple[str, ...]) -> Forest:
    """A forest by name, made for exactly these features; ConfigError otherwise."""
    found = forest_of(card_of(name))
    if found.features != features:
        expected = f"made for the features that the code computes: {', '.join(features)}"
        raise ConfigError(Path(f"models/{name}.json"), 0, "features", expected)
    return found

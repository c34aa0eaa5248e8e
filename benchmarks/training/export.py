"""Fitted scikit-learn trees as the plain numbers that `sensors.forest` walks."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from sensors.forest import FORMAT

MODELS = Path(__file__).parents[2] / "sensors" / "kinds" / "models"


def _boosted(model: Any) -> tuple[float, list[list[tuple[int, float, int, int]]]]:
    """Trees of a GradientBoostingClassifier: feature, limit or leaf, left, right."""
    prior = float(model.init_.class_prior_[1])
    trees = []
    for (one,) in model.estimators_:
        tree = one.tree_
        rows = []
        for i in range(tree.node_count):
            leaf = tree.children_left[i] < 0
            number = (
                tree.value[i, 0, 0] * model.learning_rate if leaf else tree.threshold[i]
            )
            place = -1 if leaf else int(tree.feature[i])
            left, right = int(tree.children_left[i]), int(tree.children_right[i])
            rows.append((place, float(number), left, right))
        trees.append(rows)
    return float(np.log(prior / (1 - prior))), trees


def _histogram(model: Any) -> tuple[float, list[list[tuple[int, float, int, int]]]]:
    """Trees of a HistGradientBoostingClassifier."""
    trees = []
    for (one,) in model._predictors:  # noqa: SLF001 - the only way to the fitted numbers
        rows = []
        for node in one.nodes:
            leaf = bool(node["is_leaf"])
            number = float(node["value"] if leaf else node["num_threshold"])
            place = -1 if leaf else int(node["feature_idx"])
            rows.append((place, number, int(node["left"]), int(node["right"])))
        trees.append(rows)
    return float(np.ravel(model._baseline_prediction)[0]), trees  # noqa: SLF001


def trees_of(model: Any, digits: int = 6) -> dict[str, Any]:
    """Base and trees of a fitted model, as in the file."""
    kind = _histogram if hasattr(model, "_predictors") else _boosted
    base, trees = kind(model)
    found: dict[str, list[Any]] = {
        name: [] for name in ("roots", "feature", "limit", "left", "right")
    }
    for rows in trees:
        start = len(found["feature"])
        found["roots"].append(start)
        for feature, number, left, right in rows:
            found["feature"].append(feature)
            found["limit"].append(float(f"{number:.{digits}g}"))
            found["left"].append(start + left if feature >= 0 else 0)
            found["right"].append(start + right if feature >= 0 else 0)
    return {"base": round(base, 6), "trees": found}


def write(name: str, model: Any, about: dict[str, Any]) -> Path:
    """Write a model's file: `about` holds version, features, level, data and results."""
    file = MODELS / f"{name}.json"
    card = {"format": FORMAT, "name": name, **about, **trees_of(model)}
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(card, separators=(",", ":")) + "\n", encoding="utf-8")
    return file

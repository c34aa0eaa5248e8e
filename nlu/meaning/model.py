"""The model itself: scikit-learn only, so that it can be measured without Rasa.

Weighted counts of words, of pairs of words and of pieces of words, then one linear
support vector machine per intent. scikit-learn fits it; asking it is a sum over the few
rows of the table that an utterance touches, which takes well under a millisecond (the
library's own way goes through the whole table each time). On disk it is plain arrays,
not a pickle: loading runs no code.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion
from sklearn.svm import LinearSVC

Floats = NDArray[np.float32]
STEEPNESS = 4.0
"""Turns distances into chances. Set where unseen sentences are least surprising
(cross-validation over the sentences written by hand: 3 to 5 are alike)."""


def bounded(sentence: str) -> str:
    """The sentence with marks at its ends: how one begins says much of what is meant."""
    return f"< {sentence} >"


def vectorizers() -> list[TfidfVectorizer]:
    """What is counted: words and pairs of words, and pieces of two to four letters."""
    words = TfidfVectorizer(
        preprocessor=bounded,
        ngram_range=(1, 2),
        token_pattern=r"\S+",  # noqa: S106  no password: what a word is
        sublinear_tf=True,
        dtype=np.float32,
    )
    pieces = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, dtype=np.float32
    )
    return [words, pieces]


@dataclass(frozen=True)
class Counts:
    """One fitted kind of count, with its rows in the table of weights."""

    rows: dict[str, int]
    rarity: Floats
    """By row from the first of this kind: how much an occurrence says (idf)."""
    first: int


class Model:
    """A fitted model."""

    def __init__(
        self, counts: Sequence[Counts], weights: Floats, bias: Floats, names: Sequence[str]
    ) -> None:
        """Hold it; `weights` is one row a count and one column an intent."""
        self.counts, self.weights, self.bias = tuple(counts), weights, bias
        self.names = tuple(names)
        self._analyzers = [one.build_analyzer() for one in vectorizers()]

    def chances(self, sentence: str) -> Floats:
        """The chance of every intent, in the order of `names`; they sum to one."""
        distance = self.bias.copy()
        for counts, analyze in zip(self.counts, self._analyzers, strict=True):
            seen = Counter(
                row
                for part in analyze(sentence)
                if (row := counts.rows.get(part)) is not None
            )
            if seen:
                rows = np.fromiter(seen, dtype=np.intp, count=len(seen))
                times = np.fromiter(seen.values(), dtype=np.float32, count=len(seen))
                value = (1 + np.log(times)) * counts.rarity[rows]
                value /= np.linalg.norm(value)
                distance += value @ self.weights[rows + counts.first]
        steep = np.exp(STEEPNESS * (distance - distance.max()))
        return np.asarray(steep / steep.sum(), dtype=np.float32)


def fit(
    sentences: Sequence[str], names: Sequence[str], strength: float, seed: int = 42
) -> Model:
    """Fit on folded sentences and their intents; `strength` is scikit-learn's C."""
    parts = vectorizers()
    union = FeatureUnion([(str(number), part) for number, part in enumerate(parts)])
    machine = LinearSVC(C=strength, random_state=seed)
    machine.fit(union.fit_transform(sentences), names)
    counts, first = [], 0
    for part in parts:
        counts.append(Counts(part.vocabulary_, part.idf_.astype(np.float32), first))
        first += len(part.vocabulary_)
    return Model(
        counts,
        np.ascontiguousarray(machine.coef_.T, dtype=np.float32),
        machine.intercept_.astype(np.float32),
        [str(name) for name in machine.classes_],
    )


def save(model: Model, file: Path) -> None:
    """Write a model as arrays of text and numbers."""
    arrays: dict[str, Any] = {
        "weights": model.weights,
        "bias": model.bias,
        "names": np.array(model.names),
    }
    for number, counts in enumerate(model.counts):
        parts = sorted(counts.rows, key=counts.rows.__getitem__)
        arrays[f"parts_{number}"] = np.array(parts)
        arrays[f"rarity_{number}"] = counts.rarity
    with file.open("wb") as target:
        np.savez_compressed(target, **arrays)


def load(file: Path) -> Model:
    """The model as it was fitted."""
    with np.load(file, allow_pickle=False) as arrays:
        counts, first = [], 0
        for number in range(len(vectorizers())):
            parts = arrays[f"parts_{number}"].tolist()
            rows = {part: row for row, part in enumerate(parts)}
            counts.append(Counts(rows, arrays[f"rarity_{number}"], first))
            first += len(parts)
        names = arrays["names"].tolist()
        return Model(counts, arrays["weights"], arrays["bias"], names)

"""The model itself: scikit-learn only, so that it can be measured without Rasa.

On disk it is plain arrays, not a pickle: loading runs no code and takes little memory.
"""

from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline

Model = Pipeline
PARTS = ("words", "letters")


def _words(vocabulary: list[str] | None = None) -> TfidfVectorizer:
    return TfidfVectorizer(
        ngram_range=(1, 2),
        token_pattern=r"\S+",  # noqa: S106  no password: what a word is
        sublinear_tf=True,
        dtype=np.float32,
        vocabulary=vocabulary,
    )


def _letters(vocabulary: list[str] | None = None) -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=(2, 4),
        sublinear_tf=True,
        dtype=np.float32,
        vocabulary=vocabulary,
    )


def _whole(
    words: TfidfVectorizer, letters: TfidfVectorizer, regression: LogisticRegression
) -> Model:
    counts = FeatureUnion(list(zip(PARTS, (words, letters), strict=True)))
    return Pipeline([("counts", counts), ("regression", regression)])


def build(strength: float, max_iter: int) -> Model:
    """Words and pairs of words, pieces of two to four letters, logistic regression.

    Args:
        strength: scikit-learn's C, the inverse strength of regularization.
        max_iter: Most steps of the solver.
    """
    regression = LogisticRegression(
        C=strength, max_iter=max_iter, class_weight="balanced", random_state=42
    )
    return _whole(_words(), _letters(), regression)


def save(model: Model, file: Path) -> None:
    """Write a fitted model as arrays of text and numbers."""
    arrays: dict[str, np.ndarray] = {}
    for name, part in model.named_steps["counts"].transformer_list:
        arrays[f"{name}_vocabulary"] = part.get_feature_names_out().astype(str)
        arrays[f"{name}_idf"] = part.idf_
    regression = model.named_steps["regression"]
    arrays["coef"] = regression.coef_.astype(np.float32)
    arrays["intercept"] = regression.intercept_.astype(np.float32)
    arrays["classes"] = regression.classes_.astype(str)
    with file.open("wb") as target:
        np.savez_compressed(target, **arrays)


def load(file: Path) -> Model:
    """The model as it was fitted, to single precision."""
    with np.load(file, allow_pickle=False) as arrays:
        words = _words(arrays["words_vocabulary"].tolist())
        letters = _letters(arrays["letters_vocabulary"].tolist())
        words.idf_, letters.idf_ = arrays["words_idf"], arrays["letters_idf"]
        regression = LogisticRegression()
        regression.coef_, regression.intercept_ = arrays["coef"], arrays["intercept"]
        regression.classes_ = arrays["classes"]
    return _whole(words, letters, regression)

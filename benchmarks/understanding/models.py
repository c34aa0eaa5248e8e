"""`python -m benchmarks.understanding.models [en fr]`: kinds of model, same sentences.

Trains each for itself, outside of Rasa, on everything the served models are trained on,
and asks it the blind set. Takes some minutes.
"""

import sys
import warnings
from collections.abc import Sequence

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.calibration import CalibratedClassifierCV
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC

from assistant.safety.mass import CERTAIN_MASS, DOUBTFUL_MASS, INTENTS
from benchmarks.understanding.sets import NLU, Case, blind_set, build, examples, fold, read
from care.clock import stopwatch


def _counts() -> BaseEstimator:
    return make_union(
        CountVectorizer(ngram_range=(1, 2), token_pattern=r"\S+"),
        CountVectorizer(analyzer="char_wb", ngram_range=(2, 4)),
    )


def kinds() -> dict[str, BaseEstimator]:
    """Fresh models by name; the first is the one that is served."""
    served = build(10.0, 100)
    features = build(10.0, 100).named_steps["counts"]
    return {
        "weighted counts, logistic, C 10": served,
        "weighted counts, logistic, C 3": build(3.0, 100),
        "weighted counts, logistic, C 30": build(30.0, 100),
        "plain counts, logistic": make_pipeline(
            _counts(), LogisticRegression(max_iter=100, class_weight="balanced")
        ),
        "plain counts, naive Bayes": make_pipeline(_counts(), ComplementNB(alpha=0.3)),
        "weighted counts, linear SVM": make_pipeline(
            features, CalibratedClassifierCV(LinearSVC(class_weight="balanced"), cv=3)
        ),
    }


def row(name: str, model: BaseEstimator, cases: Sequence[Case], seconds: float) -> str:
    """One line of the table."""
    chances = model.predict_proba([fold(case.text) for case in cases])
    names = list(model.classes_)
    top = [names[index] for index in chances.argmax(axis=1)]
    mass = chances[:, [i for i, one in enumerate(names) if one in INTENTS]].sum(axis=1)
    cry = np.array([case.cry for case in cases])
    right = [one in case.intents for one, case in zip(top, cases, strict=True)]
    shares = (
        np.mean(right),
        np.mean(mass[cry] >= DOUBTFUL_MASS),
        np.mean(mass[cry] >= CERTAIN_MASS),
        np.mean(mass[~cry] >= DOUBTFUL_MASS),
        np.mean(mass[~cry] >= CERTAIN_MASS),
    )
    numbers = "".join(f"{100 * share:>8.1f} %" for share in shares)
    return f"{name:<38}{numbers}{seconds:>8.0f} s"


def main() -> None:
    """Train, ask, print."""
    warnings.simplefilter("ignore")  # solvers that stop at their last step
    heads = ("intents", "reach", "act", "talk asks", "talk acts", "train")
    for language in sys.argv[1:] or ("en", "fr"):
        sentences = examples(read(NLU / "data" / language))
        texts = [text for listed in sentences.values() for text in listed]
        names = [name for name, listed in sentences.items() for _ in listed]
        cases = blind_set(language)
        print(f"{language:<38}" + "".join(f"{head:>10}" for head in heads), flush=True)
        for name, model in kinds().items():
            began = stopwatch()
            model.fit(texts, names)
            print(row(name, model, cases, stopwatch() - began), flush=True)


if __name__ == "__main__":
    main()

"""`python -m benchmarks.understanding.models [en fr]`: kinds of model, same sentences.

Trains each for itself, outside of Rasa, on everything the served models are trained on,
and asks it the blind set. Then the served kind is asked the clinical table's sentences in
five folds, each time trained without the fold. Takes some minutes.
"""

import sys
import warnings
from collections.abc import Sequence

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.calibration import CalibratedClassifierCV
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC

from assistant.cli.understand import ROWS
from assistant.safety.mass import CERTAIN_MASS, DOUBTFUL_MASS, INTENTS
from benchmarks.understanding.sets import (
    NLU,
    Case,
    blind_set,
    examples,
    fit,
    fold,
    read,
    reference_set,
    vectorizers,
)
from care.clock import stopwatch

FOLDS = 5
Chances = np.ndarray[tuple[int, int], np.dtype[np.float64]]


def kinds() -> dict[str, BaseEstimator]:
    """Fresh models by name, beside the one that is served; all on the same counts."""

    def on_counts(last: BaseEstimator) -> BaseEstimator:
        return make_pipeline(make_union(*vectorizers()), last)

    return {
        "logistic, C 10": on_counts(
            LogisticRegression(C=10, max_iter=100, class_weight="balanced")
        ),
        "naive Bayes": on_counts(ComplementNB(alpha=0.3)),
        "linear SVM, calibrated": on_counts(CalibratedClassifierCV(LinearSVC(), cv=3)),
    }


def row(
    name: str, names: list[str], chances: Chances, cases: Sequence[Case], seconds: float
) -> str:
    """One line of the table."""
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


def folds(texts: list[str], names: list[str], cases: Sequence[Case]) -> str:
    """The clinical table's sentences, each asked a model that was not trained on it."""
    right, table = 0, 0
    for number in range(FOLDS):
        asked = cases[number::FOLDS]
        held = {fold(case.text) for case in asked}
        kept = [at for at, text in enumerate(texts) if not _holds(text, held)]
        model = fit([texts[at] for at in kept], [names[at] for at in kept], 1.0)
        for case in asked:
            found = model.names[int(model.chances(fold(case.text)).argmax())]
            right += found in case.intents
            table += ROWS.get(found, found) == case.row
    return (
        f"clinical table in {FOLDS} folds: {100 * table / len(cases):.1f} % by the table's "
        f"names, {100 * right / len(cases):.1f} % with finer meanings of ours"
    )


def _holds(text: str, held: set[str]) -> bool:
    """Whether a training sentence is a held one, or a noisy version of it."""
    return any(one == text or (len(one) > 12 and one in text) for one in held)


def main() -> None:
    """Train, ask, print."""
    warnings.simplefilter("ignore")  # solvers that stop at their last step
    heads = ("intents", "reach", "act", "talk asks", "talk acts", "train")
    for language in sys.argv[1:] or ("en", "fr"):
        sentences = examples(read(NLU / "data" / language))
        texts = [text for listed in sentences.values() for text in listed]
        names = [name for name, listed in sentences.items() for _ in listed]
        cases = blind_set(language)
        asked = [fold(case.text) for case in cases]
        print(f"{language:<38}" + "".join(f"{head:>10}" for head in heads), flush=True)
        began = stopwatch()
        served = fit(texts, names, 1.0)
        seconds = stopwatch() - began
        chances = np.array([served.chances(text) for text in asked])
        print(row("linear SVM (served)", list(served.names), chances, cases, seconds))
        for name, model in kinds().items():
            began = stopwatch()
            model.fit(texts, names)
            seconds = stopwatch() - began
            chances = model.predict_proba(asked)
            print(row(name, list(model.classes_), chances, cases, seconds), flush=True)
        print(folds(texts, names, reference_set(language)), flush=True)


if __name__ == "__main__":
    main()

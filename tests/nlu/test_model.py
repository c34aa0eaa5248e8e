"""The model on disk is the model that was fitted, and says what scikit-learn says."""

from pathlib import Path

import numpy as np
from meaning.model import STEEPNESS, bounded, fit, load, save, vectorizers
from sklearn.pipeline import FeatureUnion
from sklearn.svm import LinearSVC

TEXTS = [
    "i fell in the hall",
    "i have fallen",
    "what is my sugar",
    "my blood sugar please",
    "good morning",
    "hello there",
]
NAMES = ["fall", "fall", "sugar", "sugar", "greet", "greet"]
ASKED = [*TEXTS, "never heard before", "my my sugar", ""]


def test_what_is_loaded_says_the_same(tmp_path: Path) -> None:
    model = fit(TEXTS, NAMES, 1.0)
    save(model, tmp_path / "model.npz")
    loaded = load(tmp_path / "model.npz")
    assert loaded.names == ("fall", "greet", "sugar")
    for text in ASKED:
        np.testing.assert_allclose(loaded.chances(text), model.chances(text), atol=1e-6)


def test_asking_is_what_the_library_would_answer() -> None:
    union = FeatureUnion([(str(at), part) for at, part in enumerate(vectorizers())])
    machine = LinearSVC(C=1.0, random_state=42).fit(union.fit_transform(TEXTS), NAMES)
    steep = np.exp(STEEPNESS * machine.decision_function(union.transform(ASKED)))
    model = fit(TEXTS, NAMES, 1.0)
    ours = np.array([model.chances(text) for text in ASKED])
    np.testing.assert_allclose(ours, steep / steep.sum(1, keepdims=True), atol=1e-4)


def test_the_ends_of_a_sentence_are_marked() -> None:
    assert bounded("say it again") == "< say it again >"

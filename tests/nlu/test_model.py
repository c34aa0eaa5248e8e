"""The model on disk is the model that was fitted."""

from pathlib import Path

import numpy as np
from meaning.model import build, load, save

TEXTS = ["i fell in the hall", "i have fallen", "what is my sugar", "my blood sugar please"]
NAMES = ["fall", "fall", "sugar", "sugar"]


def test_what_is_loaded_says_the_same(tmp_path: Path) -> None:
    model = build(10.0, 50).fit(TEXTS, NAMES)
    save(model, tmp_path / "model.npz")
    loaded = load(tmp_path / "model.npz")
    asked = [*TEXTS, "never heard before", ""]
    assert list(loaded.classes_) == ["fall", "sugar"]
    np.testing.assert_allclose(
        loaded.predict_proba(asked), model.predict_proba(asked), atol=1e-5
    )

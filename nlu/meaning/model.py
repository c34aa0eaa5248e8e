"""The model itself: scikit-learn only, so that it can be measured without Rasa."""

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline

Model = Pipeline


def build(strength: float, max_iter: int) -> Model:
    """Words and pairs of words, pieces of two to four letters, logistic regression."""
    words = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"\S+", sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    regression = LogisticRegression(
        C=strength, max_iter=max_iter, class_weight="balanced", random_state=42
    )
    counts = FeatureUnion([("words", words), ("letters", letters)])
    return Pipeline([("counts", counts), ("regression", regression)])

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.recognizers.lm import Trigram, arpa

SENTENCES = ["i took it", "i took my pills", "help i have fallen", "no"]

texts = st.lists(
    st.lists(st.sampled_from("abcde"), min_size=1, max_size=6).map(" ".join),
    min_size=1,
    max_size=12,
)


@given(texts, st.tuples(st.sampled_from("abcdez"), st.sampled_from("abcdez")))
def test_probabilities_after_any_history_sum_to_one(
    sentences: list[str], history: tuple[str, str]
) -> None:
    model = Trigram(sentences)
    total = sum(model.probability(history, word) for word in model.vocabulary)
    assert total == pytest.approx(1.0)


def test_what_was_said_before_is_likelier() -> None:
    model = Trigram(SENTENCES)
    assert model.probability(("i", "took"), "it") > model.probability(("i", "took"), "no")


def read(text: str) -> dict[tuple[str, ...], tuple[float, float]]:
    """Log10 probability and back-off of each n-gram of an ARPA text."""
    found = {}
    for line in text.splitlines():
        if "\t" in line:
            probability, gram, *backoff = line.split("\t")
            weight = float(backoff[0]) if backoff else 0.0
            found[tuple(gram.split())] = (float(probability), weight)
    return found


def looked_up(
    grams: dict[tuple[str, ...], tuple[float, float]], gram: tuple[str, ...]
) -> float:
    """As every reader of ARPA files computes it."""
    if gram in grams:
        return grams[gram][0]
    return grams.get(gram[:-1], (0.0, 0.0))[1] + looked_up(grams, gram[1:])


@given(texts)
def test_the_file_says_what_the_model_says(sentences: list[str]) -> None:
    model = Trigram(sentences)
    grams = read(arpa(model))
    for first in model.vocabulary:
        for word in model.vocabulary:
            expected = model.probability(("a", first), word)
            assert 10 ** looked_up(grams, ("a", first, word)) == pytest.approx(
                expected, rel=0.002
            )


def test_the_head_counts_what_follows() -> None:
    lines = arpa(Trigram(SENTENCES)).splitlines()
    for size in (1, 2, 3):
        said = next(int(x.split("=")[1]) for x in lines if x.startswith(f"ngram {size}="))
        start = lines.index(f"\\{size}-grams:") + 1
        assert lines[start : start + said + 1][-1] == ""
        assert all(
            len(x.split("\t")[1].split()) == size for x in lines[start : start + said]
        )

"""A trigram language model of our own sentences, written as ARPA text.

Interpolated Witten-Bell smoothing (Chen and Goodman 1999, section 2.4): a history seen
with many different followers leaves more room for a new one. Words outside the sentences
get no probability: the model is for recognising what people say here, and the arbiter
decides when it was something else.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

START, END = "<s>", "</s>"
ORDER = 3

Gram = tuple[str, ...]


class Trigram:
    """Counts of one to three words, and the probabilities that follow from them."""

    def __init__(self, sentences: Iterable[str], spread: Iterable[str] = ()) -> None:
        """Count.

        Args:
            sentences: Plain sentences, one each.
            spread: Words that may come anywhere, such as medicine names.
        """
        self.counts: dict[Gram, Counter[str]] = defaultdict(Counter)
        for sentence in sentences:
            words = [START, *sentence.split(), END]
            for place in range(1, len(words)):
                for back in range(min(ORDER - 1, place) + 1):
                    self.counts[tuple(words[place - back : place])][words[place]] += 1
        for word in spread:
            self.counts[()][word] += 1
        self.vocabulary = sorted(self.counts[()])

    def probability(self, history: Gram, word: str) -> float:
        """Of `word` after the last two words `history`; sums to 1 over all words."""
        followers = self.counts.get(history)
        if not history:
            base = 1.0 / len(self.vocabulary)
        else:
            base = self.probability(history[1:], word)
        if not followers:
            return base
        total, kinds = followers.total(), len(followers)
        return (followers[word] + kinds * base) / (total + kinds)

    def backoff(self, history: Gram) -> float:
        """Weight of the shorter history for words never seen after `history`."""
        followers = self.counts.get(history)
        if not followers:
            return 1.0
        return len(followers) / (followers.total() + len(followers))


def _line(probability: float, gram: Gram, backoff: float | None) -> str:
    text = f"{math.log10(probability):.4f}\t{' '.join(gram)}"
    return text if backoff is None else f"{text}\t{math.log10(backoff):.4f}"


def arpa(model: Trigram) -> str:
    """The model as an ARPA file's text."""
    grams: dict[int, list[str]] = {size: [] for size in range(1, ORDER + 1)}
    grams[1].append(f"-99.0000\t{START}\t{math.log10(model.backoff((START,))):.4f}")
    for history, followers in sorted(model.counts.items()):
        size = len(history) + 1
        for word in sorted(followers):
            gram = (*history, word)
            ends = size == ORDER or word == END
            backoff = None if ends else model.backoff(gram)
            grams[size].append(_line(model.probability(history, word), gram, backoff))
    head = [f"ngram {size}={len(lines)}" for size, lines in grams.items()]
    body = ["\n".join(["", f"\\{size}-grams:", *lines]) for size, lines in grams.items()]
    return "\n".join(["\\data\\", *head, *body, "", "\\end\\", ""])

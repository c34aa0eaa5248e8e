import numpy as np
import pytest

from assistant.audio import HEARING_RATE, from_samples
from assistant.recognizers.pair import Pair
from assistant.recognizers.port import Context, Fit, Hypothesis

STEADY = from_samples(
    np.random.default_rng(2).normal(0, 0.1, HEARING_RATE).astype(np.float32), HEARING_RATE
).pcm
"""A second of noise and nothing else."""


class Fixed:
    """An engine that always hears the same."""

    def __init__(self, name: str, text: str, partial: str | None = None) -> None:
        self.name, self._text, self._partial = name, text, partial
        self.got: list[bytes] = []
        self.again: list[bool] = []
        self.fits: tuple[Fit, ...] | None = None

    def open(self, context: Context) -> "Fixed":
        self.again.append(context.again)
        return self

    def accept(self, pcm: bytes) -> str | None:
        self.got.append(pcm)
        return self._partial

    def finish(self) -> Hypothesis:
        return Hypothesis(text=self._text, confidence=0.6, engine=self.name, fits=self.fits)

    def behind(self, _text: str) -> float | None:
        return 0.5 if self.fits else None


def test_both_hear_all_and_the_arbiter_settles() -> None:
    first, second = (
        Fixed("m", "i have just pain"),
        Fixed("p", "i have chest pain", "i have"),
    )
    pair = Pair(first, second, ("i have chest pain",))
    session = pair.open(Context())
    assert session.accept(b"12") == "i have"
    assert session.finish().text == "i have chest pain"
    assert first.got == second.got == [b"12"]
    assert pair.name == "m+p"


def test_one_engine_alone_works_too() -> None:
    pair = Pair(Fixed("v", "yes", "ye"), None, ("yes",))
    session = pair.open(Context())
    assert session.accept(b"12") == "ye"
    assert session.finish().text == "yes"
    assert pair.name == "v"


def test_what_the_first_thinks_of_the_seconds_text_counts() -> None:
    """Words that nobody taught, heard by the second and likely to the first."""
    first = Fixed("m", "mentioned to the nurse")
    second = Fixed("p", "mention it to the nurse")
    first.fits = (Fit("and", 13.0),)
    found = Pair(first, second, ("yes",)).open(Context()).finish()
    assert found.text == "mention it to the nurse"
    assert found.engine == "m+p"


class Changing(Fixed):
    """An engine that hears something else each time."""

    def __init__(self, *texts: str) -> None:
        super().__init__("m", "")
        self.fits, self._texts = (), iter(texts)

    def finish(self) -> Hypothesis:
        self._text = next(self._texts)
        return super().finish()


def _cries(text: str) -> bool:
    return "fallen" in text


@pytest.mark.parametrize(
    ("texts", "maybe", "looks"),
    [
        (("i have a lemon", "i have fallen"), "i have fallen", ()),
        (("i have a lemon", "i have all in", "i have fallen"), "i have fallen", ()),
        (("a lemon", "all in", "a melon"), None, ("all in", "a melon")),
        (("a lemon", "a lemon", "all in"), None, ("all in",)),
        (("a lemon", "all in", "all in"), None, ("all in",)),
        (("a lemon", "", "a lemon"), None, ()),
        (("i have fallen",), None, ()),
    ],
)
def test_out_of_noise_further_looks_are_taken_until_one_brings_a_certain_cry(
    texts: tuple[str, ...], maybe: str | None, looks: tuple[str, ...]
) -> None:
    engine = Changing(*texts)
    session = Pair(engine, None, (), _cries).open(Context())
    session.accept(STEADY)
    found = session.finish()
    assert (found.text, found.maybe, found.looks) == (texts[0], maybe, looks)
    assert engine.again == [number > 0 for number in range(len(texts))]


def test_in_a_quiet_room_nobody_looks_again() -> None:
    session = Pair(Changing("i have a lemon", "fallen"), None, (), _cries).open(Context())
    session.accept(bytes(len(STEADY)) + STEADY)
    found = session.finish()
    assert (found.maybe, found.looks) == (None, ())

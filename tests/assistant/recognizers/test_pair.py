from assistant.recognizers.pair import Pair
from assistant.recognizers.port import Context, Fit, Hypothesis


class Fixed:
    """An engine that always hears the same."""

    def __init__(self, name: str, text: str, partial: str | None = None) -> None:
        self.name, self._text, self._partial = name, text, partial
        self.got: list[bytes] = []
        self.fits: tuple[Fit, ...] | None = None

    def open(self, _context: Context) -> "Fixed":
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

from assistant.recognizers.pair import Pair
from assistant.recognizers.port import Context, Hypothesis


class Fixed:
    """An engine that always hears the same."""

    def __init__(self, name: str, text: str, partial: str | None = None) -> None:
        self.name, self._text, self._partial = name, text, partial
        self.got: list[bytes] = []

    def open(self, _context: Context) -> "Fixed":
        return self

    def accept(self, pcm: bytes) -> str | None:
        self.got.append(pcm)
        return self._partial

    def finish(self) -> Hypothesis:
        return Hypothesis(text=self._text, confidence=0.6, engine=self.name)


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

from hypothesis import given
from hypothesis import strategies as st

from escalation.channels.reply import LONGEST, cleaned


def test_a_server_that_repeats_the_letter_gives_nothing_away() -> None:
    said = b"5.7.1 spam: oxygen 86 for Ada to ada@example.org see https://x.org/ada\r\n"
    private = frozenset({"oxygen", "86", "ada"})
    assert cleaned(said, private) == (
        "5.7.1 spam: [...] [...] for [...] to [address] see [link]"
    )


@given(st.one_of(st.binary(max_size=400), st.text(max_size=400)))
def test_whatever_it_says_it_is_one_short_printable_line(said: bytes | str) -> None:
    words = cleaned(said, frozenset())
    assert len(words) <= LONGEST
    assert words.isascii()
    assert words.isprintable()

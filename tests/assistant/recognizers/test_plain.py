import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.recognizers.plain import plain


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("Yes.", "yes"),
        ("I\u2019m fine, thanks!", "i'm fine thanks"),
        ("To-day", "today"),
        ("7/10", "7 out of 10"),
        ("About 2.5, I think...", "about 2.5 i think"),
        ("'Help'", "help"),
        ("Oui, je l\u2019ai pris \u00e0 midi", "oui je l'ai pris \u00e0 midi"),
        ("  ", ""),
    ],
)
def test_one_form_for_all_engines(written: str, wanted: str) -> None:
    assert plain(written) == wanted


@given(st.text(max_size=60))
def test_the_plain_form_is_its_own_plain_form(text: str) -> None:
    assert plain(plain(text)) == plain(text)

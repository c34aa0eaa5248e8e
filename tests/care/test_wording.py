import re

import pytest

from care.errors import WordingError
from care.people import Language
from care.wording import Wording, wording


def test_every_text_is_there_in_every_language_with_the_same_facts() -> None:
    english = wording(Language.ENGLISH).texts
    for language in Language:
        other = wording(language).texts
        assert set(other) == set(english), f"{language}: keys differ"
        for key, text in english.items():
            assert _facts(other[key]) == _facts(text), f"{language} {key}"


def _facts(text: str) -> set[str]:
    """Facts of a text; every language tells the hour in its own way, of 12 or of 24."""
    return {fact.replace("hour12", "hour") for fact in re.findall(r"\{(\w+)\}", text)}


def test_facts_are_filled_in() -> None:
    table = Wording(Language.ENGLISH, {"dose.due": "Time for {medicine}."})
    assert table.say("dose.due", medicine="aspirin") == "Time for aspirin."
    assert table.has("dose.due")


def test_a_missing_text_or_fact_is_named() -> None:
    table = Wording(Language.ENGLISH, {"dose.due": "Time for {medicine}."})
    with pytest.raises(WordingError, match="dose.late"):
        table.say("dose.late")
    with pytest.raises(WordingError, match="medicine"):
        table.say("dose.due")

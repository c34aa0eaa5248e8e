"""What is named in an utterance."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.conversation.known import READINGS
from assistant.conversation.lexicon import entities, lists
from assistant.conversation.reply import Manner
from assistant.conversation.spans import SPANS
from care.people import Language

EN, FR = Language.ENGLISH, Language.FRENCH
MINE = ("metformin", "bisoprolol", "ramipril")


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("What's my sugar?", EN, {"kind": "glucose"}),
        ("and the day before yesterday", EN, {"when": "day_before"}),
        ("how was my oxygen last night", EN, {"kind": "oxygen", "when": "last_night"}),
        ("call my daughter please", EN, {"contact": "daughter"}),
        ("you're gabbling", EN, {"change": "slower"}),
        ("what's met for min for", EN, {"medicine": "metformin"}),
        (
            "Il était à combien mon sucre hier ?",
            FR,
            {"kind": "glucose", "when": "yesterday"},
        ),
        ("et avant-hier", FR, {"when": "day_before"}),
        ("téléphone à l'infirmière", FR, {"contact": "nurse"}),
        ("parle moins fort", FR, {"change": "softer"}),
    ],
)
def test_what_was_named(text: str, language: Language, found: dict[str, str]) -> None:
    assert entities(text, language, MINE) == found


def test_a_medicine_is_known_by_its_look() -> None:
    looks = {"the white tablet": "metformin", "the pink tablet": "ramipril"}
    assert entities("what is the pink one for", EN, (), looks)["medicine"] == "ramipril"
    assert "medicine" not in entities("what is the tablet for", EN, (), looks)


def test_both_languages_know_the_same_values() -> None:
    english, french = lists(EN), lists(FR)
    assert {k: set(v) for k, v in english.items()} == {k: set(v) for k, v in french.items()}
    assert set(english["kind"]) == set(READINGS)
    assert set(english["when"]) == set(SPANS)
    assert set(english["change"]) <= {wish.value for wish in Manner}


@given(some.text(max_size=80), some.sampled_from(list(Language)))
def test_any_text_has_only_known_entities(text: str, language: Language) -> None:
    assert set(entities(text, language, MINE)) <= {*lists(language), "medicine"}

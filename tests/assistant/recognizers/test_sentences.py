from pathlib import Path

from assistant.recognizers.plain import plain
from assistant.recognizers.sentences import examples, known, own, tables
from care.people import Language

RASA = """
version: "3.1"
nlu:
- intent: dose_taken
  examples: |
    - I took [my tablets](medicine)
    - Done, with [water]{"entity": "drink"}
- lookup: medicine
  examples: |
    - metformin
- intent: affirm
  examples: |
    - Yes!
"""


def test_examples_of_intents_lose_their_marks() -> None:
    assert examples(RASA) == ("i took my tablets", "done with water", "yes")


def test_training_data_of_the_language_is_added_to_our_own(tmp_path: Path) -> None:
    for language in ("en", "fr"):
        (tmp_path / language).mkdir()
    (tmp_path / "en" / "nlu.yml").write_text(RASA.replace("Yes!", "purple elephants"))
    (tmp_path / "fr" / "nlu.yml").write_text(RASA.replace("Yes!", "des chats"))
    found = known(Language.ENGLISH, tmp_path)
    assert "purple elephants" in found
    assert "des chats" not in found
    assert len(found) == len(set(found)) > len(own(Language.ENGLISH))


def test_our_own_sentences_are_plain_and_without_training_they_are_all() -> None:
    ours = own(Language.ENGLISH)
    assert all(plain(sentence) == sentence for sentence in ours)
    assert known(Language.ENGLISH, Path("/nowhere")) == tuple(dict.fromkeys(ours))


def test_closed_answers_are_plain() -> None:
    for language in Language:
        for phrases in tables(language).values():
            assert all(plain(phrase) == phrase for phrase in phrases)

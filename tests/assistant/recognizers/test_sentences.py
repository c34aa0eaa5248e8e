from pathlib import Path

from assistant.recognizers.plain import plain
from assistant.recognizers.sentences import NAME, examples, known, own, tables, variants
from care.people import Language

DATA = """
words:
  med: [tablet, "big [white|pink] pill"]
intents:
  dose_taken:
    sentences: |
      I've taken my tablets
      Done!
    templates: |
      I [took|swallowed] the {med}[ today|]
      broken [
  affirm:
    sentences: |
      Yes!
"""


def test_sentences_and_templates_become_plain() -> None:
    found = examples([DATA])
    assert {"i've taken my tablets", "done", "yes"} < set(found)
    assert "i took the tablet today" in found
    assert "i swallowed the big pink pill" in found
    assert not any(mark in sentence for sentence in found for mark in "[]{}|")


def test_templates_give_the_same_sentences_on_every_machine() -> None:
    words = {"med": ("pill", "tablet")}
    once = variants("i [took|had] the {med}", words)
    assert variants("i [took|had] the {med}", words) == once
    assert set(once) <= {
        f"i {verb} the {med}" for verb in ("took", "had") for med in ("pill", "tablet")
    }
    assert len(set(once)) > 1


def test_other_files_hold_no_sentences() -> None:
    assert examples(["confusions:\n  chest: [just]\n", ""]) == ()
    assert examples([]) == ()


def test_word_lists_are_shared_by_all_files() -> None:
    asks = "intents:\n  follow_up:\n    templates: |\n      and the {med}\n"
    assert "and the tablet" in examples([asks, DATA])
    assert examples([asks]) == (), "no sentence is left with a hole in it"


def test_training_data_of_the_language_is_added_to_our_own(tmp_path: Path) -> None:
    for language in ("en", "fr"):
        (tmp_path / language).mkdir()
    (tmp_path / "en" / "talk.yml").write_text(DATA.replace("Yes!", "purple elephants"))
    (tmp_path / "fr" / "talk.yml").write_text(DATA.replace("Yes!", "des chats"))
    found = known(Language.ENGLISH, tmp_path)
    assert "purple elephants" in found
    assert "des chats" not in found
    assert len(found) == len(set(found))


def test_a_homes_names_come_into_the_sentences_that_have_one() -> None:
    found = known(Language.ENGLISH, None, ("Metformin", "Brigitte"))
    assert {"i took my metformin", "call brigitte"} <= set(found)
    assert not any("{" in sentence for sentence in known(Language.ENGLISH, None))


def test_our_own_sentences_are_plain_and_without_training_they_are_all() -> None:
    ours = own(Language.ENGLISH)
    for sentence in ours:
        assert plain(sentence) == sentence.replace(NAME, "name")


def test_closed_answers_are_plain() -> None:
    for language in Language:
        for phrases in tables(language).values():
            assert all(plain(phrase) == phrase for phrase in phrases)

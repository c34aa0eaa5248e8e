import pytest

from assistant.phrases import phrases
from care.errors import WordingError
from care.people import Language


@pytest.mark.parametrize("language", list(Language))
def test_every_list_of_every_table_is_well_formed(language: Language) -> None:
    tables = phrases(language)
    patterned = [
        k for k in tables.lists if not k.startswith(("words.", "fold.", "sides.p"))
    ]
    assert all(tables.patterns(key) for key in patterned)


def test_both_languages_have_the_same_lists() -> None:
    english, french = (
        {
            key
            for key in phrases(language).lists
            if not key.startswith(("words.", "fold.", "numbers.sounds_like.", "everyday."))
        }
        for language in Language
    )
    assert english == french


def test_a_list_that_does_not_exist_is_named() -> None:
    with pytest.raises(WordingError, match="no phrase list 'answers.perhaps'"):
        phrases(Language.ENGLISH).patterns("answers.perhaps")


def test_the_whole_text_must_be_the_pattern() -> None:
    tables = phrases(Language.ENGLISH)
    assert tables.is_only("turns.stop", tables.fold("Stop!"))
    assert not tables.is_only("turns.stop", tables.fold("stop the bleeding"))


def test_what_is_cut_leaves_a_mark_and_the_rest() -> None:
    tables = phrases(Language.ENGLISH)
    rest = tables.cut("everyday.masks", tables.fold("I fell asleep and then I fell"))
    assert rest.split() == ["i", "~", "and", "then", "i", "fell"]

from assistant.recognizers.closed import complete
from care.people import Language
from care.speech import Expects


def test_yes_is_complete_only_where_yes_or_no_was_asked() -> None:
    assert complete("yes", Expects.YES_NO, Language.ENGLISH)
    assert not complete("yes", Expects.OPEN, Language.ENGLISH)


def test_a_number_may_go_on_with_a_place() -> None:
    assert not complete("a six", Expects.SCORE, Language.ENGLISH)


def test_french_has_its_own() -> None:
    assert complete("oui", Expects.YES_NO, Language.FRENCH)
    assert not complete("oui", Expects.YES_NO, Language.ENGLISH)

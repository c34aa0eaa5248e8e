from assistant.recognizers.port import Hypothesis
from assistant.recognizers.vosk_engine import closer


def hypothesis(text: str, confidence: float) -> Hypothesis:
    return Hypothesis(text=text, confidence=confidence, engine="vosk")


def test_the_grammar_mends_what_sounds_alike() -> None:
    found = closer(hypothesis("yes i talked it", 0.6), hypothesis("yes i took it", 0.95))
    assert found.text == "yes i took it"
    assert found.alternatives == ("yes i talked it",)


def test_the_grammar_may_not_swallow_a_cry_for_help() -> None:
    cry = hypothesis("help i have fallen", 0.7)
    assert closer(cry, hypothesis("no i haven't", 0.95)) == cry


def test_a_doubtful_or_empty_list_is_not_believed() -> None:
    free = hypothesis("yes i talked it", 0.6)
    assert closer(free, hypothesis("yes i took it", 0.5)) == free
    assert closer(free, hypothesis("", 0.0)) == free


def test_a_word_that_only_the_grammar_heard_counts() -> None:
    assert closer(hypothesis("", 0.0), hypothesis("yes", 0.9)).text == "yes"

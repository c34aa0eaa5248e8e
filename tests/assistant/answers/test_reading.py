from assistant.answers.reading import NOT_AN_ANSWER, Reading
from care.speech import Meaning


def test_a_reading_is_sure_unless_it_says_otherwise() -> None:
    assert Reading(meaning=Meaning.YES).sure
    assert NOT_AN_ANSWER.meaning is Meaning.OTHER

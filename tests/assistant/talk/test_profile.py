from datetime import timedelta

import pytest

from assistant.talk.profile import (
    answer_time,
    pace,
    sound_is_yes,
    speech_ceiling,
    spoken_form,
)
from assistant.talk.state import Saying
from care.people import Trait
from care.speech import Expects
from tests.talking import empty, pending, prompt


def test_words_change_from_full_to_other_to_short() -> None:
    spoken = [spoken_form(empty(), pending(asked=n)).words for n in range(3)]
    assert spoken[:2] == ["Asked?", "Again?"]
    assert spoken[2] == "Please say yes or no. You can also press the button."


def test_each_asking_is_louder_and_no_louder_than_the_loudest() -> None:
    levels = [spoken_form(empty(), pending(asked=n)).level for n in range(6)]
    assert levels == [0, 1, 2, 3, 3, 3]


def test_with_hearing_loss_prompts_repeat_word_for_word() -> None:
    spoken = spoken_form(empty(Trait.HEARING_LOSS), pending(asked=1))
    assert (spoken.words, spoken.level) == ("Asked?", 2)


def test_nobody_has_less_than_eight_seconds() -> None:
    short = pending()
    assert answer_time(empty(), short) == timedelta(seconds=10)
    assert answer_time(empty(Trait.MEMORY_LOSS), short) == timedelta(seconds=15)


@pytest.mark.parametrize("trait", [Trait.MEMORY_LOSS, Trait.HEARING_LOSS, Trait.APHASIA])
def test_some_are_spoken_to_more_slowly(trait: Trait) -> None:
    assert (pace(empty()), pace(empty(trait))) == (0, -1)


def test_a_sound_is_yes_only_with_aphasia_and_only_to_a_closed_question() -> None:
    assert sound_is_yes(empty(Trait.APHASIA), Expects.YES_NO)
    assert not sound_is_yes(empty(Trait.APHASIA), Expects.SCORE)
    assert not sound_is_yes(empty(), Expects.YES_NO)


def test_longer_words_have_a_later_ceiling() -> None:
    assert speech_ceiling("one two three") > speech_ceiling("one") > timedelta(seconds=20)


def test_a_prompt_keeps_its_words() -> None:
    assert spoken_form(empty(), Saying(prompt=prompt(), arrived=0)).words == "Words."

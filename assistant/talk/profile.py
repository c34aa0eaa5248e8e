"""What the talk allows for in one person: time, loudness, words.

Times from the reference notes on conversation with older people: at least 8 s to
answer, 15 s with memory loss; more for slow speech and aphasia.
"""

from dataclasses import replace
from datetime import timedelta

from assistant.talk.state import Dialogue, Pending, Saying
from care.people import Trait
from care.speech import Expects, Prompt
from care.wording import wording

LEAST = timedelta(seconds=8)
LEAST_WITH_MEMORY_LOSS = timedelta(seconds=15)
STRETCH = {Trait.SLOW_SPEECH: 1.5, Trait.APHASIA: 2.0}
LOUDEST = 3
SLOWEST, FASTEST = -3, 2
WORDS_BEFORE_SHORT = 2
"""Askings in full words; from the third on only the short closed form."""
SLOW_TRAITS = frozenset({Trait.MEMORY_LOSS, Trait.HEARING_LOSS, Trait.APHASIA})

_SECONDS_A_WORD = 0.8
"""Very slow speech, 75 words a minute; the ceiling must not cut anybody off."""
_START = timedelta(seconds=20)
"""For a voice that has to be restarted first."""


def answer_time(dialogue: Dialogue, pending: Pending) -> timedelta:
    """How long this person may think, from the end of speech."""
    traits = dialogue.listener.traits
    stretch = max((STRETCH[t] for t in traits if t in STRETCH), default=1.0)
    least = LEAST_WITH_MEMORY_LOSS if Trait.MEMORY_LOSS in traits else LEAST
    return max(pending.question.answer_within * stretch, least)


def speech_ceiling(words: str) -> timedelta:
    """By when a prompt has been said, however slow the voice is."""
    return _START + timedelta(seconds=_SECONDS_A_WORD * len(words.split()))


def pace(dialogue: Dialogue) -> int:
    """Steps slower or faster than usual."""
    slow = -1 if SLOW_TRAITS & dialogue.listener.traits else 0
    return max(SLOWEST, min(FASTEST, dialogue.pace + slow))


def spoken_form(dialogue: Dialogue, item: Pending | Saying) -> Prompt:
    """The prompt as it will be said this time."""
    if isinstance(item, Saying):
        return _at_level(dialogue, item.prompt, item.prompt.words, 0)
    prompt = item.question.prompt
    words = _question_words(dialogue, item)
    if item.resumed:
        words = f"{wording(prompt.language).say('dialogue.resume')} {words}"
    return _at_level(dialogue, prompt, words, item.asked)


def _question_words(dialogue: Dialogue, item: Pending) -> str:
    question = item.question
    if item.asked == 0 or Trait.HEARING_LOSS in dialogue.listener.traits:
        return question.prompt.words
    short = f"dialogue.short.{question.expects}"
    texts = wording(question.prompt.language)
    if item.asked < WORDS_BEFORE_SHORT or not texts.has(short):
        return question.again
    return texts.say(short)


def _at_level(dialogue: Dialogue, prompt: Prompt, words: str, asked: int) -> Prompt:
    loud = 1 if Trait.HEARING_LOSS in dialogue.listener.traits else 0
    level = max(0, min(LOUDEST, prompt.level + dialogue.level + loud + asked))
    return replace(prompt, words=words, level=level)


def sound_is_yes(dialogue: Dialogue, expects: Expects) -> bool:
    """With aphasia any sound answers a yes-or-no question."""
    closed = expects in (Expects.YES_NO, Expects.DOSE)
    return closed and Trait.APHASIA in dialogue.listener.traits

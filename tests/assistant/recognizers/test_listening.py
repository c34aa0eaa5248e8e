from assistant.recognizers.listening import FRAME, PRE_ROLL, Listening
from assistant.recognizers.port import Context, Hypothesis
from assistant.segmenter import Mark, Patience
from care.speech import Expects
from tests.fakes.untold import Untold

LOUD, QUIET = b"\x01" * FRAME, bytes(FRAME)


class Scripted(Untold):
    """An engine that says what it is told and remembers the sound it got."""

    name = "scripted"

    def __init__(self, text: str, *, known: bool = False) -> None:
        self.text, self.got, self.decoded, self.known = text, b"", 0, known

    def open(self, _context: Context) -> "Scripted":
        return self

    def accept(self, pcm: bytes) -> str | None:
        self.got += pcm
        return None

    def finish(self) -> Hypothesis:
        self.decoded += 1
        return Hypothesis(
            text=self.text, confidence=0.9, engine="scripted", known=self.known
        )


def listening(engine: Scripted, expects: Expects = Expects.OPEN) -> Listening:
    return Listening(
        engine,
        lambda frame: 0.9 if frame == LOUD else 0.0,
        Context(expects=expects),
        Patience(hang_over=0.7, pause=0.3),
    )


def test_a_closed_answer_ends_at_the_first_pause() -> None:
    asked = listening(Scripted("yes"), Expects.YES_NO)
    marks = asked.accept(LOUD * 10 + QUIET * 12)
    assert asked.heard is not None
    assert asked.heard.text == "yes"
    assert asked.over
    assert marks[-1] is Mark.ENDED


def test_looking_sooner_than_that_ends_nothing_sooner() -> None:
    asked = Listening(
        Scripted("yes"),
        lambda frame: 0.9 if frame == LOUD else 0.0,
        Context(expects=Expects.YES_NO),
        Patience(hang_over=0.7, pause=0.2),
    )
    assert Mark.ENDED not in asked.accept(LOUD * 10 + QUIET * 9)
    assert Mark.ENDED in asked.accept(QUIET)


class Writing(Scripted):
    """An engine that writes along."""

    def accept(self, pcm: bytes) -> str | None:
        super().accept(pcm)
        return self.text


def test_an_engine_that_writes_along_is_asked_to_settle_its_words_less_often() -> None:
    waits = Patience(hang_over=1.2, pause=0.16)
    decoded = []
    for engine in (Scripted("well"), Writing("well")):
        asked = Listening(
            engine, lambda frame: 0.9 if frame == LOUD else 0.0, Context(), waits
        )
        asked.accept(LOUD * 10 + QUIET * 7 + LOUD * 10 + QUIET * 10)
        decoded.append(engine.decoded)
    assert decoded == [2, 1]


def test_an_open_answer_waits_for_the_hang_over_and_is_decoded_once() -> None:
    engine = Scripted("yes")
    asked = listening(engine)
    assert Mark.ENDED not in asked.accept(LOUD * 10 + QUIET * 12)
    assert Mark.ENDED in asked.accept(QUIET * 20)
    assert engine.decoded == 1


def test_a_sentence_that_people_say_here_ends_sooner() -> None:
    engine = Scripted("help i have fallen", known=True)
    asked = Listening(
        engine,
        lambda frame: 0.9 if frame == LOUD else 0.0,
        Context(),
        Patience(hang_over=1.2),
    )
    assert Mark.ENDED in asked.accept(LOUD * 10 + QUIET * 20)


def test_what_is_decoded_in_a_pause_is_shown_until_somebody_goes_on() -> None:
    asked = listening(Scripted("what is my pulse"))
    shown = []
    for sound in (LOUD * 10 + QUIET * 8, QUIET * 2, LOUD):
        asked.accept(sound)
        shown.append(asked.early)
    assert shown == [None, "what is my pulse", None]


def test_a_whole_question_ends_sooner_when_the_station_says_so() -> None:
    asked = Listening(
        Scripted("what is my pulse"),
        lambda frame: 0.9 if frame == LOUD else 0.0,
        Context(),
        Patience(hang_over=1.2),
    )
    asked.accept(LOUD * 10 + QUIET * 10)
    asked.hurry("what is my pulse")
    assert Mark.ENDED not in asked.accept(QUIET * 5)
    assert Mark.ENDED in asked.accept(QUIET * 1)


def test_words_that_went_on_meanwhile_are_not_hurried() -> None:
    asked = Listening(
        Scripted("what was my pulse yesterday"),
        lambda frame: 0.9 if frame == LOUD else 0.0,
        Context(),
        Patience(hang_over=1.2),
    )
    asked.accept(LOUD * 10 + QUIET * 10)
    asked.hurry("what was my pulse")
    assert Mark.ENDED not in asked.accept(QUIET * 20)
    asked.accept(LOUD)
    asked.hurry("what was my pulse yesterday")
    assert Mark.ENDED not in asked.accept(QUIET * 20)


def test_who_goes_on_after_a_whole_question_has_all_the_time_again() -> None:
    engine = Scripted("what is my sugar", known=True)
    asked = Listening(
        engine,
        lambda frame: 0.9 if frame == LOUD else 0.0,
        Context(),
        Patience(hang_over=1.2),
    )
    asked.accept(LOUD * 10 + QUIET * 10)
    engine.known = False
    assert Mark.ENDED not in asked.accept(LOUD * 10 + QUIET * 30)


def test_a_single_word_is_mostly_the_beginning_of_something() -> None:
    def ended(text: str) -> bool:
        asked = Listening(
            Scripted(text, known=True),
            lambda frame: 0.9 if frame == LOUD else 0.0,
            Context(),
            Patience(hang_over=1.2),
        )
        return Mark.ENDED in asked.accept(LOUD * 10 + QUIET * 20)

    assert not ended("sorry")
    assert ended("help")


def test_slow_speakers_are_not_hurried_even_then() -> None:
    engine = Scripted("help i have fallen", known=True)
    asked = Listening(
        engine,
        lambda frame: 0.9 if frame == LOUD else 0.0,
        Context(),
        Patience(hang_over=2.5, pause=0.6),
    )
    assert Mark.ENDED not in asked.accept(LOUD * 10 + QUIET * 60)
    asked.hurry("help i have fallen")
    assert Mark.ENDED not in asked.accept(QUIET * 10)


def test_no_sound_of_a_halting_speaker_is_lost() -> None:
    engine = Scripted("well")
    asked = listening(engine)
    sound = QUIET * 3 + LOUD * 10 + QUIET * 12 + LOUD * 10
    asked.accept(sound + QUIET * 30)
    assert engine.got.startswith(sound)
    assert engine.decoded == 2


def test_sound_before_the_first_word_is_kept_but_not_for_ever() -> None:
    engine = Scripted("no")
    listening(engine).accept(QUIET * 100 + LOUD * 3)
    assert engine.got == QUIET * (PRE_ROLL // FRAME - 3) + LOUD * 3


def test_any_cut_of_the_stream_gives_the_same() -> None:
    sound = QUIET * 5 + LOUD * 10 + QUIET * 30
    for size in (1, 7, 1000, 2048, len(sound)):
        engine = Scripted("yes")
        asked = listening(engine)
        for start in range(0, len(sound), size):
            asked.accept(sound[start : start + size])
        assert asked.heard is not None
        assert engine.got == (QUIET * 5 + LOUD * 10 + QUIET * 30)[: len(engine.got)]


def test_a_stream_that_ends_in_speech_is_still_heard() -> None:
    asked = listening(Scripted("help"))
    asked.accept(LOUD * 10)
    found = asked.finish()
    assert found is not None
    assert found.text == "help"


def test_a_stream_without_speech_is_nothing() -> None:
    asked = listening(Scripted("help"))
    asked.accept(QUIET * 10)
    assert asked.finish() is None


def test_a_stream_that_ends_in_a_pause_is_decoded_once() -> None:
    engine = Scripted("help")
    asked = listening(engine)
    asked.accept(LOUD * 10 + QUIET * 12)
    assert asked.finish() is not None
    assert engine.decoded == 1

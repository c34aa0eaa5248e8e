"""One listening: sound comes in pieces, and out comes what was said, or silence."""

from collections.abc import Callable
from dataclasses import replace

from assistant.audio import HEARING_RATE, SAMPLE_BYTES
from assistant.recognizers.closed import complete, stands_alone
from assistant.recognizers.port import Context, Hypothesis, Recognizer, Session
from assistant.segmenter import FINAL, Mark, Patience, Segment, step
from care.speech import Expects

FRAME = 512 * SAMPLE_BYTES
"""Bytes in a frame of the voice detector: 32 ms."""
FRAME_SECONDS = 512 / HEARING_RATE
PRE_ROLL = 16 * FRAME
"""Sound kept from before speech was noticed: half a second."""

ENOUGH = 0.3
"""Seconds of quiet that end an answer which needs nothing after it, such as "yes"."""
SOON = 0.5
"""Seconds of quiet that end a free answer which is a sentence that people say here, or of
which the station knows that it is a whole question."""
HURRIED = 1.2
"""Hang-over of people who do not pause while they speak; others are never hurried."""

VoiceDetector = Callable[[bytes], float]
"""Probability of speech in one frame."""


class Listening:
    """From the microphone being open to the end of an utterance."""

    def __init__(
        self,
        engine: Recognizer,
        detect: VoiceDetector,
        context: Context,
        waits: Patience,
    ) -> None:
        """Begin.

        Args:
            engine: Recognizes each utterance.
            detect: Voice detector, fresh for this stream.
            context: What may be said.
            waits: How long to wait for what.
        """
        self._engine, self._detect = engine, detect
        self._context, self._waits = context, waits
        self._segment = Segment()
        self._rest = b""
        self._before = b""
        self._session: Session | None = None
        self._early: Hypothesis | None = None
        self._held = b""
        self._hang_over = waits.hang_over
        self.partial: str | None = None
        self.heard: Hypothesis | None = None

    @property
    def over(self) -> bool:
        """Nothing more is taken in."""
        return self._segment.over

    @property
    def seconds(self) -> float:
        """Length of the utterance."""
        return self._segment.length or 0.0

    @property
    def quiet(self) -> float:
        """Seconds between the last speech and now."""
        return self._segment.quiet

    @property
    def early(self) -> str | None:
        """Decoded ahead in the pause that is going on: all that was said, if it is over."""
        return None if self._early is None or self.over else self._early.text or None

    def hurry(self, text: str) -> None:
        """The station knows that these words are a whole question, if nothing follows.

        Speech that went on meanwhile has made other words of them, and they wait as ever.
        """
        if text == self.early:
            self._hang_over = self._sooner()

    def accept(self, pcm: bytes) -> tuple[Mark, ...]:
        """Take in 16 kHz 16-bit mono samples of any number; what happened in them."""
        self._rest += pcm
        marks: list[Mark] = []
        while len(self._rest) >= FRAME and not self.over:
            frame, self._rest = self._rest[:FRAME], self._rest[FRAME:]
            marks += self._frame(frame)
        return tuple(marks)

    def finish(self) -> Hypothesis | None:
        """The stream ended by itself: what was said until then, if anybody spoke."""
        if not self.over and self._session is not None:
            if self._early is None:
                self._session.accept(self._rest)
            self.heard = self._early or self._session.finish()
        return self.heard

    def _frame(self, frame: bytes) -> tuple[Mark, ...]:
        waits = replace(self._waits, hang_over=self._hang_over)
        if self.partial:  # who writes along settles its words when asked: less often
            waits = replace(waits, pause=max(waits.pause, ENOUGH))
        self._segment, marks = step(
            self._segment, self._detect(frame), FRAME_SECONDS, waits
        )
        if self._session is None:
            self._before = (self._before + frame)[-PRE_ROLL:]
        elif self._early is not None:
            self._held += frame
        else:
            self.partial = self._session.accept(frame) or self.partial
        for mark in marks:
            self._act(mark)
        return (*marks, Mark.ENDED) if self.over and not FINAL & set(marks) else marks

    def _act(self, mark: Mark) -> None:
        if mark is Mark.STARTED:
            self._session = self._engine.open(self._context)
            self._session.accept(self._before)
        elif mark is Mark.PAUSED and self._session is not None:
            # Decoded ahead: if nothing more is said, the words are ready at the end.
            self._early = self._session.finish()
            self._hang_over = self._waiting(self._early)
        elif mark is Mark.RESUMED and self._session is not None:
            self._session.accept(self._held)
            self._early, self._held = None, b""
            self._hang_over = self._waits.hang_over
        elif mark in (Mark.ENDED, Mark.CUT) and self._session is not None:
            self.heard = self._early or self._session.finish()

    def _waiting(self, early: Hypothesis) -> float:
        """Seconds of quiet that end this, going by the words."""
        expects, language = self._context.expects, self._context.language
        if complete(early.text, expects, language):
            return max(ENOUGH, self._waits.pause)
        ours = early.known and stands_alone(early.text, language)
        return self._sooner() if ours and expects is Expects.OPEN else self._hang_over

    def _sooner(self) -> float:
        """Seconds for a whole sentence; who pauses while they speak is never hurried."""
        usual = self._waits.hang_over
        return min(self._hang_over, SOON) if usual <= HURRIED else usual

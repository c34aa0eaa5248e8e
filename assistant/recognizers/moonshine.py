"""Moonshine tiny English: weights inside the wheel, no download (MIT).

Only the weights of moonshine-voice 0.1.0 are used (later versions fetch theirs), in our own
decoding on onnxruntime: its library gives one transcript and needs four times the
processor, we also learn which of our sentences fit the sound and how well. It hears open
speech well and takes "chest pain" for "just pain"; guided, it does not.
"""

import math
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from assistant.audio import HEARING_RATE
from assistant.recognizers.guided import WIDTH, Found, Odds, search
from assistant.recognizers.phrasing import Phrasing
from assistant.recognizers.plain import plain
from assistant.recognizers.port import Context, Hypothesis
from assistant.recognizers.prefixes import Prefixes
from assistant.recognizers.wordpieces import BEGIN, Wordpieces
from care.errors import SpeechError

PADDING = 0.25
"""Seconds of quiet put around an utterance; without, first and last words suffer."""
FAINTEST = 0.004
"""Peak of full scale below which nothing was said."""
PEAK, LOUDER = 0.5, 20.0
"""Every utterance is brought to this peak, faint ones at most so many times louder."""
LONGEST = 30.0
"""Seconds that are looked at; the model was trained on less."""
PIECES_A_SECOND = 6.5
"""Nobody says more; a transcript that goes on is the decoder repeating itself."""

_PAST, _PRESENT = "past_key_values.", "present."
"""How the decoder names its memory before and after a step."""

Floats = npt.NDArray[np.float32]
Tensors = dict[str, npt.NDArray[np.generic]]


class Moonshine:
    """The engine; about 110 MiB."""

    name = "moonshine"

    def __init__(self, sentences: Sequence[str] = ()) -> None:
        """Load the weights from the wheel.

        Args:
            sentences: Plain ones that people say here; what fits of them is told beside
                the free transcript.
        """
        folder = _assets()
        self._encoder = _session(folder / "encoder_model.ort")
        self._decoder = _session(folder / "decoder_model_merged.ort")
        self._pieces = Wordpieces(folder / "tokenizer.bin")
        self.learn(sentences)

    def learn(self, sentences: Sequence[str]) -> None:
        """Other sentences from now on."""
        self._prefixes = Prefixes(sentences, self._pieces)
        self._phrasing = Phrasing(sentences, self._pieces) if sentences else None

    def open(self, context: Context) -> "MoonshineSession":
        """See `port.Recognizer`; it listens alike for every question."""
        return MoonshineSession(self, phrased=not context.again)

    def listened(self, pcm: bytes) -> "Utterance | None":
        """The utterance as the encoder understands it; None when nothing was said."""
        whole = pcm[: len(pcm) // 2 * 2][-round(2 * LONGEST * HEARING_RATE) :]
        heard = np.frombuffer(whole, dtype="<i2").astype(np.float32) / 32768
        if not len(heard) or np.abs(heard).max() < FAINTEST:
            return None  # It hears "you" in silence.
        heard *= min(LOUDER, PEAK / float(np.abs(heard).max()))
        quiet = np.zeros(round(PADDING * HEARING_RATE), dtype=np.float32)
        padded = np.concatenate((quiet, heard, quiet))[None]
        mask = np.ones(padded.shape, dtype=np.int64)
        given = {"input_values": padded, "attention_mask": mask}
        (hidden,) = self._encoder.run(None, given)
        longest = 5 + round(PIECES_A_SECOND * len(heard) / HEARING_RATE)
        return Utterance(self._decoder, hidden, longest)

    def found(self, utterance: "Utterance") -> Found:
        """What was said freely and which of our sentences fit."""
        return search(utterance, self._prefixes)

    def fit(self, utterance: "Utterance", texts: Sequence[str]) -> Found:
        """How well other texts fit the same sound."""
        return search(utterance, Prefixes(texts, self._pieces))

    def text(self, found: Found) -> str:
        """The plain free transcript."""
        return plain(self._pieces.text(found.pieces))

    def phrased(self, utterance: "Utterance", found: Found) -> str:
        """The same, in our phrasing where that is what it sounds like."""
        text = self.text(found)
        ours = bool(found.fits) and found.fits[0].text == text
        if ours or not text or self._phrasing is None:
            return text
        return self._phrasing.text(utterance) or text


class Utterance:
    """One utterance in the decoder, with what it remembers of each transcript."""

    def __init__(
        self, decoder: onnxruntime.InferenceSession, hidden: Floats, longest: int
    ) -> None:
        """Take what the encoder made of the sound, shape (1, frames, 288)."""
        self.longest = longest
        self._decoder = decoder
        self._results = [result.name for result in decoder.get_outputs()]
        self._hidden = np.repeat(hidden, WIDTH + 1, axis=0)
        # Everything is heard. The graph takes each 384th place, as of a mask of samples,
        # and spreads a single one over all frames; one of frames breaks beyond 9 seconds.
        self._mask = np.ones((len(self._hidden), 1), dtype=np.int64)
        self._sound: Tensors = {}
        self._words: Tensors = {}

    def begin(self) -> Odds:
        """See `guided.Decoder`."""
        shapes = {one.name: one.shape for one in self._decoder.get_inputs()}
        memory = {
            name: np.zeros((1, shape[1], 0, shape[3]), dtype=np.float32)
            for name, shape in shapes.items()
            if name.startswith(_PAST)
        }
        told = self._run(np.array([[BEGIN]]), memory, again=False)
        for name in memory:
            value = told[_PRESENT + name.removeprefix(_PAST)]
            if ".encoder." in name:
                self._sound[name] = np.repeat(value, WIDTH + 1, axis=0)
            else:
                self._words[name] = value
        return _odds(told["logits"])

    def go_on(self, rows: list[int], pieces: list[int]) -> Odds:
        """See `guided.Decoder`."""
        memory = {name: value[: len(rows)] for name, value in self._sound.items()}
        memory |= {name: value[rows] for name, value in self._words.items()}
        told = self._run(np.array(pieces)[:, None], memory, again=True)
        for name in self._words:
            self._words[name] = told[_PRESENT + name.removeprefix(_PAST)]
        return _odds(told["logits"])

    def _run(
        self, pieces: npt.NDArray[np.int64], memory: Tensors, *, again: bool
    ) -> Tensors:
        size = len(pieces)
        given = {
            "input_ids": pieces.astype(np.int64),
            "encoder_hidden_states": self._hidden[:size],
            "encoder_attention_mask": self._mask[:size],
            "use_cache_branch": np.array([again]),
            **memory,
        }
        return dict(zip(self._results, self._decoder.run(None, given), strict=True))


class MoonshineSession:
    """One utterance; it transcribes at the end only."""

    def __init__(self, engine: Moonshine, *, phrased: bool) -> None:
        self._engine, self._phrased = engine, phrased
        self._pcm = bytearray()
        self._utterance: Utterance | None = None

    def accept(self, pcm: bytes) -> str | None:
        """See `port.Session`."""
        self._pcm += pcm
        return None

    def finish(self) -> Hypothesis:
        """See `port.Session`."""
        self._utterance = self._engine.listened(bytes(self._pcm))
        if self._utterance is None:
            return Hypothesis(text="", confidence=0.0, engine="moonshine")
        found = self._engine.found(self._utterance)
        engine = self._engine
        phrased = self._phrased
        text = engine.phrased(self._utterance, found) if phrased else engine.text(found)
        return Hypothesis(
            text=text,
            confidence=_sureness(found) if text else 0.0,
            engine="moonshine",
            fits=found.fits,
        )

    def behind(self, text: str) -> float | None:
        """See `port.Session`; None also for what does not fit at all."""
        if self._utterance is None or not text:
            return None
        fits = self._engine.fit(self._utterance, (text,)).fits
        return fits[0].behind if fits else None


def _sureness(found: Found) -> float:
    """The usual probability of a piece of the free transcript, 0 to 1."""
    return math.exp(min(0.0, found.odds) / (len(found.pieces) + 1))


def _session(file: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    # One utterance is small; more threads cost more than they save.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(file), options, providers=["CPUExecutionProvider"]
    )


def _assets() -> Path:
    """Where the wheel has the weights; its library is not loaded."""
    spec = find_spec("moonshine_voice")
    if spec is None or spec.origin is None:
        raise SpeechError("the package moonshine-voice is not installed")
    return Path(spec.origin).parent / "assets" / "tiny-en"


def _odds(logits: npt.NDArray[np.generic]) -> Odds:
    """Logarithms of the probabilities of what comes next, a row for each transcript."""
    last = logits[:, -1].astype(np.float32)
    last -= last.max(axis=-1, keepdims=True)
    odds: Odds = last - np.log(np.exp(last).sum(axis=-1, keepdims=True))
    return odds

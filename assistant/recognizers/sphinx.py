"""PocketSphinx with a trigram of our own sentences: the second opinion (BSD).

It knows only what people say here, so its word alone is never taken: it made a command of
0 to 2 % of other talk, but its probability says nothing (1.0 for right and wrong alike).
"""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from pocketsphinx import Decoder

from assistant.audio import HEARING_RATE
from assistant.recognizers.lm import Trigram, arpa
from assistant.recognizers.port import Context, Hypothesis
from assistant.recognizers.pronunciation import dictionary


class Sphinx:
    """The engine with its language model; about 60 MiB."""

    name = "pocketsphinx"

    def __init__(self, sentences: Iterable[str], names: Iterable[str] = ()) -> None:
        """Load the acoustic model of the wheel and build the language model.

        Args:
            sentences: Plain sentences; those with a word that nobody can pronounce are
                left out.
            names: Plain medicines and people of this home, which may come anywhere.
        """
        lines, spread = list(sentences), " ".join(names).split()
        sounds = dictionary([*" ".join(lines).split(), *spread])
        fit = [line for line in lines if all(word in sounds for word in line.split())]
        model = Trigram(fit, [word for word in spread if word in sounds])
        with tempfile.TemporaryDirectory(prefix="philomel-lm-") as folder:
            arpa_file, words = Path(folder) / "domain.arpa", Path(folder) / "domain.dict"
            arpa_file.write_text(arpa(model), encoding="utf-8")
            words.write_text(_as_file(sounds), encoding="utf-8")
            # A dictionary of only our words loads in 0.3 s instead of 4 s.
            self._decoder = Decoder(
                samprate=HEARING_RATE,
                lm=str(arpa_file),
                dict=str(words),
                loglevel="FATAL",
                cmn="batch",
            )

    def open(self, _context: Context) -> "SphinxSession":
        """See `port.Recognizer`."""
        return SphinxSession(self._decoder)


def _as_file(sounds: dict[str, list[str]]) -> str:
    lines = []
    for word, ways in sorted(sounds.items()):
        lines.append(f"{word} {ways[0]}")
        lines += [f"{word}({place}) {way}" for place, way in enumerate(ways[1:], start=2)]
    return "\n".join([*lines, ""])


class SphinxSession:
    """One utterance, decoded whole at its end.

    Decoded while it comes in, the decoder would go by the loudness and colour of the
    utterances before: after a noisy one it heard nothing but "what" on a telephone line.
    """

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self._pcm = bytearray()

    def accept(self, pcm: bytes) -> str | None:
        """See `port.Session`."""
        self._pcm += pcm
        return None

    def finish(self) -> Hypothesis:
        """See `port.Session`."""
        best = None
        if self._pcm:
            self._decoder.start_utt()
            self._decoder.process_raw(bytes(self._pcm), no_search=False, full_utt=True)
            self._decoder.end_utt()
            best = self._decoder.hyp()
        text = "" if best is None else best.hypstr.strip()
        return Hypothesis(text=text, confidence=0.3 if text else 0.0, engine="pocketsphinx")

    def behind(self, _text: str) -> float | None:
        """See `port.Session`; its probabilities say nothing."""
        return None

"""PocketSphinx with a trigram of our own sentences: the second opinion (BSD).

It knows only what people say here, so its word alone is never taken: it made a command of
0 to 2 % of other talk, but its probability says nothing (1.0 for right and wrong alike).
"""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from pocketsphinx import Decoder, get_model_path

from assistant.recognizers.lm import Trigram, arpa
from assistant.recognizers.port import Context, Hypothesis

_DOMAIN = "domain"


class Sphinx:
    """The engine with its language model; about 60 MiB."""

    name = "pocketsphinx"

    def __init__(self, sentences: Iterable[str]) -> None:
        """Load the acoustic model of the wheel and build the language model.

        Args:
            sentences: Plain sentences; those with a word that the dictionary lacks are
                left out.
        """
        self._decoder = Decoder(
            samprate=16000, lm=None, dict=_dictionary(), loglevel="FATAL", logfn="/dev/null"
        )
        fit = [text for text in sentences if not self.missing(text)]
        with tempfile.TemporaryDirectory(prefix="philomel-lm-") as folder:
            file = Path(folder) / "domain.arpa"
            file.write_text(arpa(Trigram(fit)), encoding="ascii")
            self._decoder.add_lm_file(_DOMAIN, str(file))
        self._decoder.activate_search(_DOMAIN)

    def missing(self, text: str) -> list[str]:
        """Words of `text` without a pronunciation."""
        return [word for word in text.split() if self._decoder.lookup_word(word) is None]

    def open(self, _context: Context) -> "SphinxSession":
        """See `port.Recognizer`."""
        return SphinxSession(self._decoder)


def _dictionary() -> str:
    return str(get_model_path("en-us/cmudict-en-us.dict"))


class SphinxSession:
    """One utterance, decoded while the person speaks."""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self._pcm = bytearray()
        self._open = False

    def accept(self, pcm: bytes) -> str | None:
        """See `port.Session`."""
        if not self._open:
            self._decoder.start_utt()
            self._open = True
            # After `finish` more may come: the decoder starts again from the beginning.
            pcm = bytes(self._pcm) + pcm
            self._pcm.clear()
        self._pcm += pcm
        self._decoder.process_raw(pcm, no_search=False, full_utt=False)
        best = self._decoder.hyp()
        return best.hypstr if best is not None else None

    def finish(self) -> Hypothesis:
        """See `port.Session`."""
        if self._open:
            self._decoder.end_utt()
            self._open = False
        best = self._decoder.hyp() if self._pcm else None
        text = "" if best is None else best.hypstr.strip()
        return Hypothesis(text=text, confidence=0.3 if text else 0.0, engine="pocketsphinx")

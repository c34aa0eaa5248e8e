"""How words sound, in the phones of the CMU dictionary.

The dictionary of the wheel has 130,000 English words; medicines and family names that it
lacks are spelt out by hibari's letter-to-sound net, whose phone alphabet is mapped here.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from hibari.g2p import G2P
from pocketsphinx import get_model_path

PHONES = {
    "A": "EY", "I": "AY", "O": "OW", "W": "AW", "Y": "OY", "i": "IY", "u": "UW",
    "\u00e6": "AE", "\u0251": "AA", "\u0252": "AA", "\u0254": "AO", "\u0259": "AH",
    "\u1d4a": "AH", "\u028c": "AH", "\u025b": "EH", "\u025c": "ER", "\u025a": "ER",
    "\u026a": "IH", "\u1d7b": "IH", "\u028a": "UH", "a": "AA", "e": "EH", "o": "OW",
    "b": "B", "d": "D", "f": "F", "h": "HH", "j": "Y", "k": "K", "l": "L", "m": "M",
    "n": "N", "p": "P", "s": "S", "t": "T", "T": "D", "\u027e": "D", "v": "V", "w": "W",
    "z": "Z", "\u0261": "G", "g": "G", "\u014b": "NG", "\u0279": "R", "r": "R",
    "\u0283": "SH", "\u0292": "ZH", "\u02a7": "CH", "\u02a4": "JH", "\u03b8": "TH",
    "\u00f0": "DH",
}  # fmt: skip
"""hibari's (misaki's) phone to CMU's; stress and length marks are left out."""

_VOWEL_R = {"ER R": "ER", "AH R": "ER"}


def dictionary(words: Iterable[str]) -> dict[str, list[str]]:
    """Every pronunciation of each word, those of unknown words guessed.

    A word that cannot even be guessed (digits, other alphabets) is left out.
    """
    known = _cmu()
    found = {}
    for word in dict.fromkeys(words):
        phones = known.get(word) or [guessed(word)]
        if phones[0]:
            found[word] = phones
    return found


def guessed(word: str) -> str:
    """A pronunciation by the letter-to-sound net; empty when there is none."""
    if not word.replace("'", "").isalpha():
        return ""
    phones = " ".join(
        PHONES[sound] for sound in _letter_to_sound()(word) if sound in PHONES
    )
    for pair, one in _VOWEL_R.items():
        phones = f" {phones} ".replace(f" {pair} ", f" {one} ").strip()
    return phones


@cache
def _letter_to_sound() -> G2P:
    return G2P()


@cache
def _cmu() -> dict[str, list[str]]:
    """The wheel's dictionary; variants such as "the(2)" belong to their word."""
    found: dict[str, list[str]] = {}
    text = Path(get_model_path("en-us/cmudict-en-us.dict")).read_text(encoding="utf-8")
    for line in text.splitlines():
        entry, phones = line.split(" ", 1)
        found.setdefault(entry.partition("(")[0], []).append(phones)
    return found

"""The other side's words, made fit to be kept and shown.

A refusing server likes to repeat what it refused. Its answer goes into a delivery and
into logs, so addresses, web links and every word that belongs to the patient go out.
"""

import re

LONGEST = 160
_ADDRESS = re.compile(r"\S+@\S+")
_LINK = re.compile(r"\b\w+://\S+")
_WORD = re.compile(r"\w+")


def cleaned(words: str | bytes, private: frozenset[str]) -> str:
    """At most 160 printable ASCII characters without anything private in them."""
    text = words.decode("ascii", "replace") if isinstance(words, bytes) else words
    text = _LINK.sub("[link]", _ADDRESS.sub("[address]", text))
    text = _WORD.sub(lambda m: "[...]" if m[0].lower() in private else m[0], text)
    plain = "".join(c if " " <= c <= "~" else " " for c in text)
    return " ".join(plain.split())[:LONGEST]

"""Text without what spelling adds: case, accents, kinds of apostrophe."""

import re
import unicodedata

_APOSTROPHES = re.compile("[\u2018\u2019\u02bc\u00b4`]")
_GAP = re.compile(r"[^a-z0-9]+")


def plain(text: str) -> str:
    """Lower case without accents; letters, digits and punctuation as they were."""
    text = _APOSTROPHES.sub("'", text.replace("\u0153", "oe").replace("\u0152", "oe"))
    bare = unicodedata.normalize("NFKD", text)
    return "".join(c for c in bare if not unicodedata.combining(c)).lower()


def words(text: str) -> str:
    """Plain words between single spaces, one at each end."""
    return f" {_GAP.sub(' ', plain(text)).strip()} "

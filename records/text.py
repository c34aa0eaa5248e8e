"""Frozen values as one line of JSON, and back."""

import json
from typing import Any, TypeVar

from care.codec import decode, encode
from care.errors import StoreError

T = TypeVar("T")


def compact(data: Any) -> str:
    """JSON without spaces, keys in order: equal data gives equal text."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def text_of(value: object) -> str:
    """The text that `value_of` reads."""
    return compact(encode(value))


def value_of(hint: type[T], text: str) -> T:
    """The value of type `hint`; StoreError when the text is of another shape."""
    try:
        return decode(hint, json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        name = getattr(hint, "__name__", str(hint))
        raise StoreError(
            f"a stored {name} cannot be read by this version ({type(error).__name__})"
        ) from None  # the cause quotes what was stored

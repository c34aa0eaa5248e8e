"""Frozen values to JSON and back, exactly, driven by their type hints.

States of the cores are saved after every step and must come back equal. Handles
dataclasses, enums, strings and numbers, instants, dates, times, spans, zones, tuples,
frozensets, string-keyed dicts and unions. A value in a union of dataclasses carries its
class name under "is".
"""

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

T = TypeVar("T")

TAG = "is"


def encode(value: object) -> Any:
    """A JSON-able picture of a frozen value. TypeError names a type it cannot hold."""
    match value:
        case Enum():
            return value.value
        case None | str() | bool() | int() | float():
            return value
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return value / timedelta(microseconds=1)
        case ZoneInfo():
            return value.key
        case tuple() | list():
            return [encode(item) for item in value]
        case frozenset():
            return sorted((encode(item) for item in value), key=repr)
        case dict():
            return {str(key): encode(item) for key, item in value.items()}
        case _ if is_dataclass(value):
            pairs = {f.name: encode(getattr(value, f.name)) for f in fields(value)}
            return {TAG: type(value).__name__} | pairs
    msg = f"cannot encode {type(value).__name__}"
    raise TypeError(msg)


def decode(hint: type[T], data: Any) -> T:
    """The value of type `hint` that `encode` pictured. ValueError when it is none."""
    return cast("T", _decode(hint, data))


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


_SIMPLE: dict[Any, Callable[[Any], Any]] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    time: time.fromisoformat,
    timedelta: lambda data: timedelta(microseconds=data),
    ZoneInfo: ZoneInfo,
    float: float,
}


def _decode(hint: Any, data: Any) -> Any:
    hint = getattr(hint, "__supertype__", hint)
    origin = get_origin(hint)
    if hint is Any or origin is Literal:
        return data
    if origin in (Union, types.UnionType):
        return _decode_union(get_args(hint), data)
    if origin is not None:
        return _decode_container(origin, get_args(hint), data)
    if hint in _SIMPLE:
        return _SIMPLE[hint](data)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(data)
    if is_dataclass(hint):
        return _decode_fields(cast("type", hint), data)
    if hint is type(None) or not isinstance(data, hint):
        return _refuse(hint, data, fits=hint is type(None) and data is None)
    return data


def _refuse(hint: Any, data: Any, *, fits: bool) -> None:
    if not fits:
        msg = f"expected {hint}, got {data!r}"
        raise ValueError(msg)


def _decode_container(origin: Any, args: tuple[Any, ...], data: Any) -> Any:
    if origin is tuple:
        if len(args) == 2 and args[1] is Ellipsis:  # noqa: PLR2004 - tuple[T, ...]
            return tuple(_decode(args[0], item) for item in data)
        return tuple(_decode(a, item) for a, item in zip(args, data, strict=True))
    if origin is frozenset:
        return frozenset(_decode(args[0], item) for item in data)
    if origin is dict:
        return {_decode(args[0], k): _decode(args[1], v) for k, v in data.items()}
    msg = f"cannot decode {origin}"
    raise TypeError(msg)


def _decode_fields(cls: type, data: Any) -> Any:
    hints = _hints(cls)
    known = {f.name for f in fields(cls)}
    return cls(**{k: _decode(hints[k], v) for k, v in data.items() if k in known})


def _decode_union(options: tuple[Any, ...], data: Any) -> Any:
    if data is None:
        return None
    if isinstance(data, dict) and TAG in data:
        named = [o for o in options if getattr(o, "__name__", "") == data[TAG]]
        if named:
            return _decode_fields(named[0], data)
    if isinstance(data, str | bool | int) and type(data) in options:
        return data
    for option in options:
        try:
            return _decode(option, data)
        except (TypeError, ValueError, AttributeError, KeyError):
            continue
    msg = f"{data!r} fits none of {options}"
    raise ValueError(msg)

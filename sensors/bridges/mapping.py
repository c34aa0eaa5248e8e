"""Any JSON over MQTT, by a mapping in config.yml: path, unit, factor, words."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sensors.bridges.seen import Seen, number, parse, told_time
from sensors.bridges.settings import JsonSettings, MappedValue


def _at(document: Any, path: str) -> Any:
    """The item at a dotted path; None when it is not there."""
    for step in path.split(".") if path else ():
        if isinstance(document, list) and step.isdigit() and int(step) < len(document):
            document = document[int(step)]
        elif isinstance(document, dict) and step in document:
            document = document[step]
        else:
            return None
    return document


def _seen(document: Any, mapped: MappedValue, at: datetime) -> Seen | None:
    raw = _at(document, mapped.path)
    if raw is None:
        return None
    value: float | str
    if mapped.words:
        word = mapped.words.get(str(raw).lower() if isinstance(raw, bool) else str(raw))
        if word is None:
            return None
        value = word
    else:
        given = Decimal(repr(number(raw, mapped.path or "payload")))
        value = float(given * Decimal(repr(mapped.factor)))  # 72350 g are 72.35 kg
    told = _at(document, mapped.time_path) if mapped.time_path else None
    time = told_time(told, "time")
    return Seen(
        kind=mapped.kind,
        value=value,
        unit=mapped.unit,
        taken_at=time or at,
        source="" if time is None else f"{mapped.kind} {mapped.path} {told} {raw}",
    )


def translate(
    settings: JsonSettings, topic: str, payload: bytes, at: datetime
) -> tuple[Seen, ...]:
    """Every mapped value that is in the payload."""
    mapped = settings.topics.get(topic)
    if mapped is None:
        return ()
    document = parse(payload)
    found = [_seen(document, one, at) for one in mapped]
    return tuple(
        replace(one, source=one.source and f"{topic} {one.source}")
        for one in found
        if one is not None
    )

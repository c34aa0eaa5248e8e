"""A FHIR R4 `Timing` as one flat `repeat`: its own, its code's meaning, or its events."""

from collections.abc import Mapping
from typing import Any

from care.medication import Cycle
from reminders.element import TimingError
from reminders.known_elements import CODING, CONCEPT, TIMING, element, elements
from reminders.timing import KNOWN

CYCLE = "urn:philomel:timing-cycle"
"""Extension of `repeat`: valueString "21/7" means 21 days on, 7 days off."""
HOURLY = {f"Q{n}H": {"frequency": 1, "period": n, "periodUnit": "h"} for n in (1, 2, 3)}
CODES: dict[str, dict[str, Any]] = {
    "QD": {"frequency": 1, "period": 1, "periodUnit": "d"},
    "BID": {"frequency": 2, "period": 1, "periodUnit": "d"},
    "TID": {"frequency": 3, "period": 1, "periodUnit": "d"},
    "QID": {"frequency": 4, "period": 1, "periodUnit": "d"},
    "QOD": {"frequency": 1, "period": 2, "periodUnit": "d"},
    **HOURLY,
    "Q4H": {"frequency": 1, "period": 4, "periodUnit": "h"},
    "Q6H": {"frequency": 1, "period": 6, "periodUnit": "h"},
    "Q8H": {"frequency": 1, "period": 8, "periodUnit": "h"},
    "AM": {"when": ["MORN"]},
    "PM": {"when": ["AFT"]},
    "BED": {"when": ["HS"]},
    "WK": {"frequency": 1, "period": 1, "periodUnit": "wk"},
    "MO": {"frequency": 1, "period": 1, "periodUnit": "mo"},
}
"""GTSAbbreviation codes; the hours behind them are the clinic's own table."""
SCHEDULE = ("frequency", "period", "timeOfDay", "when", "dayOfWeek")
"""With one of these a `repeat` says by itself when."""


def timing_of(path: str, dosage: Mapping[str, Any]) -> tuple[dict[str, Any], Cycle | None]:
    """The `repeat` of a dosage, empty where it has no timing, and its cycle."""
    if "timing" not in dosage:
        return {}, None
    timing = element(f"{path}timing", dosage["timing"], TIMING)
    repeat: Mapping[str, Any] = {}
    if "repeat" in timing:
        repeat = element(f"{path}timing.repeat", timing["repeat"], KNOWN - {"event"})
    found = {name: value for name, value in repeat.items() if name != "id"}
    cycle = _cycle(path, found.pop("extension", None))
    if "code" in timing:
        found = _with_code(path, _codes(f"{path}timing.code", timing["code"]), found)
    if "event" in timing:
        found["event"] = timing["event"]
    return found, cycle


def _with_code(path: str, codes: list[str], repeat: dict[str, Any]) -> dict[str, Any]:
    """FHIR: a code says all that `repeat` says but its bounds, and must agree with it."""
    known = [code for code in codes if code in CODES]
    if not known:
        if any(name in repeat for name in SCHEDULE):
            return repeat
        raise TimingError(
            f"{path}timing.code", f"{', '.join(codes)!r} is not in the clinic's table"
        )
    merged = dict(repeat)
    for name, value in ((n, v) for code in known for n, v in CODES[code].items()):
        if merged.setdefault(name, value) != value:
            why = f"{known[0]} is {name} {value}, not {merged[name]}"
            raise TimingError(f"{path}timing.code", why)
    return merged


def _codes(path: str, concept: object) -> list[str]:
    given = element(path, concept, CONCEPT)
    codings = elements(f"{path}.coding", given.get("coding"), CODING)
    found = [str(coding["code"]) for coding in codings if "code" in coding]
    return found or [str(given.get("text", ""))]


def _cycle(path: str, extensions: object) -> Cycle | None:
    cycle = None
    where = f"{path}timing.repeat.extension"
    for extension in elements(where, extensions, frozenset({"url", "valueString"})):
        url, value = extension.get("url"), str(extension.get("valueString"))
        on, slash, off = value.partition("/")
        numbers = slash and on.isdecimal() and off.isdecimal() and len(value) < 8  # noqa: PLR2004
        if url != CYCLE or not numbers or not int(on) or cycle is not None:
            raise TimingError(where, f"{url} with value {value!r} is not supported")
        cycle = Cycle(on=int(on), off=int(off))
    return cycle

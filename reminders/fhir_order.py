"""A FHIR R4 order as regimens: read, never activated.

Takes a MedicationRequest, or the bare timing of one (`Dosage`, `Timing` or `repeat`).
Steps of one `sequence` run together, higher sequences follow one another. An element
that cannot be followed is a `TimingError` with its path in the file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from care.medication import Cycle, Regimen, RegimenId
from care.people import PatientId, ProviderId, Routine
from reminders.bounds import end_of, local
from reminders.dosage import as_needed_of, dose_text_of, medicine_of, minimum_gap_of
from reminders.element import TimingError, instant
from reminders.plan import anchor_of, occurrences
from reminders.slots import CLINIC, SlotTable
from reminders.timing import Recurrence, read

CYCLE = "urn:philomel:timing-cycle"
"""Extension of `repeat`: valueString "21/7" means 21 days on, 7 days off."""
CODES: dict[str, dict[str, Any]] = {
    "QD": {"frequency": 1, "period": 1, "periodUnit": "d"},
    "BID": {"frequency": 2, "period": 1, "periodUnit": "d"},
    "TID": {"frequency": 3, "period": 1, "periodUnit": "d"},
    "QID": {"frequency": 4, "period": 1, "periodUnit": "d"},
    "QOD": {"frequency": 1, "period": 2, "periodUnit": "d"},
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
DEFAULT_ROUTINE = Routine()
FAR = timedelta(days=366 * 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """What an order means in: whose day it is, and when the order comes into force."""

    zone: ZoneInfo
    routine: Routine = DEFAULT_ROUTINE
    table: SlotTable = CLINIC
    activation: datetime
    """Anchor of an order that gives neither a start nor a date of writing."""


def regimens_of(order: Mapping[str, Any], home: Household) -> tuple[Regimen, ...]:
    """The regimens of an order, in the order of its steps, revision 0: not activated."""
    kind = order.get("resourceType")
    if kind == "MedicationRequest":
        if order.get("doNotPerform"):
            raise TimingError("doNotPerform", "the order forbids this medicine")
        steps = order.get("dosageInstruction") or []
        paths = [f"dosageInstruction[{index}]." for index in range(len(steps))]
    elif kind is not None:
        raise TimingError("resourceType", f"{kind} is no MedicationRequest")
    else:
        steps, paths = [_as_dosage(order)], [""]
    if not steps:
        raise TimingError("dosageInstruction", "is missing: a clinician must say when")
    return _in_sequence(order, list(zip(paths, steps, strict=True)), home)


def _as_dosage(order: Mapping[str, Any]) -> Mapping[str, Any]:
    if "timing" in order:
        return order
    if "repeat" in order or "event" in order or "code" in order:
        return {**order, "timing": order}
    return {"timing": {"repeat": order}}


def _in_sequence(
    order: Mapping[str, Any],
    steps: Sequence[tuple[str, Mapping[str, Any]]],
    home: Household,
) -> tuple[Regimen, ...]:
    """Consecutive steps begin where the step before ends."""
    written = order.get("authoredOn")
    begins: datetime | None = home.activation.astimezone(UTC)
    if written is not None:
        begins = local(instant("authoredOn", written), home.zone).astimezone(UTC)
    rising = sorted(steps, key=lambda step: step[1].get("sequence", 0))
    made: list[Regimen] = []
    for _, together in groupby(rising, key=lambda step: step[1].get("sequence", 0)):
        ends: list[datetime | None] = []
        for path, dosage in together:
            regimen, end = _regimen(order, path, dosage, (len(made), begins), home)
            made.append(regimen)
            ends.append(end)
        begins = None if None in ends else max(end for end in ends if end is not None)
    return tuple(made)


def _regimen(
    order: Mapping[str, Any],
    path: str,
    dosage: Mapping[str, Any],
    place: tuple[int, datetime | None],
    home: Household,
) -> tuple[Regimen, datetime | None]:
    """One step and its end; the end of a count is the day after its last dose."""
    index, begins = place
    timing, cycle = _timing(path, dosage)
    on_demand = as_needed_of(path, dosage)
    recurrence = None
    if on_demand is None or timing:
        recurrence = _read(path, timing, home)
    starts = begins
    if recurrence is not None and recurrence.bounds.start is not None:
        starts = local(recurrence.bounds.start, home.zone).astimezone(UTC)
    if starts is None:
        raise TimingError(f"{path}timing.repeat.bounds", "the step before it has no end")
    key = str(order.get("id", "order"))
    regimen = Regimen(
        id=RegimenId(key if index == 0 else f"{key}.{index + 1}"),
        patient=PatientId(_reference(order, "subject")),
        revision=0,
        medicine=medicine_of(order),
        dose_text=dose_text_of(dosage),
        timing=timing,
        starts=starts,
        author=ProviderId(_reference(order, "requester")),
        order=key,
        cycle=cycle,
        as_needed=on_demand,
        minimum_gap=minimum_gap_of(timing) if on_demand else None,
    )
    return regimen, None if recurrence is None else _end(regimen, recurrence, home)


def _read(path: str, timing: Mapping[str, Any], home: Household) -> Recurrence:
    try:
        return read(timing, home.routine, home.table)
    except TimingError as error:
        inner = f"timing.{error.element}" if error.element in ("repeat", "event") else None
        element = inner or f"timing.repeat.{error.element}"
        raise TimingError(f"{path}{element}", error.why) from None


def _end(regimen: Regimen, recurrence: Recurrence, home: Household) -> datetime | None:
    anchor = anchor_of(regimen, recurrence, home.zone, home.table)
    end = end_of(recurrence.bounds, anchor.astimezone(home.zone), home.zone)
    if end is not None:
        return end.astimezone(UTC)
    if recurrence.count is None:
        return None
    dues = occurrences(regimen, recurrence, home.zone, (anchor, anchor + FAR))
    last = dues[-1].astimezone(home.zone) + timedelta(days=1)
    return last.replace(hour=0, minute=0, second=0).astimezone(UTC)


def _timing(path: str, dosage: Mapping[str, Any]) -> tuple[dict[str, Any], Cycle | None]:
    """`Timing` as one dict: its repeat, or its code's meaning, or its events."""
    timing = dosage.get("timing")
    if not isinstance(timing, Mapping):
        if timing is None:
            return {}, None
        raise TimingError(f"{path}timing", f"should be an object, not {timing!r}")
    repeat = timing.get("repeat")
    if repeat is None and "code" in timing:
        repeat = CODES.get(code := _code(timing["code"]))
        if repeat is None:
            raise TimingError(
                f"{path}timing.code", f"{code!r} is not in the clinic's table"
            )
    if not isinstance(repeat, Mapping | None):
        raise TimingError(f"{path}timing.repeat", f"should be an object, not {repeat!r}")
    found = dict(repeat or {})
    if "event" in timing:
        found["event"] = timing["event"]
    cycle = _cycle(path, found.pop("extension", []))
    if "modifierExtension" in dosage or "modifierExtension" in timing:
        raise TimingError(
            f"{path}modifierExtension", "changes the meaning in an unknown way"
        )
    return found, cycle


def _cycle(path: str, extensions: Sequence[Mapping[str, Any]]) -> Cycle | None:
    cycle = None
    for extension in extensions:
        url, value = extension.get("url"), str(extension.get("valueString"))
        on, slash, off = value.partition("/")
        if url != CYCLE or not (slash and on.isdigit() and off.isdigit() and int(on)):
            element = f"{path}timing.repeat.extension"
            raise TimingError(element, f"{url} with value {value!r} is not supported")
        cycle = Cycle(on=int(on), off=int(off))
    return cycle


def _code(concept: Mapping[str, Any]) -> str:
    codings = concept.get("coding") or [{}]
    return str(codings[0].get("code") or concept.get("text"))


def _reference(order: Mapping[str, Any], element: str) -> str:
    """The id behind "Patient/p1"; "unknown" where the order does not say."""
    reference = (order.get(element) or {}).get("reference", "unknown")
    return str(reference).rpartition("/")[2]

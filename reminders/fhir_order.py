"""A FHIR R4 order as regimens: read, never activated.

Takes a MedicationRequest, or the bare timing of one (`Dosage`, `Timing` or `repeat`).
Steps of one `sequence` run together, higher sequences follow one another. An element
that cannot be followed is a `TimingError` with its path in the file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from care.medication import Regimen, RegimenId
from care.people import PatientId, ProviderId, Routine
from reminders.bounds import end_of, local
from reminders.dosage import as_needed_of, dose_text_of, medicine_of, minimum_gap_of
from reminders.element import TimingError, instant, whole
from reminders.fhir_timing import timing_of
from reminders.known_elements import DOSAGE, ORDER, REFERENCE, element, elements
from reminders.plan import anchor_of, occurrences
from reminders.slots import CLINIC, SlotTable
from reminders.timing import Recurrence, read

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
        # An underscore holds extensions of a plain value; none of ours is one.
        element("", {n: v for n, v in order.items() if not n.startswith("_")}, ORDER)
        if order.get("doNotPerform"):
            raise TimingError("doNotPerform", "the order forbids this medicine")
        steps = elements("dosageInstruction", order.get("dosageInstruction"), DOSAGE)
        paths = [f"dosageInstruction[{index}]." for index in range(len(steps))]
    elif kind is not None:
        raise TimingError("resourceType", f"{kind} is no MedicationRequest")
    else:
        steps, paths = [element("", _as_dosage(order), DOSAGE)], [""]
    if not steps:
        raise TimingError("dosageInstruction", "is missing: a clinician must say when")
    return _in_sequence(order, list(zip(paths, steps, strict=True)), home)


def _as_dosage(order: Mapping[str, Any]) -> Mapping[str, Any]:
    """A bare order as a Dosage: it is one, or its `timing`, or the `repeat` of that."""
    if (
        "timing" in order
        or "asNeededBoolean" in order
        or "asNeededCodeableConcept" in order
    ):
        return order
    if order.keys() & {"repeat", "event", "code"}:
        return {"timing": order}
    return {"timing": {"repeat": order}}


def _place(step: tuple[str, Mapping[str, Any]]) -> int:
    """The sequence number of a step; without numbers all steps are concurrent."""
    path, dosage = step
    try:
        return whole(dosage, "sequence", least=0) or 0
    except TimingError as error:
        raise TimingError(f"{path}sequence", error.why) from None


def _in_sequence(
    order: Mapping[str, Any],
    steps: Sequence[tuple[str, Mapping[str, Any]]],
    home: Household,
) -> tuple[Regimen, ...]:
    """Consecutive steps begin where the step before ends."""
    begins: datetime | None = home.activation.astimezone(UTC)
    if "authoredOn" in order:
        written = instant("authoredOn", order["authoredOn"])
        begins = local(written, home.zone).astimezone(UTC)
    numbered = ["sequence" in dosage for _, dosage in steps]
    if any(numbered) and not all(numbered):
        path = steps[numbered.index(False)][0]
        raise TimingError(f"{path}sequence", "is missing, and other steps have one")
    made: list[Regimen] = []
    for _, together in groupby(sorted(steps, key=_place), key=_place):
        before = tuple(made)
        ends: list[datetime | None] = []
        for path, dosage in together:
            regimen, end = _regimen(order, path, dosage, (len(made), begins), home)
            made.append(regimen)
            ends.append(end)
        starts = min(one.starts for one in made[len(before) :])
        made[: len(before)] = [_until(one, starts, home) for one in before]
        begins = None if None in ends else max(end for end in ends if end is not None)
    return tuple(made)


def _until(regimen: Regimen, starts: datetime, home: Household) -> Regimen:
    """Ended where the next step starts, when both name the same last instant."""
    if regimen.as_needed is not None:
        return regimen
    end = _end(regimen, read(regimen.timing, home.routine, home.table), home)
    touching = end is not None and timedelta() < end - starts <= timedelta(seconds=1)
    return replace(regimen, ends=starts) if touching else regimen


def _regimen(
    order: Mapping[str, Any],
    path: str,
    dosage: Mapping[str, Any],
    place: tuple[int, datetime | None],
    home: Household,
) -> tuple[Regimen, datetime | None]:
    """One step and its end; the end of a count is the day after its last dose."""
    index, begins = place
    timing, cycle = timing_of(path, dosage)
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
        dose_text=dose_text_of(path, dosage),
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
    anchor = anchor_of(regimen, recurrence, home.zone)
    end = end_of(recurrence.bounds, anchor.astimezone(home.zone), home.zone)
    if end is not None:
        return end.astimezone(UTC)
    if recurrence.count is None:
        return None
    dues = occurrences(regimen, recurrence, home.zone, (anchor, anchor + FAR))
    if not dues:
        return None
    last = dues[-1].astimezone(home.zone) + timedelta(days=1)
    return last.replace(hour=0, minute=0, second=0).astimezone(UTC)


def _reference(order: Mapping[str, Any], name: str) -> str:
    """The id behind "Patient/p1"; "unknown" where the order does not say."""
    given = element(name, order.get(name, {}), REFERENCE)
    return str(given.get("reference", "unknown")).rpartition("/")[2]

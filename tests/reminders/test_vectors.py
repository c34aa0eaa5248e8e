# ruff: noqa: E501, ISC004 - one vector is easier to check by eye on few lines
"""Orders of every form of FHIR's Timing, with due instants worked out by hand.

A bare `repeat`, a `Timing`, a `Dosage` or a whole MedicationRequest, as it comes. The
patient wakes at 7:00, eats at 7:30, 12:30 and 19:00 and goes to bed at 22:30.
"""

from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reminders.conflicts import conflicts
from reminders.element import TimingError
from reminders.fhir_order import Household, regimens_of
from reminders.fhir_timing import CYCLE
from reminders.plan import plan

DAILY = {"frequency": 1, "period": 1, "periodUnit": "d"}
WEEKLY = {"frequency": 1, "period": 1, "periodUnit": "wk"}
MORNING = {"timeOfDay": ["08:00:00"]}
NIGHT = {"timeOfDay": ["02:30:00"]}


def hours(period: float, **more: Any) -> dict[str, Any]:
    return {"frequency": 1, "period": period, "periodUnit": "h", **more}


def when(*codes: str, **more: Any) -> dict[str, Any]:
    return {"when": list(codes), **more}


def code(name: str, **repeat: Any) -> dict[str, Any]:
    timing: dict[str, Any] = {"code": {"coding": [{"code": name}]}}
    return timing | ({"repeat": repeat} if repeat else {})


def lasting(value: float, unit: str) -> dict[str, Any]:
    return {"boundsDuration": {"value": value, "code": unit}}


def within(**period: str) -> dict[str, Any]:
    return {"boundsPeriod": period}


def step(repeat: dict[str, Any], sequence: int | None = None, **more: Any) -> Any:
    numbered = {} if sequence is None else {"sequence": sequence}
    return {"timing": {"repeat": repeat}, **numbered, **more}


def order(*steps: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "MedicationRequest",
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": {"text": "Medicine"},
        "dosageInstruction": list(steps),
    } | more


# Name, order, zone, first day, days, due instants as day-month hour:minute offset.
PARIS, NEW_YORK = "Europe/Paris", "America/New_York"
VECTORS: list[tuple[str, dict[str, Any], str, str, int, str]] = [
    ("three a day", DAILY | {"frequency": 3}, PARIS, "2026-03-02", 1,
     "02-03 08:00 +01, 02-03 14:00 +01, 02-03 20:00 +01"),
    ("five a day", DAILY | {"frequency": 5}, PARIS, "2026-03-02", 1,
     "02-03 07:00 +01, 02-03 11:00 +01, 02-03 15:00 +01, 02-03 19:00 +01, 02-03 22:00 +01"),
    ("six a day", DAILY | {"frequency": 6}, "UTC", "2026-03-02", 1,
     "02-03 02:00 +00, 02-03 06:00 +00, 02-03 10:00 +00, 02-03 14:00 +00, "
     "02-03 18:00 +00, 02-03 22:00 +00"),
    ("a period without a frequency is once", {"period": 1, "periodUnit": "d"}, PARIS,
     "2026-03-02", 1, "02-03 08:00 +01"),
    ("one or two a day: the first", DAILY | {"frequencyMax": 2}, PARIS, "2026-03-02", 1,
     "02-03 08:00 +01"),
    ("every one to two days: the first", DAILY | {"periodMax": 2}, PARIS, "2026-03-02", 2,
     "02-03 08:00 +01, 03-03 08:00 +01"),
    ("every third day over the year's end",
     {"frequency": 1, "period": 3, "periodUnit": "d"}, PARIS, "2026-12-29", 7,
     "29-12 08:00 +01, 01-01 08:00 +01, 04-01 08:00 +01"),
    ("a leap day is a day", MORNING, PARIS, "2028-02-28", 3,
     "28-02 08:00 +01, 29-02 08:00 +01, 01-03 08:00 +01"),
    ("yearly on the leap day", {"frequency": 1, "period": 1, "periodUnit": "a"}, PARIS,
     "2028-02-29", 800, "29-02 08:00 +01, 28-02 08:00 +01, 28-02 08:00 +01"),
    ("monthly on the thirtieth, February", {"frequency": 1, "period": 1, "periodUnit": "mo"},
     PARIS, "2026-01-30", 62, "30-01 08:00 +01, 28-02 08:00 +01, 30-03 08:00 +02"),
    ("every three months", {"frequency": 1, "period": 3, "periodUnit": "mo"}, NEW_YORK,
     "2026-11-30", 100, "30-11 08:00 -05, 28-02 08:00 -05"),
    ("weekly on the first day's weekday", WEEKLY, PARIS, "2026-03-04", 14,
     "04-03 08:00 +01, 11-03 08:00 +01"),
    ("weekly on a named day", WEEKLY | {"dayOfWeek": ["fri"]}, PARIS, "2026-03-02", 14,
     "06-03 08:00 +01, 13-03 08:00 +01"),
    ("every other week on a named day",
     {"frequency": 1, "period": 2, "periodUnit": "wk", "dayOfWeek": ["mon"]}, PARIS,
     "2026-03-02", 21, "02-03 08:00 +01, 16-03 08:00 +01"),
    ("three a week on three days",
     WEEKLY | {"frequency": 3, "dayOfWeek": ["tue", "thu", "sat"]}, PARIS, "2026-03-02", 7,
     "03-03 08:00 +01, 05-03 08:00 +01, 07-03 08:00 +01"),
    ("fourteen a week are two a day", WEEKLY | {"frequency": 14}, PARIS, "2026-03-02", 1,
     "02-03 08:00 +01, 02-03 20:00 +01"),
    ("six a week at two times are three days",
     WEEKLY | {"frequency": 6, "timeOfDay": ["07:00:00", "19:00:00"]}, PARIS,
     "2026-03-02", 3, "02-03 07:00 +01, 02-03 19:00 +01, 04-03 07:00 +01, 04-03 19:00 +01"),
    ("four a day on Mondays only", DAILY | {"frequency": 4, "dayOfWeek": ["mon"]}, PARIS,
     "2026-03-01", 3,
     "02-03 08:00 +01, 02-03 12:00 +01, 02-03 16:00 +01, 02-03 20:00 +01"),
    ("weekends at nine and nine",
     {"dayOfWeek": ["sat", "sun"], "timeOfDay": ["21:00:00", "09:00:00"]}, PARIS,
     "2026-03-06", 2, "07-03 09:00 +01, 07-03 21:00 +01"),
    ("seconds may be left out", {"timeOfDay": ["07:05"]}, PARIS, "2026-03-02", 1,
     "02-03 07:05 +01"),
    ("midnight is the day's first instant", {"timeOfDay": ["00:00:00"]}, PARIS,
     "2026-03-02", 2, "02-03 00:00 +01, 03-03 00:00 +01"),
    ("morning, noon, afternoon, evening, night",
     when("MORN", "NOON", "AFT", "EVE", "NIGHT"), PARIS, "2026-03-02", 1,
     "02-03 08:00 +01, 02-03 12:00 +01, 02-03 15:00 +01, 02-03 19:00 +01, 02-03 22:00 +01"),
    ("early and late parts",
     when("MORN.early", "MORN.late", "AFT.early", "AFT.late", "EVE.early", "EVE.late"),
     PARIS, "2026-03-02", 1, "02-03 06:00 +01, 02-03 10:30 +01, 02-03 13:30 +01, "
     "02-03 17:00 +01, 02-03 18:00 +01, 02-03 20:30 +01"),
    ("waking, bed, and after going to sleep", when("WAKE", "HS", "PHS"), PARIS,
     "2026-03-02", 1, "02-03 07:00 +01, 02-03 22:30 +01"),
    ("with each meal", when("C"), PARIS, "2026-03-02", 1,
     "02-03 07:30 +01, 02-03 12:30 +01, 02-03 19:00 +01"),
    ("with lunch and dinner", when("CD", "CV"), PARIS, "2026-03-02", 1,
     "02-03 12:30 +01, 02-03 19:00 +01"),
    ("half an hour before each meal", when("AC"), PARIS, "2026-03-02", 1,
     "02-03 07:00 +01, 02-03 12:00 +01, 02-03 18:30 +01"),
    ("an hour before dinner, after breakfast", when("ACV", "PCM", offset=60), PARIS,
     "2026-03-02", 1, "02-03 08:30 +01, 02-03 18:00 +01"),
    ("before lunch with no offset of zero", when("ACD", offset=0), PARIS, "2026-03-02", 1,
     "02-03 12:30 +01"),
    ("two a day, morning and bedtime", DAILY | when("MORN", "HS") | {"frequency": 2},
     PARIS, "2026-03-02", 1, "02-03 08:00 +01, 02-03 22:30 +01"),
    ("three hours after night falls into the next day", when("NIGHT", offset=180), PARIS,
     "2026-03-02", 2, "03-03 01:00 +01"),
    ("with breakfast on Tuesdays", when("CM", dayOfWeek=["tue"]), PARIS, "2026-03-02", 7,
     "03-03 07:30 +01"),
    ("every six hours from midnight", hours(6), PARIS, "2026-03-02", 1,
     "02-03 00:00 +01, 02-03 06:00 +01, 02-03 12:00 +01, 02-03 18:00 +01"),
    ("every ninety minutes, five of them",
     {"frequency": 1, "period": 90, "periodUnit": "min", "count": 5}, PARIS, "2026-03-02",
     2, "02-03 00:00 +01, 02-03 01:30 +01, 02-03 03:00 +01, 02-03 04:30 +01, "
     "02-03 06:00 +01"),
    ("thirty-six hours drift over the days", hours(36), PARIS, "2026-03-02", 4,
     "02-03 00:00 +01, 03-03 12:00 +01, 05-03 00:00 +01"),
    ("twice in twelve hours", hours(12, frequency=2), PARIS, "2026-03-02", 1,
     "02-03 00:00 +01, 02-03 06:00 +01, 02-03 12:00 +01, 02-03 18:00 +01"),
    ("four to six hours: four", hours(4, periodMax=6, count=3), PARIS, "2026-03-02", 1,
     "02-03 00:00 +01, 02-03 04:00 +01, 02-03 08:00 +01"),
    ("hours from a start with a time", hours(8) | within(start="2026-03-02T14:00:00+01:00"),
     PARIS, "2026-03-02", 2, "02-03 14:00 +01, 02-03 22:00 +01, 03-03 06:00 +01, "
     "03-03 14:00 +01, 03-03 22:00 +01"),
    ("hours from a start in another offset", hours(12) | within(start="2026-03-02T20:00:00Z"),
     PARIS, "2026-03-02", 2, "02-03 21:00 +01, 03-03 09:00 +01, 03-03 21:00 +01"),
    ("twelve hours over the autumn change", hours(12) | within(start="2026-10-24T20:00:00"),
     PARIS, "2026-10-24", 2, "24-10 20:00 +02, 25-10 07:00 +01, 25-10 19:00 +01"),
    ("half past two, spring, New York", NIGHT, NEW_YORK, "2026-03-07", 3,
     "07-03 02:30 -05, 08-03 03:30 -04, 09-03 02:30 -04"),
    ("half past one twice, autumn, New York", {"timeOfDay": ["01:30:00"]}, NEW_YORK,
     "2026-10-31", 3, "31-10 01:30 -04, 01-11 01:30 -04, 02-11 01:30 -05"),
    ("a change of half an hour, Lord Howe", {"timeOfDay": ["02:15:00"]},
     "Australia/Lord_Howe", "2026-10-03", 3,
     "03-10 02:15 +1030, 04-10 02:45 +11, 05-10 02:15 +11"),
    ("the clock that never changes, Kathmandu", MORNING, "Asia/Kathmandu", "2026-03-02", 1,
     "02-03 08:00 +0545"),
    ("midnight that does not exist, Cairo", {"timeOfDay": ["00:30:00"]}, "Africa/Cairo",
     "2026-04-23", 3, "23-04 00:30 +02, 24-04 01:30 +03, 25-04 00:30 +03"),
    ("five days", DAILY | lasting(5, "d"), PARIS, "2026-03-02", 10,
     "02-03 08:00 +01, 03-03 08:00 +01, 04-03 08:00 +01, 05-03 08:00 +01, 06-03 08:00 +01"),
    ("one week of every other day",
     {"frequency": 1, "period": 2, "periodUnit": "d"} | lasting(1, "wk"), PARIS,
     "2026-03-02", 20, "02-03 08:00 +01, 04-03 08:00 +01, 06-03 08:00 +01, 08-03 08:00 +01"),
    ("one day of hours", hours(8) | lasting(24, "h"), PARIS, "2026-03-02", 5,
     "02-03 00:00 +01, 02-03 08:00 +01, 02-03 16:00 +01"),
    ("three to five days: three",
     DAILY | {"boundsRange": {"low": {"value": 3, "code": "d"},
                              "high": {"value": 5, "code": "d"}}},
     PARIS, "2026-03-02", 9, "02-03 08:00 +01, 03-03 08:00 +01, 04-03 08:00 +01"),
    ("a last day counts whole", DAILY | {"frequency": 2} | within(end="2026-03-02"), PARIS,
     "2026-03-02", 9, "02-03 08:00 +01, 02-03 20:00 +01"),
    ("an end at the instant of a dose includes it",
     MORNING | within(start="2026-03-02", end="2026-03-03T08:00:00+01:00"), PARIS,
     "2026-03-01", 9, "02-03 08:00 +01, 03-03 08:00 +01"),
    ("two to four doses: two", DAILY | {"count": 2, "countMax": 4}, PARIS, "2026-03-02", 9,
     "02-03 08:00 +01, 03-03 08:00 +01"),
    ("a count that meets the bounds", DAILY | {"count": 9} | lasting(2, "d"), PARIS,
     "2026-03-02", 20, "02-03 08:00 +01, 03-03 08:00 +01"),
    ("an infusion's length is no schedule",
     DAILY | {"duration": 30, "durationMax": 60, "durationUnit": "min"}, PARIS,
     "2026-03-02", 1, "02-03 08:00 +01"),
    ("instants as written", {"event": ["2026-03-03T09:15:00+01:00", "2026-03-02T22:00:00Z"]},
     PARIS, "2026-03-02", 3, "02-03 23:00 +01, 03-03 09:15 +01"),
    ("BID", code("BID"), PARIS, "2026-03-02", 1, "02-03 08:00 +01, 02-03 20:00 +01"),
    ("TID", code("TID"), PARIS, "2026-03-02", 1,
     "02-03 08:00 +01, 02-03 14:00 +01, 02-03 20:00 +01"),
    ("QID", code("QID"), PARIS, "2026-03-02", 1,
     "02-03 08:00 +01, 02-03 12:00 +01, 02-03 16:00 +01, 02-03 20:00 +01"),
    ("QD", code("QD"), PARIS, "2026-03-02", 1, "02-03 08:00 +01"),
    ("QOD", code("QOD"), PARIS, "2026-03-02", 4, "02-03 08:00 +01, 04-03 08:00 +01"),
    ("Q4H", code("Q4H", count=3), PARIS, "2026-03-02", 1,
     "02-03 00:00 +01, 02-03 04:00 +01, 02-03 08:00 +01"),
    ("Q6H for a day", code("Q6H", **lasting(12, "h")), PARIS, "2026-03-02", 1,
     "02-03 00:00 +01, 02-03 06:00 +01"),
    ("Q8H, Q2H, Q1H by count", code("Q2H", count=2), PARIS, "2026-03-02", 1,
     "02-03 00:00 +01, 02-03 02:00 +01"),
    ("AM", code("AM"), PARIS, "2026-03-02", 1, "02-03 08:00 +01"),
    ("PM", code("PM"), PARIS, "2026-03-02", 1, "02-03 15:00 +01"),
    ("BED", code("BED"), PARIS, "2026-03-02", 1, "02-03 22:30 +01"),
    ("WK", code("WK"), PARIS, "2026-03-04", 8, "04-03 08:00 +01, 11-03 08:00 +01"),
    ("MO", code("MO"), PARIS, "2026-03-31", 31, "31-03 08:00 +02, 30-04 08:00 +02"),
    ("a code's word, and its own times",
     {"code": {"text": "BID"}, "repeat": {"timeOfDay": ["06:00:00", "18:00:00"]}}, PARIS,
     "2026-03-02", 1, "02-03 06:00 +01, 02-03 18:00 +01"),
    ("a code nobody knows beside a repeat that says it all",
     {"code": {"coding": [{"code": "229799001"}]}, "repeat": DAILY}, PARIS, "2026-03-02", 1,
     "02-03 08:00 +01"),
    ("two days on, one off",
     DAILY | {"extension": [{"url": CYCLE, "valueString": "2/1"}]}, PARIS, "2026-03-02", 6,
     "02-03 08:00 +01, 03-03 08:00 +01, 05-03 08:00 +01, 06-03 08:00 +01"),
    ("as needed is never planned", {"timing": {"repeat": hours(4)}, "asNeededBoolean": True},
     PARIS, "2026-03-02", 3, ""),
    ("as needed for pain, without any timing",
     order({"asNeededCodeableConcept": {"text": "pain"}}), PARIS, "2026-03-02", 3, ""),
    ("not as needed", {"timing": {"repeat": DAILY}, "asNeededBoolean": False}, PARIS,
     "2026-03-02", 1, "02-03 08:00 +01"),
    ("a taper of two steps and a last one",
     order(step(MORNING | lasting(1, "d"), 1), step(when("NOON") | lasting(2, "d"), 2),
           step(when("EVE"), 3)),
     PARIS, "2026-03-02", 4,
     "02-03 08:00 +01, 03-03 12:00 +01, 04-03 12:00 +01, 05-03 19:00 +01"),
    ("steps written in another order than they run",
     order(step(when("EVE"), 2), step(MORNING | {"count": 1}, 1)), PARIS, "2026-03-02", 2,
     "02-03 08:00 +01, 03-03 19:00 +01"),
    ("equal numbers run together", order(step(MORNING, 1), step(when("HS"), 1)), PARIS,
     "2026-03-02", 1, "02-03 08:00 +01, 02-03 22:30 +01"),
    ("no numbers run together", order(step(MORNING), step(when("HS"))), PARIS,
     "2026-03-02", 1, "02-03 08:00 +01, 02-03 22:30 +01"),
    ("steps with their own dates, touching",
     order(step(MORNING | within(start="2026-03-02", end="2026-03-03T08:00:00+01:00"), 1),
           step(hours(12) | within(start="2026-03-03T08:00:00+01:00"), 2)),
     PARIS, "2026-03-02", 2, "02-03 08:00 +01, 03-03 08:00 +01, 03-03 20:00 +01"),
    ("written at ten, first dose the next morning",
     order(step(DAILY), authoredOn="2026-03-02T10:00:00+01:00"), PARIS, "2026-03-01", 4,
     "03-03 08:00 +01, 04-03 08:00 +01"),
    ("the pharmacy's dates are not the patient's",
     order(step(DAILY), dispenseRequest={"validityPeriod": {"end": "2026-03-01"}}), PARIS,
     "2026-03-02", 1, "02-03 08:00 +01"),
]  # fmt: skip


HOME = Household(
    zone=ZoneInfo(PARIS), activation=datetime(2026, 3, 2, tzinfo=ZoneInfo(PARIS))
)


def planned(written: dict[str, Any], zone: str, first: str, days: int) -> str:
    where = ZoneInfo(zone)
    start = datetime.fromisoformat(first).replace(tzinfo=where)
    end = datetime.fromordinal(start.toordinal() + days).replace(tzinfo=where)
    home = Household(zone=where, activation=start)
    doses = plan(regimens_of(written, home), home.routine, where, start, end)
    local = (dose.due.astimezone(where) for dose in doses)
    return ", ".join(f"{at:%d-%m %H:%M} {f'{at:%z}'.removesuffix('00')}" for at in local)


@pytest.mark.parametrize(
    ("timing", "zone", "first", "days", "expected"),
    [vector[1:] for vector in VECTORS],
    ids=[vector[0] for vector in VECTORS],
)
def test_due_instants(
    timing: dict[str, Any], zone: str, first: str, days: int, expected: str
) -> None:
    assert planned(timing, zone, first, days) == expected


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"frequency": 2}, "timing.repeat.frequency"),
    (DAILY | {"dayOfWeek": ["MON"]}, "timing.repeat.dayOfWeek"),
    (DAILY | {"dayOfWeek": ["mon", "mon"]}, "timing.repeat.dayOfWeek"),
    (DAILY | {"dayOfWeek": []}, "timing.repeat.dayOfWeek"),
    (WEEKLY | {"dayOfWeek": ["mon", "wed"]}, "timing.repeat.frequency"),
    (WEEKLY | {"frequency": 5, "timeOfDay": ["08:00:00", "20:00:00"]},
     "timing.repeat.frequency"),
    ({"period": 1, "periodUnit": "mo", "dayOfWeek": ["mon"]}, "timing.repeat.dayOfWeek"),
    ({"timeOfDay": ["08:00:00+02:00"]}, "timing.repeat.timeOfDay"),
    ({"timeOfDay": ["24:00:00"]}, "timing.repeat.timeOfDay"),
    ({"timeOfDay": ["08:00:00", "08:00:00"]}, "timing.repeat.timeOfDay"),
    (MORNING | when("MORN"), "timing.repeat.timeOfDay"),
    (when("morn"), "timing.repeat.when"),
    (when("AC", offset=-15), "timing.repeat.offset"),
    (when("CM", offset=15), "timing.repeat.offset"),
    (MORNING | {"offset": 15}, "timing.repeat.offset"),
    (DAILY | {"frequency": None}, "timing.repeat.frequency"),
    (DAILY | {"frequency": -1}, "timing.repeat.frequency"),
    (DAILY | {"frequency": 10**400}, "timing.repeat.frequency"),
    (DAILY | {"frequency": float("nan")}, "timing.repeat.frequency"),
    (DAILY | {"period": 1e300}, "timing.repeat.period"),
    (DAILY | {"period": 99999}, "timing.repeat.period"),
    (DAILY | {"periodMax": 0.5}, "timing.repeat.periodMax"),
    (DAILY | {"frequency": 3, "frequencyMax": 2}, "timing.repeat.frequencyMax"),
    (DAILY | {"durationUnit": "h"}, "timing.repeat.durationUnit"),
    (DAILY | {"duration": 1, "durationUnit": "fortnight"}, "timing.repeat.durationUnit"),
    (hours(1, frequency=7), "timing.repeat.frequency"),
    ({"count": 1}, "timing.repeat"),
    (DAILY | {"boundsPeriod": {}}, "timing.repeat.boundsPeriod"),
    (DAILY | within(start="2026-03"), "timing.repeat.boundsPeriod.start"),
    (DAILY | within(start="2026-02-30"), "timing.repeat.boundsPeriod.start"),
    (DAILY | within(end="9999-12-31"), "timing.repeat.boundsPeriod.end"),
    (DAILY | within(start="2026-03-02T12:00:00+02:00", end="2026-03-02T09:00:00Z"),
     "timing.repeat.boundsPeriod"),
    (DAILY | within(from_="2026-03-02"), "timing.repeat.boundsPeriod.from_"),
    (DAILY | {"boundsDuration": {"value": 5, "unit": "days"}},
     "timing.repeat.boundsDuration.code"),
    (DAILY | {"boundsDuration": {"value": 5, "unit": "h", "code": "d"}},
     "timing.repeat.boundsDuration.unit"),
    (DAILY | {"boundsDuration": {"value": "5", "code": "d"}},
     "timing.repeat.boundsDuration.value"),
    (DAILY | {"boundsDuration": {"value": 5, "code": "d", "comparator": "<"}},
     "timing.repeat.boundsDuration.comparator"),
    (DAILY | {"boundsRange": {"low": {"value": 5, "code": "d"},
                              "high": {"value": 3, "code": "d"}}},
     "timing.repeat.boundsRange.high"),
    (DAILY | {"modifierExtension": []}, "timing.repeat.modifierExtension"),
    (DAILY | {"_frequency": {}}, "timing.repeat._frequency"),
    (DAILY | {"dayOfMonth": [1]}, "timing.repeat.dayOfMonth"),
    (DAILY | {"extension": [{"url": CYCLE, "valueString": "21"}]},
     "timing.repeat.extension"),
    ({"event": ["2026-03-03"]}, "timing.event"),
    ({"event": ["2026-03-03T08:00:00Z"], "repeat": DAILY}, "timing.repeat.frequency"),
    ({"event": ["2026-03-03T08:00:00Z"], "frequency": 1}, "timing.frequency"),
    (code("BID", frequency=3, period=1, periodUnit="d"), "timing.code"),
    (code("JHNVAL"), "timing.code"),
    (code("BID") | {"code": 3}, "timing.code"),
    ({"timing": {"repeat": DAILY}, "asNeeded": True}, "asNeeded"),
    ({"timing": {"repeat": DAILY}, "asNeededBoolean": False,
      "asNeededCodeableConcept": {"text": "pain"}}, "asNeededBoolean"),
    (order(), "dosageInstruction"),
    (order(step(DAILY, 1), step(DAILY, 2)),
     "dosageInstruction[1].timing.repeat.bounds"),
    (order(step(DAILY | lasting(1, "d"), 1), step(DAILY)), "dosageInstruction[1].sequence"),
    (order(step(DAILY, -1)), "dosageInstruction[0].sequence"),
    (order(step(DAILY, modifierExtension=[])), "dosageInstruction[0].modifierExtension"),
    (order(step(DAILY), modifierExtension=[]), "modifierExtension"),
    (order(step(DAILY), effectiveDosePeriod={"start": "2026-03-02"}), "effectiveDosePeriod"),
    (order(step(DAILY), doNotPerform=True), "doNotPerform"),
    (order(step(DAILY), authoredOn="2026"), "authoredOn"),
    (order(step(DAILY, doseAndRate=[{"doseQuantity": {"value": -1, "unit": "mg"}}])),
     "dosageInstruction[0].doseAndRate.doseQuantity.value"),
    (order(step(DAILY, doseAndRate=[{"doseQuantity": {"value": 1, "unit": "mg"}},
                                    {"doseQuantity": {"value": 2, "unit": "mg"}}])),
     "dosageInstruction[0].doseAndRate"),
    (order(step(hours(4), asNeededBoolean=True, maxDosePerPeriod=4)),
     "dosageInstruction[0].maxDosePerPeriod"),
    ({"resourceType": "Bundle"}, "resourceType"),
]  # fmt: skip


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every path in a JSON value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, one in inside:
        yield (*path, key)
        if isinstance(one, dict | list):
            yield from places(one, (*path, key))


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_whatever_stands_in_an_order_it_is_planned_or_refused(data: st.DataObject) -> None:
    broken = deepcopy(data.draw(st.sampled_from(VECTORS))[1])
    *way, last = data.draw(st.sampled_from(sorted(places(broken), key=str)))
    parent: Any = broken
    for key in way:
        parent = parent[key]
    parent[last] = data.draw(JUNK)
    with suppress(TimingError):
        conflicts(broken, regimens_of(broken, HOME), HOME)
        planned(broken, PARIS, "2026-03-02", 2)


@pytest.mark.parametrize(("timing", "named"), REFUSED, ids=lambda value: str(value)[:80])
def test_refusals_name_the_element(timing: dict[str, Any], named: str) -> None:
    with pytest.raises(TimingError) as refused:
        planned(timing, PARIS, "2026-03-02", 3)
    assert refused.value.element == named

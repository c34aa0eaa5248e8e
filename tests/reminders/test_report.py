"""The same rows as JSON and CSV."""

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta

from care.checkin import CheckIn, CheckInOutcome
from care.medication import Corroboration, DoseOutcome, RegimenId
from reminders.report import as_csv, as_json, report
from tests.fakes.medicines import PARIS, PATIENT, dose, local, named
from tests.fakes.orders import order

DAY = timedelta(days=1)
START = local("00:00")


def pain(score: float | None, days: int, words: str | None = None) -> CheckIn:
    at = local("10:00") + days * DAY
    return CheckIn(
        id=f"pain-{days}",
        patient=PATIENT,
        survey="pain",
        asked_at=at,
        ended_at=at,
        outcome=CheckInOutcome.ANSWERED,
        score=score,
        words=words,
        place="left_knee",
    )


TAKEN = named(
    dose(), outcome=DoseOutcome.TAKEN, corroboration=Corroboration.CLAIMED, prompts=2
)
CHECK_INS = [pain(6, 2), pain(2, -1), pain(None, 1, "mild"), pain(None, 3)]
FOUND = report(
    [TAKEN, named(TAKEN, due=START - DAY)], CHECK_INS, PARIS, (START, START + 5 * DAY)
)


def test_the_stretch_is_cut_but_the_baseline_reaches_back() -> None:
    assert [(point.score, point.usual, point.change) for point in FOUND.pain] == [
        (2, 2, 0),
        (6, 2, 4),
    ]
    assert FOUND.medicines[0].due == 1
    assert [(day.prompts, day.check_ins) for day in FOUND.load] == [
        (2, 0),
        (0, 1),
        (0, 1),
        (0, 1),
    ]


def test_json_and_csv_say_the_same() -> None:
    data = json.loads(as_json(FOUND))
    (row,) = csv.DictReader(io.StringIO(as_csv(FOUND.medicines)))
    assert set(row) == set(data["medicines"][0])
    assert float(row["pdc"]) == data["medicines"][0]["pdc"] == 1
    assert data["calendar"][0]["day"] == "2026-03-02"
    assert as_csv([]) == ""


def test_a_cell_is_never_a_formula() -> None:
    named_so = report([named(TAKEN, medicine="=1+1")], [], PARIS, (START, START + DAY))
    assert "'=1+1" in as_csv(named_so.medicines)


def test_the_steps_of_a_tapering_are_one_medicine() -> None:
    first = order("08:00")
    key = first.regimens[0].id
    steps = tuple(
        replace(first.regimens[0], id=RegimenId(name)) for name in (key, f"{key}.2")
    )
    doses = [
        named(TAKEN, id=f"{step.id}/2026-03-0{day}T08:00+01:00", regimen=step.id)
        for step, days in zip(steps, ((2, 3), (4, 5)), strict=True)
        for day in days
    ]
    stretch = START, START + 5 * DAY
    found = report(doses, [], PARIS, stretch, [replace(first, regimens=steps)])
    assert [(row.regimen, row.due) for row in found.medicines] == [(first.id, 4)]
    assert {cell.regimen for cell in found.calendar} == {first.id}
    apart = report(doses, [], PARIS, stretch)
    assert len(apart.medicines) == 2, "what no order names together stays apart"

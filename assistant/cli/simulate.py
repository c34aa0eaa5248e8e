"""`philomel simulate`: virtual patients with known truth, as files."""

import csv
import json
from dataclasses import asdict, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from care.errors import ConfigError
from care.observation import Observation, Reading, Waveform
from care.people import Language, Patient
from sensors.acceleration_file import AXES
from sensors.held import Kept
from sensors.limits import personal
from sensors.replay import Played, replay
from sensors.simulator.material import NONE, Material, Trace, material
from sensors.simulator.patients import Simulated, simulate
from sensors.simulator.scenario import SCENARIOS
from sensors.simulator.scoring import counted
from sensors.table import Table, number
from sensors.watch import start


def _trace(file: Path) -> Trace:
    """A recorded `time,value` file."""
    table = Table(file, file.read_text(encoding="utf-8-sig"))
    place = table.index(("value", "glucose"), "time,value")
    values = [
        found for _, cells in table.rows() if (found := number(cells[place])) is not None
    ]
    return Trace(name=file.stem, values=tuple(values))


def _material(recordings: Path | None, traces: Path | None) -> Material:
    """What there is of recordings; the patients are made up from the rest."""
    found = NONE if recordings is None else material(recordings)
    if traces is None:
        return found
    files = sorted(traces.glob("*.csv"))
    if not files:
        raise ConfigError(traces, 0, "--traces", "a folder with time,value CSV files")
    return replace(found, traces=tuple(_trace(file) for file in files))


def _write_kind(file: Path, readings: list[Reading]) -> None:
    with file.open("w", newline="", encoding="utf-8") as opened:
        rows = csv.writer(opened, lineterminator="\n")
        if isinstance(readings[0], Waveform):
            rows.writerow(("time_s", *AXES))
            for wave in readings:
                assert isinstance(wave, Waveform)
                start = wave.taken_at.timestamp()
                for place, sample in enumerate(wave.samples):
                    numbers = (f"{axis:.3f}" for axis in sample)
                    rows.writerow((f"{start + place / wave.rate:.3f}", *numbers))
            return
        rows.writerow(("time", "value", "quality"))
        for one in readings:
            assert isinstance(one, Observation)
            value = "" if one.value is None else one.value
            rows.writerow((one.taken_at.isoformat(), value, one.quality.value))


def _write(one: Simulated, out: Path) -> None:
    folder = out / one.patient
    folder.mkdir(parents=True, exist_ok=True)
    kinds: dict[str, list[Reading]] = {}
    for reading in one.readings:
        kinds.setdefault(reading.kind, []).append(reading)
    for kind, readings in kinds.items():
        _write_kind(folder / f"{kind}.csv", readings)
    with (folder / "truth.jsonl").open("w", encoding="utf-8") as opened:
        for truth in one.truths:
            row = {
                "what": truth.what,
                "kind": truth.kind,
                "start": truth.start.isoformat(),
                "end": truth.end.isoformat(),
                "real": truth.real,
                "source": truth.source,
                "would_answer": one.answers[truth.start].value,
            }
            opened.write(json.dumps(row) + "\n")


def _listed(value: bool) -> None:  # noqa: FBT001 - as typer calls it
    if value:
        for name, row in SCENARIOS.items():
            typer.echo(f"{name:14} {row.about}")
        raise typer.Exit


def _scores(one: Simulated) -> list[dict[str, Any]]:
    patient = Patient(
        id=one.patient, name="", language=Language.ENGLISH, zone=ZoneInfo("UTC")
    )
    watch = start(patient, personal(patient, {}), Kept())
    alarms = [p for p in replay(watch, one.readings) if isinstance(p, Played)]
    return [asdict(count) for count in counted(one.truths, alarms)]


def _plain(told: dict[str, Any]) -> str:
    events = ", ".join(f"{n} {what}" for what, n in sorted(told["events"].items()))
    lines = [
        f"{told['patient']}: {told['readings']} readings, {events or 'nothing happens'}"
    ]
    for row in told.get("score", ()):
        truth = "" if row["real"] else " (only looks like trouble)"
        lines.append(
            f"  {row['what']}{truth}: {row['events']} times, alarmed {row['alarmed']}, "
            f"asked {row['asked']}"
        )
    return "\n".join(lines)


def run_simulate(
    scenario: Annotated[str, typer.Argument(help=f"One of: {', '.join(SCENARIOS)}")],
    *,
    patients: Annotated[int, typer.Option(min=1, max=10_000)] = 1,
    days: Annotated[int, typer.Option(min=1, max=366)] = 1,
    seed: Annotated[int, typer.Option(help="The same seed gives the same lives")] = 0,
    out: Annotated[Path, typer.Option(help="Folder to write to")] = Path("simulated"),
    recordings: Annotated[
        Path | None,
        typer.Option(envvar="PHILOMEL_RECORDINGS", help="Recorded falls and glucose"),
    ] = None,
    traces: Annotated[
        Path | None, typer.Option(help="Folder of recorded glucose, CSV time,value")
    ] = None,
    score: Annotated[
        bool, typer.Option("--score", help="Replay them, and count against the truth")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line each")] = False,
    _list: Annotated[
        bool,
        typer.Option("--list", is_eager=True, callback=_listed, help="Name scenarios"),
    ] = False,
) -> None:
    """Write each virtual patient's recordings and what was true (truth.jsonl)."""
    row = SCENARIOS.get(scenario)
    if row is None:
        near = get_close_matches(scenario, SCENARIOS, n=1)
        hint = f" (did you mean {near[0]}?)" if near else ""
        expected = f"one of {', '.join(SCENARIOS)}{hint}"
        raise ConfigError(Path("simulate"), 0, scenario, expected)
    shown = _material(recordings, traces)
    for one in simulate(row, patients=patients, days=days, seed=seed, recorded=shown):
        _write(one, out)
        real = [truth.what for truth in one.truths if truth.real]
        told: dict[str, Any] = {
            "patient": one.patient,
            "folder": str(out / one.patient),
            "readings": len(one.readings),
            "events": {what: real.count(what) for what in sorted(set(real))},
        }
        if score:
            told["score"] = _scores(one)
        typer.echo(json.dumps(told) if as_json else _plain(told))

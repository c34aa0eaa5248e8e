"""`philomel simulate`: virtual patients with known truth, as files."""

import csv
import json
from pathlib import Path
from typing import Annotated

import typer

from care.errors import ConfigError
from care.observation import Observation, Reading, Waveform
from sensors.recordings import AXES
from sensors.simulator.patients import Simulated, simulate
from sensors.simulator.scenario import SCENARIOS
from sensors.table import Table, number


def _trace(file: Path) -> list[float]:
    """The values of a recorded `time,value` file, in order."""
    table = Table(file, file.read_text(encoding="utf-8-sig"))
    place = table.index(("value", "glucose"), "time,value")
    return [
        found for _, cells in table.rows() if (found := number(cells[place])) is not None
    ]


def _traces(folder: Path | None) -> list[list[float]]:
    if folder is None:
        return []
    files = sorted(folder.glob("*.csv"))
    if not files:
        raise ConfigError(folder, 0, "--traces", "a folder with time,value CSV files")
    return [_trace(file) for file in files]


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
            }
            opened.write(json.dumps(row) + "\n")


def run_simulate(
    scenario: Annotated[str, typer.Argument(help=f"One of: {', '.join(SCENARIOS)}")],
    *,
    patients: Annotated[int, typer.Option(min=1, max=10_000)] = 1,
    days: Annotated[int, typer.Option(min=1, max=366)] = 1,
    seed: Annotated[int, typer.Option(help="The same seed gives the same lives")] = 0,
    out: Annotated[Path, typer.Option(help="Folder to write to")] = Path("simulated"),
    traces: Annotated[
        Path | None, typer.Option(help="Folder of recorded glucose, CSV time,value")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line each")] = False,
) -> None:
    """Write each virtual patient's recordings and what was true (truth.jsonl)."""
    row = SCENARIOS.get(scenario)
    if row is None:
        raise ConfigError(Path("simulate"), 0, scenario, f"one of {', '.join(SCENARIOS)}")
    made = simulate(row, patients=patients, days=days, seed=seed, traces=_traces(traces))
    for one in made:
        _write(one, out)
        real = [truth.what for truth in one.truths if truth.real]
        told = {
            "patient": one.patient,
            "folder": str(out / one.patient),
            "readings": len(one.readings),
            "events": {what: real.count(what) for what in sorted(set(real))},
        }
        events = ", ".join(f"{n} {what}" for what, n in sorted(told["events"].items()))  # type: ignore[attr-defined]
        plain = (
            f"{one.patient}: {len(one.readings)} readings, {events or 'nothing happens'}"
        )
        typer.echo(json.dumps(told) if as_json else plain)

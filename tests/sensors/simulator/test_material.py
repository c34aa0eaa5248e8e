import gzip
from pathlib import Path

import numpy as np
import pytest

from care.errors import ConfigError
from sensors.simulator.material import NONE, material


def sisfall(root: Path) -> None:
    place = root / "sisfall" / "dev"
    place.mkdir(parents=True)
    quiet = np.tile(np.array([0, -512, 0], dtype=np.int16), (1500, 1))
    fall, walk = quiet.copy(), quiet.copy()
    fall[700] = (900, -1500, 200)
    walk[300] = (0, -1100, 0)
    np.savez(place / "SA01.npz", F01_R01=fall, D01_R01=walk, D02_R01=quiet)
    rows = ["subject,trial,label", "SA01,F01_R01,fall", "SA01,D01_R01,adl"]
    (place / "index.csv").write_text("\n".join([*rows, "SA01,D02_R01,adl"]) + "\n")


def cgm(root: Path) -> None:
    place = root / "cgm" / "dev" / "Open"
    place.mkdir(parents=True)
    heading = "timestamp,glucose_value_mg_dl"
    rows = [heading, "2024-01-01 06:00:00,90", "2024-01-01 06:05:00,"]
    rows += [f"2024-01-01 08:{5 * i:02d}:00,{100 + i}" for i in range(10)]
    with gzip.open(place / "1.csv.gz", "wt") as opened:
        opened.write("\n".join(rows) + "\n")
    index = "dataset,person_id,file\nOpen,1,1.csv.gz\n"
    (root / "cgm" / "dev" / "index.csv").write_text(index)


def test_trials_are_read_in_g_with_the_instant_of_their_blow(tmp_path: Path) -> None:
    sisfall(tmp_path)
    found = material(tmp_path)
    (fall,) = found.falls
    assert (fall.name, fall.rate, fall.blow) == ("sisfall SA01 F01_R01", 100.0, 7.0)
    assert fall.samples[0] == (0.0, -1.0, 0.0)
    assert [one.name for one in found.blows] == ["sisfall SA01 D01_R01"]
    assert found.traces == ()


def test_of_a_trace_the_longest_stretch_without_a_gap_is_played(tmp_path: Path) -> None:
    cgm(tmp_path)
    (trace,) = material(tmp_path).traces
    assert trace.name == "Open 1"
    assert trace.values == (100, 101, 102, 103, 104, 105, 106, 107, 108)


def test_a_folder_without_known_sets_gives_nothing(tmp_path: Path) -> None:
    assert material(tmp_path) == NONE


def test_what_is_no_folder_or_is_broken_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="a folder with sisfall/dev"):
        material(tmp_path / "absent")
    sisfall(tmp_path)
    (tmp_path / "sisfall" / "dev" / "SA01.npz").write_bytes(b"nonsense")
    with pytest.raises(ConfigError, match="known layout"):
        material(tmp_path)

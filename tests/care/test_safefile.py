"""Files are whole, private, or not there."""

import stat
from pathlib import Path

import pytest

from care.errors import SetupError
from care.safefile import write_private


def test_a_file_is_private_and_replaced_in_one_step(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "key"
    write_private(path, b"one")
    write_private(path, b"two")
    assert path.read_bytes() == b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [p.name for p in path.parent.iterdir()] == ["key"]


def test_a_refusing_disk_is_named_and_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "key"
    write_private(path, b"one")
    with pytest.raises(SetupError, match="cannot be written"):
        write_private(path / "below", b"two")
    assert path.read_bytes() == b"one"


def test_nothing_is_left_behind_when_replacing_fails(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(SetupError, match="taken cannot be written"):
        write_private(tmp_path / "taken", b"x")
    assert [p.name for p in tmp_path.iterdir()] == ["taken"]

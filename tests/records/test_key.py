import stat
from pathlib import Path

import pytest

from care.errors import SetupError
from records.key import key_of, read_key


def test_a_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "record.key"
    key = key_of(file, tmp_path / "record.db")
    assert len(bytes.fromhex(key)) == 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert key_of(file, tmp_path / "record.db") == key
    assert key_of(tmp_path / "other.key", tmp_path / "other.db") != key
    assert list(tmp_path.glob("*.[0-9]*")) == []


def test_a_lost_key_is_not_replaced_by_a_fresh_one(tmp_path: Path) -> None:
    (tmp_path / "record.db").write_bytes(b"sealed")
    with pytest.raises(SetupError, match="put the key back"):
        key_of(tmp_path / "record.key", tmp_path / "record.db")
    assert not (tmp_path / "record.key").exists()


@pytest.mark.parametrize(
    ("content", "mode"), [("ab" * 32, 0o644), ("ab" * 31, 0o600), ("no key" * 9, 0o600)]
)
def test_a_key_file_that_is_not_one_is_refused(
    tmp_path: Path, content: str, mode: int
) -> None:
    file = tmp_path / "record.key"
    file.write_text(content)
    file.chmod(mode)
    with pytest.raises(SetupError, match="64 hex digits"):
        read_key(file)

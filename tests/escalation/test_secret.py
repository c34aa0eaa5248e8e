from pathlib import Path

import pytest

from care.errors import SetupError
from escalation.secret import read_secret


def test_a_secret_is_read_without_its_line_end(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("hush\n")
    file.chmod(0o600)
    assert read_secret(file, "webhook") == b"hush"


@pytest.mark.parametrize(
    ("content", "mode", "says"),
    [("hush", 0o640, "chmod 600"), ("  \n", 0o600, "is empty")],
)
def test_an_open_or_empty_file_is_refused(
    tmp_path: Path, content: str, mode: int, says: str
) -> None:
    file = tmp_path / "secret"
    file.write_text(content)
    file.chmod(mode)
    with pytest.raises(SetupError, match=says):
        read_secret(file, "webhook")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"webhook: .*secret cannot be read"):
        read_secret(tmp_path / "secret", "webhook")

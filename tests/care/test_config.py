from pathlib import Path

import pytest
from pydantic import Field

from care.config import Section, read
from care.errors import ConfigError


class Broker(Section):
    port: int = Field(default=8883, gt=1023)
    host: str = "127.0.0.1"


class Sensors(Section):
    broker: Broker = Broker()
    rooms: tuple[str, ...] = ()


def _read(tmp_path: Path, text: str) -> Sensors:
    file = tmp_path / "config.yml"
    file.write_text(text)
    section = read(file, {"sensors": Sensors})["sensors"]
    assert isinstance(section, Sensors)
    return section


def test_a_section_left_out_gets_its_defaults(tmp_path: Path) -> None:
    assert _read(tmp_path, "").broker.port == 8883


@pytest.mark.parametrize(
    ("text", "line", "key", "expected"),
    [
        ("sensors:\n  broker:\n    prot: 1\n", 3, "sensors.broker.prot", "unknown key"),
        ("sensors:\n  broker:\n    port: high\n", 3, "sensors.broker.port", "integer"),
        ("sensors:\n  broker:\n    port: 80\n", 3, "sensors.broker.port", "1023, not 80"),
        ("sensors:\n  rooms:\n    - a\n    - [b]\n", 4, "sensors.rooms.1", "string"),
        ("senors: {}\n", 1, "senors", "unknown section"),
        ("- a\n", 1, "file", "one section per package"),
        ("sensors:\n  broker: {port: 2000}\n  broker: {}\n", 3, "sensors.broker", "twice"),
        ("sensors: [\n", 2, "YAML", "expected"),
    ],
)
def test_a_mistake_is_named_with_its_line(
    tmp_path: Path, text: str, line: int, key: str, expected: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        _read(tmp_path, text)
    assert (caught.value.line, caught.value.key) == (line, key)
    assert expected in caught.value.expected
    assert str(tmp_path / "config.yml") in str(caught.value)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="does not exist"):
        read(tmp_path / "none.yml", {})

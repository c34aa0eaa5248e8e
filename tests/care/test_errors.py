from pathlib import Path

from care.errors import ConfigError


def test_a_mistake_is_named_with_its_line_where_it_has_one() -> None:
    file = Path("config.yml")
    assert str(ConfigError(file, 3, "care.x", "a number")) == (
        "config.yml, line 3, care.x: a number"
    )
    assert str(ConfigError(file, 0, "file", "does not exist")) == (
        "config.yml: does not exist"
    )

from pathlib import Path

import pytest
import yaml

from assistant.blueprint import read_blueprint
from care.alarm import Priority
from care.errors import ConfigError
from care.people import PatientId
from tests.fakes.bedside import ROOT


def _changed(tmp_path: Path, where: str, value: object) -> Path:
    given = yaml.safe_load((ROOT / "config.yml").read_text())
    place = given
    *path, last = where.split(".")
    for step in path:
        place = place.setdefault(step, {})
    place[last] = value
    file = tmp_path / "config.yml"
    file.write_text(yaml.safe_dump(given, allow_unicode=True))
    return file


def test_the_projects_own_config_is_right() -> None:
    blueprint = read_blueprint(ROOT / "config.yml")
    assert [patient.id for patient in blueprint.patients] == ["rose"]
    assert len(blueprint.policies[Priority.HIGH].rungs) == 3
    assert blueprint.folder == ROOT / "home"
    assert blueprint.rules[PatientId("rose")]


@pytest.mark.parametrize(
    ("where", "value", "key"),
    [
        ("assistant.speaker", {}, "assistant.speaker"),
        ("care.patients", {}, "care.patients"),
        ("escalation.contacts", [], "escalation.contacts"),
        ("sensors.limits", {"rose": {"NO-SUCH": {}}}, "sensors.limits.rose.NO-SUCH"),
        ("assistant.speakers.living-room.kind", "radio", "assistant.speakers.living-room"),
        ("reminders.ladder", [5, 0], "reminders.ladder"),
        ("nlu.port", 70000, "nlu.port"),
    ],
)
def test_a_mistake_is_named_by_its_key(
    tmp_path: Path, where: str, value: object, key: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        read_blueprint(_changed(tmp_path, where, value))
    assert caught.value.key.startswith(key)
    assert str(tmp_path) in str(caught.value)

from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from care.config import read
from care.errors import ConfigError
from care.people import Language, Role, Trait
from care.settings import CareSettings

ROSE = """
care:
  patients:
    rose:
      name: Rose
      language: fr
      zone: Europe/Paris
      routine: {breakfast: "08:15"}
      traits: [hearing_loss]
  providers:
    dr-lee: {name: Dr Lee, role: clinician, email: lee@example.org}
"""


def _care(tmp_path: Path, text: str) -> CareSettings:
    (tmp_path / "config.yml").write_text(text)
    section = read(tmp_path / "config.yml", {"care": CareSettings})["care"]
    assert isinstance(section, CareSettings)
    return section


def test_people_come_out_as_care_knows_them(tmp_path: Path) -> None:
    care = _care(tmp_path, ROSE)
    rose = care.patient("rose")
    assert (rose.language, rose.zone) == (Language.FRENCH, ZoneInfo("Europe/Paris"))
    assert rose.routine.breakfast == time(8, 15)
    assert rose.traits == {Trait.HEARING_LOSS}
    assert care.provider("dr-lee").role is Role.CLINICIAN


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [("Europe/Paris", "Paris", 7), ("rose:", "Rose Smith:", 4), ("fr", "de", 6)],
)
def test_a_wrong_person_is_named(tmp_path: Path, old: str, new: str, line: int) -> None:
    with pytest.raises(ConfigError) as caught:
        _care(tmp_path, ROSE.replace(old, new))
    assert caught.value.line == line

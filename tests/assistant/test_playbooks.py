from pathlib import Path

import pytest

from tests.playbook import perform

PLAYBOOKS = sorted((Path(__file__).parents[1] / "playbooks").glob("*.yml"))


@pytest.mark.parametrize("file", PLAYBOOKS, ids=lambda file: file.stem)
def test_the_conversation_goes_as_written(file: Path) -> None:
    perform(file)

"""kill -9 of the real station in the middle of each of five stories of one day.

The household (devices, speaker, provider) is another process and lives on, as a real
one does. The station is killed at the line that shows that a story is under way, and
started again: every story still ends as it should.
"""

import asyncio
from pathlib import Path

import pytest

from assistant.household.day import STORIES
from assistant.household.household import live
from tests.integration.assistant.homes import Home

pytestmark = [pytest.mark.integration, pytest.mark.long, pytest.mark.timeout(600)]

AT = (
    "dose taken, claimed",
    "answer: number",
    "ALARM, high priority: oxygen",
    "asks before it alarms: the fall",
    "a cry for help: fall",
)
"""By story: the station's line at which it is killed."""


async def test_every_story_ends_as_it_should_through_a_kill(tmp_path: Path) -> None:
    home = Home.furnished(tmp_path)
    await home.start()

    def under_way(line: str) -> bool:
        return home.kills < len(AT) and AT[home.kills] in line

    async with asyncio.TaskGroup() as tasks:
        watching = tasks.create_task(home.watch(under_way), name="watch")
        numbers = [story.number for story in STORIES]
        failed = await live(home.blueprint, numbers, stay=False)
        await home.stop()
        watching.cancel()
    assert failed == {}, "\n".join(home.lines)
    assert home.kills == len(AT), "\n".join(home.lines)

import asyncio
import os

import pytest

from assistant.audio_child import Child, ChildFailed

MODULE = "tests.fakes.crashing_child"


async def test_one_process_answers_many_requests() -> None:
    child = Child(MODULE)
    first, sound = await child.ask({"do": "echo"}, b"\x01\x02")
    second, _ = await child.ask({"do": "echo"})
    await child.close()
    assert sound == b"\x01\x02"
    assert first["pid"] == second["pid"]
    assert child.starts == 1
    assert child.pid is None


@pytest.mark.parametrize("fault", ["crash", "hang"])
async def test_a_crash_or_hang_costs_one_request(fault: str) -> None:
    child = Child(MODULE, limit=0.5)
    before, _ = await child.ask({"do": "echo"})
    with pytest.raises(ChildFailed):
        await child.ask({"do": fault})
    after, _ = await child.ask({"do": "echo"})
    await child.close()
    assert before["pid"] != after["pid"]
    with pytest.raises(ProcessLookupError):
        os.kill(before["pid"], 0)


async def test_what_a_library_prints_does_not_get_between_the_frames() -> None:
    child = Child(MODULE)
    assert (await child.ask({"do": "print"}))[0]["did"] == "print"
    assert (await child.ask({"do": "echo"}))[0]["did"] == "echo"
    await child.close()


async def test_nonsense_ends_the_child() -> None:
    child = Child(MODULE, "nonsense")
    with pytest.raises(ChildFailed, match="no frame header"):
        await child.ask({"do": "echo"})
    assert child.pid is None


async def test_a_module_that_is_not_there_is_said() -> None:
    with pytest.raises(ChildFailed, match="nobody broke off"):
        await Child("tests.fakes.nobody").ask({"do": "echo"})


async def test_the_late_reply_to_somebody_who_left_is_thrown_away() -> None:
    child = Child(MODULE)
    await child.ask({"do": "echo"})
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await child.ask({"do": "slow"}, b"x" * 100_000)
    reply, sound = await child.ask({"do": "echo"}, b"mine")
    assert (reply["did"], sound) == ("echo", b"mine")
    assert child.starts == 1
    await child.close()

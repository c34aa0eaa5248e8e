import asyncio

from structlog.testing import capture_logs

from assistant.speakers.link import keep_trying


async def test_a_link_is_tried_for_ever_whatever_is_raised() -> None:
    failures: list[Exception | None] = [
        ValueError("no such card"),
        ValueError("no such card"),
        None,
        OSError("gone"),
    ]
    done = asyncio.Event()

    async def live() -> None:
        if not failures:
            done.set()
            await asyncio.Event().wait()
        error = failures.pop(0)
        if error is not None:
            raise error

    with capture_logs() as logs:
        async with asyncio.timeout(10), asyncio.TaskGroup() as tasks:
            trying = tasks.create_task(keep_trying("desk", live, 0.0, 0.0))
            await done.wait()
            trying.cancel()
    told = [one["reason"] for one in logs]
    assert told == ["ValueError: no such card", "OSError: gone"]

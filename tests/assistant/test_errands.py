import asyncio

from assistant.errands import Errands


async def test_an_errand_that_fails_leaves_the_others_alone() -> None:
    errands, done = Errands(), asyncio.Event()

    async def fail() -> None:
        raise OSError("refused")

    async def finish() -> None:
        done.set()

    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(errands.run(), name="errands")
        errands.start("mail", fail())
        errands.start("call", finish())
        async with asyncio.timeout(10):
            await done.wait()
        assert not running.done()
        running.cancel()

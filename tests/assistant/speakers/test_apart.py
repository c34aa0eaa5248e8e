import asyncio
import threading

import pytest

from assistant.speakers.apart import Apart


async def test_what_was_found_or_raised_comes_back() -> None:
    apart = Apart("the card")
    assert await apart.begin(lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        await apart.begin(lambda: 1 // 0)
    assert not apart.busy


async def test_a_call_that_hangs_is_left_behind_and_no_other_joins_it() -> None:
    apart, go_on = Apart("the card"), threading.Event()
    hanging = apart.begin(go_on.wait)
    with pytest.raises(OSError, match="the card hangs"):
        await apart.begin(lambda: 7)
    hanging.cancel()
    with pytest.raises(asyncio.CancelledError):
        await hanging
    go_on.set()

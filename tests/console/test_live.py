import asyncio
import json

from console.live import Ripples, either, message


async def test_a_change_between_looking_and_waiting_is_not_missed() -> None:
    ripples = Ripples()
    change = ripples.next
    ripples.spread()
    await asyncio.wait_for(either(change, 60), 5)


async def test_each_change_wakes_everybody_once() -> None:
    ripples = Ripples()
    before = ripples.next
    waiting = [asyncio.Event.wait(before) for _ in range(3)]
    ripples.spread()
    await asyncio.wait_for(asyncio.gather(*waiting), 5)
    assert not ripples.next.is_set()


async def test_waiting_ends_without_a_change() -> None:
    await asyncio.wait_for(either(Ripples().next, 0.001), 5)


def test_an_event_is_one_line_whatever_it_holds() -> None:
    said = message("content", "<p>\n\nid: 7\ndata: x</p>")
    name, data, *rest = said.split("\n")
    assert (name, rest) == ("event: content", ["", ""])
    assert json.loads(data.removeprefix("data: ")) == "<p>\n\nid: 7\ndata: x</p>"

import asyncio

from assistant.audio import HEARING_RATE, SAMPLE_BYTES, Audio
from assistant.speakers.microphone import HELD_SECONDS, PRE_ROLL_KEPT, Microphone

SECOND = HEARING_RATE * SAMPLE_BYTES


def sound(seconds: float, value: int = 1) -> Audio:
    return Audio(pcm=bytes([value, 0]) * round(seconds * HEARING_RATE), rate=HEARING_RATE)


async def gathered(microphone: Microphone) -> bytes:
    """Everything that is waiting."""
    found = b""
    try:
        async with asyncio.timeout(0.02):
            async for piece in microphone.pieces():
                found += piece
    except TimeoutError:
        pass
    return found


async def test_sound_comes_out_in_order() -> None:
    microphone = Microphone()
    microphone.feed(sound(0.1, 1))
    microphone.feed(sound(0.1, 2))
    assert await gathered(microphone) == sound(0.1, 1).pcm + sound(0.1, 2).pcm


async def test_our_own_voice_and_its_echo_are_not_heard() -> None:
    microphone = Microphone(echo_tail=0.3)
    microphone.mute()
    microphone.feed(sound(2.0))
    microphone.unmute()
    microphone.feed(sound(0.2, 3))
    microphone.feed(sound(0.2, 3))
    microphone.feed(sound(0.2, 4))
    heard = await gathered(microphone)
    assert heard == sound(0.1, 3).pcm + sound(0.2, 4).pcm


async def test_an_echo_that_was_waited_for_costs_the_answer_nothing() -> None:
    microphone = Microphone(echo_tail=0.3)
    microphone.mute()
    microphone.unmute(waited=True)
    microphone.feed(sound(0.2))
    assert await gathered(microphone) == sound(0.2).pcm


async def test_a_satellites_memory_from_before_is_not_taken_for_an_answer() -> None:
    microphone = Microphone(echo_tail=0.0)
    microphone.mute()
    microphone.unmute()
    microphone.feed(sound(2.0))
    assert len(await gathered(microphone)) == PRE_ROLL_KEPT * SECOND


async def test_a_listening_ends_when_we_begin_to_speak() -> None:
    microphone = Microphone()
    microphone.feed(sound(0.1))
    pieces = microphone.pieces()
    assert await anext(pieces)
    microphone.mute()
    assert await anext(pieces, None) is None


async def test_nobody_listening_does_not_fill_the_memory() -> None:
    microphone = Microphone()
    for _ in range(round(HELD_SECONDS) + 10):
        microphone.feed(sound(1.0))
    assert microphone.lost_bytes == 10 * SECOND
    assert len(await gathered(microphone)) == HELD_SECONDS * SECOND


async def test_other_rates_are_brought_to_ours() -> None:
    microphone = Microphone()
    microphone.feed(Audio(pcm=bytes(4800 * 2), rate=48_000))
    assert len(await gathered(microphone)) == SECOND // 10

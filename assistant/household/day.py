"""The accelerated day: five stories, each ended as it should or with the reason why not."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import time, timedelta

from assistant.household.scene import SLOW
from assistant.household.world import PATIENCE, World
from care.checkin import CheckIn
from care.medication import Corroboration, Dose
from records.unit import Unit

MORNING, CHECK_IN, NOON = time(8, 0), time(8, 10), time(8, 20)
"""When the plan of the simulated home has something to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One story of the day."""

    number: int
    title: str
    tell: Callable[[World], Awaitable[None]]


def _dose(world: World, due: time) -> Callable[[Unit], Dose | None]:
    start = world.today(due)

    def look(unit: Unit) -> Dose | None:
        doses = unit.doses.between(
            world.patient.id, start, start.replace(minute=due.minute + 1)
        )
        done = (d for d in doses if d.corroboration is Corroboration.CONFIRMED)
        return next(done, None)

    return look


async def dose(world: World) -> None:
    """A dose is due, she says that she took it, and the pill box agrees."""
    await world.skip_to(MORNING)
    await world.person.hears(r"taken|tablet|medicine", PATIENCE)
    await world.person.says("yes I took it")
    await world.person.hears(r"written|noted|note|thank", PATIENCE)
    await world.devices["pillbox-1"].report("pillbox", "opened")
    world.scene.tell("pill box", "opened")
    confirmed = await world.until("a confirmed dose", _dose(world, MORNING))
    world.scene.tell("record", f"{confirmed.medicine}: {confirmed.outcome}, confirmed")


async def check_in(world: World) -> None:
    """A pain check-in, read back and stored."""
    before = world.scene.clock.now()
    await world.skip_to(CHECK_IN)
    await world.person.hears(r"pain", PATIENCE)
    await world.person.says("about a six, my left knee")
    told = await world.person.hears(r"where|right\?|correct", PATIENCE)
    if "knee" not in told.words:
        await world.person.says("my left knee")
        await world.person.hears(r"knee", PATIENCE)
    await world.person.says("yes")

    def look(unit: Unit) -> CheckIn | None:
        now = world.scene.clock.now()
        found = unit.check_ins.between(world.patient.id, "pain", before, now)
        return next((c for c in found if c.score == 6 and c.place is not None), None)  # noqa: PLR2004

    kept = await world.until("the pain score and its place", look)
    world.scene.tell("record", f"pain {kept.score:g} of 10, {kept.place}")


async def oxygen(world: World) -> None:
    """Oxygen falls; she is asked, says yes; nobody answers; the next rung does."""
    world.devices["oximeter-1"].set("spo2", 86)
    world.scene.tell("oximeter", "oxygen falls to 86 %")
    await world.person.hears(r"oxygen|breath", PATIENCE)
    await world.person.says("yes")
    await world.mail()
    escalation = await world.climbing("SPO2")
    await world.page()
    world.devices["oximeter-1"].set("spo2", 96)
    await world.for_a_while(timedelta(seconds=60))
    await world.answered(escalation, "real_helped")


async def fall(world: World) -> None:
    """A fall, and no answer: silence has a meaning."""
    world.scene.run_at(SLOW)
    await world.devices["pendant-1"].report("fall", "fall")
    world.scene.tell("pendant", "reports a fall")
    await world.person.hears(r"fall", PATIENCE)
    world.scene.tell("Rose", "(does not answer)")
    await world.mail()
    escalation = await world.climbing("FALL")
    reasons = {reason.key for reason in escalation.alarm.reasons}
    assert "silent" in reasons, "the notice does not say that nobody answered"
    await world.answered(escalation, "real_helped")


async def cry(world: World) -> None:
    """A cry for help in the middle of another conversation."""
    await world.skip_to(NOON)
    await world.person.hears(r"taken|tablet|medicine", PATIENCE)
    await world.person.says("help, I've fallen")
    await world.mail()
    escalation = await world.climbing("HELP")
    await world.answered(escalation, "real_helped")


STORIES = (
    Story(number=1, title="a dose, taken and believed", tell=dose),
    Story(number=2, title="a pain check-in, read back and stored", tell=check_in),
    Story(number=3, title="low oxygen, asked about and escalated", tell=oxygen),
    Story(number=4, title="a fall, and silence", tell=fall),
    Story(number=5, title="a cry for help in the middle of a question", tell=cry),
)


async def live_through(world: World, numbers: tuple[int, ...]) -> dict[int, str]:
    """Tell the stories in turn; number to why it did not end well, empty when all did."""
    failed: dict[int, str] = {}
    for story in STORIES:
        if story.number not in numbers:
            continue
        world.forget()
        world.scene.tell("", f"--- {story.number}. {story.title}")
        try:
            await story.tell(world)
        except Exception as error:  # noqa: BLE001 - one story must not hide the others
            failed[story.number] = f"{type(error).__name__}: {error}"
            world.scene.tell("", f"    did not end well: {failed[story.number]}")
        world.scene.run_at(SLOW)
    return failed

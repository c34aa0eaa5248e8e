"""A time of day as it is said aloud."""

from datetime import datetime
from zoneinfo import ZoneInfo

from care.wording import Wording

HALF_DAY = 12
PARTS = ((5, "night"), (12, "morning"), (18, "afternoon"), (22, "evening"), (24, "night"))
"""Where twelve hours are said, eight in the morning must not sound like the evening."""


def spoken_time(at: datetime, zone: ZoneInfo, words: Wording) -> str:
    """Such as "8 o'clock in the morning", on the patient's clock."""
    local = at.astimezone(zone)
    part = next(name for ends, name in PARTS if local.hour < ends)
    if not local.minute and not local.hour % HALF_DAY:
        return words.say("dose.clock.noon" if local.hour else "dose.clock.midnight")
    facts = {
        "hour": str(local.hour % HALF_DAY or HALF_DAY),
        "part": words.say(f"dose.clock.part.{part}"),
    }
    if not local.minute:
        return words.say("dose.clock.sharp", **facts)
    return words.say("dose.clock.minutes", minute=f"{local.minute:02}", **facts)

"""A time of day as it is said aloud."""

from datetime import datetime
from zoneinfo import ZoneInfo

from care.wording import Wording

HALF_DAY = 12


def spoken_time(at: datetime, zone: ZoneInfo, words: Wording) -> str:
    """Such as "8 o'clock" or "8:30", on the patient's clock."""
    local = at.astimezone(zone)
    facts = {
        "hour": str(local.hour),
        "hour12": str(local.hour % HALF_DAY or HALF_DAY),
        "minute": f"{local.minute:02}",
    }
    return words.say("dose.clock.minutes" if local.minute else "dose.clock.sharp", **facts)

"""A time of day as it is written on a screen; the voice says it in full.

"18:05" and "18 h 05" are read as "6 oh 5 in the evening" and "6 heures 5 du soir"
(`assistant.voices.spoken`).
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from care.wording import Wording

HALF_DAY = 12
PARTS = ((5, "night"), (12, "morning"), (18, "afternoon"), (22, "evening"), (24, "night"))
"""Where twelve hours are said, eight in the morning must not sound like the evening."""


def spoken_time(at: datetime, zone: ZoneInfo, words: Wording) -> str:
    """Such as "8 o'clock in the morning" or "18:05", on the patient's clock."""
    local = at.astimezone(zone)
    part = next(name for ends, name in PARTS if local.hour < ends)
    if not local.minute and not local.hour % HALF_DAY:
        return words.say("dose.clock.noon" if local.hour else "dose.clock.midnight")
    if local.minute:
        facts = {"hour": str(local.hour), "minute": f"{local.minute:02}"}
        return words.say("dose.clock.minutes", **facts)
    hour = local.hour % HALF_DAY
    said = words.say(f"dose.clock.part.{part}")
    if hour == 1:
        return words.say("dose.clock.one", part=said)
    return words.say("dose.clock.sharp", hour12=str(hour), part=said)

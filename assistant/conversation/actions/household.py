"""Devices, the time of day, and what comes next."""

from datetime import timedelta

from assistant.conversation.asked import Asked
from assistant.conversation.known import READINGS
from assistant.conversation.reply import Note, Reply

SILENT = timedelta(hours=1)
"""A stream without a reading for so long is named."""
LOW_BATTERY = 20
"""Per cent."""
MOST_EVENTS = 2


def devices(asked: Asked) -> Reply:
    """Which streams speak; a quiet one is named and the nurse hears of the question."""
    seen = [
        device
        for device in asked.known.devices
        if asked.kind is None or device.reading == asked.kind
    ]
    if not seen:
        return Reply(words=asked.say("device.none"), topic="devices")
    parts = []
    quiet = [device for device in seen if asked.now - device.last_at > SILENT]
    for device in quiet[:MOST_EVENTS]:
        facts = {"kind": _name(asked, device.reading), "time": asked.clock(device.last_at)}
        parts.append(asked.say("device.quiet", **facts))
    weak = [d for d in seen if d.battery is not None and d.battery <= LOW_BATTERY]
    for device in weak[:MOST_EVENTS]:
        facts = {"kind": _name(asked, device.reading), "value": str(device.battery)}
        parts.append(asked.say("device.battery", **facts))
    if not parts:
        return Reply(words=asked.say("device.well"), topic="devices")
    note = Note(kind="device", words=asked.words)
    return Reply(words=" ".join(parts), deeds=(note,), topic="devices")


def _name(asked: Asked, reading: str) -> str:
    key = f"kind.{reading}" if reading in READINGS else "kind.other"
    return asked.say(key)


def time(asked: Asked) -> Reply:
    """Day, date and time on the patient's clock."""
    local = asked.now.astimezone(asked.patient.zone)
    facts = {
        "time": asked.clock(asked.now),
        "day": asked.say(f"weekday.{local.weekday()}"),
        "number": str(local.day),
        "month": asked.say(f"month.{local.month}"),
        "year": str(local.year),
    }
    return Reply(words=asked.say("time", **facts))


def next_event(asked: Asked) -> Reply:
    """The next planned things; medicine counts as one."""
    coming = [(event.at, asked.say(f"event.{event.key}")) for event in asked.known.events]
    coming += [
        (dose.due, dose.medicine) for dose in asked.known.planned if not dose.outcome
    ]
    coming = sorted(one for one in coming if one[0] >= asked.now)[:MOST_EVENTS]
    if not coming:
        return Reply(words=asked.say("event.none"), topic="next_event")
    parts = [asked.say("event.one", what=what, time=asked.clock(at)) for at, what in coming]
    return Reply(words=" ".join(parts), topic="next_event")

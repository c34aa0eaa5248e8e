"""Frigate: a person in a camera's zone is movement in a room.

`<base>/events` carries a tracked object with its state `before` and `after` at each
change; `<base>/<camera or zone>/person` carries how many persons are there, at each
change (docs.frigate.video, "MQTT"). Pictures never come here, and no name does.
"""

from datetime import datetime

from sensors.bridges.seen import BridgeError, Seen, number, parse, told_time, word
from sensors.bridges.settings import FrigateSettings

ALIVE = "alive"


def topics(settings: FrigateSettings) -> list[str]:
    """What to subscribe to."""
    if settings.by == "events":
        return [f"{settings.base}/events"]
    return [f"{settings.base}/{place}/person" for place in settings.rooms]


def translate(
    settings: FrigateSettings, topic: str, payload: bytes, at: datetime
) -> tuple[Seen, ...]:
    """Movement in the room that the person is in; none for objects that only stand."""
    if topic not in topics(settings):
        return ()
    if settings.by == "counts":
        return _count(settings, topic, payload, at)
    return _event(settings, payload, at)


def _event(settings: FrigateSettings, payload: bytes, at: datetime) -> tuple[Seen, ...]:
    event = parse(payload)
    after = event.get("after") if isinstance(event, dict) else None
    if not isinstance(after, dict) or event.get("type") not in ("new", "update", "end"):
        raise BridgeError("event has another form")
    ignored = after.get("label") != "person" or bool(after.get("false_positive"))
    if ignored or after.get("stationary") or event["type"] == "end":
        return ()
    zones = after.get("current_zones")
    places = [*(zones if isinstance(zones, list) else []), after.get("camera")]
    rooms = [settings.rooms[word(p)] for p in places if word(p) in settings.rooms]
    if "frame_time" not in after:
        raise BridgeError("frame_time is missing")
    taken_at = told_time(after["frame_time"], "frame_time")
    # A zone is more exact than its camera: the first that is known counts.
    source = f"{after.get('id')} {after.get('frame_time')}" * (taken_at is not None)
    return tuple(
        Seen(kind="motion", value=room, unit="1", taken_at=taken_at or at, source=source)
        for room in rooms[:1]
    )


def _count(
    settings: FrigateSettings, topic: str, payload: bytes, at: datetime
) -> tuple[Seen, ...]:
    """How many persons a zone or camera sees: its room, or that the camera lives."""
    room = settings.rooms.get(topic.removeprefix(f"{settings.base}/").split("/", 1)[0])
    if room is None:
        return ()
    persons = number(parse(payload), "count of persons")
    word = room if persons > 0 else ALIVE
    return (Seen(kind="motion", value=word, unit="1", taken_at=at),)

"""Frigate: a person in a camera's zone is movement in a room.

`<base>/events` carries a tracked object with its state `before` and `after` at each
change (docs.frigate.video, "MQTT"). Pictures never come here, and no name does.
"""

from datetime import UTC, datetime

from sensors.bridges.seen import BridgeError, Seen, number, parse
from sensors.bridges.settings import FrigateSettings


def translate(settings: FrigateSettings, topic: str, payload: bytes) -> tuple[Seen, ...]:
    """Movement in each room that the person is in; none for objects that only stand."""
    if topic != f"{settings.base}/events":
        return ()
    event = parse(payload)
    after = event.get("after") if isinstance(event, dict) else None
    if not isinstance(after, dict) or event.get("type") not in ("new", "update", "end"):
        raise BridgeError("event has another form")
    ignored = after.get("label") != "person" or bool(after.get("false_positive"))
    if ignored or after.get("stationary") or event["type"] == "end":
        return ()
    zones = after.get("current_zones")
    places = [*(zones if isinstance(zones, list) else []), after.get("camera")]
    rooms = [settings.rooms[place] for place in places if place in settings.rooms]
    try:
        taken_at = datetime.fromtimestamp(
            number(after.get("frame_time"), "frame_time"), UTC
        )
    except (OverflowError, OSError, ValueError) as error:
        raise BridgeError("frame_time is no time") from error
    # A zone is more exact than its camera: the first that is known counts.
    return tuple(
        Seen(kind="motion", value=room, unit="1", taken_at=taken_at) for room in rooms[:1]
    )

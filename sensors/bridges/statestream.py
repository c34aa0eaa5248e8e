"""Home Assistant's MQTT statestream and ESPHome: one plain state per topic.

`<base>/<domain>/<entity>/state` carries the bare state: `on`, `off`, `21.5`,
`unavailable` (home-assistant.io, "MQTT Statestream"); ESPHome sends the same shape with
`ON` and `OFF` under the name of its node.
"""

from datetime import datetime

from sensors.bridges.seen import BridgeError, Seen, number
from sensors.bridges.settings import Entity, StateStreamSettings

ABSENT = frozenset({"unavailable", "unknown", "none", "nan", ""})


def _value(entity: Entity, state: str) -> float | str | None:
    if state.lower() in ABSENT:
        return None
    if entity.words:
        return entity.words.get(state) or entity.words.get(state.lower())
    return number(state, "state")


def translate(
    settings: StateStreamSettings, topic: str, payload: bytes, at: datetime
) -> tuple[Seen, ...]:
    """The reading of one state; none for other entities and for words without a meaning."""
    name = topic.removeprefix(f"{settings.base}/").removesuffix("/state")
    entity = settings.entities.get(name)
    if entity is None or not topic.endswith("/state"):
        return ()
    try:
        state = payload.decode().strip()
    except UnicodeDecodeError as error:
        raise BridgeError("state is no text") from error
    value = _value(entity, state)
    if value is None and entity.words:
        return ()
    return (Seen(kind=entity.kind, value=value, unit=entity.unit, taken_at=at),)

"""Messages in the form that each project documents, and messages that are not."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from care.observation import DeviceId, Quality
from sensors.bridges.listener import MqttBridge, topics, translate
from sensors.bridges.seen import BridgeError, Seen, observation
from sensors.bridges.settings import MappedValue
from tests.fakes.bridges import (
    COUNTS,
    ESPHOME,
    FRIGATE,
    HOME_ASSISTANT,
    JSON,
    NOW,
    ZIGBEE,
    of,
    person,
)


@pytest.mark.parametrize(
    ("topic", "payload", "expected"),
    [
        (
            "zigbee2mqtt/kitchen/motion",
            '{"battery":97,"illuminance":12,"linkquality":120,"occupancy":true,"voltage":3015}',
            [("motion", "kitchen", "1")],
        ),
        ("zigbee2mqtt/kitchen/motion", '{"occupancy":false}', [("motion", "alive", "1")]),
        (
            "zigbee2mqtt/front door",
            '{"battery":100,"contact":false,"linkquality":99}',
            [("door", "opened", "1")],
        ),
        ("zigbee2mqtt/front door", '{"contact":true}', [("door", "closed", "1")]),
        (
            "zigbee2mqtt/0x00158d0001a2b3c4",
            '{"contact":false}',
            [("pillbox", "opened", "1")],
        ),
        ("zigbee2mqtt/bed", '{"vibration":true,"angle":3}', [("motion", "bedroom", "1")]),
        (
            "zigbee2mqtt/radar",
            '{"presence":true,"fall_down_status":"fall"}',
            [("motion", "bathroom", "1"), ("fall", "fall", "1")],
        ),
        (
            "zigbee2mqtt/radar",
            '{"fall_down_status":"maybe_fall"}',
            [("fall", "impact", "1")],
        ),
        ("zigbee2mqtt/radar", '{"fall_down_status":"none"}', [("fall", "alive", "1")]),
        (
            "zigbee2mqtt/radar",
            '{"occupancy":true,"sensor_status":"activity","fall_status":"fall_alarm"}',
            [("motion", "bathroom", "1"), ("fall", "fall", "1")],
        ),
        ("zigbee2mqtt/radar", '{"fall_status":"fall_warning"}', [("fall", "impact", "1")]),
        ("zigbee2mqtt/radar", '{"fall_status":"normal"}', [("fall", "alive", "1")]),
        (
            "zigbee2mqtt/radar",
            '{"status":"falling","breathing_rate":16,"location_x":12,"location_y":-40}',
            [("motion", "bathroom", "1"), ("fall", "fall", "1")],
        ),
        (
            "zigbee2mqtt/radar",
            '{"status":"unoccupied"}',
            [("motion", "alive", "1"), ("fall", "alive", "1")],
        ),
        ("zigbee2mqtt/radar", '{"status":"unknown"}', []),
        ("zigbee2mqtt/button", '{"action":"single"}', [("panic", "pressed", "1")]),
        ("zigbee2mqtt/bed", '{"sos":true}', [("panic", "pressed", "1")]),
        ("zigbee2mqtt/unknown lamp", '{"state":"ON"}', []),
        ("zigbee2mqtt/bridge/state", '{"state":"online"}', []),
        ("zigbee2mqtt/bed/availability", '{"state":"online"}', []),
        ("zigbee2mqtt/bed", "", []),
    ],
)
def test_zigbee(topic: str, payload: str, expected: list[Any]) -> None:
    assert of(ZIGBEE, topic, payload) == expected


@pytest.mark.parametrize(
    ("last_seen", "expected"),
    [
        ('"2026-11-22T07:59:58.000Z"', NOW - timedelta(seconds=2)),
        ("1795334398000", NOW - timedelta(seconds=2)),
        ('"2026-11-22T08:59:58+01:00"', NOW - timedelta(seconds=2)),
    ],
)
def test_zigbee_tells_when(last_seen: str, expected: datetime) -> None:
    payload = f'{{"contact": true, "last_seen": {last_seen}}}'.encode()
    (seen,) = translate(ZIGBEE, "zigbee2mqtt/front door", payload, NOW)
    assert seen.taken_at == expected


@pytest.mark.parametrize(
    ("bridge", "topic", "payload", "expected"),
    [
        (
            HOME_ASSISTANT,
            "homeassistant/binary_sensor/front_door/state",
            "on",
            [("door", "opened", "1")],
        ),
        (
            HOME_ASSISTANT,
            "homeassistant/sensor/fridge/state",
            "5.2",
            [("storage", 5.2, "Cel")],
        ),
        (
            HOME_ASSISTANT,
            "homeassistant/sensor/fridge/state",
            "unavailable",
            [("storage", None, "Cel")],
        ),
        (HOME_ASSISTANT, "homeassistant/binary_sensor/front_door/state", "unknown", []),
        (HOME_ASSISTANT, "homeassistant/sensor/fridge/last_changed", "2026", []),
        (HOME_ASSISTANT, "homeassistant/light/hall/state", "on", []),
        (ESPHOME, "bedside/binary_sensor/bed/state", "ON", [("motion", "bedroom", "1")]),
        (ESPHOME, "bedside/binary_sensor/bed/state", "OFF", []),
    ],
)
def test_states(bridge: MqttBridge, topic: str, payload: str, expected: list[Any]) -> None:
    assert of(bridge, topic, payload) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, [("motion", "living room", "1")]),
        ({"current_zones": []}, [("motion", "hall", "1")]),
        ({"current_zones": [], "camera": "garden"}, []),
        ({"label": "cat"}, []),
        ({"false_positive": True}, []),
        ({"stationary": True}, []),
        ({"type": "end"}, []),
    ],
)
def test_persons(changes: dict[str, Any], expected: list[Any]) -> None:
    assert of(FRIGATE, "frigate/events", person(**changes)) == expected


@pytest.mark.parametrize(
    ("topic", "payload", "expected"),
    [
        ("frigate/sofa/person", "2", [("motion", "living room", "1")]),
        ("frigate/sofa/person", "0", [("motion", "alive", "1")]),
        ("frigate/garage/person", "1", []),
        ("frigate/sofa/cat", "1", []),
        ("frigate/events", "{}", []),
    ],
)
def test_counts_of_persons(topic: str, payload: str, expected: list[Any]) -> None:
    assert of(COUNTS, topic, payload) == expected


def test_what_has_a_time_of_its_own_has_a_name() -> None:
    at = '"last_seen": "2026-11-22T07:59:58Z"'
    for bridge, topic, payload in (
        (ZIGBEE, "zigbee2mqtt/front door", f'{{"contact": true, {at}}}'),
        (FRIGATE, "frigate/events", person()),
        (JSON, "scale/weight", '{"data": [{"g": 72350}], "at": "2026-11-22T07:00:00Z"}'),
    ):
        (one,), (again,) = (translate(bridge, topic, payload.encode(), NOW),) * 2
        assert one.source == again.source != ""
    (nameless,) = translate(ZIGBEE, "zigbee2mqtt/front door", b'{"contact": true}', NOW)
    assert nameless.source == ""


def test_mapped_json() -> None:
    payload = '{"data": [{"g": 72350}], "at": "2026-11-22T07:00:00Z"}'
    (seen,) = translate(JSON, "scale/weight", payload.encode(), NOW)
    assert (seen.kind, seen.value, seen.unit) == ("weight", 72.35, "kg")
    assert seen.taken_at == NOW - timedelta(hours=1)
    assert seen.source.startswith("scale/weight")
    assert of(JSON, "pump", '{"alarm": "OCC", "bat": "80"}') == [
        ("infusion", "occlusion", "1"),
        ("battery", 80.0, "%"),
    ]
    assert of(JSON, "pump", '{"alarm": "other"}') == []


@pytest.mark.parametrize(
    ("bridge", "topic", "payload"),
    [
        (ZIGBEE, "zigbee2mqtt/bed", "not json"),
        (ZIGBEE, "zigbee2mqtt/bed", "[1]"),
        (ZIGBEE, "zigbee2mqtt/front door", '{"contact": "yes"}'),
        (ZIGBEE, "zigbee2mqtt/front door", '{"contact": true, "last_seen": 1e300}'),
        (HOME_ASSISTANT, "homeassistant/sensor/fridge/state", "warm"),
        (HOME_ASSISTANT, "homeassistant/sensor/fridge/state", b"\xff"),
        (FRIGATE, "frigate/events", "{}"),
        (FRIGATE, "frigate/events", person(frame_time="now")),
        (COUNTS, "frigate/sofa/person", "many"),
        (JSON, "scale/weight", '{"data": [{"g": true}]}'),
        (JSON, "scale/weight", '{"data": [{"g": 1}], "at": "soon"}'),
    ],
)
def test_other_forms_are_refused(
    bridge: MqttBridge, topic: str, payload: str | bytes
) -> None:
    with pytest.raises(BridgeError):
        of(bridge, topic, payload)


@given(
    bridge=st.sampled_from([ZIGBEE, HOME_ASSISTANT, FRIGATE, JSON]),
    payload=st.binary(max_size=80) | st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["after", "data", "at", "contact"]), inner),
        max_leaves=6,
    ).map(lambda value: repr(value).replace("'", '"').encode()),
)  # fmt: skip
def test_any_payload_is_translated_or_refused(bridge: MqttBridge, payload: bytes) -> None:
    for topic in topics(bridge):
        try:
            translate(bridge, topic, payload, NOW)
        except BridgeError:
            continue


def test_a_missing_value_is_no_reading() -> None:
    seen = Seen(kind="storage", value=None, unit="Cel", taken_at=NOW)
    assert observation(seen, DeviceId("gateway-1"), NOW).quality is Quality.NO_READING


def test_a_clock_that_was_never_set_tells_no_time_and_gives_no_name() -> None:
    for bridge, topic, payload in (
        (ZIGBEE, "zigbee2mqtt/front door", '{"contact": true, "last_seen": 12000}'),
        (JSON, "scale/weight", '{"data": [{"g": 72350}], "at": 12.5}'),
    ):
        (seen,) = translate(bridge, topic, payload.encode(), NOW)
        assert (seen.taken_at, seen.source) == (NOW, "")


@pytest.mark.parametrize(
    ("kind", "unit", "words"),
    [
        ("weight", "kgs", {}),
        ("door", "1", {}),
        ("door", "1", {"on": "open"}),
    ],
)
def test_what_the_home_would_refuse_cannot_be_mapped(
    kind: str, unit: str, words: dict[str, str]
) -> None:
    with pytest.raises(ValidationError):
        MappedValue(kind=kind, unit=unit, words=words)

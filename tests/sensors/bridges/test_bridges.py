"""Messages in the form that each project documents, and messages that are not."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.reasoncodes import ReasonCode
from pydantic import TypeAdapter, ValidationError

from care.observation import DeviceId, Quality
from sensors.bridges.listener import Listener, MqttBridge, topics, translate
from sensors.bridges.nightscout import Nightscout, entry, treatments
from sensors.bridges.seen import BridgeError, Seen, observation
from sensors.bridges.settings import BridgeSettings, MappedValue, NightscoutSettings

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
bridge_of: TypeAdapter[Any] = TypeAdapter(BridgeSettings)

ZIGBEE: MqttBridge = bridge_of.validate_python(
    {
        "type": "zigbee2mqtt",
        "devices": {
            "kitchen/motion": {"room": "kitchen"},
            "front door": {"role": "door"},
            "0x00158d0001a2b3c4": {"role": "pillbox"},
            "bed": {"room": "bedroom"},
            "radar": {"room": "bathroom"},
            "button": {"role": "panic"},
        },
    }
)
HOME_ASSISTANT: MqttBridge = bridge_of.validate_python(
    {
        "type": "statestream",
        "base": "homeassistant",
        "entities": {
            "binary_sensor/front_door": {
                "kind": "door",
                "words": {"on": "opened", "off": "closed"},
            },
            "sensor/fridge": {"kind": "storage", "unit": "Cel"},
        },
    }
)
ESPHOME: MqttBridge = bridge_of.validate_python(
    {
        "type": "statestream",
        "base": "bedside",
        "entities": {"binary_sensor/bed": {"kind": "motion", "words": {"ON": "bedroom"}}},
    }
)
FRIGATE: MqttBridge = bridge_of.validate_python(
    {"type": "frigate", "rooms": {"sofa": "living room", "hall": "hall"}}
)
COUNTS: MqttBridge = bridge_of.validate_python(
    {"type": "frigate", "rooms": {"sofa": "living room"}, "by": "counts"}
)
JSON: MqttBridge = bridge_of.validate_python(
    {
        "type": "json",
        "topics": {
            "scale/weight": [
                {
                    "kind": "weight",
                    "path": "data.0.g",
                    "unit": "kg",
                    "factor": 0.001,
                    "time_path": "at",
                }
            ],
            "pump": [
                {"kind": "infusion", "path": "alarm", "words": {"OCC": "occlusion"}},
                {"kind": "battery", "path": "bat", "unit": "%"},
            ],
        },
    }
)


def of(bridge: MqttBridge, topic: str, payload: str | bytes) -> list[tuple[str, Any, str]]:
    raw = payload.encode() if isinstance(payload, str) else payload
    return [(s.kind, s.value, s.unit) for s in translate(bridge, topic, raw, NOW)]


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


def person(**changes: Any) -> str:
    after = {
        "id": "1607123955.475377-mxklsc",
        "camera": "hall",
        "frame_time": 1795334399.5,
        "label": "person",
        "sub_label": None,
        "top_score": 0.95,
        "false_positive": False,
        "start_time": 1795334390.0,
        "end_time": None,
        "current_zones": ["sofa"],
        "entered_zones": ["rug", "sofa"],
        "stationary": False,
    } | changes
    kind = after.pop("type", "update")
    return str(httpx.Request("POST", "x:", json={"type": kind, "before": {}, "after": after}).content.decode())  # fmt: skip  # noqa: E501


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


def test_a_state_that_is_told_again_is_no_event() -> None:
    handed: list[tuple[Seen, ...]] = []
    listener = Listener(ZIGBEE, lambda: NOW, handed.append)

    def say(topic: str, payload: str, *, retain: bool = False) -> Any:
        message = MQTTMessage(topic=f"zigbee2mqtt/{topic}".encode())
        message.payload, message.retain = payload.encode(), retain
        before = len(handed)
        listener._message(Client(CallbackAPIVersion.VERSION2), None, message)
        return [one.value for seen in handed[before:] for one in seen]

    box = "0x00158d0001a2b3c4"
    assert say(box, '{"contact": true}', retain=True) == []
    assert say(box, '{"contact": true, "battery": 90}') == ["alive"]
    assert say(box, '{"contact": false}') == ["opened"]
    assert say(box, '{"contact": false, "linkquality": 80}') == ["alive"]
    assert say(box, '{"contact": true}') == ["closed"]
    assert say("kitchen/motion", '{"occupancy": true}') == ["kitchen"]
    assert say("kitchen/motion", '{"occupancy": true}') == ["kitchen"]
    assert say("button", '{"action": "single"}') == ["pressed"]
    assert say("button", '{"action": "single"}') == ["pressed"]
    assert say("radar", '{"fall_status": "fall_alarm"}') == ["fall"]
    assert say("radar", '{"fall_status": "fall_alarm"}') == ["fall"]
    assert say(box, "nonsense") == []
    assert listener.refused == 1


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


class Site:
    """A Nightscout that answers from lists and notes how it was asked."""

    def __init__(self, version: int) -> None:
        self.version, self.broken = version, False
        self.rows: dict[str, Any] = {"entries": [], "treatments": []}
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        path = request.url.path
        if self.broken:
            return httpx.Response(200, json={"status": 401})
        if path.startswith("/api/v2/authorization/request/"):
            return httpx.Response(200, json={"token": "jwt", "iat": 1})
        assert path.startswith(f"/api/v{self.version}/")
        rows = self.rows[path.rsplit("/", 1)[1].removesuffix(".json")]
        body = rows if self.version == 1 else {"status": 200, "result": rows}
        return httpx.Response(200, json=body)


MILLIS = int(NOW.timestamp() * 1000)
ENTRIES = [
    {"_id": "e1", "type": "sgv", "sgv": 9, "date": MILLIS + 120_000, "device": "xDrip"},
    {"_id": "e2", "type": "sgv", "sgv": 125, "date": MILLIS + 60_000, "direction": "Flat"},
    {"_id": "e3", "type": "mbg", "mbg": 130, "date": MILLIS + 90_000},
    {"_id": "e4", "type": "cal", "slope": 1, "date": MILLIS + 91_000},
    {"_id": "e5", "type": "sgv", "sgv": "high", "date": MILLIS},
    {"_id": "e6", "type": "sgv", "sgv": 99, "date": MILLIS - 3_600_000},
]
TREATMENTS = [
    {"eventType": "Bolus", "insulin": 4.5, "created_at": "2026-11-22T08:00:30Z"},
    {"eventType": "Note", "created_at": "2026-11-22T08:00:31Z"},
    {
        "eventType": "BG Check",
        "glucose": 6.2,
        "glucoseType": "Finger",
        "units": "mmol",
        "insulin": 1,
        "created_at": "2026-11-22T09:00:40+01:00",
    },
    {"eventType": "BG Check", "glucose": 110, "glucoseType": "Sensor", "date": MILLIS},
]
EXPECTED = [
    ("glucose", 99.0, "mg/dL"),  # handed in late
    ("insulin_pen", 4.5, "[iU]"),
    ("insulin_pen", 1.0, "[iU]"),
    ("glucose_meter", 6.2, "mmol/L"),
    ("glucose", 125.0, "mg/dL"),
    ("glucose_meter", 130.0, "mg/dL"),
    ("glucose", None, "mg/dL"),
]


@pytest.mark.parametrize("version", [1, 3])
async def test_nightscout(tmp_path: Path, version: int) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a-very-secret-word\n")
    site = Site(version)
    settings = NightscoutSettings.model_validate(
        {
            "type": "nightscout",
            "url": "https://cgm.example/",
            "secret_file": secret,
            "version": version,
        }
    )
    since = dict.fromkeys(("entries", "treatments"), NOW)
    async with httpx.AsyncClient(transport=httpx.MockTransport(site)) as client:
        nightscout = Nightscout(settings, client, since)
        site.rows = {"entries": ENTRIES, "treatments": TREATMENTS}
        found = await nightscout.poll(NOW)
        assert [(s.kind, s.value, s.unit) for s in found] == EXPECTED
        assert nightscout.refused == 1
        assert len({s.source for s in found}) == len(EXPECTED)
        again = await nightscout.poll(NOW)
        assert [s.source for s in again] == [s.source for s in found]
        asked = site.asked[-1]
        if version == 1:
            assert len(asked.headers["api-secret"]) == 40
        else:
            assert asked.headers["authorization"] == "Bearer jwt"
        assert "secret" not in str(asked.url)
        site.broken = True
        with pytest.raises(BridgeError, match="another form|no token"):
            await nightscout.poll(NOW)
        secret.unlink()
        with pytest.raises(BridgeError, match="secret cannot be read"):
            await nightscout.poll(NOW)


ODD: list[Any] = [
    None,
    True,
    0,
    10**400,
    "",
    "x",
    "\ud800",
    [],
    ["x"],
    {},
    {"a": 1},
    -6.2e10,
]
FIELDS = {
    "zigbee2mqtt/radar": (ZIGBEE, ("status", "action", "fall_status", "last_seen")),
    "scale/weight": (JSON, ("data", "at")),
    "frigate/events": (FRIGATE, ("type", "after")),
}


@pytest.mark.parametrize("topic", FIELDS)
def test_no_message_ends_a_bridge(topic: str) -> None:
    bridge, names = FIELDS[topic]
    handed: list[tuple[Seen, ...]] = []
    listener = Listener(bridge, lambda: NOW, handed.append)
    whole = {"type": "new", "contact": True, "data": [{"g": 1}]}
    person_seen = {"label": "person", "camera": "hall", "frame_time": 1.8e9}
    for name in names:
        for odd in ODD:
            after = [
                person_seen | {field: odd, "current_zones": [odd]}
                for field in ("camera", "frame_time", "id")
            ]
            for one in [{name: odd}, *({"after": held} for held in after)]:
                message = MQTTMessage(topic=topic.encode())
                message.payload = json.dumps(whole | one).encode()
                listener._message(Client(CallbackAPIVersion.VERSION2), None, message)
    assert handed
    assert all(seen.taken_at.year > 2009 for seens in handed for seen in seens)


def test_a_clock_that_was_never_set_tells_no_time_and_gives_no_name() -> None:
    for bridge, topic, payload in (
        (ZIGBEE, "zigbee2mqtt/front door", '{"contact": true, "last_seen": 12000}'),
        (JSON, "scale/weight", '{"data": [{"g": 72350}], "at": 12.5}'),
    ):
        (seen,) = translate(bridge, topic, payload.encode(), NOW)
        assert (seen.taken_at, seen.source) == (NOW, "")


@pytest.mark.parametrize("row", [ENTRIES[0], TREATMENTS[0]])
@pytest.mark.parametrize("odd", [*ODD, "0001-01-01T00:00:00+14:00"])
def test_no_row_ends_nightscout(row: dict[str, Any], odd: Any) -> None:
    read = entry if "type" in row else treatments
    for name in row:
        try:
            seen = read(row | {name: odd})
        except BridgeError:
            continue
        assert all(one.taken_at.year > 2009 for one in seen)


async def test_an_uploader_from_the_future_hides_nothing() -> None:
    site = Site(1)
    settings = NightscoutSettings.model_validate(
        {"type": "nightscout", "url": "https://cgm.example/"}
    )
    ahead = NOW + timedelta(days=400)
    async with httpx.AsyncClient(transport=httpx.MockTransport(site)) as client:
        nightscout = Nightscout(settings, client, {"entries": ahead, "treatments": ahead})
        site.rows = {"entries": [], "treatments": []}
        await nightscout.poll(NOW)
    assert nightscout.last == {"entries": NOW, "treatments": NOW}


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


def test_a_broker_that_refuses_or_is_away_is_told() -> None:
    listener = Listener(ZIGBEE, lambda: NOW, lambda _seen: None)
    client = Client(CallbackAPIVersion.VERSION2)
    refused = ReasonCode(PacketTypes.CONNACK, "Not authorized")
    listener._connected(client, None, None, refused, None)
    assert listener.trouble == "refused: Not authorized"
    listener._connected(client, None, None, ReasonCode(PacketTypes.CONNACK), None)
    assert listener.trouble == ""
    listener._unreachable(client, None)
    assert listener.trouble == "cannot be reached"

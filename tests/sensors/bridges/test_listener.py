"""The link to a broker: what is told again, what is odd, who refuses."""

import json
from typing import Any

import pytest
from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.reasoncodes import ReasonCode

from sensors.bridges.listener import Listener
from sensors.bridges.seen import Seen
from tests.fakes.bridges import FRIGATE, JSON, NOW, ODD, ZIGBEE


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

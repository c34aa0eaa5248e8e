"""Every part of a bedside is there and joined to the others."""

from dataclasses import replace
from datetime import time

from assistant.blueprint import read_blueprint
from assistant.home import desks_of
from care.observation import DeviceId, Kind, Observation
from care.people import PatientId
from tests.assistant.desks.test_desks import order
from tests.fakes.bedside import EIGHT, ROOT, ROSE, Bedside

BLUEPRINT = read_blueprint(ROOT / "config.yml")


def test_every_state_has_a_key_of_its_own_also_with_two_patients() -> None:
    rose = BLUEPRINT.patients[0]
    other = replace(rose, id=PatientId("leo"))
    both = replace(BLUEPRINT, rules={rose.id: BLUEPRINT.rules[ROSE], other.id: {}})
    own = desks_of(rose, both, EIGHT)
    names = [desk.name for desk in (*own, *desks_of(other, both, EIGHT))]
    assert len(set(names)) == len(names) == 2 * len(own)


async def test_nobody_is_reminded_while_an_urgent_alarm_climbs() -> None:
    bedside = Bedside()
    await order(bedside, time(8, 5))
    fall = Observation(
        patient=ROSE,
        kind=Kind("fall"),
        value="fall",
        unit="1",
        taken_at=EIGHT,
        received_at=EIGHT,
        device=DeviceId("pendant-1"),
    )
    await bedside.give(fall)
    await bedside.hears("yes")
    await bedside.wait(EIGHT.replace(minute=15) - EIGHT)
    assert bedside.told, "somebody is being called"
    assert not any("metformin" in words for words in bedside.said)


async def test_without_an_alarm_the_same_dose_is_asked_about() -> None:
    bedside = Bedside()
    await order(bedside, time(8, 5))
    await bedside.wait(EIGHT.replace(minute=15) - EIGHT)
    assert any("metformin" in words for words in bedside.said)

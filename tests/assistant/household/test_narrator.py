"""A simulated day is told once, line by line, and only what happened."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.household.narrator import Narrator
from assistant.household.scene import Scene
from assistant.station import Turn
from assistant.talk.turns import Cried, HeardUtterance
from care.alarm import Priority
from care.clock import set_pace
from care.commands import Notify, Raise, Record
from care.escalation import Outcome, Resolution, Stage
from care.medication import Corroboration, DoseOutcome
from care.people import ProviderId
from care.speech import (
    Certainty,
    Cry,
    Heard,
    SafetyCategory,
    Unavailable,
    Understanding,
)
from tests.fakes.calls import ADA, THREE, alarm, contact, ladder, notice
from tests.fakes.conversation import dose

HEARD = Heard(
    text="I fell", confidence=0.9, started_at=THREE, ended_at=THREE, engine="typed"
)


class Told:
    """A narrator, and what it wrote."""

    def __init__(self, folder: Path, screen: pytest.CaptureFixture[str]) -> None:
        clock = folder / "clock.json"
        set_pace(clock, THREE, 1)
        self._narrator = Narrator(Scene(clock, ADA.zone))
        self._screen = screen

    def lines(self, *values: object) -> list[str]:
        """What is told of a turn, without time and teller."""
        self._narrator.turn(Turn(patient=ADA.id, at=THREE, states=(), values=values))
        return [line[20:] for line in self._screen.readouterr().out.splitlines()]


@pytest.fixture
def told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    return Told(tmp_path, capsys)


def test_words_are_told_with_what_was_made_of_them(told: Told) -> None:
    meant = Understanding(intent="emergency_fall", confidence=0.9)
    nobody = Unavailable(reason="no service")
    cry = Cry(category=SafetyCategory.FALL, certainty=Certainty.CERTAIN)
    assert told.lines(
        HeardUtterance(heard=HEARD, understanding=meant),
        HeardUtterance(heard=HEARD, understanding=nobody),
        Cried(cry=cry, heard=HEARD),
    ) == [
        'hears "I fell" (typed; emergency_fall)',
        'hears "I fell" (typed; closed phrases)',
        "a cry for help: fall, certain",
    ]


def test_an_alarm_is_told_once_and_again_when_it_is_more_urgent(told: Told) -> None:
    low, high = Raise(alarm=alarm(Priority.MEDIUM)), Raise(alarm=alarm(Priority.HIGH))
    assert len(told.lines(low)) == 1
    assert told.lines(low) == []
    (worse,) = told.lines(high)
    assert worse.startswith("ALARM, high priority: ")


def test_a_notice_names_person_and_channel(told: Told) -> None:
    (line,) = told.lines(Notify(notice=notice(contact("jo", "pigeon"))))
    assert line == "tells jo by pigeon"


def test_a_dose_is_told_when_it_has_ended_and_once(told: Told) -> None:
    pending = dose("metformin", 0)
    taken = replace(
        pending, outcome=DoseOutcome.TAKEN, corroboration=Corroboration.CONFIRMED
    )
    assert told.lines(Record(what=pending)) == []
    assert told.lines(Record(what=taken), Record(what=taken)) == ["dose taken, confirmed"]


def test_taking_an_alarm_is_not_told_as_its_end(told: Told) -> None:
    one = replace(ladder(), stage=Stage.ACKNOWLEDGED)
    (taken,) = told.lines(Record(what=one))
    assert "not yet ended" in taken
    end = Resolution(by=ProviderId("jo"), at=THREE, outcome=Outcome.REAL_HELPED)
    over = replace(one, stage=Stage.RESOLVED, resolution=end)
    assert told.lines(Record(what=over)) == ["the alarm is resolved: real_helped"]


def test_what_is_no_part_of_the_story_is_not_told(told: Told) -> None:
    assert told.lines(object(), THREE) == []

"""Which dose hears what."""

from typing import Any

from care.medication import Sign
from reminders.dose_words import Snoozed, Told
from reminders.round import begin
from reminders.routing import mail
from reminders.rules import RULES
from reminders.tray_words import BoxOpened, Group, Later, Mentioned, Restarted, Spoken, Tray
from tests.fakes.medicines import dose, local, regimen, tray

A, B, C = dose("a"), dose("b", "08:30"), dose("c", "12:00")


def rounds() -> Tray:
    one = tray()
    group = Group(id="g", doses=(A.id, B.id), asked_at=local("08:00"))
    started = (
        begin(A, regimen("a", compartment="1")),
        begin(B, regimen("b", compartment="2")),
        begin(C, regimen("c")),
    )
    return type(one)(
        patient=one.patient,
        zone=one.zone,
        routine=one.routine,
        planned_to=one.planned_to,
        rounds=started,
        groups=(group,),
    )


def signs(event: object) -> dict[str, str]:
    letters = mail(rounds(), event, RULES)  # type: ignore[arg-type]
    return {
        dose.partition("/")[0]: letter.evidence.sign.value
        for dose, letter in letters.items()
        if isinstance(letter, Told)
    }


def test_an_answer_goes_to_the_whole_prompt_or_to_those_named() -> None:
    at = local("08:02")
    assert signs(Spoken(group="g", sign=Sign.TAKEN, at=at)) == {"a": "taken", "b": "taken"}
    only = Spoken(group="g", sign=Sign.REFUSED, at=at, only=(B.id,))
    assert signs(only) == {"b": "refused"}
    assert signs(Spoken(group="gone", sign=Sign.TAKEN, at=at)) == {}


def test_later_goes_to_the_whole_prompt() -> None:
    letters = mail(rounds(), Later(group="g", at=local("08:02")), RULES)
    assert {type(letter) for letter in letters.values()} == {Snoozed}
    assert len(letters) == 2


def test_an_opening_goes_to_its_compartment_else_to_the_nearest() -> None:
    at = local("08:20")
    assert signs(BoxOpened(at=at, heard_at=at, compartment="1")) == {"a": "opened"}
    assert signs(BoxOpened(at=at, heard_at=at)) == {"b": "opened"}
    assert signs(BoxOpened(at=at, heard_at=at, compartment="7")) == {
        "b": "wrong_compartment"
    }
    night = local("03:00")
    assert signs(BoxOpened(at=night, heard_at=night)) == {}


def test_words_out_of_the_blue_go_to_the_nearest_open_dose() -> None:
    said: dict[str, Any] = {"sign": Sign.TAKEN, "at": local("08:20")}
    assert signs(Mentioned(**said)) == {"b": "taken"}
    assert signs(Mentioned(**said, medicine="a")) == {"a": "taken"}
    assert signs(Mentioned(**said, medicine="c")) == {}
    assert signs(Restarted()) == {}

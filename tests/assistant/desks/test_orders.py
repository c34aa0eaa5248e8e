"""Orders at the bedside: checked, run, told, asked for, and never run unsigned."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from assistant.desks.desk import TICK
from assistant.desks.orders import OrderDesk
from assistant.desks.troubles import Trouble
from assistant.talk.turns import OpenTalk
from care.commands import Say, WakeAt
from care.people import Language, Patient, Routine
from care.speech import Heard, Understanding
from reminders.key_ring import STATE, KeyRing, withdrawn
from reminders.order_book import Admitted, OrderRefused, Running, Submitted
from reminders.slots import CLINIC
from reminders.tray_words import Ordered
from tests.fakes.homes import record_in
from tests.fakes.medicines import PARIS, PATIENT, local
from tests.fakes.orders import BERG, NOW, RING, key_of, order, sealed

TEN = local("10:00")


def person(language: Language = Language.ENGLISH) -> Patient:
    return Patient(
        id=PATIENT, name="Rose", language=language, zone=PARIS, routine=Routine()
    )


def desk(*, held: bool = False, language: Language = Language.ENGLISH) -> OrderDesk:
    return OrderDesk(person(language), CLINIC, lambda _now: held)


def submitted(*times: str, hours: int = 1) -> Submitted:
    one = order(*times, hours=hours)
    return Submitted(signed=sealed(one), signers=frozenset({BERG}))


def kinds(values: tuple[object, ...]) -> list[str]:
    return [type(one).__name__ for one in values if not isinstance(one, WakeAt)]


def said(text: str, now: datetime) -> OpenTalk:
    heard = Heard(text=text, confidence=1.0, started_at=now, ended_at=now, engine="typed")
    return OpenTalk(heard=heard, understanding=Understanding(intent="x", confidence=1.0))


def test_an_order_is_admitted_runs_at_its_instant_and_is_told_in_calm() -> None:
    bed = desk()
    assert kinds(bed.take(submitted("08:00"), NOW)) == ["Admitted", "Trouble"]
    assert kinds(bed.take(TICK, local("08:30"))) == ["Running", "Ordered", "Say"]
    assert kinds(bed.take(TICK, TEN)) == []


def test_nobody_is_told_while_an_alarm_is_on() -> None:
    bed = desk(held=True)
    bed.take(submitted("08:00"), NOW)
    assert kinds(bed.take(TICK, TEN)) == ["Running", "Ordered"]


def test_an_order_that_holds_at_once_runs_with_its_admission() -> None:
    found = desk().take(submitted("08:00", hours=0), NOW)
    assert kinds(found) == ["Admitted", "Trouble", "Running", "Ordered"]
    (trouble,) = (one for one in found if isinstance(one, Trouble))
    assert trouble.over


def test_a_refused_order_is_a_trouble_that_the_next_good_one_ends() -> None:
    bed = desk()
    bad = replace(submitted("08:00"), signers=frozenset())
    refused, trouble = bed.take(bad, NOW)
    assert isinstance(refused, OrderRefused)
    assert isinstance(trouble, Trouble)
    assert (trouble.over, trouble.what) == (False, "")
    assert "metformin" not in trouble.code.lower()
    admitted, over, *_ = bed.take(submitted("08:00"), NOW)
    assert isinstance(admitted, Admitted)
    assert over == replace(trouble, over=True)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (Language.ENGLISH, "what has changed with my tablets"),
        (Language.ENGLISH, "has my medicine changed"),
        (Language.FRENCH, "qu'est-ce qui a changé dans mes médicaments"),
        (Language.FRENCH, "est-ce que mes médicaments ont changé"),
    ],
)
def test_what_has_changed_is_answered_as_often_as_asked(
    language: Language, text: str
) -> None:
    bed = desk(language=language)
    (nothing,) = bed.take(said(text, NOW), NOW)
    assert isinstance(nothing, Say)
    bed.take(submitted("08:00"), NOW)
    first, again = (bed.take(said(text, TEN), TEN) for _ in range(2))
    (told,) = first
    assert isinstance(told, Say)
    assert "metformin" in told.prompt.words
    assert told.prompt.words != nothing.prompt.words
    assert again == first


def test_other_talk_is_not_about_orders() -> None:
    for text in ("change the channel", "what is my sugar", "I changed the patch"):
        assert desk().take(said(text, NOW), NOW) == ()


@pytest.mark.parametrize("altered", [False, True])
def test_after_a_restart_only_what_was_signed_runs(
    tmp_path: Path,
    altered: bool,  # noqa: FBT001 - a case of the table
) -> None:
    bed = desk()
    bed.take(submitted("08:00"), NOW)
    bed.take(TICK, TEN)
    book = bed.state()
    if altered:
        (one,) = book.signed  # type: ignore[attr-defined]
        more = replace(one.order.regimens[0], dose_text="ten tablets")
        forged = replace(one, order=replace(one.order, regimens=(more,)))
        book = replace(book, signed=(forged,))  # type: ignore[type-var]
    record = record_in(tmp_path)
    again = desk()
    with record.unit() as unit:
        unit.states.save(bed.name, book, TEN)
        ring = withdrawn(RING, key_of(BERG).id, TEN)  # what it signed before still runs
        unit.states.save(STATE, ring, TEN)
        again.restore(unit)
    record.close()
    found = again.take(TICK, TEN + timedelta(minutes=1))
    (ordered,) = (one for one in found if isinstance(one, Ordered))
    assert any(isinstance(one, Running) for one in found)
    assert len(ordered.regimens) == (0 if altered else 1)
    assert any(isinstance(one, Trouble) for one in found) is altered


def test_a_home_without_any_order_empties_its_tray_after_a_restart(
    tmp_path: Path,
) -> None:
    record = record_in(tmp_path)
    bed = desk()
    with record.unit() as unit:
        unit.states.save(STATE, KeyRing(), NOW)
        bed.restore(unit)
    record.close()
    (ordered,) = (one for one in bed.take(TICK, TEN) if isinstance(one, Ordered))
    assert ordered.regimens == ()

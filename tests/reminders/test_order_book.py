"""Orders come into force at their instant, once, and are told at a calm time."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from care.codec import decode, encode
from care.order import Objection
from reminders.order_book import (
    Admitted,
    Book,
    OrderRefused,
    Repeat,
    Running,
    Submitted,
    TellNews,
    Tick,
    calm,
    step,
    wake_at,
)
from reminders.tray_words import Ordered
from tests.fakes.medicines import PATIENT, local
from tests.fakes.orders import BERG, NOW, SETTING, order, sealed


def submitted(*times: str, **more: Any) -> Submitted:
    return Submitted(signed=sealed(order(*times, **more)), signers=frozenset({BERG}))


def run(book: Book, *events: tuple[datetime, Any]) -> tuple[Book, list[Any]]:
    out: list[Any] = []
    for now, event in events:
        book, commands = step(book, event, SETTING, now)
        assert decode(Book, encode(book)) == book
        out += commands
    return book, out


EMPTY = Book(patient=PATIENT)
TEN = local("10:00")


def test_admitted_then_in_force_once_then_told_once() -> None:
    book, (admitted,) = run(EMPTY, (NOW, submitted("08:00")))
    assert isinstance(admitted, Admitted)
    assert wake_at(book, NOW) == local("08:00")
    book, before = run(book, (local("07:59"), Tick()))
    assert before == []
    book, out = run(book, (TEN, Tick()), (TEN, Tick()))
    assert [type(one) for one in out] == [Running, Ordered, TellNews]
    assert out[1].regimens == order("08:00").regimens
    _, again = run(book, (TEN, Repeat()))
    assert [type(one) for one in again] == [TellNews]


def test_the_same_order_twice_is_one_order() -> None:
    book, out = run(EMPTY, (NOW, submitted("08:00")), (NOW, submitted("08:00")))
    assert (len(book.orders), len(out)) == (1, 2)  # said twice, kept once


def test_a_refused_order_changes_nothing() -> None:
    book, (refused,) = run(
        EMPTY, (NOW, Submitted(signed=sealed(order()), signers=frozenset()))
    )
    assert isinstance(refused, OrderRefused)
    assert [one.code for one in refused.objections] == ["unsigned"]
    assert book == EMPTY


def test_an_order_for_somebody_else_is_refused() -> None:
    other = Book(patient=type(PATIENT)("somebody"))
    _, (refused,) = run(other, (NOW, submitted("08:00")))
    assert [one.code for one in refused.objections] == ["patient"]


def test_a_change_runs_from_its_instant_and_the_old_one_until_then() -> None:
    change = submitted("09:00", revision=2, hours=5)
    book, _ = run(EMPTY, (NOW, submitted("08:00")), (NOW, change))
    book, first = run(book, (TEN, Tick(held=True)))
    book, second = run(book, (NOW + timedelta(hours=5), Tick(held=True)))
    times = [
        one.regimens[0].timing["timeOfDay"]
        for one in (*first, *second)
        if isinstance(one, Ordered)
    ]
    assert times == [["08:00:00"], ["09:00:00"]]


def test_news_wait_for_a_calm_time_and_are_never_lost() -> None:
    book, _ = run(EMPTY, (NOW, submitted("08:00")))
    book, night = run(book, (local("23:30"), Tick()))
    assert not any(isinstance(one, TellNews) for one in night)
    _, day = run(book, (local("08:00") + timedelta(days=1), Tick()))
    assert any(isinstance(one, TellNews) for one in day)


def test_calm_is_well_inside_the_patient_s_own_day() -> None:
    clocks = ("07:30", "08:00", "21:00", "21:45")
    assert [calm(SETTING, local(clock)) for clock in clocks] == [False, True, True, False]


def test_what_has_changed_is_told_as_often_as_asked_for() -> None:
    change = submitted("09:00", revision=2, hours=5)
    book, _ = run(EMPTY, (NOW, submitted("08:00")), (NOW, change))
    book, told = run(book, (NOW, Repeat()))
    assert [one.news.revision for one in told] == [1, 2]
    _, quiet = run(book, (TEN + timedelta(days=1), Tick()))
    assert not any(isinstance(one, TellNews) for one in quiet)
    _, late = run(book, (NOW + timedelta(days=20), Repeat()))
    assert late == []


def test_news_that_will_not_happen_are_not_told() -> None:
    later = submitted("09:00", revision=2, hours=48)
    sooner = submitted("10:00", revision=3, hours=2)
    book, _ = run(EMPTY, (NOW, submitted("08:00")), (NOW, later), (NOW, sooner))
    assert [one.revision for one in book.news] == [1, 3]
    assert book.news[-1].changes[-1].before.startswith("2026")
    book, out = run(book, (NOW + timedelta(days=5), Tick(held=True)))
    (running,) = (one for one in out if isinstance(one, Running))
    assert running.revisions == (("metformin", 3),)


def test_a_note_of_the_clinician_is_no_news() -> None:
    note = submitted("08:00", revision=2, hours=2, late_words="Ring me.")
    book, _ = run(EMPTY, (NOW, submitted("08:00")), (NOW, note))
    assert [one.revision for one in book.news] == [1]


def test_complaints_are_told_in_place_of_a_bare_refusal() -> None:
    forged = Objection(code="forged", detail="is not theirs")
    event = replace(submitted("08:00"), signers=frozenset(), complaints=(forged,))
    _, (refused,) = run(EMPTY, (NOW, event))
    assert [one.code for one in refused.objections] == ["forged"]


def test_a_regimen_that_another_order_has_already_is_refused() -> None:
    book, _ = run(EMPTY, (NOW, submitted("08:00")))
    other = replace(order("20:00"), id="insulin")
    event = Submitted(signed=sealed(other), signers=frozenset({BERG}))
    after, (refused,) = run(book, (NOW, event))
    assert isinstance(refused, OrderRefused)
    assert [one.code for one in refused.objections] == ["id"]
    assert "order metformin, revision 1" in refused.objections[0].detail
    assert after == book

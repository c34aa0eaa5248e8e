"""All doses of a patient: planned once, asked together, safe through crash and clock."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from care.codec import decode, encode
from care.commands import Raise, WakeAt
from care.medication import DoseId, Sign, Witness
from care.people import Routine
from reminders.dose_words import AlarmClosed, BoxChanged, Stage, Tick, Told
from reminders.tray import step
from reminders.tray_words import (
    BoxOpened,
    Later,
    Ordered,
    Restarted,
    Spoken,
    Tray,
)
from reminders.truth import Box
from tests.fakes.medicines import DAY, PARIS, Home, evidence, local, regimen, tray

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
EIGHT = local("08:00")


def ordered(*regimens: Any, zone: ZoneInfo = PARIS) -> Ordered:
    return Ordered(regimens=regimens, zone=zone, routine=Routine())


def test_due_together_is_asked_in_one_breath() -> None:
    home = Home(tray(regimen("a"), regimen("b"), regimen("c", "09:00")))
    home.run(local("07:00"), local("08:04"), MINUTE)
    assert [[d.medicine for d in ask.doses] for _, ask in home.asked] == [["a", "b"]]


def test_the_next_wake_up_is_always_ahead() -> None:
    state = tray(regimen("a"))
    now = local("00:00")
    for _ in range(40):
        state, commands = step(state, Tick(), now)
        wake = commands[-1]
        assert isinstance(wake, WakeAt)
        assert wake.at > now
        now = wake.at
    assert now > local("00:00") + 3 * timedelta(days=1)


def test_a_dose_is_never_planned_twice() -> None:
    home = Home(tray(regimen("a", "08:00", "20:00")))
    for hour in range(100):
        now = local("00:00") + hour * HOUR
        home.tick(now)
        if hour % 7 == 0:
            home.play(ordered(regimen("a", "08:00", "20:00", revision=hour + 1)), now)
    ids = list(home.ledger)
    assert len(ids) == len(set(ids))
    days = sorted(dose.due for dose in home.ledger.values())
    assert all(b - a == 12 * HOUR for a, b in pairwise(days))


def test_a_new_revision_replaces_what_nobody_was_asked_about() -> None:
    home = Home(tray(regimen("a", "08:00", "20:00")))
    home.tick(EIGHT)
    home.play(ordered(regimen("a", "09:00", "18:00", revision=2)), local("08:01"))
    times = [
        (one.dose.due.astimezone(PARIS).strftime("%H:%M"), one.dose.revision)
        for one in home.state.rounds
        if one.dose.due < local("00:00") + timedelta(days=1)
    ]
    assert times == [("08:00", 1), ("09:00", 2), ("18:00", 2)]


def test_the_moved_dose_of_a_new_revision_waits_for_the_gap() -> None:
    home = Home(tray(regimen("a")))
    home.tick(EIGHT)
    home.play(Spoken(group=home.asked[-1][1].group, sign=Sign.TAKEN, at=EIGHT), EIGHT)
    home.play(ordered(regimen("a", "09:00", revision=2)), local("08:30"))
    home.run(local("08:31"), local("12:00"), MINUTE)
    assert len(home.asked) == 1


def test_flown_west_the_day_s_dose_does_not_come_again() -> None:
    home = Home(tray(regimen("a")))
    home.tick(EIGHT)
    home.play(Spoken(group=home.asked[-1][1].group, sign=Sign.TAKEN, at=EIGHT), EIGHT)
    home.play(ordered(regimen("a"), zone=ZoneInfo("America/New_York")), local("12:00"))
    home.run(local("12:00"), local("12:00") + timedelta(days=2), 10 * MINUTE)
    due = sorted({dose.due for _, ask in home.asked for dose in ask.doses})
    assert [at.astimezone(UTC).isoformat()[:16] for at in due[:2]] == [
        "2026-03-02T07:00",
        "2026-03-03T13:00",
    ]


def test_a_clock_set_back_a_day_makes_nothing_due_again() -> None:
    home = Home(tray(regimen("a", "08:00", "20:00")))
    home.run(local("07:00"), local("08:03"), MINUTE)
    home.play(
        Spoken(group=home.asked[-1][1].group, sign=Sign.TAKEN, at=local("08:03")),
        local("08:03"),
    )
    back = timedelta(days=3)
    home.run(local("07:00") - back, local("23:00") - back, 10 * MINUTE)
    home.play(ordered(regimen("a", "08:00", "20:00", revision=2)), local("23:00") - back)
    home.run(local("23:00") - back, local("19:00"), 30 * MINUTE)
    morning = [a for _, ask in home.asked for a in ask.doses if a.due == EIGHT]
    assert len(morning) == 1
    assert all(ask.doses[0].due >= EIGHT for _, ask in home.asked)


def test_an_order_that_cannot_be_planned_is_told_and_stops_nobody_else() -> None:
    bad = regimen("bad", timing={"period": 1, "periodUnit": "fortnight", "frequency": 1})
    after, commands = step(tray(), ordered(bad, regimen("good")), local("00:00"))
    assert [c.alarm.code for c in commands if isinstance(c, Raise)] == ["DOSE-UNPLANNED"]
    assert {one.regimen.id for one in after.rounds} == {"good"}


def test_after_a_long_outage_one_alarm_names_them_all() -> None:
    home = Home(tray(regimen("a", "08:00", "12:00", "16:00", "20:00"), regimen("b")))
    home.tick(local("00:00") + timedelta(days=1, hours=6))
    assert len(home.raised) == 1
    assert len(home.raised[0][1].alarm.reasons) == 5
    assert not home.asked


def test_a_restart_says_the_standing_alarms_again() -> None:
    home = Home(tray(regimen("a")))
    home.run(local("08:00"), local("11:00"), MINUTE)
    before = {one.alarm.id for _, one in home.raised}
    home.raised.clear()
    home.ledger.clear()
    home.play(Restarted(), local("11:00"))
    assert {one.alarm.id for _, one in home.raised} == before
    assert len(home.ledger) == 1


def test_late_evidence_about_a_dose_of_long_ago_is_kept() -> None:
    home = Home(tray())
    old = evidence(
        Sign.TAKEN, witness=Witness.PERSON, of=DoseId("a/2020-01-01T08:00+01:00")
    )
    home.play(Told(evidence=old), local("08:00"))
    assert home.evidence == {old.key: old}


stories = st.lists(
    st.tuples(
        st.integers(0, 36 * 6),
        st.sampled_from(
            ["taken", "later", "refused", "opened", "offline", "online", "crash"]
        ),
    ),
    max_size=30,
)


@settings(max_examples=15, deadline=None)
@given(story=stories)
def test_killed_at_any_step_every_dose_ends_and_no_prompt_doubles(story: Any) -> None:
    """A crash loses the commands of its step; the state was saved before them."""
    home = Home(tray(regimen("a", "08:00", "14:00", "20:00"), regimen("b", critical=True)))
    steps = sorted({*story, *((slot, "tick") for slot in range(36 * 6 + 1))})
    for slot, what in steps:
        now = local("00:00") + slot * 10 * MINUTE
        if what == "crash":
            home.state, _ = step(home.state, Tick(), now)
            home.state = decode(Tray, encode(home.state))
            home.play(Restarted(), now)
        else:
            _happen(home, what, now)
    per_dose: dict[DoseId, int] = {}
    for _, ask in home.asked:
        for dose in ask.doses:
            per_dose[dose.id] = per_dose.get(dose.id, 0) + 1
    past = [one for one in home.state.rounds if one.dose.closes + HOUR < now]
    assert past
    assert all(one.stage is Stage.OVER for one in past)
    assert all(home.ledger[one.dose.id].outcome is not None for one in past)
    assert all(one.asked >= per_dose.get(one.dose.id, 0) for one in past)
    told = {one.alarm.id for _, one in home.raised}
    home.play(Restarted(), now)
    assert told <= {one.alarm.id for _, one in home.raised}


def _happen(home: Home, what: str, now: datetime) -> None:
    group = home.asked[-1][1].group if home.asked else ""
    match what:
        case "tick":
            home.tick(now)
        case "taken" | "refused":
            home.play(Spoken(group=group, sign=Sign(what), at=now), now)
        case "later":
            home.play(Later(group=group, at=now), now)
        case "opened":
            home.play(BoxOpened(at=now, heard_at=now), now)
        case _:
            home.play(BoxChanged(box=Box(what), at=now), now)


def test_events_twice_are_the_same_day() -> None:
    once, twice = (Home(tray(regimen("a", "08:00", "20:00"))) for _ in range(2))
    for home, times in ((once, 1), (twice, 2)):
        for minute in range(0, 24 * 60, 5):
            now = local("00:00") + minute * MINUTE
            for _ in range(times):
                home.tick(now)
            if minute in (485, 1205):
                for _ in range(times):
                    home.play(
                        Spoken(group=home.asked[-1][1].group, sign=Sign.TAKEN, at=now), now
                    )
                    home.play(BoxOpened(at=now, heard_at=now), now)
    assert once.ledger == twice.ledger
    assert once.asked == twice.asked
    assert replace(once.state, latest=None) == replace(twice.state, latest=None)


def test_the_day_of_the_tests_is_plain() -> None:
    assert DAY.utcoffset() == (DAY + timedelta(days=2)).utcoffset()


def test_a_medicine_ordered_for_an_hour_whose_alarm_was_closed_is_told_all_the_same() -> (
    None
):
    warfarin = regimen("warfarin", critical=True)
    home = Home(tray(warfarin))
    home.play(BoxChanged(box=Box.ONLINE, at=local("07:00")), local("07:00"))
    refused = evidence(Sign.REFUSED, "07:30", of=home.state.rounds[0].dose.id)
    home.play(Told(evidence=refused), local("07:30"))
    (first,) = {raised.alarm.id for _, raised in home.raised}
    home.play(AlarmClosed(alarm=first), local("07:40"))
    home.play(ordered(warfarin, regimen("insulin", critical=True)), local("07:45"))
    home.run(local("08:00"), local("11:00"), 5 * MINUTE)
    after = {raised.alarm.id for at, raised in home.raised if at > local("07:40")}
    assert len(after) == 1
    assert first not in after
    known = len(home.raised)
    home.play(Restarted(), local("11:01"))
    again = {raised.alarm.id for _, raised in home.raised[known:]}
    assert again == after | {first}, "the closed one under its own id, which tells nobody"

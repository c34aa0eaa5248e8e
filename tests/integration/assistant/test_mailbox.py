"""What people ask for at the console, out of a real record and into the station."""

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.desks.ladders import ToLadder
from care.codec import encode
from care.errors import StoreError
from care.escalation import Outcome
from care.medication import Witness
from care.people import PatientId, ProviderId
from escalation import ladder
from records.orders import Status
from reminders.checkin_plan import CheckInPlan, Observed
from reminders.dose_words import Told
from reminders.order_book import Submitted
from reminders.stock import Counted
from tests.fakes.console_post import ANNA, BOSS, KEY, OMAR, ROSE, Post, console_post
from tests.fakes.conversation import NOON

pytestmark = pytest.mark.integration


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    with console_post(tmp_path) as found:
        yield found


async def test_taking_an_alarm_and_ending_it_reach_its_ladder_in_order(post: Post) -> None:
    taken = post.ask("acknowledge", escalation="one")
    ended = post.ask("resolve", escalation="one", outcome="false_alarm", note="asleep")
    await post.mailbox.look()
    first, second = post.posted
    assert isinstance(first, ToLadder)
    assert isinstance(second, ToLadder)
    assert first.escalation == second.escalation == "one"
    assert isinstance(first.event, ladder.Acknowledged)
    assert first.event.acknowledgement.by == OMAR
    assert isinstance(second.event, ladder.Resolved)
    resolution = second.event.resolution
    assert (resolution.outcome, resolution.note) == (Outcome.FALSE_ALARM, "asleep")
    assert post.done(taken)
    assert post.done(ended)


async def test_a_request_is_handed_over_once(post: Post) -> None:
    post.ask("acknowledge", escalation="one")
    await post.mailbox.look()
    post.ask("acknowledge", escalation="two")
    await post.mailbox.look()
    await post.mailbox.look()
    handed = [v.escalation for v in post.posted if isinstance(v, ToLadder)]
    assert handed == ["one", "two"]


async def test_a_signed_order_goes_to_the_station_with_its_signers(post: Post) -> None:
    signed = post.order(Status.SENT)
    asked = post.ask("order", order="metformin", revision=1)
    await post.mailbox.look()
    (submitted,) = post.posted
    assert submitted == Submitted(signed=signed, signers=frozenset({OMAR}))
    assert post.done(asked)


async def test_an_order_on_which_nothing_was_decided_is_handed_over_again(
    post: Post,
) -> None:
    post.order(Status.SENT)
    await post.mailbox.resume()
    await post.mailbox.resume()
    assert [type(value) for value in post.posted] == [Submitted, Submitted]


async def test_what_waits_for_a_second_person_stays_where_it_is(post: Post) -> None:
    post.order(Status.WAITING)
    asked = post.ask("order", order="metformin", revision=1)
    await post.mailbox.look()
    await post.mailbox.resume()
    assert post.posted == []
    assert not post.done(asked)


@pytest.mark.parametrize(
    ("trust", "by", "code"),
    [
        ("stranger", OMAR, "unknown_key"),
        ("registered", ANNA, "unknown_key"),  # a provider who is no clinician
    ],
)
async def test_a_signature_that_is_not_trusted_is_named(
    post: Post, trust: str, by: ProviderId, code: str
) -> None:
    post.order(Status.SENT, by=by, trust=trust == "registered")
    post.ask("order", order="metformin", revision=1)
    await post.mailbox.look()
    (submitted,) = post.posted
    assert isinstance(submitted, Submitted)
    assert submitted.signers == frozenset()
    assert [one.code for one in submitted.complaints] == [code]


async def test_an_administrator_registers_a_key_and_its_owner_withdraws_it(
    post: Post,
) -> None:
    public = b64encode(KEY.public_key().public_bytes_raw()).decode()
    own = post.ask("register_key", None, OMAR, provider=OMAR, public=public)
    good = post.ask("register_key", None, BOSS, provider=OMAR, public=public)
    await post.mailbox.look()
    assert (post.done(own), post.done(good)) == (False, True)
    (key,) = post.ring().keys
    assert (key.provider, key.registered_by, key.withdrawn_at) == (OMAR, BOSS, None)
    other = post.ask("withdraw_key", None, ANNA, key=key.id)
    mine = post.ask("withdraw_key", None, key=key.id)
    again = post.ask("register_key", None, BOSS, provider=OMAR, public=public)
    await post.mailbox.look()
    assert [post.done(n) for n in (other, mine, again)] == [False, True, False]
    assert post.ring().of(OMAR) == ()
    post.order(Status.SENT, trust=False)
    post.ask("order", order="metformin", revision=1)
    await post.mailbox.look()
    submitted = post.posted[-1]
    assert isinstance(submitted, Submitted)
    assert [one.code for one in submitted.complaints] == ["revoked_key"]


async def test_what_people_enter_reaches_its_desk(post: Post) -> None:
    at = NOON.isoformat()
    scale = dict.fromkeys(("breathing", "vocalisation", "face", "body"), "none")
    scale |= {"breathing": "noisy", "face": "grimacing", "body": "tense"}
    post.ask("tell_dose", dose="metformin/1", sign="taken", at=at)
    post.ask(
        "enter_scale",
        survey="painad",
        at=at,
        answers=scale | {"consolability": "no_need"},
    )
    post.ask("count_stock", medicine="metformin", units=30, notice_days=7, expires=None)
    post.ask("plan_checkins", plan=encode(CheckInPlan(author=OMAR)))
    wrong = post.ask("enter_scale", survey="mood", at=at, answers={})
    await post.mailbox.look()
    told, observed, counted, plan = post.posted
    assert isinstance(told, Told)
    assert (told.evidence.witness, told.evidence.by) == (Witness.PERSON, OMAR)
    assert isinstance(observed, Observed)
    assert (observed.check_in.score, observed.check_in.by) == (5, OMAR)
    assert isinstance(counted, Counted)
    assert (counted.stock.units, counted.stock.by) == (30, OMAR)
    assert plan == CheckInPlan(author=OMAR)
    assert not post.done(wrong)


@pytest.mark.parametrize(
    ("kind", "who", "body"),
    [
        ("dance", ROSE.id, {}),
        ("acknowledge", ROSE.id, {}),
        ("acknowledge", None, {"escalation": "one"}),
        ("acknowledge", PatientId("moved-away"), {"escalation": "one"}),
        ("resolve", ROSE.id, {"escalation": "one", "outcome": "perhaps"}),
        ("order", ROSE.id, {"order": "metformin", "revision": 7}),
        ("tell_dose", ROSE.id, {"dose": "a", "sign": "eaten", "at": "now"}),
        ("plan_checkins", ROSE.id, {"plan": "daily"}),
        ("withdraw_key", None, {"key": "none"}),
    ],
)
async def test_what_cannot_be_done_is_closed_and_stands_in_nobodys_way(
    post: Post, kind: str, who: PatientId | None, body: dict[str, Any]
) -> None:
    bad = post.ask(kind, who, **body)
    good = post.ask("acknowledge", escalation="one")
    await post.mailbox.look()
    assert not post.done(bad)
    assert post.of(bad).result != {"done": False, "why": ""}
    assert post.done(good)
    assert [type(value) for value in post.posted] == [ToLadder]


async def test_while_the_record_fails_a_request_stays_open_and_is_tried_again(
    post: Post,
) -> None:
    number = post.ask("acknowledge", escalation="one")
    with post.database.unit() as unit:
        unit.session.connection().exec_driver_sql(
            "CREATE TRIGGER full BEFORE UPDATE ON requests "
            "BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END"
        )
    with pytest.raises(StoreError):
        await post.mailbox.look()
    assert post.of(number).handled_at is None
    with post.database.unit() as unit:
        unit.session.connection().exec_driver_sql("DROP TRIGGER full")
    await post.mailbox.look()
    assert post.done(number)

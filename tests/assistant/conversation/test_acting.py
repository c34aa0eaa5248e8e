"""An action call finds its facts, its topic and its words."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.conversation import acting
from assistant.conversation.actions import CARE_QUESTION
from assistant.conversation.known import Known
from assistant.conversation.thread import FRESH, Thread
from assistant.conversation.webhook import ActionCall
from care.approved.entry import Entry
from care.approved.library import Library
from care.people import Language
from tests.fakes.conversation import NOON, StoredNowhere, measured, patient

THREAD = Thread(
    id="c1",
    patient=patient(),
    language=Language.ENGLISH,
    words="what's my sugar",
    intent="ask_last_reading",
    at=NOON,
)
FACTS = Known(readings=(measured("glucose", 110, "mg/dL", 5),))
EMPTY = Library(Language.ENGLISH, ())


def _call(action: str, slots: dict[str, Any], **entities: str) -> ActionCall:
    named = [{"entity": name, "value": value} for name, value in entities.items()]
    return ActionCall.model_validate(
        {
            "next_action": action,
            "sender_id": "c1",
            "tracker": {
                "slots": slots,
                "latest_message": {"intent": {"name": "x"}, "entities": named},
            },
        }
    )


async def test_the_facts_of_the_named_reading_are_looked_up() -> None:
    facts = StoredNowhere(FACTS)
    call = _call("action_reading", {}, kind="glucose")
    reply = await acting.run(call, THREAD, facts, EMPTY, NOON)
    assert reply is not None
    assert "110" in reply.words
    assert facts.wanted == ["glucose"]


async def test_an_unknown_action_has_no_reply() -> None:
    call = _call("action_of_somebody_else", {})
    assert await acting.run(call, THREAD, StoredNowhere(FACTS), EMPTY, NOON) is None


@pytest.mark.parametrize(
    ("question", "answered"), [("how does it fly", True), ("should I fly", False)]
)
async def test_a_care_question_asks_the_library(question: str, answered: bool) -> None:  # noqa: FBT001
    entry = Entry(
        id="fly",
        questions=("how does it fly", "should I fly"),
        answer="With wings.",
        source="the book",
        reviewed=date(2026, 10, 1),
        reviewer="r",
    )
    library = Library(Language.ENGLISH, (entry,))
    thread = replace(THREAD, words=question)
    reply = await acting.run(
        _call(CARE_QUESTION, {}), thread, StoredNowhere(FACTS), library, NOON
    )
    assert reply is not None
    assert ("With wings. That is from the book." in reply.words) is answered
    assert bool(reply.deeds) is not answered


def test_a_day_counts_only_in_its_own_turn_but_a_reading_stays() -> None:
    call = _call("action_follow_up", {"when": "yesterday", "kind": "glucose", "topic": "t"})
    found = acting.named(call, THREAD)
    assert (found["when"], found["kind"], found["topic"]) == (None, "glucose", "t")


def test_my_tablets_are_all_tablets() -> None:
    call = _call("action_dose_taken", {"medicine": "metformin"})
    it = replace(THREAD, words="when did I take it")
    all_ = replace(THREAD, words="did I take my tablets")
    assert acting.named(call, it)["medicine"] == "metformin"
    assert acting.named(call, all_)["medicine"] is None


@pytest.mark.parametrize(
    ("language", "words", "meant"),
    [
        (Language.ENGLISH, "what is the warfarin for", None),
        (Language.ENGLISH, "did I take my warfarin", None),
        (Language.ENGLISH, "what's that one for", "metformin"),
        (Language.FRENCH, "\u00e0 quoi sert la warfarine", None),
        (Language.FRENCH, "c'est pour quoi", "metformin"),
        (Language.FRENCH, "je l'ai pris quand", "metformin"),
    ],
)
def test_a_name_that_nobody_knows_is_not_the_medicine_of_before(
    language: Language, words: str, meant: str | None
) -> None:
    call = _call("action_purpose", {"medicine": "metformin"})
    thread = replace(THREAD, words=words, language=language)
    assert acting.named(call, thread)["medicine"] == meant


def test_a_follow_up_keeps_the_medicine() -> None:
    call = _call("action_follow_up", {"medicine": "metformin"})
    thread = replace(THREAD, words="and tonight", intent="follow_up")
    assert acting.named(call, thread)["medicine"] == "metformin"


def test_a_conversation_ends_with_time_or_language() -> None:
    assert THREAD.goes_on(Language.ENGLISH, NOON + FRESH)
    assert not THREAD.goes_on(Language.ENGLISH, NOON + 2 * FRESH)
    assert not THREAD.goes_on(Language.FRENCH, NOON)

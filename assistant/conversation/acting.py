"""Runs an action for one thread: gathers the facts, answers, keeps the reply."""

from datetime import datetime

from assistant.conversation import lexicon
from assistant.conversation.actions import ACTIONS, CARE_QUESTION
from assistant.conversation.actions.care import care_question
from assistant.conversation.asked import Asked
from assistant.conversation.known import READINGS, Facts, Known
from assistant.conversation.reply import Reply
from assistant.conversation.thread import Thread
from assistant.conversation.webhook import ActionCall
from care.approved.entry import Entry
from care.approved.library import Library
from care.wording import wording

FOLLOW_UP = "follow_up"
OWN = ("when", "contact", "change")
"""Values that count only in the turn that named them."""


def named(call: ActionCall, thread: Thread) -> dict[str, str | None]:
    """What is asked about: this turn's words first, then what was talked about before."""
    latest = {one.entity: str(one.value) for one in call.tracker.latest_message.entities}
    slots = {
        name: str(value) for name, value in call.tracker.slots.items() if value is not None
    }
    found = {name: latest.get(name) for name in OWN}
    found |= {name: latest.get(name, slots.get(name)) for name in ("kind", "medicine")}
    if "medicine" not in latest and not _points_back(thread):
        found["medicine"] = None
    return found | {"topic": slots.get("topic")}


def _points_back(thread: Thread) -> bool:
    """Whether the words mean the medicine talked of before: "it", "and at night?".

    Else a name that is on no list of ours ("what is the warfarin for") would be answered
    with what was said of another medicine.
    """
    said = lexicon.entities(thread.words, thread.language)
    return "which" not in said and ("back" in said or thread.intent == FOLLOW_UP)


def asked_of(call: ActionCall, thread: Thread, known: Known, now: datetime) -> Asked:
    """The call as an action sees it."""
    return Asked(
        patient=thread.patient,
        words=thread.words,
        intent=call.tracker.latest_message.intent.name or thread.intent,
        now=now,
        wording=wording(thread.language),
        known=known,
        **named(call, thread),
    )


async def run(
    call: ActionCall, thread: Thread, facts: Facts, library: Library, now: datetime
) -> Reply | None:
    """The reply of an action; None for an action that is not known."""
    act = ACTIONS.get(call.next_action)
    if act is None and call.next_action != CARE_QUESTION:
        return None
    kind = named(call, thread)["kind"]
    reading = kind if kind in READINGS else None
    known = await facts.known(thread.patient, reading, now)
    asked = asked_of(call, thread, known, now)
    if act is not None:
        return act(asked)

    def find(question: Asked) -> Entry | None:
        return library.find(question.words, now.astimezone(thread.patient.zone).date())

    return care_question(asked, find)

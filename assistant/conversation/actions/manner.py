"""Louder, slower, again, stop, another language; and what a follow-up is about."""

from assistant.conversation.actions import doses, household, medicines, people, readings
from assistant.conversation.asked import Asked
from assistant.conversation.reply import Manner, Reply
from care.people import Language

OTHER = {Language.ENGLISH: Manner.FRENCH, Language.FRENCH: Manner.ENGLISH}


def control(asked: Asked) -> Reply:
    """A wish about the talk; the dialogue carries it out and says so itself."""
    wish = _wish(asked)
    return Reply(words="", deeds=(wish,))


def _wish(asked: Asked) -> Manner:
    if asked.intent == "change_language":
        named = {"english": Manner.ENGLISH, "french": Manner.FRENCH}
        return named.get(asked.change or "", OTHER[asked.patient.language])
    if asked.intent == "louder_slower":
        change = asked.change if asked.change in CHANGES else "louder"
        return Manner(change)
    return Manner.REPEAT if asked.intent == "repeat" else Manner.STOP


CHANGES = ("louder", "softer", "slower", "faster")

FOLLOWS = {
    "reading": readings.reading,
    "next_dose": doses.next_dose,
    "dose_taken": doses.taken,
    "medicine": medicines.purpose,
    "told": people.who_was_told,
    "devices": household.devices,
    "next_event": household.next_event,
}


def follow_up(asked: Asked) -> Reply:
    """The topic before ("and yesterday?"), with the new day, reading or medicine."""
    if asked.topic in FOLLOWS:
        return FOLLOWS[asked.topic](asked)
    if asked.kind:
        return readings.reading(asked)
    return Reply(words=asked.say("follow_what"))

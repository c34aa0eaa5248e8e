"""What a medicine is for: the stored reason, and nothing else."""

from assistant.conversation.asked import Asked
from assistant.conversation.reply import Note, Reply

TOPIC = "medicine"


def purpose(asked: Asked) -> Reply:
    """The reason written in the plan; without one the question goes to the nurse."""
    if asked.medicine is None:
        return Reply(words=asked.say("medicine.which"), topic=TOPIC)
    found = [one for one in asked.known.regimens if one.medicine == asked.medicine]
    reason = next((one.purpose for one in found if one.purpose), None)
    if reason:
        words = asked.say("medicine.purpose", medicine=asked.medicine, purpose=reason)
        return Reply(words=words, topic=TOPIC)
    note = Note(kind="question", words=asked.words)
    words = asked.say("medicine.unknown", medicine=asked.medicine)
    return Reply(words=words, deeds=(note,), topic=TOPIC)

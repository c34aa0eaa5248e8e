"""Who was told, who is to be called, what is to be passed on; always the plain truth."""

from assistant.conversation.asked import Asked
from assistant.conversation.reply import Manner, Note, Reply, WantsPerson

MOST = 3
"""People named in one breath."""


def who_was_told(asked: Asked) -> Reply:
    """The people told in the last day, and who has answered."""
    told = list(asked.known.told)
    taken = [one for one in told if one.acknowledged]
    if taken:
        facts = {"name": taken[-1].name, "time": asked.clock(taken[-1].at)}
        return Reply(words=asked.say("told.acknowledged", **facts), topic="told")
    reached = [one for one in told if one.reached]
    names = list(dict.fromkeys(one.name for one in reached))[:MOST]
    if names:
        facts = {"names": ", ".join(names), "time": asked.clock(reached[-1].at)}
        return Reply(words=asked.say("told.waiting", **facts), topic="told")
    key = "told.failed" if told else "told.nobody"
    return Reply(words=asked.say(key), topic="told")


def call(asked: Asked) -> Reply:
    """A person is told that the patient wants to talk; nobody is promised."""
    person = asked.say(f"person.{asked.contact}") if asked.contact else ""
    key = "call.person" if person else "call.anybody"
    return Reply(
        words=asked.say(key, person=person),
        deeds=(WantsPerson(person=asked.contact or ""),),
    )


def ask_words(asked: Asked) -> Reply:
    """What is to be passed on."""
    return Reply(words=asked.say("message.ask"), topic="message", invites=True)


def message(asked: Asked) -> Reply:
    """The message goes to the nurse's list."""
    return Reply(
        words=asked.say("message.kept"), deeds=(Note(kind="message", words=asked.words),)
    )


def low(asked: Asked) -> Reply:
    """Sadness is acknowledged first; the nurse hears of it, a person is offered."""
    return Reply(words=asked.say("feel_low"), deeds=(Note(kind="mood", words=asked.words),))


def report(asked: Asked) -> Reply:
    """Something was told that nobody had asked for: kept for the nurse, not judged."""
    if asked.intent in ("affirm", "deny", "dont_know"):
        return Reply(words=asked.say("no_question"))
    if asked.intent == "cancel_false_alarm":
        return Reply(words=asked.say("no_alarm"))
    kind = "symptom" if asked.intent in SYMPTOMS else "report"
    note = Note(kind=kind, words=asked.words)
    return Reply(words=asked.say(f"report.{kind}"), deeds=(note,))


SYMPTOMS = frozenset({"symptom_report", "pain_score", "pain_location"})


def cry(asked: Asked) -> Reply:
    """A cry that came this far goes back to the safety net, said in its plainest form."""
    return Reply(words=asked.say("here"), deeds=(Manner.HELP,))

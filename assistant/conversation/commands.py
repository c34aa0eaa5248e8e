"""Replies as commands: words to say, tasks, a person to tell, a wish about the talk."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from assistant.conversation.reply import Manner, Note, Reply, WantsPerson
from assistant.talk.turns import HeardUtterance
from care.alarm import Alarm, AlarmId, Cause, Priority, Reason
from care.commands import Raise, Say
from care.people import Patient
from care.speech import Heard, Prompt, Unavailable, Urgency
from care.wording import wording
from records.tasks import Task

WANTS_PERSON = "WANTS-PERSON"
"""Alarm code of a wish to talk with somebody (docs/alarms.md)."""
LEFT_WORDS = "LEFT-WORDS"
"""Alarm code of words for the nurse that should not wait until somebody happens to look."""
TOLD_OF = frozenset({"message", "mood", "symptom"})
"""Kinds of notes that somebody is told of; the others wait in the console."""
REASONS = {WANTS_PERSON: "wants_person", LEFT_WORDS: "left_words"}
"""Wording of an alarm, by its code."""


def commands(
    patient: Patient, replies: Sequence[Reply], heard: Heard, now: datetime
) -> tuple[object, ...]:
    """What the station does with the replies of one turn."""
    words = " ".join(reply.words for reply in replies if reply.words)
    said: list[object] = []
    if words:
        prompt = Prompt(
            patient=patient.id,
            language=patient.language,
            words=words,
            urgency=Urgency.TALK,
            invites=any(reply.invites for reply in replies),
        )
        said.append(Say(prompt=prompt))
    for reply in replies:
        for deed in reply.deeds:
            said += _deed(deed, patient, heard, now)
    return tuple(said)


def _deed(
    deed: Manner | Note | WantsPerson, patient: Patient, heard: Heard, now: datetime
) -> tuple[object, ...]:
    match deed:
        case Manner():
            return (_as_closed_phrase(deed, patient, heard),)
        case Note(kind=kind) if kind in TOLD_OF:
            return _task(deed, patient, now), Raise(alarm=_told(LEFT_WORDS, patient, now))
        case Note():
            return (_task(deed, patient, now),)
        case WantsPerson():
            return (Raise(alarm=_told(WANTS_PERSON, patient, now)),)


def _as_closed_phrase(wish: Manner, patient: Patient, heard: Heard) -> HeardUtterance:
    """The wish as if its closed phrase had been said, so that one place handles it."""
    text = wording(patient.language).say(f"talk.closed.{wish.value}")
    plain = Heard(
        text=text,
        confidence=heard.confidence,
        started_at=heard.started_at,
        ended_at=heard.ended_at,
        engine=heard.engine,
        speaker=heard.speaker,
    )
    return HeardUtterance(heard=plain, understanding=Unavailable(reason="a closed phrase"))


def _token(*parts: str) -> str:
    return sha256("|".join(parts).encode()).hexdigest()[:16]


def _task(note: Note, patient: Patient, now: datetime) -> Task:
    """One task for the same words on the same day."""
    token = _token(patient.id, note.kind, now.date().isoformat(), note.words)
    return Task(
        id=f"talk-{token}",
        patient=patient.id,
        kind=note.kind,
        body={"words": note.words},
        created_at=now,
    )


def _told(code: str, patient: Patient, now: datetime) -> Alarm:
    """One alarm of that code in ten minutes, however much is said.

    What is said later has an alarm of its own: the first may have been closed meanwhile.
    """
    near = now.replace(minute=now.minute // 10 * 10, second=0, microsecond=0)
    return Alarm(
        id=AlarmId(f"talk-{_token(patient.id, code, near.isoformat())}"),
        patient=patient.id,
        code=code,
        cause=Cause.ADVISORY,
        priority=Priority.LOW,
        raised_at=now,
        reasons=(Reason(key=REASONS[code]),),
    )

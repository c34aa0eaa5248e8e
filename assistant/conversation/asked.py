"""One call of an action: who asks, with which words, about what."""

from dataclasses import dataclass, field
from datetime import datetime

from assistant.conversation.known import Known
from assistant.scripts.clock_words import spoken_time
from care.people import Patient
from care.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Everything an action may use; nothing else decides its answer."""

    patient: Patient
    words: str
    """As heard."""
    intent: str
    kind: str | None = None
    """Key of `known.READINGS`."""
    when: str | None = None
    """Key of `spans.SPANS`."""
    medicine: str | None = None
    """Name as in the patient's own list."""
    contact: str | None = None
    change: str | None = None
    """Value of `reply.Manner`."""
    topic: str | None = None
    """What was talked about before."""
    now: datetime
    wording: Wording
    known: Known = field(default_factory=Known)

    def say(self, key: str, **facts: str) -> str:
        """A text of the room `talk`."""
        return self.wording.say(f"talk.{key}", **facts)

    def clock(self, at: datetime) -> str:
        """A time of day as it is said aloud, with the day when it is not today."""
        local = at.astimezone(self.patient.zone)
        time = spoken_time(at, self.patient.zone, self.wording)
        days = (local.date() - self.now.astimezone(self.patient.zone).date()).days
        if days == 0:
            return time
        near = {-1: "yesterday", 1: "tomorrow"}.get(days)
        if near:
            return self.say(f"clock.{near}", time=time)
        weekday = self.say(f"weekday.{local.weekday()}")
        return self.say("clock.day", day=weekday, time=time)

"""Tells the turns of a simulated home, one readable line each.

Only for a virtual patient: these lines name what was said and measured, which the log
never does.
"""

from assistant.household.scene import Scene
from assistant.station import Turn
from assistant.talk.turns import Cried, HeardUtterance, OpenTalk
from care.alarm import Alarm
from care.checkin import CheckIn
from care.commands import Clear, Confirm, Notify, Raise, Record
from care.escalation import Delivery, Escalation, Stage
from care.medication import Dose, DoseEvidence
from care.people import Language
from care.speech import Answer, Understanding
from care.wording import wording
from escalation.wording import what


class Narrator:
    """The station's side of the day."""

    def __init__(self, scene: Scene) -> None:
        """Tell into a scene."""
        self._scene = scene
        self._told: set[str] = set()

    def turn(self, turn: Turn) -> None:
        """Tell what is worth telling of a turn."""
        for value in turn.values:
            line = self._line(value)
            if line is not None:
                self._scene.tell("station", line)

    def _line(self, value: object) -> str | None:  # noqa: C901 - one row per kind of value
        match value:
            case HeardUtterance(heard=heard, understanding=meant):
                intent = (
                    meant.intent if isinstance(meant, Understanding) else "closed phrases"
                )
                return f'hears "{heard.text}" ({heard.engine}; {intent})'
            case Answer(meaning=meaning):
                return f"answer: {meaning.value}"
            case Cried(cry=cry):
                return f"a cry for help: {cry.category.value}, {cry.certainty.value}"
            case OpenTalk(understanding=meant):
                return f"the patient's own question: {meant.intent}"
            case Confirm(alarm=alarm):
                return f"asks before it alarms: {_words(alarm)}"
            case Raise(alarm=alarm):
                return self._once(alarm.id + alarm.priority, _raised(alarm))
            case Clear():
                return "the condition is over (nobody has answered it by that)"
            case Notify(notice=notice):
                return f"tells {notice.contact.provider} by {notice.contact.channel}"
            case Delivery(status=status):
                return f"the notice is {status.value.replace('_', ' ')}"
            case Record(what=kept):
                return self._kept(kept)
        return None

    def _kept(self, kept: Dose | DoseEvidence | CheckIn | Alarm | Escalation) -> str | None:
        match kept:
            case Dose(outcome=outcome) if outcome is not None:
                seen = kept.corroboration.value if kept.corroboration else "unseen"
                return self._once(
                    f"{kept.id}{outcome}{seen}", f"dose {outcome.value}, {seen}"
                )
            case CheckIn(score=score, outcome=ended):
                return f"check-in {ended.value}: {score}"
            case Escalation(stage=Stage.ACKNOWLEDGED):
                return self._once(f"{kept.id}taken", "acknowledged, not yet ended")
            case Escalation(stage=Stage.RESOLVED, resolution=end) if end is not None:
                return f"the alarm is resolved: {end.outcome.value}"
        return None

    def _once(self, key: str, line: str) -> str | None:
        if key in self._told:
            return None
        self._told.add(key)
        return line


def _words(alarm: Alarm) -> str:
    return what(wording(Language.ENGLISH), alarm)


def _raised(alarm: Alarm) -> str:
    return f"ALARM, {alarm.priority.value} priority: {_words(alarm)}"

"""What closed phrases alone understand, as intents, while the nlu service is away."""

from assistant.answers import read
from assistant.phrases import phrases
from assistant.safety import catch
from assistant.safety.mass import INTENTS
from care.people import Language
from care.speech import Expects, Meaning, SafetyCategory, Understanding

_CRIES = {category: intent for intent, category in INTENTS.items()}
_DOSE = {
    Meaning.YES: "affirm",
    Meaning.NO: "deny",
    Meaning.TAKEN: "dose_taken",
    Meaning.LATER: "dose_snooze",
    Meaning.REFUSED: "dose_refused",
    Meaning.REPEAT: "repeat",
}
_TURNS = {
    "turns.stop": "stop",
    "turns.louder": "louder_slower",
    "turns.softer": "louder_slower",
    "turns.slower": "louder_slower",
    "turns.faster": "louder_slower",
}


def closed_intent(text: str, language: Language) -> Understanding | None:
    """The intent that closed phrases name for certain, or None."""
    if cry := catch((text,), language, None):
        generic = _CRIES[SafetyCategory.HELP]
        return Understanding(intent=_CRIES.get(cry.category, generic), confidence=1.0)
    tables = phrases(language)
    folded = tables.fold(text)
    for key, intent in _TURNS.items():
        if tables.is_only(key, folded):
            return Understanding(intent=intent, confidence=1.0)
    intent = _DOSE.get(read((text,), Expects.DOSE, language).meaning, "")
    return Understanding(intent=intent, confidence=1.0) if intent else None

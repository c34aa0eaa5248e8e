"""The NLU service's share: the sum of its confidences in all emergency intents.

Measured in the reference notes on Rasa (section 4): the top intent alone missed 21 to
30 % of unseen cries; the sum over all emergency intents misses far fewer. A denial
intent never silences anything, so it is simply not part of the sum.
"""

from care.speech import Certainty, Cry, SafetyCategory, Understanding

CERTAIN_MASS = 0.5
DOUBTFUL_MASS = 0.15

INTENTS: dict[str, SafetyCategory] = {
    "emergency_fall": SafetyCategory.FALL,
    "emergency_breathing": SafetyCategory.BREATHING,
    "emergency_chest_pain": SafetyCategory.CHEST_PAIN,
    "emergency_stroke_signs": SafetyCategory.STROKE,
    "emergency_bleeding": SafetyCategory.BLEEDING,
    "emergency_hypoglycaemia": SafetyCategory.HYPOGLYCAEMIA,
    "emergency_overdose": SafetyCategory.OVERDOSE,
    "emergency_suicidal": SafetyCategory.SUICIDE,
    "request_help_generic": SafetyCategory.HELP,
}
"""Emergency intents of the NLU project and what they cry for."""


PLAIN_CONFIDENCE = 0.8
PLAIN_MASS = 0.05
NOT_PLAIN = frozenset(
    {
        *INTENTS,
        "emergency_denied",
        "cancel_false_alarm",
        "nlu_fallback",
        "affirm",
        "deny",
        "feel_low",
        "dont_know",
    }
)
"""Intents that never speak against a doubtful phrase: a denial silences nothing."""


def is_plain_talk(understanding: Understanding) -> bool:
    """Whether the service is sure of an everyday topic and sees no emergency at all."""
    sure = understanding.confidence >= PLAIN_CONFIDENCE
    return (
        sure and understanding.intent not in NOT_PLAIN and mass(understanding) < PLAIN_MASS
    )


def mass(understanding: Understanding) -> float:
    """Sum of the confidences of all emergency intents, 0 to 1."""
    ranking = understanding.ranking or ((understanding.intent, understanding.confidence),)
    return sum(confidence for intent, confidence in ranking if intent in INTENTS)


def weigh(understanding: Understanding) -> Cry | None:
    """What the NLU service alone would make of an utterance."""
    weight = mass(understanding)
    if weight < DOUBTFUL_MASS:
        return None
    ranking = understanding.ranking or ((understanding.intent, understanding.confidence),)
    best = max((pair for pair in ranking if pair[0] in INTENTS), key=lambda pair: pair[1])
    certain = weight >= CERTAIN_MASS
    return Cry(
        category=INTENTS[best[0]],
        certainty=Certainty.CERTAIN if certain else Certainty.DOUBTFUL,
    )

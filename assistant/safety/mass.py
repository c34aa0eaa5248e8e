"""The NLU service's share: the sum of its confidences in all emergency intents.

Measured in the reference notes on Rasa (section 4): the top intent alone missed 21 to
30 % of unseen cries; the sum over all emergency intents misses far fewer. A denial
intent never silences anything, so it is simply not part of the sum. The limits below
were set on sentences that neither the service's training nor its test has seen.
"""

from care.speech import Certainty, Cry, SafetyCategory, Understanding

CERTAIN_MASS = 0.85
"""With an emergency as the likeliest intent and no phrase: act."""
DOUBTFUL_MASS = 0.3
"""No phrase: ask."""
SUPPORTING_MASS = 0.4
"""Beside a doubtful phrase: act."""
OPPOSING_MASS = 0.02
"""Below it, a certain phrase amid other words is only asked about."""
OVERHEARD_MASS = 0.5
"""Below it, of what is overheard: a phrase amid other words is only asked about, and the
service alone says nothing. Set on quotations read aloud, as a television speaks."""
NOTHING_MASS = 0.1
"""Below it, a single doubtful word or a story is let go."""

LOOK_MASS = 0.8
"""Of what was heard out of noise when it was listened to again: ask. A garbled text is
seldom such a cry; with 0.7 talk of tea on the carpet was asked about, too."""

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


FALLBACK = "nlu_fallback"
"""The service's own "nothing fits"; no intent."""
DENIALS = frozenset({"emergency_denied", "cancel_false_alarm", "deny", "affirm"})
"""Intents that never speak against a phrase: a denial silences nothing."""


def mass(understanding: Understanding) -> float:
    """Sum of the confidences of all emergency intents, 0 to 1."""
    return _sum(ranked(understanding))


def weigh(understanding: Understanding) -> Cry | None:
    """What the NLU service alone would make of an utterance."""
    weight = mass(understanding)
    pairs = ranked(understanding)
    best = max((pair for pair in pairs if pair[0] in INTENTS), key=_second, default=None)
    if best is None or weight < DOUBTFUL_MASS:
        return None
    likeliest = max(pairs, key=_second)[0] in INTENTS
    certain = likeliest and weight >= CERTAIN_MASS
    return Cry(
        category=INTENTS[best[0]],
        certainty=Certainty.CERTAIN if certain else Certainty.DOUBTFUL,
    )


def looked(understanding: Understanding) -> Cry | None:
    """What further looks at a noisy sound would make of an utterance: a question."""
    best = max(understanding.looks, key=_sum, default=())
    if _sum(best) < LOOK_MASS:
        return None
    intent = max((pair for pair in best if pair[0] in INTENTS), key=_second)[0]
    return Cry(category=INTENTS[intent], certainty=Certainty.DOUBTFUL)


def opposes(understanding: Understanding, limit: float) -> bool:
    """Whether the service sees next to no emergency, and not because of a denial."""
    return mass(understanding) < limit and understanding.intent not in DENIALS


def ranked(understanding: Understanding) -> tuple[tuple[str, float], ...]:
    """The ranking without the service's own "nothing fits"."""
    whole = understanding.ranking or ((understanding.intent, understanding.confidence),)
    return tuple(pair for pair in whole if pair[0] != FALLBACK)


def _sum(ranking: tuple[tuple[str, float], ...]) -> float:
    return sum(value for intent, value in ranking if intent in INTENTS)


def _second(pair: tuple[str, float]) -> float:
    return pair[1]

"""How sure an answer must be before it counts, by what was asked.

A word that changes the record is asked again when the engines disagree on it. A cry for
help passes every gate: the safety net looks at both texts whatever their confidence.
"""

from care.speech import Expects, Heard

GATES = {
    Expects.YES_NO: 0.7,
    Expects.DOSE: 0.75,
    Expects.SCORE: 0.7,
    Expects.TIME: 0.7,
    Expects.MEDICINE: 0.7,
    Expects.PLACE: 0.6,
}
"""Below it the answer is asked again; the arbiter's scale (`arbiter.SURE` and so on)."""


def doubtful(heard: Heard, expects: Expects) -> bool:
    """Whether an utterance is too unsure to be taken for the answer as it stands."""
    return heard.confidence < GATES.get(expects, 0.0)

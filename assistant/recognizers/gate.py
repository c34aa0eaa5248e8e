"""How sure an answer must be before it counts, by what was asked.

A word that changes the record is asked again when the engines disagree on it. A cry for
help passes every gate: the safety net looks at both texts whatever their confidence.
"""

from care.speech import Expects, Heard

UNSURE = 0.63
"""Where the answer is no sentence that people say here, the usual probability of a word
piece: of 40 answers in new voices and noises, 5 of 7 wrong ones lay below, no right one."""
GATED = frozenset(
    {
        Expects.YES_NO, Expects.DOSE, Expects.SCORE, Expects.NUMBER, Expects.PRESSURE,
        Expects.TIME, Expects.MEDICINE, Expects.PLACE,
    }
)  # fmt: skip
"""Questions whose answer changes the record. "I am fine" to a call for help that is under
way is made sure of by the help script."""


def doubtful(heard: Heard, expects: Expects) -> bool:
    """Whether an utterance is too unsure to be taken for the answer as it stands."""
    return expects in GATED and heard.confidence < UNSURE

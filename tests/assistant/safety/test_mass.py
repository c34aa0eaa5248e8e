from dataclasses import replace

import pytest

from assistant.safety.mass import (
    CERTAIN_MASS,
    DOUBTFUL_MASS,
    LOOK_MASS,
    NOTHING_MASS,
    looked,
    mass,
    opposes,
    weigh,
)
from care.speech import Certainty, Cry, SafetyCategory, Understanding


def meant(*ranking: tuple[str, float]) -> Understanding:
    return Understanding(
        intent=ranking[0][0], confidence=ranking[0][1], ranking=tuple(ranking)
    )


def test_the_mass_is_the_sum_over_emergencies_only() -> None:
    one = meant(("small_talk", 0.5), ("emergency_fall", 0.2), ("request_help_generic", 0.1))
    assert mass(one) == pytest.approx(0.3)


def test_a_denial_adds_nothing() -> None:
    assert mass(meant(("emergency_denied", 0.9), ("cancel_false_alarm", 0.1))) == 0


@pytest.mark.parametrize(
    ("weight", "certainty"),
    [
        (CERTAIN_MASS, Certainty.CERTAIN),
        (CERTAIN_MASS - 0.01, Certainty.DOUBTFUL),
        (DOUBTFUL_MASS, Certainty.DOUBTFUL),
        (DOUBTFUL_MASS - 0.01, None),
    ],
)
def test_the_limits_are_inclusive(weight: float, certainty: Certainty | None) -> None:
    cry = weigh(meant(("emergency_fall", weight), ("small_talk", weight / 2)))
    assert (cry.certainty if cry else None) == certainty


def test_below_an_everyday_topic_the_mass_is_never_certain() -> None:
    cry = weigh(meant(("small_talk", 0.99), ("emergency_fall", CERTAIN_MASS)))
    assert cry is not None
    assert cry.certainty is Certainty.DOUBTFUL


def test_nothing_fits_is_no_topic() -> None:
    ranking = (("nlu_fallback", 0.9), ("emergency_fall", 0.9), ("small_talk", 0.1))
    cry = weigh(meant(*ranking))
    assert cry is not None
    assert cry.certainty is Certainty.CERTAIN


def test_the_strongest_emergency_names_the_cry() -> None:
    cry = weigh(meant(("emergency_bleeding", 0.4), ("emergency_fall", 0.3)))
    assert cry is not None
    assert cry.category is SafetyCategory.BLEEDING


def test_without_a_ranking_the_intent_alone_counts() -> None:
    assert mass(Understanding(intent="emergency_fall", confidence=0.7)) == 0.7


def test_only_an_everyday_topic_speaks_against_a_phrase() -> None:
    assert opposes(meant(("small_talk", 0.5)), NOTHING_MASS)
    assert not opposes(
        meant(("small_talk", 0.5), ("emergency_fall", NOTHING_MASS)), NOTHING_MASS
    )
    assert not opposes(meant(("cancel_false_alarm", 0.99)), NOTHING_MASS)


def test_a_further_look_must_be_sure_and_is_asked_about() -> None:
    talk = meant(("small_talk", 0.9), ("emergency_fall", 0.05))
    fall = (("emergency_fall", LOOK_MASS - 0.1), ("emergency_bleeding", 0.1))
    vague = (("emergency_fall", LOOK_MASS - 0.01), ("small_talk", 0.2))
    assert looked(talk) is None
    assert looked(replace(talk, looks=(vague, ()))) is None
    cry = looked(replace(talk, looks=(vague, fall)))
    assert cry == Cry(category=SafetyCategory.FALL, certainty=Certainty.DOUBTFUL)

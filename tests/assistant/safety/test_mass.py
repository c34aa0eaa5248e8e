import pytest

from assistant.safety.mass import (
    CERTAIN_MASS,
    DOUBTFUL_MASS,
    SPREAD_MASS,
    is_plain_talk,
    mass,
    weigh,
)
from care.speech import Certainty, SafetyCategory, Understanding


def meant(*ranking: tuple[str, float]) -> Understanding:
    return Understanding(intent=ranking[0][0], confidence=ranking[0][1], ranking=ranking)


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


@pytest.mark.parametrize(
    ("weight", "found"), [(SPREAD_MASS, True), (SPREAD_MASS - 0.01, False)]
)
def test_mass_below_an_everyday_topic_is_doubtful_at_most(
    weight: float, *, found: bool
) -> None:
    cry = weigh(meant(("small_talk", 0.99), ("emergency_fall", weight)))
    assert (cry is not None) == found
    if cry:
        assert cry.certainty is Certainty.DOUBTFUL


def test_nothing_fits_is_no_topic() -> None:
    ranking = (("nlu_fallback", 0.9), ("emergency_fall", 0.3), ("small_talk", 0.2))
    assert weigh(meant(*ranking)) is not None


def test_the_strongest_emergency_names_the_cry() -> None:
    cry = weigh(meant(("emergency_bleeding", 0.4), ("emergency_fall", 0.3)))
    assert cry is not None
    assert cry.category is SafetyCategory.BLEEDING


def test_without_a_ranking_the_intent_alone_counts() -> None:
    assert mass(Understanding(intent="emergency_fall", confidence=0.7)) == 0.7


def test_plain_talk_is_sure_everyday_and_without_emergency() -> None:
    assert is_plain_talk(meant(("small_talk", 0.9)))
    assert not is_plain_talk(meant(("small_talk", 0.7)))
    assert not is_plain_talk(meant(("small_talk", 0.9), ("emergency_fall", 0.08)))
    assert not is_plain_talk(meant(("cancel_false_alarm", 0.99)))

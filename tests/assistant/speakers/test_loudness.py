from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.audio_shape import LEVELS
from assistant.speakers.loudness import BY_DAY, LOUDEST, is_quiet, step
from care.people import Language, PatientId
from care.speech import Prompt, Urgency

PARIS = ZoneInfo("Europe/Paris")
QUIET = (time(22), time(7))


def prompt(urgency: Urgency = Urgency.QUESTION, level: int = 0) -> Prompt:
    return Prompt(
        patient=PatientId("ada"),
        language=Language.ENGLISH,
        words="Hello",
        urgency=urgency,
        level=level,
    )


@pytest.mark.parametrize(
    ("hour", "loud"), [(12, BY_DAY), (20, BY_DAY), (21, 0), (3, 0), (5, 0), (6, BY_DAY)]
)
def test_the_home_is_softer_in_its_own_night(hour: int, loud: int) -> None:
    """Hours are UTC; Paris is one ahead in winter."""
    now = datetime(2026, 1, 10, hour, tzinfo=UTC)
    assert step(prompt(), now, PARIS, QUIET) == loud


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - the strategy wants them so
    st.integers(0, 9),
    st.sampled_from(Urgency),
)
def test_an_alarm_is_loud_at_any_hour_and_repeating_is_louder(
    now: datetime, level: int, urgency: Urgency
) -> None:
    found = step(prompt(urgency, level), now, PARIS, QUIET)
    assert 0 <= found <= LOUDEST == len(LEVELS) - 1
    if urgency in (Urgency.CRISIS, Urgency.ALARM):
        assert found == LOUDEST
    else:
        assert found <= step(prompt(urgency, level + 1), now, PARIS, QUIET)


def test_quiet_hours_may_be_within_a_day_or_none() -> None:
    assert is_quiet(time(14), (time(13), time(15)))
    assert not is_quiet(time(15), (time(13), time(15)))
    assert not is_quiet(time(22), (time(22), time(22)))

"""A change of the plan, as the patient hears it."""

from dataclasses import replace

from assistant.scripts.order_news import tell
from care.medication import AsNeeded
from care.people import Language, Patient
from reminders.order_book import News
from tests.fakes.medicines import PARIS, PATIENT, local, regimen

ROSE = Patient(id=PATIENT, name="Rose", language=Language.ENGLISH, zone=PARIS)
NEWS = News(
    order="metformin",
    revision=2,
    medicine="metformin",
    effective=local("10:00"),
    changes=(),
    regimens=(regimen("metformin", "08:00", "20:00"),),
)


def test_the_times_of_its_first_day() -> None:
    assert tell(NEWS, ROSE).prompt.words == (
        "Your care team has changed your plan for metformin. "
        "From Monday, 10 o'clock in the morning it is: "
        "one tablet at 8 o'clock in the evening "
        "and one tablet at 8 o'clock in the morning. "
        "Say: repeat, to hear it again."
    )


def test_stopped_and_on_demand() -> None:
    stopped = tell(replace(NEWS, regimens=()), ROSE).prompt.words
    demand = replace(NEWS, regimens=(regimen(as_needed=AsNeeded()),))
    french = replace(ROSE, language=Language.FRENCH)
    assert "has ended your plan for metformin" in stopped
    assert "seulement au besoin" in tell(demand, french).prompt.words

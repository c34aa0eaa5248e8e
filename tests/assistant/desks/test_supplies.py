"""Stock counts down with doses; what is short is told once and withdrawn when refilled."""

from datetime import timedelta

from assistant.desks.supplies import Reviewed, SupplyDesk
from care.commands import Clear, Raise
from care.medication import Corroboration, Dose, DoseOutcome
from care.people import Language, Patient, Routine
from reminders.slots import CLINIC
from reminders.stock import Counted, Stock
from reminders.tray_words import Ordered
from tests.fakes.medicines import PARIS, PATIENT, dose, local, regimen

NOW = local("12:00")
ROUTINE = Routine()
ROSE = Patient(
    id=PATIENT, name="Rose", language=Language.ENGLISH, zone=PARIS, routine=ROUTINE
)
ORDERED = Ordered(regimens=(regimen("metformin", "08:00"),), zone=PARIS, routine=ROUTINE)


def desk(units: float) -> SupplyDesk:
    made = SupplyDesk(ROSE, CLINIC)
    made.take(ORDERED, NOW)
    counted = Counted(stock=Stock(medicine="metformin", units=units, counted_at=NOW))
    assert made.take(counted, NOW) == ()
    return made


def test_what_is_short_is_told_once_and_withdrawn_with_the_next_box() -> None:
    bed = desk(units=5)
    (raised,) = bed.take(Reviewed(doses=()), NOW)
    assert isinstance(raised, Raise)
    assert raised.alarm.code == "STOCK-LOW"
    assert bed.take(Reviewed(doses=()), NOW + timedelta(hours=3)) == ()
    box = Stock(medicine="metformin", units=60, counted_at=NOW + timedelta(hours=4))
    bed.take(Counted(stock=box), NOW + timedelta(hours=4))
    (cleared,) = bed.take(Reviewed(doses=()), NOW + timedelta(hours=5))
    assert cleared == Clear(alarm=raised.alarm.id, at=NOW + timedelta(hours=5))


def test_taken_doses_count_down_to_the_notice() -> None:
    bed = desk(units=8)
    assert bed.take(Reviewed(doses=()), NOW) == ()
    later = NOW + timedelta(days=2)
    doses = tuple(_day(n, taken=True) for n in (1, 2))
    (raised,) = bed.take(Reviewed(doses=doses), later)
    assert isinstance(raised, Raise)
    assert dict(raised.alarm.reasons[0].facts)["number"] == "6"


def test_reminders_that_nobody_answers_are_told_day_by_day_but_once() -> None:
    bed = desk(units=400)
    doses = tuple(_day(n, taken=False) for n in (0, 1, 2))
    now = NOW + timedelta(days=2)
    (raised,) = bed.take(Reviewed(doses=doses), now)
    assert isinstance(raised, Raise)
    assert raised.alarm.code == "DOSE-IGNORED"
    more = (*doses, _day(3, taken=False))
    assert bed.take(Reviewed(doses=more), now + timedelta(days=1)) == ()
    answered = (*more, _day(4, taken=True))
    (cleared,) = bed.take(Reviewed(doses=answered), now + timedelta(days=2))
    assert isinstance(cleared, Clear)


def test_nothing_is_said_before_the_orders_are_known() -> None:
    bed = SupplyDesk(ROSE, CLINIC)
    assert bed.take(Reviewed(doses=(_day(0, taken=False),)), NOW) == ()


def _day(number: int, *, taken: bool) -> Dose:
    """The dose of a day, answered or not."""
    due = local("08:00") + timedelta(days=number)
    return dose(
        due=due,
        opens=due - timedelta(hours=1),
        closes=due + timedelta(hours=1),
        outcome=DoseOutcome.TAKEN if taken else DoseOutcome.MISSED,
        corroboration=Corroboration.CLAIMED if taken else Corroboration.MISSED,
        taken_at=due if taken else None,
        prompts=4,
    )

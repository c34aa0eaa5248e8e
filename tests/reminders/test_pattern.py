"""Three days of reminders without an answer are told once."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from care.medication import Corroboration, Dose, DoseOutcome
from reminders.pattern import ignored
from tests.fakes.medicines import DAY, dose, named

PARIS = ZoneInfo("Europe/Paris")


def days(*words: str) -> list[Dose]:
    made = []
    for number, word in enumerate(words):
        due = DAY.replace(hour=8) + timedelta(days=number)
        silent = word == "silent"
        outcome = DoseOutcome.MISSED if silent else DoseOutcome.TAKEN
        trust = Corroboration.MISSED if silent else Corroboration.CLAIMED
        one = dose("a", due=due, opens=due, closes=due + timedelta(hours=1))
        made.append(named(one, outcome=outcome, corroboration=trust, prompts=4))
    return made


NOW = DAY + timedelta(days=30)


def test_a_run_to_this_day_counts() -> None:
    (told,) = ignored(days("taken", "silent", "silent", "silent"), NOW)
    assert dict(told.reasons[0].facts)["number"] == "3"
    (longer,) = ignored(days("taken", "silent", "silent", "silent", "silent"), NOW)
    assert longer.id == told.id


def test_an_answer_ends_the_run() -> None:
    assert ignored(days("silent", "silent", "silent", "taken"), NOW) == ()
    assert ignored(days("silent", "silent"), NOW) == ()


def test_days_without_a_reminder_do_not_count() -> None:
    never_asked = [named(one, prompts=0) for one in days("silent", "silent", "silent")]
    assert ignored(never_asked, NOW) == ()

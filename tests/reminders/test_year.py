"""Two hundred regimens in zones all over the world: every dose has its end."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from care.medication import DoseEvidence, Sign, Witness
from care.people import Routine
from reminders.dose_words import AskDose, Round, Tick, Told
from reminders.plan import plan
from reminders.round import begin, over_at, step
from tests.fakes.medicines import regimen

START = datetime(2026, 3, 27, tzinfo=UTC)
DAYS = timedelta(days=4)
"""Over the spring change of Europe; the benchmark lives the whole year."""
ZONES = sorted(available_timezones() - {"localtime", "Factory"})[::3]
FORMS = (
    {"frequency": 2, "period": 1, "periodUnit": "d"},
    {"when": ["PC"]},
    {"frequency": 1, "period": 8, "periodUnit": "h"},
    {"dayOfWeek": ["mon", "thu"], "timeOfDay": ["02:30:00"]},
)
ANSWERS = (Sign.TAKEN, None, Sign.REFUSED, Sign.UNSURE, Sign.TAKEN, Sign.TAKEN)


def lived(one: Round, sign: Sign | None) -> tuple[Round, int]:
    """The dose at its end, and how often it was asked about."""
    asked, now = 0, one.dose.due
    for minutes in (0, 1, 5, 11, 21, 40):
        now = one.dose.due + timedelta(minutes=minutes)
        one, commands = step(one, Tick(), now)
        asked += sum(isinstance(command, AskDose) for command in commands)
        if minutes == 1 and sign is not None:
            told = DoseEvidence(
                dose=one.dose.id, witness=Witness.SPEECH, sign=sign, at=now, heard_at=now
            )
            one, _ = step(one, Told(evidence=told), now)
    return step(one, Tick(), over_at(one))[0], asked


def test_every_dose_of_two_hundred_regimens_ends_as_it_was_answered() -> None:
    outcomes: Counter[str] = Counter()
    prompts: Counter[int] = Counter()
    for number in range(200):
        zone = ZoneInfo(ZONES[number % len(ZONES)])
        order = regimen(f"r{number}", timing=FORMS[number % 4], starts=START)
        doses = plan([order], Routine(), zone, START, START + DAYS)
        assert len({dose.id for dose in doses}) == len(doses)
        for place, dose in enumerate(doses):
            sign = ANSWERS[place % len(ANSWERS)]
            end, asked = lived(begin(dose, order), sign)
            assert end.dose.outcome is not None
            outcomes[f"{sign}-{end.dose.outcome}"] += 1
            prompts[asked] += 1
    assert set(outcomes) == {
        "taken-taken", "None-missed", "refused-refused", "unsure-unknown",
    }  # fmt: skip
    assert set(prompts) == {1, 4}
    assert sum(outcomes.values()) > 1500

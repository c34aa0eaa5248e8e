"""When the home asks how somebody is, and who hears of which answer: a clinician's plan.

config.yml gives the plan of a new home; what a clinician sets at the console takes its
place. An observer's scale is entered there as well.
"""

from dataclasses import dataclass, replace

from care.checkin import CheckIn
from care.people import ProviderId
from reminders.pain import RULES, PainRules, Telling
from reminders.rota import Visit
from reminders.survey import Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """Who hears of a survey's sum, in place of what its table says."""

    survey: str
    tell: tuple[tuple[float, Telling], ...]
    """From so many points on; rising."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInPlan:
    """A whole plan; a new one replaces the old one at once."""

    visits: tuple[Visit, ...] = ()
    pain: PainRules = RULES
    hearing: tuple[Hearing, ...] = ()
    author: ProviderId | None = None
    """Who set it; None for the plan of config.yml."""

    def survey(self, survey: Survey) -> Survey:
        """The survey with who hears of it as this plan says."""
        return next(
            (
                replace(survey, tell=one.tell)
                for one in self.hearing
                if one.survey == survey.id
            ),
            survey,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What the record's state of the check-ins says of the plan; the rest is not read."""

    plan: CheckInPlan | None = None


def state_of(patient: str) -> str:
    """The name under which the record keeps the check-ins."""
    return f"checkins:{patient}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """An observer has filled in a scale."""

    check_in: CheckIn

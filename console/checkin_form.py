"""The form of the check-ins: when the home asks, and who hears of which answer.

Pure functions between fields and `reminders.checkin_plan.CheckInPlan`.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace

from care.codec import encode
from care.people import ProviderId
from console.draft import Draft, Mistakes, clock, decimal
from reminders.checkin_plan import CheckInPlan, Hearing
from reminders.pain import SURVEY, PainRules, Telling
from reminders.rota import Visit
from reminders.survey import Survey

PAIN_TIMES = 4
BANDS = (
    *("mild_to", "moderate_to", "note_rise", "provider_rise", "provider_from"),
    "headache_from",
)
"""Numbers of `PainRules` that a clinician may set, 0 to 10."""
HIGHEST = 10
MOST_POINTS = 100
HEARS = (Telling.NOTE, Telling.PROVIDER)
WEEK = 7


def asked_surveys(surveys: Mapping[str, Survey]) -> tuple[Survey, ...]:
    """Surveys that the voice asks, by id."""
    return tuple(surveys[key] for key in sorted(surveys) if not surveys[key].observer)


def draft_of(plan: CheckInPlan, surveys: Mapping[str, Survey]) -> Draft:
    """The form filled with what holds."""
    pain = [f"{one.at:%H:%M}" for one in plan.visits if one.survey == SURVEY]
    said = {f"pain-{n}": at for n, at in enumerate(pain[:PAIN_TIMES])}
    said |= {f"band-{name}": f"{getattr(plan.pain, name):g}" for name in BANDS}
    for survey in surveys.values():
        for visit in (one for one in plan.visits if one.survey == survey.id):
            said[f"at-{survey.id}"] = f"{visit.at:%H:%M}"
            days = visit.weekdays or range(WEEK)
            said |= {f"day-{survey.id}-{day}": "yes" for day in days}
        for least, who in plan.survey(survey).tell:
            said[f"{who.value}-{survey.id}"] = f"{least:g}"
    return Draft(fields=said)


def mark_of(plan: CheckInPlan) -> str:
    """Tells one plan from another, in a form that was filled with it."""
    text = json.dumps(encode(plan), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def differences(
    mine: Draft, theirs: Draft, surveys: Mapping[str, Survey]
) -> dict[str, str]:
    """Fields in which two drafts differ, with what the other one says there."""
    return {
        name: theirs.get(name)
        for name in names(surveys)
        if mine.get(name) != theirs.get(name)
    }


def names(surveys: Mapping[str, Survey]) -> Iterable[str]:
    """Every field of the form."""
    yield from (f"pain-{n}" for n in range(PAIN_TIMES))
    yield from (f"band-{name}" for name in BANDS)
    for key in surveys:
        yield f"at-{key}"
        yield from (f"day-{key}-{day}" for day in range(WEEK))
        yield from (f"{who.value}-{key}" for who in HEARS)


def read(
    draft: Draft, surveys: Mapping[str, Survey], author: ProviderId
) -> CheckInPlan | Mistakes:
    """The plan that the form means, or its mistakes."""
    wrong: dict[str, str] = {}
    visits = [*_pain(draft, wrong)]
    for survey in asked_surveys(surveys):
        visits += _visit(draft, survey, wrong)
    plan = CheckInPlan(
        visits=tuple(visits),
        pain=_bands(draft, wrong),
        hearing=tuple(_hearing(draft, survey, wrong) for survey in surveys.values()),
        author=author,
    )
    return Mistakes(by_field=wrong) if wrong else plan


def _pain(draft: Draft, wrong: dict[str, str]) -> Iterable[Visit]:
    given = {name: draft.get(name) for name in (f"pain-{n}" for n in range(PAIN_TIMES))}
    times = {name: clock(text) for name, text in given.items() if text}
    wrong |= {name: "times_wrong" for name, at in times.items() if at is None}
    found = sorted({at for at in times.values() if at is not None})
    return (Visit(survey=SURVEY, at=at) for at in found)


def _visit(draft: Draft, survey: Survey, wrong: dict[str, str]) -> list[Visit]:
    text = draft.get(f"at-{survey.id}")
    if not text:
        return []
    at = clock(text)
    days = frozenset(
        day for day in range(WEEK) if draft.get(f"day-{survey.id}-{day}") == "yes"
    )
    if at is None:
        wrong[f"at-{survey.id}"] = "times_wrong"
        return []
    every = len(days) in (0, WEEK)
    return [Visit(survey=survey.id, at=at, weekdays=frozenset() if every else days)]


def _bands(draft: Draft, wrong: dict[str, str]) -> PainRules:
    found = {name: decimal(draft.get(f"band-{name}"), 0, HIGHEST) for name in BANDS}
    for name, value in found.items():
        if value is None:
            wrong[f"band-{name}"] = "band_wrong"
    known = {field.name for field in fields(PainRules)}
    rules = replace(
        PainRules(),
        **{n: v for n, v in found.items() if v is not None and n in known},  # type: ignore[arg-type]
    )
    if rules.mild_to >= rules.moderate_to:
        wrong.setdefault("band-moderate_to", "band_order")
    if rules.note_rise > rules.provider_rise:
        wrong.setdefault("band-provider_rise", "band_order")
    return rules


def _hearing(draft: Draft, survey: Survey, wrong: dict[str, str]) -> Hearing:
    """From which sum on who hears; an empty field: nobody does."""
    tell: list[tuple[float, Telling]] = []
    for who in HEARS:
        name = f"{who.value}-{survey.id}"
        if not draft.get(name):
            continue
        least = decimal(draft.get(name), 0, MOST_POINTS)
        if least is None:
            wrong[name] = "points_wrong"
        elif tell and least < tell[-1][0]:
            wrong[name] = "band_order"
        else:
            tell.append((least, who))
    return Hearing(survey=survey.id, tell=tuple(tell))

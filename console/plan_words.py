"""A timing in words, for tables that compare two plans."""

from collections.abc import Iterable

from care.medication import Regimen
from care.people import Routine
from console.order import DAYS, Pattern
from console.reader import Reader
from console.regimen_form import pattern_of
from reminders.slots import SlotTable
from reminders.timing import Wall, read


def clock_text(second: int) -> str:
    """Seconds after midnight as hours and minutes."""
    minute = second // 60 % (24 * 60)
    return f"{minute // 60:02}:{minute % 60:02}"


def moments(
    codes: Iterable[str], routine: Routine, slots: SlotTable
) -> tuple[tuple[str, str], ...]:
    """Each FHIR event code with the time at which it comes for this patient."""
    found = []
    for code in codes:
        form = read({"when": [code]}, routine, slots).form
        assert isinstance(form, Wall)
        found.append((code, clock_text(form.times[0])))
    return tuple(found)


def timing_words(r: Reader, regimen: Regimen, routine: Routine, slots: SlotTable) -> str:
    """When a medicine is taken, as a person says it."""
    timing = regimen.timing
    times = ", ".join(text[:5] for text in timing.get("timeOfDay", ()))
    match pattern_of(regimen):
        case Pattern.CLOCK if timing.get("dayOfWeek"):
            days = ", ".join(r.t(f"day.{DAYS.index(day)}") for day in timing["dayOfWeek"])
            return r.t("timing.at_days", days=days, times=times)
        case Pattern.CLOCK:
            return r.t("timing.at", times=times)
        case Pattern.DAY:
            known = moments(timing["when"], routine, slots)
            events = ", ".join(r.t(f"event.{code}", time=at) for code, at in known)
            return r.t("timing.events", events=events)
        case Pattern.HOURS:
            return r.t("timing.hours", count=r.number(timing["period"]))
        case Pattern.CYCLE:
            return r.t("timing.cycle", count=r.number(timing["period"]), times=times)
    return r.t("timing.other")


def _rows(
    r: Reader, regimen: Regimen, routine: Routine, slots: SlotTable
) -> dict[str, str]:
    """What a plan says, line by line, in the order of the form."""
    none = r.t("review.none")
    gap = regimen.minimum_gap
    minutes = f"{gap.total_seconds() / 60:.0f}" if gap else ""
    return {
        "medicine": regimen.medicine,
        "dose_text": regimen.dose_text,
        "timing": timing_words(r, regimen, routine, slots),
        "window_class": r.t(f"form.window_{regimen.window_class.value}"),
        "minimum_gap": r.t("review.minutes", count=minutes) if gap else none,
        "critical": r.t("review.yes" if regimen.critical else "review.no"),
        "high_risk": r.t("review.yes" if regimen.high_risk else "review.no"),
        "purpose": regimen.purpose or none,
        "late_words": regimen.late_words or none,
        "compartment": regimen.compartment or none,
        "ends": r.moment(regimen.ends) if regimen.ends else none,
    }


def differences(
    r: Reader,
    before: Regimen | None,
    after: Regimen,
    routine: Routine,
    slots: SlotTable,
) -> tuple[tuple[str, str, str], ...]:
    """Label key, text before, text after: of lines that change; all of a new plan."""
    new = _rows(r, after, routine, slots)
    old = _rows(r, before, routine, slots) if before else {}
    return tuple(
        (f"review.label_{name}", old.get(name, ""), said)
        for name, said in new.items()
        if old.get(name) != said
    )

"""A timing in words, for tables that compare two plans."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from care.medication import AsNeeded, Regimen
from care.people import Routine
from console.pattern import DAYS, Pattern
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
    match pattern_of((regimen,)):
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
        case Pattern.PAUSE if regimen.cycle:
            on, off = regimen.cycle.on, regimen.cycle.off
            return r.t("timing.pause", on=on, off=off, times=times)
        case Pattern.NEED if regimen.as_needed:
            return _on_demand(r, regimen, regimen.as_needed)
    return r.t("timing.other")


def _on_demand(r: Reader, regimen: Regimen, demand: AsNeeded) -> str:
    """What limits a medicine on demand."""
    said = [r.t("timing.need")]
    if demand.reason:
        said.append(r.t("timing.need_for", reason=demand.reason))
    if demand.maximum:
        said.append(r.t("timing.need_most", count=demand.maximum))
    if regimen.minimum_gap:
        said.append(r.t("timing.need_gap", minutes=_minutes(regimen.minimum_gap)))
    return "; ".join(said)


def _minutes(span: timedelta) -> str:
    return f"{span / timedelta(minutes=1):.0f}"


def order_words(
    r: Reader, regimens: Sequence[Regimen], routine: Routine, slots: SlotTable
) -> str:
    """When an order is taken; of several steps each with its dose and last day."""
    if not regimens:
        return r.t("timing.stopped")
    if len(regimens) == 1:
        return timing_words(r, regimens[0], routine, slots)
    steps = [_step(r, one) for one in regimens]
    return f"{timing_words(r, regimens[0], routine, slots)}: {'; '.join(steps)}"


def _step(r: Reader, regimen: Regimen) -> str:
    if regimen.ends is None:
        return r.t("timing.step_on", dose=regimen.dose_text)
    last = regimen.ends - timedelta(seconds=1)
    return r.t("timing.step", dose=regimen.dose_text, day=r.day(last))


def _rows(
    r: Reader, regimens: Sequence[Regimen], routine: Routine, slots: SlotTable
) -> dict[str, str]:
    """What a plan says, line by line, in the order of the form."""
    if not regimens:
        return {"timing": r.t("timing.stopped")}
    none, first, last = r.t("review.none"), regimens[0], regimens[-1]
    spans = {"window": first.window, "minimum_gap": first.minimum_gap}
    minutes = {
        name: r.t("review.minutes", count=_minutes(span)) if span else none
        for name, span in spans.items()
    }
    exact = {"window_class": r.t(f"form.window_{first.window_class.value}")}
    if first.as_needed is not None:
        exact = {}
        del minutes["window"]
    return {
        "medicine": first.medicine,
        "dose_text": first.dose_text,
        "units": r.number(first.units_per_dose),
        "timing": order_words(r, regimens, routine, slots),
        **exact,
        **minutes,
        "critical": r.t("review.yes" if first.critical else "review.no"),
        "high_risk": r.t("review.yes" if first.high_risk else "review.no"),
        "purpose": first.purpose or none,
        "look": first.look or none,
        "late_words": first.late_words or none,
        "compartment": first.compartment or none,
        "ends": r.moment(last.ends) if last.ends else none,
    }


def differences(
    r: Reader,
    before: Sequence[Regimen],
    after: Sequence[Regimen],
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

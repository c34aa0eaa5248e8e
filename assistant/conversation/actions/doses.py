"""What is to be taken next, and what was taken when; read from the plan and the ledger."""

from datetime import datetime
from itertools import takewhile

from assistant.conversation.asked import Asked
from assistant.conversation.reply import Reply
from assistant.conversation.spans import span
from care.medication import Dose, DoseOutcome

MOST_NAMES = 3
"""More medicines than this are counted instead of read out in one breath."""
TAKEN = (DoseOutcome.TAKEN, DoseOutcome.LATE)


def _names(asked: Asked, doses: list[Dose]) -> str:
    names = list(dict.fromkeys(dose.medicine for dose in doses))
    if len(names) > MOST_NAMES:
        return asked.say("dose.count", number=str(len(names)))
    if len(names) == 1:
        return names[0]
    return asked.say("dose.and", some=", ".join(names[:-1]), last=names[-1])


def next_dose(asked: Asked) -> Reply:
    """The next dose, or the next of the medicine that was named."""
    doses = [
        dose
        for dose in asked.known.planned
        if dose.outcome is None and asked.medicine in (None, dose.medicine)
    ]
    if not doses:
        key = "none_of" if asked.medicine else "none"
        words = asked.say(f"dose.{key}", medicine=asked.medicine or "")
        return Reply(words=words, topic="next_dose")
    first = doses[0].due
    together = list(takewhile(lambda dose: dose.due == first, doses))
    facts = {
        "medicine": _names(asked, together),
        "time": asked.clock(first),
        "dose": together[0].dose_text,
    }
    key = "next_one" if len(together) == 1 else "next_some"
    return Reply(words=asked.say(f"dose.{key}", **facts), topic="next_dose")


def _when(dose: Dose) -> datetime:
    return dose.taken_at or dose.ended_at or dose.due


def taken(asked: Asked) -> Reply:
    """Whether and when; an unsure dose is never called taken, and nothing is suggested."""
    stretch = span(asked.when or "today", asked.now, asked.patient.zone)
    due = [
        dose
        for dose in asked.known.doses
        if asked.medicine in (None, dose.medicine)
        and dose.due <= asked.now
        and (stretch is None or stretch[0] <= dose.due < stretch[1])
    ]
    if not due:
        last = [
            d
            for d in asked.known.doses
            if d.outcome in TAKEN and d.medicine == asked.medicine
        ]
        if asked.medicine and last:
            return _last_taken(asked, last[-1])
        return Reply(words=asked.say("dose.no_record"), topic="dose_taken")
    done = [dose for dose in due if dose.outcome in TAKEN]
    open_ = [dose for dose in due if dose.outcome not in TAKEN]
    parts = []
    if done:
        latest = max(done, key=_when)
        together = [dose for dose in done if _when(dose) == _when(latest)]
        facts = {"medicine": _names(asked, together), "time": asked.clock(_when(latest))}
        parts.append(asked.say("dose.taken", **facts))
    if open_:
        parts.append(asked.say("dose.not_confirmed", medicine=_names(asked, open_)))
    return Reply(words=" ".join(parts), topic="dose_taken")


def _last_taken(asked: Asked, dose: Dose) -> Reply:
    facts = {"medicine": dose.medicine, "time": asked.clock(_when(dose))}
    return Reply(words=asked.say("dose.taken", **facts), topic="dose_taken")

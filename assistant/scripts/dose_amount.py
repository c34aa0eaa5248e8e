"""How many tablets were taken, when somebody says a number: as planned, fewer, more.

Fewer is a part, which is never asked for again. More is asked back before anything is
written down: only a clear "no" says that it was misheard. Yes, silence and anything
unclear are told to people as an intake that should not have been (H-01).
"""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.closed import AGAIN, MORE, PART
from assistant.scripts.dose_parts import OWNER
from care.medication import Regimen, Sign
from care.speech import Answer, Meaning
from reminders.amount import Amount, compared
from reminders.tray_words import Spoken, TakenTwice, TrayEvent

DOUBT = ":more"
"""Suffix of the question whether more was taken than planned."""
HOW = {Amount.LESS: PART, Amount.PLANNED: None, Amount.MORE: MORE}


def weighed(answer: Answer, regimens: Sequence[Regimen]) -> Answer:
    """The answer, its number compared with the plan of the medicines asked about.

    Of several medicines "twice" is more, too: which of them nobody has said.
    """
    plain = ":" not in answer.question.removeprefix(OWNER).removesuffix(DOUBT)
    if answer.meaning is not Meaning.TAKEN or not regimens or not plain:
        return answer
    if answer.text == AGAIN and len(regimens) > 1:
        return replace(answer, text=MORE)
    if answer.number is None:
        return answer
    return replace(answer, text=HOW[compared(answer.number, regimens)])


def doubted(group: str, answer: Answer) -> tuple[TrayEvent, ...]:
    """What the answer to "did you take more than that?" means, once it was weighed."""
    taken = Spoken(group=group, sign=Sign.TAKEN, at=answer.at)
    match answer.meaning, answer.text:
        case Meaning.NO, _:
            return (taken,)
        case ((Meaning.NOT_TAKEN | Meaning.REFUSED | Meaning.HELP), _):
            return ()  # the dose is asked for as before
        case Meaning.TAKEN, str(how) if how == PART:
            return (replace(taken, sign=Sign.PART),)
        case Meaning.TAKEN, None if answer.number is not None:
            return (taken,)
    return (taken, TakenTwice(group=group, at=answer.at))

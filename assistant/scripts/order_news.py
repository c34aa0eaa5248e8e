"""The patient hears a change of the plan, at a calm time, and as often as they like."""

from datetime import timedelta
from itertools import takewhile

from assistant.phrases import phrases
from assistant.scripts.clock_words import spoken_time
from assistant.scripts.dose_parts import listed
from assistant.talk.turns import OpenTalk
from care.commands import Say
from care.medication import Dose
from care.people import Language, Patient
from care.speech import Prompt, Urgency
from care.wording import Wording, wording
from reminders.order_book import News
from reminders.plan import plan
from reminders.slots import CLINIC, SlotTable

A_DAY = timedelta(days=1)
SOON = timedelta(days=8)


def tell(news: News, patient: Patient, table: SlotTable = CLINIC) -> Say:
    """What changes, from when, and the times of its first day."""
    words = wording(patient.language)
    facts = {"medicine": news.medicine, "day": _day(news, patient, words)}
    planned = [one for one in news.regimens if one.as_needed is None]
    ends = news.effective + SOON
    doses = plan(planned, patient.routine, patient.zone, news.effective, ends, table=table)
    if not news.regimens:
        spoken = words.say("order.stopped", **facts)
    elif not doses:
        spoken = words.say("order.on_demand", **facts)
    else:
        first = takewhile(lambda dose: dose.due < doses[0].due + A_DAY, doses)
        times = listed([_dose(dose, patient, words) for dose in first], words)
        spoken = words.say("order.planned", times=times, **facts)
    return _say(f"{spoken} {words.say('order.repeat')}", patient)


def asked(talk: OpenTalk, language: Language) -> bool:
    """Whether the patient wants to hear what has changed in the plan."""
    tables = phrases(language)
    return tables.says("medicine.changed", tables.fold(talk.heard.text))


def nothing_new(patient: Patient) -> Say:
    """What is said when nothing has changed lately."""
    return _say(wording(patient.language).say("order.nothing_new"), patient)


def _say(spoken: str, patient: Patient) -> Say:
    prompt = Prompt(
        patient=patient.id,
        language=patient.language,
        words=spoken,
        urgency=Urgency.TALK,
    )
    return Say(prompt=prompt)


def _dose(dose: Dose, patient: Patient, words: Wording) -> str:
    time = spoken_time(dose.due, patient.zone, words)
    return words.say("order.dose", time=time, dose=dose.dose_text)


def _day(news: News, patient: Patient, words: Wording) -> str:
    local = news.effective.astimezone(patient.zone)
    weekday = words.say(f"order.weekday.{local.weekday()}")
    time = spoken_time(news.effective, patient.zone, words)
    return words.say("order.day", weekday=weekday, time=time)

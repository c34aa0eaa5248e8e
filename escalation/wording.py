"""A notice in the words of the person who gets it.

It must be understood in five seconds at three in the morning: what happened, how sure
that is, what to do, who knows already. A text that is missing never stops a notice; the
alarm's code stands in for it.
"""

import re
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from care.alarm import Alarm, Cause, Reason
from care.errors import WordingError
from care.escalation import Notice
from care.people import Language, Patient, ProviderId
from care.wording import Wording, wording
from escalation.message import Message
from escalation.settings import Details, EscalationSettings

SAID, DENIED = ("said_", "cry_", "wants_", "help"), "denied_"
"""How the keys of reasons begin that are the patient's own word."""
OVER_TALK = "cry_over_talk"
"""Beside a cry that may have come from a television or another person."""


def _reason(words: Wording, reason: Reason, code: str) -> str:
    facts = dict(reason.facts)
    if "stream" in facts:
        facts["stream"] = _measure(words, facts["stream"])
    for room in ("reason", "notice.reason"):
        key = f"{room}.{reason.key}"
        if words.has(key):
            try:
                return words.say(key, **facts)
            except WordingError:
                break
    return words.say("notice.unknown_reason", code=code)


def what(words: Wording, alarm: Alarm) -> str:
    """The reasons, most urgent first, each once."""
    said = [_reason(words, reason, alarm.code) for reason in alarm.reasons]
    return "; ".join(dict.fromkeys(said)) or _reason(words, Reason(key=""), alarm.code)


def how_sure(words: Wording, alarm: Alarm) -> str:
    """What stands behind the alarm: sensors, the patient's word, both or neither."""
    keys = [reason.key for reason in alarm.reasons]
    measured = len({one.kind for one in alarm.evidence})
    if alarm.cause is Cause.TECHNICAL:
        return words.say("notice.sure.equipment")
    if OVER_TALK in keys and not measured:
        return words.say("notice.sure.over_talk")
    if any(key.startswith(SAID) for key in keys):
        return words.say("notice.sure.both" if measured else "notice.sure.said")
    if "silent" in keys:
        return words.say("notice.sure.silent" if measured else "notice.sure.silent_only")
    if any(key.startswith(DENIED) for key in keys):
        return words.say("notice.sure.denied")
    if "unclear" in keys:
        return words.say("notice.sure.unclear")
    if measured > 1:
        return words.say("notice.sure.several", count=str(measured))
    return words.say("notice.sure.one" if measured else "notice.sure.reported")


def subject(words: Wording, alarm: Alarm) -> str:
    """What kind of trouble, in a word or two."""
    own = f"notice.kind.{alarm.code.partition('-')[0].lower()}"
    return words.say(own if words.has(own) else f"notice.kind.{alarm.cause.value}")


def values(words: Wording, alarm: Alarm, zone: ZoneInfo) -> str:
    """The measurements behind the alarm with their times in the patient's zone."""
    return ", ".join(
        words.say(
            "notice.value",
            kind=_measure(words, one.kind),
            value=f"{one.value:g}",
            unit=one.unit if one.unit != "1" else "",
            time=f"{one.taken_at.astimezone(zone):%H:%M}",
        ).replace("  ", " ")
        for one in alarm.evidence
        if not isinstance(one.value, str)
    )


def _measure(words: Wording, kind: str) -> str:
    key = f"notice.measure.{kind}"
    return words.say(key) if words.has(key) else kind


def _who_knows(words: Wording, notice: Notice, names: Mapping[ProviderId, str]) -> str:
    others = [who for who in notice.told if who != notice.contact.provider]
    listed = ", ".join(names.get(who, who) for who in others)
    if notice.contact.provider in notice.told:
        return words.say(
            "notice.told_again",
            names=listed or names.get(notice.contact.provider, notice.contact.provider),
        )
    if not others:
        return words.say("notice.told_first")
    return words.say("notice.told_before", names=listed)


def _detailed(
    words: Wording,
    notice: Notice,
    patient: Patient,
    names: Mapping[ProviderId, str],
    home: str,
) -> list[str]:
    alarm = notice.alarm
    measured = values(words, alarm, patient.zone)
    return [
        words.say(
            "notice.heading",
            mark=words.say(f"notice.mark.{alarm.priority.value}"),
            subject=subject(words, alarm),
            who=patient.name,
            home=home,
            time=f"{alarm.raised_at.astimezone(patient.zone):%H:%M}",
        ),
        "",
        words.say("notice.line_what", what=what(words, alarm)),
        words.say("notice.line_sure", sure=how_sure(words, alarm)),
        _do(words, alarm),
        _who_knows(words, notice, names),
        *([words.say("notice.values", values=measured)] if measured else []),
    ]


def _do(words: Wording, alarm: Alarm) -> str:
    key = f"notice.do.{alarm.priority.value}_{alarm.cause.value}"
    return words.say("notice.line_do", do=words.say(key))


def _summary(words: Wording, alarm: Alarm, home: str, zone: ZoneInfo) -> list[str]:
    heading = words.say(
        "notice.heading_summary",
        mark=words.say(f"notice.mark.{alarm.priority.value}"),
        subject=subject(words, alarm),
        home=home,
        time=f"{alarm.raised_at.astimezone(zone):%H:%M}",
    )
    return [heading, "", _do(words, alarm)]


def private_words(patient: Patient, alarm: Alarm) -> frozenset[str]:
    """Names, facts and values that belong to the patient, word by word, lower case."""
    texts = [patient.name, alarm.code, *(v for r in alarm.reasons for _, v in r.facts)]
    texts += [str(one.value) for one in alarm.evidence]
    texts += [reason.key.replace("_", " ") for reason in alarm.reasons]
    return frozenset(re.findall(r"\w+", " ".join(texts).lower()))


def message(
    notice: Notice,
    patient: Patient,
    names: Mapping[ProviderId, str],
    settings: EscalationSettings,
    details: Details,
) -> Message:
    """The notice in words.

    Args:
        notice: What is to be told to whom.
        patient: Whom it is about.
        names: Providers' names by id.
        settings: Label of the home and address of the console.
        details: How much the body may say on this channel.
    """
    known = notice.contact.language in set(Language)
    words = wording(Language(notice.contact.language) if known else Language.ENGLISH)
    alarm, home = notice.alarm, settings.label
    lines = [words.say("notice.cover"), ""]
    if details is Details.FULL:
        lines += _detailed(words, notice, patient, names, home)
    elif details is Details.SUMMARY:
        lines += _summary(words, alarm, home, patient.zone)
    lines += [
        "",
        words.say("notice.where", console=settings.console, call=notice.escalation),
        words.say("notice.goes_on"),
    ]
    return Message(
        title=words.say(f"notice.subject.{alarm.priority.value}", home=home),
        body="\n".join(lines) + "\n",
        language=words.language.value,
        private=private_words(patient, alarm),
    )

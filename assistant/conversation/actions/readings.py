"""What was measured: always with unit and time, an old value called old first.

Never whether it is good or bad: that is the care team's word.
"""

from datetime import timedelta

from assistant.conversation.asked import Asked
from assistant.conversation.known import READINGS
from assistant.conversation.reply import Reply
from assistant.conversation.spans import span
from care.observation import Observation, Quality

OLD: dict[str, timedelta] = {
    "glucose": timedelta(minutes=30),
    "oxygen": timedelta(hours=1),
    "pulse": timedelta(hours=1),
    "breathing": timedelta(hours=1),
}
"""Older than this, a value is said to be old before it is said."""
OLD_ELSE = timedelta(hours=24)
SAME_TAKING = timedelta(minutes=2)
"""Two numbers of one blood pressure are taken within this."""


def which(asked: Asked) -> Reply:
    """No reading was named."""
    return Reply(words=asked.say("reading.which"), topic="reading", invites=True)


def reading(asked: Asked) -> Reply:
    """The last value, or the values of the day that was named."""
    if asked.kind not in READINGS:
        return which(asked)
    if asked.when in (None, "today"):
        return _last(asked, asked.kind)
    return _stretch(asked, asked.kind)


def _number(value: float) -> str:
    return f"{value:.0f}" if value == round(value) else f"{value:.1f}"


def _usable(asked: Asked, kind: str) -> list[Observation]:
    wanted = READINGS[kind][0]
    return [
        one
        for one in asked.known.readings
        if one.kind == wanted
        and isinstance(one.value, int | float)
        and one.quality is not Quality.NO_READING
    ]


def _value(asked: Asked, one: Observation) -> str:
    """The value with its unit; blood pressure with both numbers."""
    assert isinstance(one.value, int | float)
    unit = asked.say(f"unit.{UNITS.get(one.unit, 'plain')}")
    below = next(
        (
            _number(other.value)
            for other in asked.known.readings
            if other.kind == "diastolic"
            and isinstance(other.value, int | float)
            and abs(other.taken_at - one.taken_at) <= SAME_TAKING
        ),
        None,
    )
    if one.kind == "systolic" and below:
        return asked.say("reading.pressure", high=_number(one.value), low=below)
    return asked.say("reading.value", value=_number(one.value), unit=unit).strip()


UNITS = {
    "mg/dL": "mg_dl",
    "mmol/L": "mmol_l",
    "%": "percent",
    "/min": "per_minute",
    "mm[Hg]": "mmhg",
    "Cel": "celsius",
    "kg": "kilogram",
}
"""UCUM codes to wording keys under `talk.unit`."""


def _last(asked: Asked, kind: str) -> Reply:
    values = _usable(asked, kind)
    name = asked.say(f"kind.{kind}")
    if not values:
        return Reply(words=asked.say("reading.none", kind=name), topic="reading")
    last = max(values, key=lambda one: one.taken_at)
    facts = {
        "kind": name,
        "value": _value(asked, last),
        "time": asked.clock(last.taken_at),
    }
    is_old = asked.now - last.taken_at > OLD.get(kind, OLD_ELSE)
    doubted = last.quality is Quality.QUESTIONABLE
    key = "old" if is_old else "doubted" if doubted else "last"
    return Reply(words=asked.say(f"reading.{key}", **facts), topic="reading")


def _stretch(asked: Asked, kind: str) -> Reply:
    """Lowest and highest of the stretch; a single value with its time."""
    name = asked.say(f"kind.{kind}")
    day = asked.say(f"when.{asked.when}")
    stretch = span(asked.when, asked.now, asked.patient.zone)
    values = [
        one
        for one in _usable(asked, kind)
        if stretch and stretch[0] <= one.taken_at < stretch[1]
    ]
    if not values:
        words = asked.say("reading.none_then", kind=name, when=day)
    elif len(values) == 1:
        words = asked.say(
            "reading.one_then",
            kind=name,
            when=day,
            value=_value(asked, values[0]),
            time=asked.clock(values[0].taken_at),
        )
    else:
        values.sort(key=lambda one: float(one.value or 0))
        words = asked.say(
            "reading.range",
            kind=name,
            when=day,
            low=_value(asked, values[0]),
            high=_value(asked, values[-1]),
        )
    return Reply(words=words, topic="reading")

"""Words, numbers and times as one person reads them: their language, the home's zone.

Templates get one `Reader` as `r`. Every instant is shown in the zone of the home with its
age beside it, because a value without an age is taken for the present (hazard H-06).
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from care.alarm import Reason
from care.errors import WordingError
from care.observation import Observation, Quality
from care.people import Language
from care.wording import wording
from console.chart import number

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
AHEAD = timedelta(seconds=5)
"""A clock may be this far ahead before it is worth a word."""


class Reader:
    """One language, one zone, one present instant."""

    def __init__(self, language: Language, zone: ZoneInfo, now: datetime) -> None:
        """Read in `language`; `now` is the home's time."""
        self.language, self.zone, self.now = language, zone, now
        self._words = wording(language)

    def t(self, key: str, **facts: object) -> str:
        """The console's text of that key."""
        return self._words.say(f"console.{key}", **{k: str(v) for k, v in facts.items()})

    def survey(self, key: str) -> str:
        """A survey's own words, as the voice or an observer's scale has them."""
        return self._words.say(f"survey.{key}")

    def or_else(self, key: str, other: str) -> str:
        """The text of that key, or `other` where the tables have none."""
        return self.t(key) if self._words.has(f"console.{key}") else other

    def other_language(self) -> Language:
        """The language of the switch."""
        return Language.FRENCH if self.language is Language.ENGLISH else Language.ENGLISH

    def reason(self, reason: Reason) -> str:
        """One reason of an alarm in plain words."""
        facts = dict(reason.facts)
        if "stream" in facts:  # a kind of sensor, as the machine names it
            facts["stream"] = self.or_else(f"stream.{facts['stream']}", facts["stream"])
        try:
            words = self._words.say(f"reason.{reason.key}", **facts)
        except WordingError:  # an alarm must be shown even when its words are not there
            words = " ".join([reason.key.replace("_", " "), *facts.values()])
        return words[:1].upper() + words[1:]

    def clock(self, at: datetime) -> str:
        """Hours and minutes at home; with the day when it is not today."""
        local, today = at.astimezone(self.zone), self.now.astimezone(self.zone).date()
        if local.date() == today:
            return f"{local:%H:%M}"
        return self.moment(at)

    def wall(self, at: datetime) -> str:
        """Hours and minutes at home, whatever the day."""
        return f"{at.astimezone(self.zone):%H:%M}"

    def seconds(self, at: datetime) -> str:
        """Hours, minutes and seconds at home."""
        return f"{at.astimezone(self.zone):%H:%M:%S}"

    def moment(self, at: datetime) -> str:
        """Day and time at home."""
        local = at.astimezone(self.zone)
        away = (local.date() - self.now.astimezone(self.zone).date()).days
        near = {-1: "age.yesterday", 0: "age.today", 1: "age.tomorrow"}.get(away)
        if near:
            return self.t(near, time=f"{local:%H:%M}")
        return self.t(
            "age.day_time",
            day=self.t(f"day.{local.weekday()}"),
            date=local.day,
            month=self.t(f"month.{local.month}"),
            time=f"{local:%H:%M}",
        )

    def day(self, at: datetime) -> str:
        """Name and date of the day at home: "Monday 23 November"."""
        local = at.astimezone(self.zone)
        month = self.t(f"month.{local.month}")
        return f"{self.t(f'day.{local.weekday()}')} {local.day} {month}"

    def age(self, at: datetime) -> str:
        """How long ago, in one unit that fits."""
        passed = self.now - at
        if passed < -AHEAD:
            return self.t("age.future")
        if passed < AHEAD:
            return self.t("age.now")
        if passed < MINUTE:
            return self.t("age.seconds", count=int(passed.total_seconds()))
        if passed < HOUR:
            return self.t("age.minutes", count=passed // MINUTE)
        if passed < 2 * DAY:
            minutes = passed % HOUR // MINUTE
            return self.t("age.hours", count=passed // HOUR, minutes=minutes)
        return self.t("age.days", count=passed // DAY)

    def wait(self, span: timedelta) -> str:
        """How long to wait, rounded up."""
        seconds = max(1, round(span.total_seconds()))
        if seconds < 2 * 60:
            return self.t("age.wait_seconds", count=seconds)
        return self.t("age.wait_minutes", count=-(-seconds // 60))

    def kind(self, kind: str) -> str:
        """What is measured."""
        return self.or_else(f"kind.{kind}", kind.replace("_", " "))

    def unit(self, unit: str) -> str:
        """A UCUM unit as people write it."""
        return self.or_else(f"unit.{unit}", unit)

    def number(self, value: float) -> str:
        """A number with the language's decimal sign."""
        text = number(value)
        return text.replace(".", ",") if self.language is Language.FRENCH else text

    def value(self, value: float | str | None, unit: str) -> str:
        """A value with its unit, or the word for a code or for no value."""
        if value is None:
            return self.t("devices.none_reading")
        if isinstance(value, str):
            return self.or_else(f"word.{value}", value.replace("_", " "))
        return f"{self.number(value)} {self.unit(unit)}".strip()

    def observed(self, seen: Observation) -> str:
        """The value of an observation, as far as it may be believed."""
        if seen.quality is Quality.NO_READING:
            return self.t("devices.none_reading")
        value = self.value(seen.value, seen.unit)
        if seen.quality is Quality.CENSORED:
            return self.t("devices.beyond", value=value)
        return value

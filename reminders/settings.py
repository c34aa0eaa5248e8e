"""The `reminders` section of config.yml."""

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Annotated

from pydantic import Field, field_validator

from care.config import Section
from reminders.rota import Visit
from reminders.rules import Rules
from reminders.slots import PARTS_OF_DAY, PER_DAY, SlotTable, seconds
from reminders.survey import Survey

Minutes = Annotated[float, Field(ge=0, le=24 * 60)]


class SlotSettings(Section):
    """What the clinic means by "twice a day" and "in the morning"."""

    per_day: dict[int, tuple[time, ...]] = Field(default_factory=dict)
    parts: dict[str, time] = Field(default_factory=dict)
    beside_meal: Minutes = 30

    @field_validator("per_day")
    @classmethod
    def _as_many_times_as_said(
        cls, given: dict[int, tuple[time, ...]]
    ) -> dict[int, tuple[time, ...]]:
        for count, times in given.items():
            if len(set(times)) != count:
                msg = f"should give {count} different times for {count} a day"
                raise ValueError(msg)
        return given

    def table(self) -> SlotTable:
        """The clinic's table, the defaults where it says nothing."""
        per_day = {
            count: tuple(sorted(seconds(at) for at in times))
            for count, times in self.per_day.items()
        }
        parts = {code: seconds(at) for code, at in self.parts.items()}
        return SlotTable(
            per_day=PER_DAY | per_day,
            parts=PARTS_OF_DAY | parts,
            beside_meal=round(self.beside_meal * 60),
        )


class PainSettings(Section):
    """When the home asks for pain, local wall-clock times; empty for never."""

    times: tuple[time, ...] = (time(10, 0), time(18, 0))


class RemindersSettings(Section):
    """Doses and check-ins; minutes unless the name says otherwise."""

    ladder: tuple[Minutes, ...] = (0, 5, 10, 20)
    snooze: Minutes = 10
    snoozes: Annotated[int, Field(ge=0, le=6)] = 3
    grace: Minutes = 30
    listen_seconds: Annotated[float, Field(ge=5, le=60)] = 20
    notice_time_critical: Minutes = 15
    notice_frequent: Minutes = 30
    quiet_hours: bool = True
    """From the patient's bedtime to waking, reminders that can wait do."""
    slots: SlotSettings = SlotSettings()
    pain: PainSettings = PainSettings()
    surveys: tuple[str, ...] = ()
    """Short surveys that are asked by the clock, by id: "breath", "mood", "sleep", ..."""

    @field_validator("ladder")
    @classmethod
    def _rising(cls, ladder: tuple[float, ...]) -> tuple[float, ...]:
        if not ladder or list(ladder) != sorted(set(ladder)):
            msg = "should be rising minutes such as [0, 5, 10, 20]"
            raise ValueError(msg)
        return ladder

    def rules(self) -> Rules:
        """The numbers of the round."""
        return Rules(
            ladder=tuple(timedelta(minutes=at) for at in self.ladder),
            snooze=timedelta(minutes=self.snooze),
            snoozes=self.snoozes,
            grace=timedelta(minutes=self.grace),
            listen=timedelta(seconds=self.listen_seconds),
            notice_time_critical=timedelta(minutes=self.notice_time_critical),
            notice_frequent=timedelta(minutes=self.notice_frequent),
            quiet_hours=self.quiet_hours,
            table=self.slots.table(),
        )

    def visits(self, known: Mapping[str, Survey] | None = None) -> tuple[Visit, ...]:
        """The check-ins of a day: pain, and those of `surveys` that are `known`."""
        asked = [Visit(survey="pain", at=at) for at in self.pain.times]
        for name in self.surveys:
            visit = known[name].visit() if known and name in known else None
            if visit is not None:
                asked.append(visit)
        return tuple(asked)

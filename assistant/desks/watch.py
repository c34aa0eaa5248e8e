"""The watch over one patient at work: readings and answers in, alarms out."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from assistant.desks.desk import Tick
from assistant.scripts import confirm
from care.observation import Observation, Reading, Waveform
from care.people import Patient
from care.speech import Answer
from records.unit import Unit
from sensors import watch
from sensors.held import Kept, Reported
from sensors.lookback import look_back, signal_look_back
from sensors.streams import RulesOf


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What is saved of the watch."""

    kept: Kept = field(default_factory=Kept)
    seen: datetime | None = None
    """Arrival of the last reading that was looked at when this was saved; what came
    later is looked at after a restart, not only remembered."""


NEVER_SEEN = timedelta(minutes=10)
"""How far back sampled signals are taken up when nothing was saved yet."""


class WatchDesk:
    """Holds a `sensors.watch.Watch`."""

    takes: tuple[type, ...] = (
        Observation,
        Waveform,
        Answer,
        Reported,
        watch.Closed,
        Tick,
    )

    def __init__(self, patient: Patient, rules: RulesOf, now: datetime) -> None:
        """Watch a patient by the clinician's limits."""
        self.name = f"watch:{patient.id}"
        self._patient = patient
        self._started = now
        self._watch = watch.start(patient, rules, Kept())
        self._seen: datetime | None = None
        self._last: datetime | None = None
        self._unseen: list[Reading] = []

    def state(self) -> object:
        """Open alarms, open questions, what was said, and how far it has looked."""
        return Watched(kept=self._watch.kept, seen=self._seen)

    def restore(self, unit: Unit) -> None:
        """Take up the kept part and remember the stored readings without alarming.

        A reading that was stored and acknowledged just before the power went must still
        be able to alarm: it is looked at by the first tick.
        """
        saved = unit.states.load(self.name, Watched) or Watched()
        self._watch = self._watch._replace(kept=saved.kept)
        self._seen = self._last = saved.seen
        for reading in self._stored(unit):
            if saved.seen is not None and reading.received_at > saved.seen:
                self._unseen.append(reading)
            else:
                event = watch.Remembered(reading=reading)
                self._watch, _ = watch.step(self._watch, event, self._started)

    def _stored(self, unit: Unit) -> list[Reading]:
        """What was measured in the stretch that each kind looks back, as it came in."""
        now, who = self._started, self._patient.id
        found: list[Reading] = [
            reading
            for kind, span in look_back().items()
            for reading in unit.readings.between(who, kind, now - span, now)
        ]
        since = self._seen or now - NEVER_SEEN
        found += [
            wave
            for kind, span in signal_look_back().items()
            for wave in unit.readings.waveforms(who, kind, min(since, now) - span, now)
        ]
        return sorted(found, key=lambda one: (one.received_at, one.taken_at))

    def take(self, value: object, now: datetime) -> tuple[object, ...]:
        """Step the watch."""
        match value:
            case Observation() | Waveform():
                return self._measured(value, now)
            case Answer():
                mine = value.question.startswith(confirm.OWNER)
                return self._step(watch.Answered(answer=value), now) if mine else ()
            case Reported():
                return self._step(watch.Told(report=value), now)
            case watch.Closed():
                return self._step(value, now)
        unseen, self._unseen = self._unseen, []
        asked = [command for one in unseen for command in self._measured(one, now)]
        self._seen = self._last
        return (*asked, *self._step(watch.Tick(), now))

    def _measured(self, value: Observation | Waveform, now: datetime) -> tuple[object, ...]:
        self._last = max(self._last or value.received_at, value.received_at)
        return self._step(watch.Measured(reading=value), now)

    def _step(self, event: watch.Event, now: datetime) -> tuple[object, ...]:
        self._watch, commands = watch.step(self._watch, event, now)
        return commands

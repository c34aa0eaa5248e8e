"""Everything config.yml says about a home, read and checked before anything starts."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from assistant.nlu_settings import NluSettings
from assistant.settings import AssistantSettings, ConsoleDoor
from care.alarm import Priority
from care.clock import Clock, clock_for
from care.config import Section, read
from care.errors import ConfigError
from care.escalation import Policy
from care.people import Patient, PatientId
from care.settings import CareSettings
from escalation.policy import policies
from escalation.settings import EscalationSettings
from records.settings import RecordsSettings
from reminders.settings import RemindersSettings
from sensors.limits import PatientLimits, personal
from sensors.settings import SensorSettings
from sensors.streams import RulesOf

HOME = "home"
"""The home folder beside config.yml: record, keys, secrets, queues."""

SECTIONS: Mapping[str, type[Section]] = {
    "care": CareSettings,
    "sensors": SensorSettings,
    "reminders": RemindersSettings,
    "escalation": EscalationSettings,
    "records": RecordsSettings,
    "assistant": AssistantSettings,
    "console": ConsoleDoor,
    "nlu": NluSettings,
}

_LIMITS: TypeAdapter[PatientLimits] = TypeAdapter(PatientLimits)

S = TypeVar("S", bound=Section)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """A home before it lives."""

    config: Path
    folder: Path
    """The home folder."""
    clock_file: Path | None
    clock: Clock
    care: CareSettings
    sensors: SensorSettings
    reminders: RemindersSettings
    escalation: EscalationSettings
    records: RecordsSettings
    assistant: AssistantSettings
    console: ConsoleDoor
    nlu: NluSettings
    patients: tuple[Patient, ...]
    policies: Mapping[Priority, Policy]
    rules: Mapping[PatientId, RulesOf]
    """Alarm limits by patient."""


def read_blueprint(
    config: Path, folder: Path | None = None, clock_file: Path | None = None
) -> Blueprint:
    """Read and check a config file; ConfigError names file, line, key, expected.

    Args:
        config: config.yml.
        folder: The home folder; beside config.yml unless given.
        clock_file: Of a simulated home.
    """
    built = read(config, SECTIONS)

    def section(kind: type[S], name: str) -> S:
        found = built[name]
        assert isinstance(found, kind)
        return found

    care = section(CareSettings, "care")
    sensors = section(SensorSettings, "sensors")
    escalation = section(EscalationSettings, "escalation")
    assistant = section(AssistantSettings, "assistant")
    patients = tuple(care.patient(key) for key in care.patients)
    if not patients:
        raise ConfigError(config, 1, "care.patients", "at least one person to care for")
    for key, given in (*assistant.speakers.items(), *assistant.buttons.items()):
        if given.patient not in (None, *care.patients):
            where = "speakers" if key in assistant.speakers else "buttons"
            whose = f"one of {', '.join(care.patients)}"
            raise ConfigError(config, 0, f"assistant.{where}.{key}.patient", whose)
    for name in assistant.hearers:
        if name not in care.patients:
            key = f"assistant.hearers.{name}"
            raise ConfigError(config, 0, key, f"one of {', '.join(care.patients)}")
    return Blueprint(
        config=config,
        folder=folder or config.resolve().parent / HOME,
        clock_file=clock_file,
        clock=clock_for(clock_file),
        care=care,
        sensors=sensors,
        reminders=section(RemindersSettings, "reminders"),
        escalation=escalation,
        records=section(RecordsSettings, "records"),
        assistant=assistant,
        console=section(ConsoleDoor, "console"),
        nlu=section(NluSettings, "nlu"),
        patients=patients,
        policies=policies(escalation, care, config),
        rules={each.id: _rules(each, sensors, config) for each in patients},
    )


def _rules(patient: Patient, sensors: SensorSettings, config: Path) -> RulesOf:
    try:
        limits = _LIMITS.validate_python(sensors.limits.get(patient.id, {}))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(["sensors", "limits", patient.id, *(str(x) for x in first["loc"])])
        raise ConfigError(config, 0, key, first["msg"]) from error
    return personal(patient, limits)

"""The `care` section of config.yml: who lives here, and who cares."""

from datetime import time
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field

from care.config import Section
from care.people import (
    Language,
    Patient,
    PatientId,
    Provider,
    ProviderId,
    Role,
    Routine,
    Trait,
)


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError) as error:
        raise ValueError("should be a zone name such as Europe/Paris") from error
    return name


Id = Annotated[str, Field(pattern=r"^[a-z0-9-]{2,40}$")]
USUAL = Routine()


class RoutineSettings(Section):
    """The patient's own day, local wall-clock times."""

    wake: time = USUAL.wake
    breakfast: time = USUAL.breakfast
    lunch: time = USUAL.lunch
    dinner: time = USUAL.dinner
    bed: time = USUAL.bed


class PatientSettings(Section):
    """One person at home; see `care.people.Patient`."""

    name: str
    language: Language = Language.ENGLISH
    zone: Annotated[str, AfterValidator(_known_zone)]
    routine: RoutineSettings = RoutineSettings()
    traits: frozenset[Trait] = frozenset()
    panic_word: str | None = None
    born: Annotated[int, Field(ge=1900, le=2100)] | None = None
    oxygen_scale: Annotated[int, Field(ge=1, le=2)] = 1


class ProviderSettings(Section):
    """One person who can be told; see `care.people.Provider`."""

    name: str
    role: Role = Role.PROVIDER
    language: Language = Language.ENGLISH
    email: str | None = None


class CareSettings(Section):
    """Everybody whom this home concerns, by id."""

    patients: dict[Id, PatientSettings] = Field(default_factory=dict)
    providers: dict[Id, ProviderSettings] = Field(default_factory=dict)

    def patient(self, key: str) -> Patient:
        """The patient of that id; KeyError when there is none."""
        given = self.patients[key]
        fields = given.model_dump() | {
            "zone": ZoneInfo(given.zone),
            "routine": Routine(**given.routine.model_dump()),
        }
        return Patient(id=PatientId(key), **fields)

    def provider(self, key: str) -> Provider:
        """The provider of that id; KeyError when there is none."""
        return Provider(id=ProviderId(key), **self.providers[key].model_dump())

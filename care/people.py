"""Who is cared for, who cares, and the ids that name them everywhere."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import NewType
from zoneinfo import ZoneInfo

PatientId = NewType("PatientId", str)
"""Stable, meaningless id of a patient, `[a-z0-9-]{2,40}`; never a name."""

ProviderId = NewType("ProviderId", str)
"""Stable id of a clinician, provider or caregiver."""


class Language(StrEnum):
    """A language the home can speak."""

    ENGLISH = "en"
    FRENCH = "fr"


class Role(StrEnum):
    """What a person may do; the console asks for the role (docs/console.md)."""

    CAREGIVER = "caregiver"
    PROVIDER = "provider"
    CLINICIAN = "clinician"
    ADMINISTRATOR = "administrator"


class Trait(StrEnum):
    """What the voice must allow for in this person."""

    HEARING_LOSS = "hearing_loss"
    MEMORY_LOSS = "memory_loss"
    SLOW_SPEECH = "slow_speech"
    APHASIA = "aphasia"


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """The patient's own day, local wall-clock times; `when` codes bind to it."""

    wake: time = time(7, 0)
    breakfast: time = time(7, 30)
    lunch: time = time(12, 30)
    dinner: time = time(19, 0)
    bed: time = time(22, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """One person at home."""

    id: PatientId
    name: str
    """What the voice calls them; never logged, never in a lock-screen text."""
    language: Language
    zone: ZoneInfo
    routine: Routine = Routine()
    traits: frozenset[Trait] = frozenset()
    panic_word: str | None = None
    """Their own word for "help", heard in every state."""
    born: int | None = None
    """Year of birth, where known: age weighs in trends of early warning scores."""
    oxygen_scale: int = 1
    """NEWS2 SpO2 scale, 1 or 2; 2 only when a clinician prescribed 88-92 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A person who can be told and can answer."""

    id: ProviderId
    name: str
    role: Role
    language: Language
    email: str | None = None

"""Which patient has which speakers: their own, and a seat at those that are shared."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Protocol

from assistant.speakers.port import Change, Noticed, Press, Speaker
from assistant.speakers.shared import Seat, SharedSpeaker
from assistant.speakers.tablet import TabletSpeaker
from care.people import PatientId


class Given(Protocol):
    """The settings of one speaker."""

    @property
    def patient(self) -> str | None:
        """Whose it is; None: everybody's."""
        ...

    def build(self, speaker: str, noticed: Noticed) -> Speaker:
        """The speaker of these settings."""
        ...


class Button(Protocol):
    """A help button."""

    async def run(self) -> None:
        """Tell of every press, for ever."""
        ...


class GivenButton(Protocol):
    """The settings of one help button."""

    @property
    def patient(self) -> str | None:
        """Whose it is; None: the first patient's."""
        ...

    def build(self, button: str, noticed: Noticed) -> Button:
        """The button of these settings."""
        ...


Told = Callable[[PatientId, str, Change | Press], None]
"""Told whose speaker, which, and what became of it or was pressed there."""


def placed(
    given: Mapping[str, Given], patients: Sequence[PatientId], told: Told
) -> dict[PatientId, list[Speaker]]:
    """The speakers of each patient, in the order of the file.

    Args:
        given: Settings by speaker id.
        patients: Everybody of the home, in the order of config.yml.
        told: Hears of every speaker; a shared one's link concerns everybody, its buttons
            the first patient.

    Raises:
        SetupError: A speaker cannot be built.
    """
    found: dict[PatientId, list[Speaker]] = {patient: [] for patient in patients}
    for key, settings in given.items():
        own = [one for one in patients if settings.patient in (None, one)]
        noticed = _telling(own, told)
        noticed(key, Change.LOST)  # until it says that it is there
        speaker = settings.build(key, noticed)
        if len(own) == 1:
            found[own[0]].append(speaker)
        elif own:
            shared = SharedSpeaker(speaker)
            for one in own:
                found[one].append(shared.seat())
    return found


def buttons(
    given: Mapping[str, GivenButton], patients: Sequence[PatientId], told: Told
) -> dict[str, Callable[[], Awaitable[None]]]:
    """The services that watch the help buttons, by name; SetupError as `placed`."""
    services: dict[str, Callable[[], Awaitable[None]]] = {}
    for key, settings in given.items():
        own = [one for one in patients if settings.patient in (None, one)]
        noticed = _telling(own, told)
        noticed(key, Change.LOST)
        services[f"button {key}"] = settings.build(key, noticed).run
    return services


def tablets(found: Mapping[PatientId, Sequence[Speaker]]) -> tuple[TabletSpeaker, ...]:
    """Every tablet among them, once."""
    all_of_them = (one for speakers in found.values() for one in speakers)
    real = (one.speaker if isinstance(one, Seat) else one for one in all_of_them)
    return tuple(dict.fromkeys(one for one in real if isinstance(one, TabletSpeaker)))


def _telling(own: Sequence[PatientId], told: Told) -> Noticed:
    def noticed(speaker: str, what: Change | Press) -> None:
        for patient in own[:1] if isinstance(what, Press) else own:
            told(patient, speaker, what)

    return noticed

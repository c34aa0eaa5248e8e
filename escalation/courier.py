"""Takes a notice from the ladder to its channel and brings back what became of it."""

from collections.abc import Mapping

from care.clock import Clock
from care.errors import WordingError
from care.escalation import Delivery, DeliveryStatus, Notice
from care.people import Patient, PatientId, ProviderId
from escalation.channels.port import Channel, account
from escalation.settings import EscalationSettings
from escalation.wording import message


class Courier:
    """Hands notices over; whatever goes wrong is an account of the delivery."""

    def __init__(
        self,
        *,
        channels: Mapping[str, Channel],
        patients: Mapping[PatientId, Patient],
        names: Mapping[ProviderId, str],
        settings: EscalationSettings,
        clock: Clock,
    ) -> None:
        """Take the open channels and everybody whom a message may name."""
        self._channels = channels
        self._patients = patients
        self._names = names
        self._settings = settings
        self._clock = clock

    async def deliver(self, notice: Notice) -> Delivery:
        """Word the notice and hand it over; always an account, never an exception."""
        channel = self._channels.get(notice.contact.channel)
        patient = self._patients.get(notice.alarm.patient)
        if channel is None:
            return self._failed(notice, f"no channel {notice.contact.channel!r} is set up")
        if patient is None:
            return self._failed(notice, "the patient is not in config.yml")
        try:
            words = message(notice, patient, self._names, self._settings, channel.details)
            return await channel.deliver(notice, words)
        except WordingError as error:
            return self._failed(notice, str(error))
        except Exception as error:  # noqa: BLE001 - the ladder must hear of any failure
            return self._failed(notice, f"the channel broke ({type(error).__name__})")

    def _failed(self, notice: Notice, detail: str) -> Delivery:
        status = DeliveryStatus.UNREACHABLE
        return account(notice, status, self._clock.now(), detail)

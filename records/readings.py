"""What was measured, asked by patient, kind and time."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from care.observation import DeviceId, Kind, Observation, Quality, Reading, Waveform
from care.people import PatientId
from records.packing import unpack
from records.tables import ObservationRow, WaveformRow


def _observation(row: ObservationRow) -> Observation:
    return Observation(
        patient=PatientId(row.patient),
        kind=Kind(row.kind),
        value=row.word if row.word is not None else row.number,
        unit=row.unit,
        taken_at=row.taken_at,
        received_at=row.received_at,
        device=DeviceId(row.device),
        quality=Quality(row.quality),
        perfusion=row.perfusion,
    )


def _waveform(row: WaveformRow) -> Waveform:
    axes = tuple(row.axes.split())
    return Waveform(
        patient=PatientId(row.patient),
        kind=Kind(row.kind),
        unit=row.unit,
        rate=row.rate,
        axes=axes,
        samples=unpack(row.samples, len(axes)),
        taken_at=row.taken_at,
        received_at=row.received_at,
        device=DeviceId(row.device),
    )


class Readings:
    """Stored observations and waveforms."""

    def __init__(self, session: Session) -> None:
        """Work within a transaction."""
        self._session = session

    def between(
        self, patient: PatientId, kind: Kind, start: datetime, end: datetime
    ) -> tuple[Observation, ...]:
        """Values of one kind taken in `start <= t < end`, in order of taking."""
        rows = select(ObservationRow).where(
            ObservationRow.patient == patient,
            ObservationRow.kind == kind,
            ObservationRow.taken_at >= start,
            ObservationRow.taken_at < end,
        )
        found = self._session.scalars(rows.order_by(ObservationRow.taken_at))
        return tuple(_observation(row) for row in found)

    def waveforms(
        self, patient: PatientId, kind: Kind, start: datetime, end: datetime
    ) -> tuple[Waveform, ...]:
        """Waveforms of one kind that begin in `start <= t < end`, in order."""
        rows = select(WaveformRow).where(
            WaveformRow.patient == patient,
            WaveformRow.kind == kind,
            WaveformRow.taken_at >= start,
            WaveformRow.taken_at < end,
        )
        found = self._session.scalars(rows.order_by(WaveformRow.taken_at))
        return tuple(_waveform(row) for row in found)

    def latest(self, patient: PatientId, kind: Kind) -> Observation | None:
        """The value taken last, whatever its quality and age, or None."""
        rows = select(ObservationRow).where(
            ObservationRow.patient == patient, ObservationRow.kind == kind
        )
        row = self._session.scalar(rows.order_by(ObservationRow.taken_at.desc()).limit(1))
        return None if row is None else _observation(row)

    def since(self, patient: PatientId, start: datetime) -> tuple[Reading, ...]:
        """Everything of a patient taken since `start`, in order of arrival (replay)."""
        values = select(ObservationRow).where(
            ObservationRow.patient == patient, ObservationRow.taken_at >= start
        )
        waves = select(WaveformRow).where(
            WaveformRow.patient == patient, WaveformRow.taken_at >= start
        )
        found: list[Reading] = [_observation(row) for row in self._session.scalars(values)]
        found += [_waveform(row) for row in self._session.scalars(waves)]
        return tuple(sorted(found, key=lambda r: (r.received_at, r.taken_at, r.kind)))

    def kinds(self, patient: PatientId) -> tuple[Kind, ...]:
        """Kinds of which anything is stored for this patient."""
        rows = select(ObservationRow.kind).where(ObservationRow.patient == patient)
        return tuple(Kind(kind) for kind in sorted(self._session.scalars(rows.distinct())))

"""What a batch of messages comes to: readings to keep, epochs, refusals, conduct."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from care.clock import Clock
from care.observation import DeviceId, Observation, Reading
from sensors import conduct
from sensors.clerk import Clerk
from sensors.conduct import Conduct
from sensors.epoch import Epoch
from sensors.incident import Incident, Trouble
from sensors.intake import Accepted, Plausible, Registry, examine
from sensors.ledger import Announced
from sensors.mqtt import Delivery
from sensors.refusal import Refusal, Rejected
from sensors.registrar import Registrar
from sensors.renewal import Renewal
from sensors.store import Envelope
from sensors.tally import Tally
from sensors.topics import Channel, parse_up


@dataclass(slots=True)
class Batch:
    """What came out of some deliveries, judged at one instant."""

    now: datetime
    registry: Registry
    envelopes: list[Envelope] = field(default_factory=list)
    announced: list[Announced] = field(default_factory=list)
    renewals: list[Renewal] = field(default_factory=list)
    seen: set[tuple[DeviceId, int, int]] = field(default_factory=set)


_IGNORED = Rejected(reason=Refusal.CUT_OFF)


_INNOCENT = frozenset({Refusal.UNKNOWN_EPOCH, Refusal.KIND})
"""No bad conduct: the announcement was lost on the way, and comes again; a kind was
forgotten at the enrolment, and what the device is enrolled for must not stop for that."""


class Judge:
    """Judges messages one by one and remembers how devices behave. One thread."""

    def __init__(
        self,
        *,
        registrar: Registrar,
        clerk: Clerk,
        plausible: Plausible,
        clock: Clock,
        rate: float,
        tally: Tally,
        report: Callable[[Incident], None],
    ) -> None:
        """`rate` is the messages a second that a device may keep up."""
        self._tally = tally
        self._registrar, self._clerk, self._plausible = registrar, clerk, plausible
        self._clock, self._rate, self._report = clock, rate, report
        self._conduct: dict[DeviceId, Conduct] = {}
        self._cut: set[DeviceId] = set()

    def release(self) -> None:
        """Tell of devices that are listened to again."""
        now = self._clock.now()
        seconds = now.timestamp()
        for device in sorted(self._cut):
            if not self._conduct[device].is_cut(seconds):
                self._cut.discard(device)
                self._report(
                    Incident(trouble=Trouble.MISBEHAVING, at=now, over=True, device=device)
                )

    def begin(self) -> Batch:
        """A batch that is judged now."""
        now = self._clock.now()
        return Batch(now=now, registry=self._registrar.registry(now))

    def judge(self, delivery: Delivery, batch: Batch) -> None:
        """Put what this message gives into the batch, and count it."""
        now = batch.now
        seconds = now.timestamp()
        addressed = parse_up(delivery.topic)
        device = addressed[0] if addressed else None
        if device is not None and self._conduct_of(device, seconds).is_cut(seconds):
            self._tally.refuse(self._registrar.inventory.get(device), [_IGNORED], now)
            return
        outcome = examine(
            delivery.payload,
            topic=delivery.topic,
            registry=batch.registry,
            plausible=self._plausible,
            received_at=now,
        )
        if isinstance(outcome, Epoch):
            learned = self._registrar.learn(outcome, delivery.payload, now)
            if isinstance(learned, Announced):
                batch.announced.append(learned)
            else:
                outcome = learned
        refused: tuple[Rejected, ...] = ()
        if isinstance(outcome, Renewal):
            batch.renewals.append(outcome)
        if isinstance(outcome, Accepted):
            self._accept(outcome, batch)
            refused = outcome.refused
        elif isinstance(outcome, Rejected):
            refused = (outcome,)
        known = self._registrar.inventory.get(device) if device is not None else None
        self._tally.refuse(known, refused, now)
        if known is not None:
            self._watch_conduct(known.id, refused, seconds)

    def _conduct_of(self, device: DeviceId, seconds: float) -> Conduct:
        held = self._conduct.get(device)
        return held or conduct.fresh(self._rate, seconds)

    def _watch_conduct(
        self, device: DeviceId, refused: tuple[Rejected, ...], seconds: float
    ) -> None:
        after = conduct.step(
            self._conduct_of(device, seconds),
            seconds,
            rate=self._rate,
            refused=any(held.reason not in _INNOCENT for held in refused),
        )
        self._conduct[device] = after
        if after.is_cut(seconds):
            self._cut.add(device)
            reasons = ", ".join(sorted({held.reason for held in refused})) or "rate"
            self._report(
                Incident(
                    trouble=Trouble.MISBEHAVING,
                    at=self._clock.now(),
                    device=device,
                    detail=reasons,
                )
            )

    def _accept(self, accepted: Accepted, batch: Batch) -> None:
        mark, now = accepted.mark, batch.now
        key = (mark.device, mark.epoch, mark.sequence)
        known = key in batch.seen or self._clerk.has(*key)
        self._tally.accept(accepted, now, new=not known)
        if known:
            self._clerk.repeated(*key)
            return
        batch.seen.add(key)
        readings = accepted.readings
        if mark.channel is Channel.REPORT:
            readings = self._reported(accepted)
        batch.envelopes.append(
            Envelope(
                device=mark.device,
                epoch=mark.epoch,
                sequence=mark.sequence,
                patient=accepted.device.patient,
                leaf=accepted.leaf,
                received_at=now,
                readings=readings,
            )
        )

    def _reported(self, accepted: Accepted) -> tuple[Reading, ...]:
        """A device speaking of itself: only its battery is a reading for the watch."""
        return tuple(
            reading
            for reading in accepted.readings
            if isinstance(reading, Observation) and reading.kind == "battery"
        )

"""The home's end of the sealed streams: judge, keep, acknowledge, hand on, sign.

paho's thread only queues. One worker takes what has come, up to 500 messages, and makes
one durable commit of it; what comes meanwhile is the next batch. So a lone reading waits
for nobody, and a flood shares its commits. Only after the commit the broker is told and
the station sees the readings. When keeping fails nothing is acknowledged and the same
batch is tried again until it is kept.
"""

import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from care.clock import Clock, SystemClock, stopwatch
from care.errors import SetupError, StoreError
from care.observation import Reading
from sensors.clerk import Clerk
from sensors.eviction import Evictor
from sensors.incident import Incident, Trouble
from sensors.intake import Plausible
from sensors.judge import Judge
from sensors.keeper import Keeper
from sensors.keystore.file import FileKeys
from sensors.ledger import Ledger
from sensors.mqtt import Credentials, Delivery, Link
from sensors.premises import Premises
from sensors.registrar import EPOCH_LIFE, Registrar
from sensors.reissue import Issuer
from sensors.settings import SensorSettings
from sensors.store import Store
from sensors.tally import Tally
from sensors.topics import HUB, ROOT, Channel, down
from sensors.warden import Access, Warden

BATCH_MESSAGES = 500
IDLE_SECONDS = 0.25
PATROL_SECONDS = 1.0
RESTING = 4
"""Rounds of receipts that a device passes over which sends all the time."""
GRACE_SECONDS = 15.0
"""How long the broker may take to start before it is missed."""
KEEP_LEAVES = timedelta(days=90)
"""How long leaf hashes stay after their receipt; the receipts stay for good."""


class Hub:
    """Takes sealed messages in until it is stopped."""

    def __init__(
        self,
        *,
        premises: Premises,
        ledger: Ledger,
        store: Store,
        plausible: Plausible,
        clock: Clock,
        deliver: Callable[[tuple[Reading, ...]], None],
        report: Callable[[Incident], None],
        settings: SensorSettings,
        admit: Callable[[Access], bool] = lambda _access: True,
    ) -> None:
        """Prepare. All callables are called from threads of the hub.

        `admit` must make the broker take the new access lists; False: ask again soon.
        """
        keys = FileKeys(premises.key("hub"))
        self._ledger = ledger
        self._clock, self._deliver, self._report = clock, deliver, report
        self._settings, self._admit = settings, admit
        self._pruned = clock.now() - KEEP_LEAVES
        self._warden = Warden(premises, timedelta(days=settings.certificate_warning_days))
        self._registrar = Registrar(premises.inventory, keys, ledger.epochs())
        rest = timedelta(seconds=settings.receipt_seconds * RESTING)
        self._clerk = Clerk(ledger, keys, clock.now() - EPOCH_LIFE, rest)
        self.tally = Tally(ledger.qualities(clock.now().date()))
        self._judge = Judge(
            registrar=self._registrar,
            clerk=self._clerk,
            plausible=plausible,
            clock=clock,
            rate=settings.messages_a_second,
            report=report,
            tally=self.tally,
        )
        self._queue: queue.Queue[Delivery] = queue.Queue()
        self._stopping = threading.Event()
        self._worker = threading.Thread(target=self._run, name="intake", daemon=True)
        self._keeper = Keeper(store, ledger, clock, report, self._stopping)
        self._issuer = Issuer(
            premises, self._registrar, keys, self._publish, SystemClock().now
        )
        self._evictor = Evictor(
            premises,
            settings.broker.host,
            settings.broker.port,
            SystemClock().now,
            self._stopping,
        )
        self._reachable: bool | None = None
        self._started = stopwatch()
        self._damage = ""
        self._untold = Access.SAME
        self._link = self._new_link(premises)

    def _new_link(self, premises: Premises) -> Link:
        credentials = Credentials(
            name=HUB,
            ca=premises.certificate("ca"),
            certificate=premises.certificate("hub"),
            key=premises.key("hub"),
        )
        return Link(
            credentials,
            subscribe=f"{ROOT}/up/#",
            on_message=self._queue.put,
            on_state=self._state,
        )

    @property
    def connected(self) -> bool:
        """Whether the broker has accepted the hub."""
        return self._link.up

    @property
    def failed(self) -> bool:
        """Whether the worker died; the process must then end and start anew."""
        return not self._worker.is_alive() and not self._stopping.is_set()

    def start(self) -> None:
        """Connect and work in the background."""
        self._worker.start()
        self._link.start(self._settings.broker.host, self._settings.broker.port)

    def stop(self) -> None:
        """End; what is not acknowledged comes again at the next start."""
        self._stopping.set()
        if self._worker.is_alive():
            self._worker.join(timeout=10)
        self._link.stop()

    def _state(self, up: bool, detail: str) -> None:  # noqa: FBT001 (paho's thread)
        if up is self._reachable or self._stopping.is_set():
            return
        if self._reachable is None and not up:
            return  # the broker may still be starting: the patrol tells after a while
        was, self._reachable = self._reachable, up
        if was is None:
            return
        self._report(
            Incident(
                trouble=Trouble.BROKER_GONE, at=self._clock.now(), over=up, detail=detail
            )
        )

    def _run(self) -> None:
        next_receipts = stopwatch() + self._settings.receipt_seconds
        next_patrol = stopwatch()
        while not self._stopping.is_set():
            batch = self._collect()
            if batch:
                self._take(batch)
            if stopwatch() >= next_receipts and self._settle():
                next_receipts = stopwatch() + self._settings.receipt_seconds
            if stopwatch() >= next_patrol:
                self._patrol()
                next_patrol = stopwatch() + PATROL_SECONDS

    def _collect(self) -> list[Delivery]:
        try:
            batch = [self._queue.get(timeout=IDLE_SECONDS)]
        except queue.Empty:
            return []
        with suppress(queue.Empty):
            while len(batch) < BATCH_MESSAGES:
                batch.append(self._queue.get_nowait())
        return batch

    def _take(self, deliveries: list[Delivery]) -> None:
        batch = self._judge.begin()
        for delivery in deliveries:
            self._judge.judge(delivery, batch)
        if not self._keeper.keep(batch):
            return
        for envelope in batch.envelopes:
            self._clerk.arrived(envelope)
        for delivery in deliveries:
            self._link.acknowledge(delivery)
        readings = tuple(reading for held in batch.envelopes for reading in held.readings)
        if readings:
            self._deliver(readings)
        self._issuer.attend(batch)

    def _publish(self, topic: str, payload: bytes) -> None:
        self._link.publish(topic, payload)

    def _settle(self) -> bool:
        """Sign for a part of what arrived, so that nobody waits long; True when done."""
        now = self._clock.now()
        try:
            for device, message in self._clerk.settle(now):
                self._link.publish(down(device, Channel.RECEIPT), message)
            if self._clerk.owes:
                return False
            for device, (count, holes) in self._clerk.gaps().items():
                row = self._registrar.inventory.get(device)
                if row is not None:
                    self.tally.lacks(row, count, holes, now)
            self._ledger.keep_qualities(self.tally.changed(), self.tally.facts())
        except StoreError as error:
            self._keeper.failing(str(error))
        return True

    def _patrol(self) -> None:
        now = self._clock.now()
        self._judge.release()
        if self._reachable is None and stopwatch() - self._started > GRACE_SECONDS:
            self._reachable = False
            self._report(
                Incident(trouble=Trouble.BROKER_GONE, at=now, detail="never there")
            )
        try:
            self._registrar.refresh()
            if now - self._pruned > KEEP_LEAVES / 30:
                self._pruned = now
                self._ledger.prune(now - KEEP_LEAVES)
            found = self._warden.patrol(real=SystemClock().now(), home=now)
            if "hub" in found.renewed:
                self._link.renewed()
        except (SetupError, StoreError) as error:
            # A file that somebody damaged must not stop the intake: what was read holds.
            self._damaged(str(error))
            return
        self._damaged("")
        for incident in found.incidents:
            self._report(incident)
        if found.access is not Access.SAME:
            self._untold = found.access
        if self._admit(self._untold):
            self._untold = Access.SAME
        self._evictor.begin(found.gone)

    def _damaged(self, why: str) -> None:
        if why != self._damage:
            self._damage = why
            now = self._clock.now()
            self._report(
                Incident(trouble=Trouble.EXPIRING, at=now, over=not why, detail=why)
            )

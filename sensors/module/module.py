"""A device's link to the home: submit, seal, keep, publish, forget when signed for.

Used in process by the simulated household and by `philomel module` on a gateway.
"""

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from care.clock import Clock, SystemClock, stopwatch
from care.errors import SetupError, StoreError
from care.observation import Reading
from sensors.certificate import device_of, hub_key
from sensors.keystore.file import FileKeys
from sensors.keystore.port import KeyStore
from sensors.module.outbox import Outbox, Settled
from sensors.module.pace import PAUSE_SECONDS, Pace
from sensors.module.renewer import Renewer, settle_files
from sensors.module.sealer import Sealer
from sensors.mqtt import Credentials, Delivery, Link
from sensors.receipt import read_receipt
from sensors.topics import ROOT, Channel, down, up

WINDOW = 200
"""Messages sent whose PUBACK is still out."""
PAGE = 100
RESEND_SECONDS, REFUSED_SECONDS = 30.0, 3.0
"""Real seconds without a receipt before all is sent again; when the broker refused."""


class Module:
    """One device identity."""

    def __init__(
        self,
        folder: Path,
        *,
        outbox: Path,
        clock: Clock,
        keys: KeyStore | None = None,
        socket: Path | None = None,
        resend_seconds: float = RESEND_SECONDS,
        renewed: Callable[[], None] = lambda: None,
    ) -> None:
        """Take device.key, device.crt, ca.crt and hub.crt of `folder`. SetupError if bad.

        `keys` replaces device.key where a token holds the private key; TLS then goes
        through the tunnel behind `socket` (`sensors.keystore.tunnel`). `renewed` is called
        when a new certificate is in place.
        """
        settle_files(folder)
        self._clock, self._resend = clock, resend_seconds
        self._folder, self._socket, self._renewed = folder, socket, renewed
        self.device = device_of(folder / "device.crt")
        self._hub = hub_key(folder)
        self._outbox = Outbox(outbox)
        self._token = keys
        self._renewer = Renewer(folder, self.device, self._hub, keys)
        own = keys or FileKeys(folder / "device.key")
        self._sealer = Sealer(self.device, own, self._hub, self._outbox)
        self._wake = threading.Condition()
        self._running = self._work = False
        self._letters: list[Delivery] = []
        self._announce, self._cursor = True, 0
        self._in_flight, self._refused = 0, False
        self._pace = Pace()
        self.mismatches = 0
        self._place: tuple[str, int] | None = None
        self._link = self._new_link()
        self._worker = threading.Thread(target=self._run, name=self.device, daemon=True)

    def _new_link(self) -> Link:
        return Link(
            Credentials.of_device(self.device, self._folder, self._socket),
            subscribe=f"{ROOT}/down/{self.device}/+",
            on_message=self._received,
            on_state=self._state,
            on_published=self._published,
        )

    def start(self, host: str, port: int) -> None:
        """Begin a new epoch and send in the background."""
        self._sealer.begin(self._clock.now())
        self._running = True
        self._place = host, port
        self._worker.start()
        self._link.start(host, port)

    def stop(self) -> None:
        """End; what waits is sent after the next start."""
        with self._wake:
            self._running = False
            self._wake.notify_all()
        if self._worker.is_alive():
            self._worker.join(timeout=10)
        self._link.stop()
        self._outbox.close()

    def submit(self, readings: Sequence[Reading], sources: Sequence[str] = ()) -> None:
        """Seal and keep on disk before returning; StoreError when that fails.

        `sources`, one for each reading, say by what name its source knows it (record
        number, entry id; empty without one). A reading may be submitted again under its
        name, by another process too: it is kept and sent once.
        """
        self._put(readings, Channel.READINGS, sources)

    def report(self, readings: Sequence[Reading]) -> None:
        """Send what the device says of itself: battery, signal, firmware, link."""
        self._put(readings, Channel.REPORT, ())

    @property
    def connected(self) -> bool:
        """Whether the broker has accepted this device."""
        return self._link.up

    @property
    def trouble(self) -> str:
        """Why it has not; empty while there is no reason known."""
        return self._link.trouble

    @property
    def waiting(self) -> int:
        """How many messages no receipt covers yet."""
        return self._outbox.waiting()

    def wait_signed(self, timeout: float) -> bool:
        """Block until receipts cover everything, or for `timeout` real seconds."""
        with self._wake:
            return self._wake.wait_for(lambda: self._outbox.waiting() == 0, timeout)

    def _put(
        self, readings: Sequence[Reading], channel: Channel, sources: Sequence[str]
    ) -> None:
        if not readings:
            return
        now = self._clock.now()
        announcement = self._sealer.put(readings, channel, now, sources)
        with self._wake:
            self._announce = self._announce or announcement is not None
            self._work = True
            self._wake.notify_all()

    def _state(self, up: bool, _detail: str) -> None:  # noqa: FBT001 (paho's thread)
        with self._wake:
            self._announce = self._announce or up
            self._work = True
            self._wake.notify_all()

    def _received(self, delivery: Delivery) -> None:
        self._link.acknowledge(delivery)
        with self._wake:
            self._letters.append(delivery)
            self._wake.notify_all()

    def _published(self, accepted: bool) -> None:  # noqa: FBT001 (paho's thread)
        with self._wake:
            self._in_flight = max(0, self._in_flight - 1)
            self._refused = self._refused or not accepted
            self._work = True
            self._wake.notify_all()

    def _run(self) -> None:
        quiet_since = stopwatch()
        while self._running:
            with self._wake:
                patience = PAUSE_SECONDS if self._pace.spent else 1.0
                self._wake.wait_for(self._called, timeout=patience)
                letters, self._letters = self._letters, []
                self._work = False
            for letter in letters:
                self._read(letter)
                quiet_since = stopwatch()
            patience = min(self._resend, REFUSED_SECONDS) if self._refused else self._resend
            if stopwatch() - quiet_since > patience and self._link.up:
                self._cursor, self._in_flight, self._announce = 0, 0, True
                quiet_since, self._refused = stopwatch(), False
            self._send()
            self._renew()

    def _send(self) -> None:
        if not self._link.up:
            return
        if self._announce:
            self._announce = False
            self._in_flight = 0
            for announcement in self._outbox.announcements():
                self._publish(up(self.device, Channel.EPOCH), announcement)
        while self._in_flight < WINDOW and self._pace.allows():
            page = self._outbox.pending(self._cursor, PAGE)
            for row in page:
                if not self._publish(row.topic, row.sealed):
                    return
                self._cursor = row.id
            if len(page) < PAGE:
                return

    def _called(self) -> bool:
        """Whether there is something to do; without a budget, only receipts count."""
        more = self._work and not self._pace.spent
        return bool(self._letters) or more or not self._running

    def _publish(self, topic: str, payload: bytes) -> bool:
        self._pace.budget -= 1
        with self._wake:
            self._in_flight += 1
        return self._link.publish(topic, payload) is not None

    def _read(self, letter: Delivery) -> None:
        if letter.topic == down(self.device, Channel.CERTIFICATE):
            with suppress(SetupError):  # a full disk: it is asked for again
                if self._renewer.take(letter.payload):
                    self._begin_anew()
        else:
            self._settle(letter.payload)

    def _begin_anew(self) -> None:
        """Go on with the new certificate: another key of the day, another connection."""
        own = self._token or FileKeys(self._folder / "device.key")
        self._sealer.adopt(own, self._clock.now())
        self._renewed()
        assert self._place is not None
        self._link.stop()
        self._link = self._new_link()
        self._link.start(*self._place)

    def _renew(self) -> None:
        """Ask for a new certificate in time."""
        now = SystemClock().now()
        if self._link.up and self._renewer.due(now):
            with suppress(SetupError):
                topic = up(self.device, Channel.RENEWAL)
                self._publish(topic, self._renewer.request(now))

    def _settle(self, message: bytes) -> None:
        receipt = read_receipt(message, device=self.device, hub=self._hub)
        if receipt is None:
            return
        try:
            settled = self._outbox.settle(receipt, message)
        except StoreError:
            return  # nothing was deleted: the home signs for it again
        if settled is Settled.MISMATCH:
            self.mismatches += 1
        for row in self._outbox.missing(receipt, PAGE):
            if row.id <= self._cursor:
                self._publish(row.topic, row.sealed)
        with self._wake:
            self._wake.notify_all()

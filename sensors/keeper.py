"""Keeps a batch for good before anything is acknowledged, however long that takes."""

import threading
from collections.abc import Callable

from care.clock import Clock
from care.errors import StoreError
from sensors.incident import Incident, Trouble
from sensors.judge import Batch
from sensors.ledger import Ledger
from sensors.store import Store

RETRY_SECONDS = (0.2, 0.5, 1.0, 2.0, 5.0)
"""Pauses before the next tries; the last one goes on."""


class Keeper:
    """Writes to the record first, then to the ledger; both pass over what they have."""

    def __init__(
        self,
        store: Store,
        ledger: Ledger,
        clock: Clock,
        report: Callable[[Incident], None],
        stopping: threading.Event,
    ) -> None:
        """`stopping` ends the patience."""
        self._store, self._ledger = store, ledger
        self._clock, self._report, self._stopping = clock, report, stopping
        self._failing = False

    def keep(self, batch: Batch) -> bool:
        """Try until it works; False when stopped before."""
        attempt = 0
        while not self._try(batch):
            pause = RETRY_SECONDS[min(attempt, len(RETRY_SECONDS) - 1)]
            attempt += 1
            if self._stopping.wait(pause):
                return False
        return True

    def failing(self, why: str) -> None:
        """Tell once that nothing can be kept; with an empty reason, that it can again."""
        if bool(why) is self._failing:
            return
        self._failing = bool(why)
        self._report(
            Incident(
                trouble=Trouble.STORE_FAILING,
                at=self._clock.now(),
                over=not why,
                detail=why,
            )
        )

    def _try(self, batch: Batch) -> bool:
        try:
            if batch.envelopes:
                self._store.keep(batch.envelopes)
            if batch.envelopes or batch.announced:
                self._ledger.record(batch.envelopes, batch.announced)
                self.failing("")
        except StoreError as error:
            self.failing(str(error))
            return False
        return True

"""Proof of transfer, kept by the home: epochs, leaf hashes, signed receipts.

A small SQLite file beside the record. It holds no health data: names of devices,
numbers, hashes. What the record keeps is written first and this second; a crash between
the two makes the broker or the device send again, and both pass over what they have. So
only receipts are flushed to the disk at once, and everything before with them: a power
cut loses no more than a message without a receipt, which its device still has.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from care.codec import decode, encode
from care.errors import StoreError
from care.instants import of_seconds
from care.observation import DeviceId
from sensors.arrivals import Arrivals
from sensors.epoch import Epoch
from sensors.quality import DayQuality
from sensors.receipt import Receipt
from sensors.store import Envelope

_SCHEMA = """
CREATE TABLE IF NOT EXISTS epoch (
  device TEXT NOT NULL, number INTEGER NOT NULL, salt BLOB NOT NULL,
  since REAL NOT NULL, received_at REAL NOT NULL, peer BLOB NOT NULL, message BLOB NOT NULL,
  PRIMARY KEY (device, number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS arrival (
  device TEXT NOT NULL, epoch INTEGER NOT NULL, sequence INTEGER NOT NULL,
  leaf BLOB NOT NULL, received_at REAL NOT NULL,
  PRIMARY KEY (device, epoch, sequence)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS receipt (
  device TEXT NOT NULL, epoch INTEGER NOT NULL, lo INTEGER NOT NULL, hi INTEGER NOT NULL,
  at REAL NOT NULL, message BLOB NOT NULL,
  PRIMARY KEY (device, epoch, lo, hi)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fact (
  device TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, at REAL NOT NULL,
  PRIMARY KEY (device, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS quality (
  day TEXT NOT NULL, device TEXT NOT NULL, picture TEXT NOT NULL,
  PRIMARY KEY (day, device)) WITHOUT ROWID;
"""
_KEEP_EPOCH = "INSERT OR IGNORE INTO epoch VALUES (?,?,?,?,?,?,?)"
_KEEP_RECEIPT = "INSERT OR REPLACE INTO receipt VALUES (?,?,?,?,?,?)"
_COVERED = "SELECT max(hi) FROM receipt WHERE device=? AND epoch=?"
_ABOVE = (
    "SELECT sequence FROM arrival WHERE device=? AND epoch=? AND sequence > ?"
    " ORDER BY sequence"
)
_SPANS = """
SELECT epoch, min(at), max(at) FROM (
  SELECT epoch, received_at AS at FROM arrival WHERE device=:device
  UNION ALL SELECT epoch, at FROM receipt WHERE device=:device)
GROUP BY epoch
"""
_PRUNE = (
    "DELETE FROM arrival WHERE (device, epoch) IN"
    " (SELECT device, number FROM epoch WHERE received_at < :before)"
    " AND received_at < :before AND sequence <= coalesce((SELECT max(hi)"
    " FROM receipt r WHERE r.device = arrival.device AND r.epoch = arrival.epoch), 0)"
)
_LEAVES = (
    "SELECT leaf FROM arrival WHERE device=? AND epoch=? AND sequence BETWEEN ? AND ?"
    " ORDER BY sequence"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """An epoch as the home learned of it."""

    epoch: Epoch
    received_at: datetime
    peer: bytes
    """The device's public key at that time, a point of 65 bytes."""
    message: bytes
    """The signed announcement itself."""


class Ledger:
    """One connection for one thread at a time."""

    def __init__(self, path: Path) -> None:
        """Open or make the file, mode 0600. StoreError when that fails."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(mode=0o600)
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            msg = f"ledger {path} cannot be opened ({error})"
            raise StoreError(msg) from error

    def close(self) -> None:
        """Let the file go."""
        self._db.close()

    def record(self, arrived: Sequence[Envelope], announced: Sequence[Announced]) -> None:
        """Keep leaf hashes and announcements in one transaction; StoreError if not."""
        epochs = [
            (
                held.epoch.device,
                held.epoch.number,
                held.epoch.salt,
                held.epoch.since.timestamp(),
                held.received_at.timestamp(),
                held.peer,
                held.message,
            )
            for held in announced
        ]
        leaves = [
            (e.device, e.epoch, e.sequence, e.leaf, e.received_at.timestamp())
            for e in arrived
        ]
        with self._writing():
            self._db.executemany(_KEEP_EPOCH, epochs)
            self._db.executemany("INSERT OR IGNORE INTO arrival VALUES (?,?,?,?,?)", leaves)

    @contextmanager
    def _writing(self, *, flushed: bool = False) -> Iterator[None]:
        """One transaction; flushed, it and all before it outlive a power cut."""
        try:
            if flushed:
                self._db.execute("PRAGMA synchronous=FULL")
            with self._db:
                self._db.execute("BEGIN IMMEDIATE")
                yield
        except sqlite3.Error as error:
            msg = f"ledger cannot be written ({error})"
            raise StoreError(msg) from error
        finally:
            if flushed:
                self._db.execute("PRAGMA synchronous=NORMAL")

    def epochs(self) -> list[Announced]:
        """Every epoch, oldest first."""
        rows = self._db.execute("SELECT * FROM epoch ORDER BY received_at")
        return [
            Announced(
                epoch=Epoch(
                    device=device, number=number, salt=salt, since=of_seconds(since)
                ),
                received_at=of_seconds(received_at),
                peer=peer,
                message=message,
            )
            for device, number, salt, since, received_at, peer, message in rows
        ]

    def arrivals(self, since: datetime) -> dict[tuple[DeviceId, int], Arrivals]:
        """What arrived of each epoch that was announced since then."""
        streams = self._db.execute(
            "SELECT device, number FROM epoch WHERE received_at >= ?", (since.timestamp(),)
        ).fetchall()
        return {
            (device, epoch): self.arrivals_of(device, epoch) for device, epoch in streams
        }

    def arrivals_of(self, device: DeviceId, epoch: int) -> Arrivals:
        """What arrived of one epoch: what receipts cover, and what came above."""
        (covered,) = self._db.execute(_COVERED, (device, epoch)).fetchone()
        held = Arrivals(((1, covered),)) if covered else Arrivals()
        for (sequence,) in self._db.execute(_ABOVE, (device, epoch, covered or 0)):
            held = held.plus(sequence)
        return held

    def prune(self, before: datetime) -> int:
        """Forget leaf hashes that came before and that a receipt covers; how many."""
        try:
            return self._db.execute(_PRUNE, {"before": before.timestamp()}).rowcount
        except sqlite3.Error as error:
            msg = f"ledger cannot be written ({error})"
            raise StoreError(msg) from error

    def leaves(self, device: DeviceId, epoch: int, lo: int, hi: int) -> list[bytes]:
        """Leaf hashes of that run, in order of sequence."""
        rows = self._db.execute(_LEAVES, (device, epoch, lo, hi))
        return [leaf for (leaf,) in rows]

    def keep_receipts(self, signed: Sequence[tuple[Receipt, bytes]]) -> None:
        """Keep receipts, flushed to the disk with all before; StoreError if not."""
        rows = [
            (one.device, one.epoch, one.lo, one.hi, one.at.timestamp(), message)
            for one, message in signed
        ]
        if not rows:
            return
        with self._writing(flushed=True):
            self._db.executemany(_KEEP_RECEIPT, rows)

    def covered(self) -> dict[tuple[DeviceId, int], int]:
        """Highest sequence that a receipt covers, by device and epoch."""
        rows = self._db.execute("SELECT device, epoch, max(hi) FROM receipt GROUP BY 1, 2")
        return {(device, epoch): hi for device, epoch, hi in rows}

    def spans(self, device: DeviceId) -> dict[int, tuple[datetime, datetime]]:
        """First and last sign of each epoch of a device: arrived or signed for."""
        rows = self._db.execute(_SPANS, {"device": device})
        return {epoch: (of_seconds(first), of_seconds(last)) for epoch, first, last in rows}

    def facts(self, device: DeviceId) -> dict[str, tuple[str, datetime]]:
        """What a device last said of itself: battery, firmware, signal."""
        rows = self._db.execute(
            "SELECT name, value, at FROM fact WHERE device=?", (device,)
        )
        return {name: (value, of_seconds(at)) for name, value, at in rows}

    def keep_qualities(
        self,
        rows: Sequence[DayQuality],
        facts: Mapping[tuple[DeviceId, str], tuple[str, datetime]],
    ) -> None:
        """Keep the qualities of links and what devices said of themselves.

        StoreError when the disk refuses.
        """
        said = [(*key, value, at.timestamp()) for key, (value, at) in facts.items()]
        pictures = [(str(row.day), row.device, json.dumps(encode(row))) for row in rows]
        with self._writing():
            self._db.executemany("INSERT OR REPLACE INTO quality VALUES (?,?,?)", pictures)
            self._db.executemany("INSERT OR REPLACE INTO fact VALUES (?,?,?,?)", said)

    def qualities(self, since: date) -> list[DayQuality]:
        """Qualities from that day on, oldest first."""
        rows = self._db.execute(
            "SELECT picture FROM quality WHERE day >= ? ORDER BY day, device", (str(since),)
        )
        return [decode(DayQuality, json.loads(picture)) for (picture,) in rows]

    def receipts(
        self, device: DeviceId, epoch: int, sequence: int, limit: int = -1
    ) -> list[bytes]:
        """The receipts, as sent, that cover from that sequence on."""
        rows = self._db.execute(
            "SELECT message FROM receipt WHERE device=? AND epoch=? AND hi>=? ORDER BY lo"
            " LIMIT ?",
            (device, epoch, sequence, limit),
        )
        return [message for (message,) in rows]

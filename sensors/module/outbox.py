"""What was sealed and not yet signed for, on disk.

Rows go in under `synchronous=FULL` before anything is sent, and come out only when a
signed receipt has the same Merkle root as the device's own rows. The keys of epochs are
not kept: messages are stored as sealed, and every start draws a new key.

With the messages goes, in the same step, by what names their sources know the
measurements: one that is offered again, because whoever offered it died before it could
note that it had, is known and not sealed twice.
"""

import hashlib
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from care.errors import StoreError
from sensors.envelope import leaf_hash
from sensors.merkle import root
from sensors.module.sealed_epoch import SealedEpoch, sealed_epoch
from sensors.receipt import Receipt

_SCHEMA = """
CREATE TABLE IF NOT EXISTS epoch (
  number INTEGER PRIMARY KEY, announcement BLOB NOT NULL,
  highest INTEGER NOT NULL DEFAULT 0, covered INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS message (
  id INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, sequence INTEGER NOT NULL,
  topic TEXT NOT NULL, sealed BLOB NOT NULL, UNIQUE (epoch, sequence));
CREATE TABLE IF NOT EXISTS receipt (
  epoch INTEGER NOT NULL, lo INTEGER NOT NULL, hi INTEGER NOT NULL, at REAL NOT NULL,
  message BLOB NOT NULL, PRIMARY KEY (epoch, lo, hi)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS source (
  name BLOB PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID;
"""


def source_name(source: str) -> bytes:
    """What is kept of the name of a measurement: a digest that tells nobody anything."""
    return hashlib.blake2b(source.encode(errors="surrogatepass"), digest_size=16).digest()


class Settled(StrEnum):
    """What a receipt did."""

    DELETED = "deleted"
    KNOWN = "known"
    """Covers nothing that is still here."""
    MISMATCH = "mismatch"
    """The home holds other bytes than were sealed: nothing is deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """One sealed message that waits."""

    id: int
    epoch: int
    sequence: int
    topic: str
    sealed: bytes


class Outbox:
    """One file; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        """Open or make the file, mode 0600. StoreError when that fails."""
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(mode=0o600)
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            self._db.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            msg = f"outbox {path} cannot be opened ({error})"
            raise StoreError(msg) from error

    def close(self) -> None:
        """Let the file go."""
        with self._lock:
            self._db.close()

    def begin_epoch(self, number: int, announcement: bytes) -> None:
        """A new key is in use from now on."""
        with self._writing():
            self._db.execute(
                "INSERT INTO epoch (number, announcement) VALUES (?,?)",
                (number, announcement),
            )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One durable step; StoreError when it fails, and nothing is half written."""
        try:
            with self._lock, self._db:
                self._db.execute("BEGIN IMMEDIATE")
                yield
        except sqlite3.Error as error:
            msg = f"outbox cannot be written ({error})"
            raise StoreError(msg) from error

    def known(self, sources: Sequence[str], now: datetime) -> set[str]:
        """Those measurements that were sealed before; that they came again is noted."""
        query, names = "SELECT at FROM source WHERE name=?", map(source_name, sources)
        with self._lock:
            rows = [self._db.execute(query, (name,)).fetchone() for name in names]
        found = {s: row[0] for s, row in zip(sources, rows, strict=True) if row}
        at, yesterday = now.timestamp(), (now - timedelta(days=1)).timestamp()
        old = [(at, source_name(s)) for s, last in found.items() if last < yesterday]
        if old:
            with self._writing():
                self._db.executemany("UPDATE source SET at=? WHERE name=?", old)
        return set(found)

    def forget(self, before: datetime) -> None:
        """Forget sources that were not heard of since then."""
        with self._writing():
            self._db.execute("DELETE FROM source WHERE at < ?", (before.timestamp(),))

    def put(
        self,
        messages: Sequence[tuple[int, int, str, bytes]],
        sources: Iterable[str] = (),
        now: datetime | None = None,
    ) -> None:
        """Keep (epoch, sequence, topic, sealed) in one durable step; StoreError if not.

        `sources` name the measurements inside, kept in the same step.
        """
        at = now.timestamp() if now else 0.0
        names = [(source_name(source), at) for source in sources]
        with self._writing():
            self._db.executemany("INSERT INTO source VALUES (?,?)", names)
            self._db.executemany(
                "INSERT INTO message (epoch, sequence, topic, sealed) VALUES (?,?,?,?)",
                messages,
            )
            self._db.executemany(
                "UPDATE epoch SET highest=max(highest, ?2) WHERE number=?1",
                [message[:2] for message in messages],
            )

    def announcements(self) -> list[bytes]:
        """Announcements of all epochs that are new or have something that waits."""
        with self._lock:
            rows = self._db.execute(
                "SELECT announcement FROM epoch WHERE highest = 0 OR covered < highest"
            ).fetchall()
        return [message for (message,) in rows]

    def pending(self, after: int, limit: int) -> list[Pending]:
        """The next messages behind that id, in the order in which they were sealed."""
        return self._rows("id > ? ORDER BY id LIMIT ?", (after, limit))

    def between(self, epoch: int, lo: int, hi: int) -> list[Pending]:
        """What is still here of that run."""
        where = "epoch = ? AND sequence BETWEEN ? AND ? ORDER BY sequence"
        return self._rows(where, (epoch, lo, hi))

    def missing(self, receipt: Receipt, limit: int) -> list[Pending]:
        """What the home lacks by its receipt, up to `limit` of each hole."""
        holes = [self.between(receipt.epoch, lo, hi) for lo, hi in receipt.missing]
        return [row for hole in holes for row in hole[:limit]]

    def _rows(self, where: str, values: tuple[int, ...]) -> list[Pending]:
        query = f"SELECT id, epoch, sequence, topic, sealed FROM message WHERE {where}"  # noqa: S608
        with self._lock:
            rows = self._db.execute(query, values).fetchall()
        return [
            Pending(id=row[0], epoch=row[1], sequence=row[2], topic=row[3], sealed=row[4])
            for row in rows
        ]

    def epochs(self) -> list[SealedEpoch]:
        """Epochs in which something was sealed, oldest first."""
        with self._lock:
            epochs = self._db.execute(
                "SELECT number, highest, announcement FROM epoch WHERE highest > 0"
            ).fetchall()
            receipts = self._db.execute(
                "SELECT epoch, message, at FROM receipt ORDER BY lo"
            ).fetchall()
        found = [
            sealed_epoch(number, highest, announcement, receipts)
            for number, highest, announcement in epochs
        ]
        return sorted(found, key=lambda held: held.first)

    def waiting(self) -> int:
        """How many messages no receipt covers."""
        with self._lock:
            count: int = self._db.execute("SELECT count(*) FROM message").fetchone()[0]
        return count

    def settle(self, receipt: Receipt, message: bytes) -> Settled:
        """Delete what an authentic receipt covers, if its root is that of our own bytes."""
        held = self.between(receipt.epoch, receipt.lo, receipt.hi)
        if not held:
            return Settled.KNOWN
        own = [leaf_hash(row.sealed) for row in held]
        if len(held) != receipt.hi - receipt.lo + 1 or root(own) != receipt.root:
            return Settled.MISMATCH
        with self._writing():
            self._db.execute(
                "INSERT OR REPLACE INTO receipt VALUES (?,?,?,?,?)",
                (receipt.epoch, receipt.lo, receipt.hi, receipt.at.timestamp(), message),
            )
            self._db.execute(
                "DELETE FROM message WHERE epoch=? AND sequence BETWEEN ? AND ?",
                (receipt.epoch, receipt.lo, receipt.hi),
            )
            self._db.execute(
                "UPDATE epoch SET covered=max(covered, ?) WHERE number=?",
                (receipt.hi, receipt.epoch),
            )
        return Settled.DELETED

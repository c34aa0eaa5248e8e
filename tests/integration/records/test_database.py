"""The file itself: closed to strangers, whole after every accident, shared by two."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from care.errors import SetupError, StoreError
from records.database import Database
from records.faults import (
    StoreDamagedError,
    StoreFullError,
    StoreLockedError,
    StoreRefusedError,
)
from records.tables import Base
from tests.fakes.homes import ADA, EIGHT, leaves, messages, record_in

pytestmark = pytest.mark.integration
ROOT = Path(__file__).parents[3]
NAME = "Ada-Augusta-Lovelace"


def files(home: Path) -> list[Path]:
    return sorted((home / "records").iterdir())


def child(program: str, *arguments: object) -> subprocess.Popen[str]:
    """Another Python process of this project."""
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_no_byte_of_any_file_gives_anything_away(record: Database, tmp_path: Path) -> None:
    with record.unit() as unit:
        unit.journal.add(NAME, "tested", EIGHT, patient=ADA)
    with record.unit() as unit:
        assert unit.journal.last(1)[0].who == NAME
        unit.journal.add("x", "tested", EIGHT)
    for file in files(tmp_path):
        held = file.read_bytes()
        assert NAME.encode() not in held, file.name
        assert b"journal" not in held, file.name
        assert b"SQLite format" not in held, file.name
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name
    assert stat.S_IMODE((tmp_path / "records").stat().st_mode) == 0o700


def test_the_tables_are_what_the_code_maps(record: Database) -> None:
    with record.connection() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []


def test_every_durability_setting_holds_on_every_connection(record: Database) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
    }
    for _ in range(3):
        link = record.connect()
        for pragma, value in wanted.items():
            assert link.execute(f"PRAGMA {pragma}").fetchone()[0] == value
        link.close()


def test_an_exception_leaves_nothing_behind(record: Database) -> None:
    def broken() -> None:
        with record.unit() as unit:
            unit.states.save("watch", (1,), EIGHT)
            unit.journal.add("x", "tested", EIGHT)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    with record.reading() as unit:
        assert unit.states.names() == ()
        assert unit.journal.head()[0] == 0


def test_a_look_changes_nothing(record: Database) -> None:
    with record.reading() as unit:
        unit.states.save("watch", (1,), EIGHT)
    with record.reading() as unit:
        assert unit.states.names() == ()


def test_a_full_disk_is_said_and_nothing_is_half_written(record: Database) -> None:
    with record.unit() as unit:
        unit.intake.keep(messages(1, 10))
    with record.connection() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    link = record.connect
    limit = f"PRAGMA max_page_count = {pages}"

    def small() -> object:
        opened = link()
        opened.execute(limit)
        return opened

    full = Database(record.file, record._key, record.settings)
    full.connect = small  # type: ignore[method-assign]
    full._engine = full._make_engine()

    def too_much() -> None:
        with full.unit() as unit:
            unit.states.save("watch", (1,), EIGHT)
            unit.intake.keep(messages(11, 2_000))

    for _ in range(2):
        with pytest.raises(StoreFullError, match="Free space"):
            too_much()
    full.close()
    with record.reading() as unit:
        assert len(leaves(unit)) == 10
        assert unit.states.names() == ()
    with record.unit() as unit:
        assert len(unit.intake.keep(messages(1, 2_000))) == 1_990, "and it goes on"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_is_not_ours_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreRefusedError):
        record_in(tmp_path)


def test_a_file_where_the_folder_should_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "records").write_text("in the way")
    with pytest.raises(StoreError, match="records"):
        record_in(tmp_path)


def test_the_wrong_key_opens_nothing_and_harms_nothing(tmp_path: Path) -> None:
    record_in(tmp_path).close()
    key = tmp_path / "records" / "record.key"
    right = key.read_text()
    key.write_text("00" * 32)
    with pytest.raises(StoreDamagedError, match="restore the latest backup"):
        record_in(tmp_path)
    key.write_text(right)
    record_in(tmp_path).close()


def test_a_flipped_byte_is_found(tmp_path: Path) -> None:
    database = record_in(tmp_path)
    with database.unit() as unit:
        unit.intake.keep(messages(1, 200))
    database.close()
    file = tmp_path / "records" / "record.db"
    held = bytearray(file.read_bytes())
    for at in range(5_000, len(held), 4_096):
        held[at] ^= 1
    file.write_bytes(held)
    with pytest.raises(StoreDamagedError):
        record_in(tmp_path)


def test_a_lost_key_is_an_error_and_no_fresh_record(tmp_path: Path) -> None:
    record_in(tmp_path).close()
    (tmp_path / "records" / "record.key").unlink()
    with pytest.raises(SetupError, match="put the key back"):
        record_in(tmp_path)


def test_a_key_kept_apart_is_used_and_none_is_made_beside_the_record(
    tmp_path: Path,
) -> None:
    record_in(tmp_path, key="stick.key").close()
    assert (tmp_path / "stick.key").exists()
    assert not (tmp_path / "records" / "record.key").exists()
    record_in(tmp_path, key="stick.key").close()
    with pytest.raises(SetupError, match="put the key back"):
        record_in(tmp_path)


def test_a_record_from_the_future_is_left_alone(tmp_path: Path) -> None:
    database = record_in(tmp_path)
    with database.connection() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'r9999'")
    database.close()
    with pytest.raises(StoreError, match="newer Philomel"):
        record_in(tmp_path)


def test_a_writer_who_waits_too_long_is_told(record: Database, tmp_path: Path) -> None:
    hasty = record_in(tmp_path, busy_wait="PT0.05S")
    with record.unit() as unit:
        unit.states.save("watch", (1,), EIGHT)
        with pytest.raises(StoreLockedError, match="Try again"), hasty.unit():
            pass
        with hasty.reading() as look:
            assert look.states.names() == (), "a reader never waits"
    hasty.close()


OPEN = """
import sys
from pathlib import Path
from tests.fakes.homes import EIGHT, record_in
record = record_in(Path(sys.argv[1]))
for number in range(50):
    with record.unit() as unit:
        unit.journal.add(sys.argv[2], "counted", EIGHT, body={"number": number})
record.close()
"""


def test_two_processes_start_and_write_together(tmp_path: Path) -> None:
    both = [child(OPEN, tmp_path, name) for name in ("station", "console")]
    assert [process.wait(60) for process in both] == [0, 0]
    for process in both:
        process.communicate()
    record = record_in(tmp_path)
    with record.reading() as unit:
        assert unit.journal.verify() is None
        wrote = [entry.who for entry in unit.journal.last(1_000)]
    record.close()
    assert (wrote.count("station"), wrote.count("console")) == (50, 50)


WRITE = """
import sys
from pathlib import Path
from tests.fakes.homes import EIGHT, leaves, messages, record_in
record = record_in(Path(sys.argv[1]))
with record.reading() as unit:
    start = max(leaves(unit), default=0)
for first in range(start + 1, start + 100_000, 20):
    with record.unit() as unit:
        unit.intake.keep(messages(first, 20))
        unit.states.save("watch", (first + 19,), EIGHT)
        unit.journal.add("station", "kept", EIGHT)
    print(first + 19, flush=True)
"""


def test_kill_9_while_writing_loses_nothing_that_was_said_and_tears_nothing(
    tmp_path: Path,
) -> None:
    said = 0
    for round_ in range(3):
        writer = child(WRITE, tmp_path)
        assert writer.stdout is not None
        for _ in range(3 + 2 * round_):
            said = int(writer.stdout.readline())
        writer.send_signal(signal.SIGKILL)
        rest = writer.communicate()[0].split()
        said = max([said, *(int(word) for word in rest[:-1])])
        record = record_in(tmp_path)
        with record.reading() as unit:
            kept = leaves(unit)
            stored = max(kept, default=0)
            assert stored >= said
            assert stored % 20 == 0, "a batch is whole"
            assert list(kept) == list(range(1, stored + 1))
            assert unit.states.load("watch", tuple[int, ...]) == (stored,)
            assert unit.journal.head()[0] == stored // 20
            assert unit.journal.verify() is None
        record.close()

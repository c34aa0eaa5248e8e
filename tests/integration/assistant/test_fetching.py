"""Files over real HTTP on loopback, and from a stick."""

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from assistant.fetching import NotFetched, fetch, sha256
from care.errors import SetupError

pytestmark = pytest.mark.integration

CONTENT = bytes(range(256)) * 20_000
WANTED = hashlib.sha256(CONTENT).hexdigest()


class Maker(BaseHTTPRequestHandler):
    """Hands out the content; the first time only half of it."""

    asked: list[str | None]
    broken: set[str]

    def do_GET(self) -> None:
        given = self.headers.get("Range")
        self.asked.append(given)
        if self.path == "/gone":
            self.send_error(404)
            return
        start = int(given.split("=")[1].rstrip("-")) if given else 0
        if start >= len(CONTENT):
            self.send_response(416)
            self.end_headers()
            return
        self.send_response(206 if given and self.path != "/stubborn" else 200)
        rest = CONTENT[start:] if self.path != "/stubborn" else CONTENT
        self.send_header("Content-Length", str(len(rest)))
        self.end_headers()
        if self.path in self.broken:
            self.broken.discard(self.path)
            rest = rest[: len(rest) // 2]
        self.wfile.write(rest)

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def maker() -> Iterator[tuple[str, list[str | None]]]:
    asked: list[str | None] = []
    handler = type("M", (Maker,), {"asked": asked, "broken": {"/torn", "/stubborn"}})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def nobody(_done: int, _whole: int | None) -> None:
    pass


def test_a_file_is_fetched_and_checked(
    maker: tuple[str, list[str | None]], tmp_path: Path
) -> None:
    seen: list[tuple[int, int | None]] = []
    target = tmp_path / "new" / "model.zip"
    fetch(f"{maker[0]}/whole", target, WANTED.upper(), lambda *how: seen.append(how))
    assert sha256(target) == WANTED
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("path", ["/torn", "/stubborn"])
def test_a_torn_download_goes_on_where_it_stopped(
    maker: tuple[str, list[str | None]], tmp_path: Path, path: str
) -> None:
    target = tmp_path / "model.zip"
    with pytest.raises(SetupError, match="cannot be fetched"):
        fetch(maker[0] + path, target, WANTED, nobody)
    assert not target.exists()
    there = (tmp_path / "model.zip.part").stat().st_size
    assert there > 0
    fetch(maker[0] + path, target, WANTED, nobody)
    assert sha256(target) == WANTED
    assert maker[1][1] == f"bytes={there}-"


def test_a_part_that_was_whole_already_is_taken(
    maker: tuple[str, list[str | None]], tmp_path: Path
) -> None:
    (tmp_path / "model.zip.part").write_bytes(CONTENT)
    fetch(f"{maker[0]}/whole", tmp_path / "model.zip", WANTED, nobody)
    assert sha256(tmp_path / "model.zip") == WANTED


def test_a_wrong_file_is_not_kept(
    maker: tuple[str, list[str | None]], tmp_path: Path
) -> None:
    with pytest.raises(SetupError, match="SHA-256 is"):
        fetch(f"{maker[0]}/whole", tmp_path / "model.zip", "0" * 64, nobody)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("source", ["http://127.0.0.1:1/x", "/nowhere/model.zip"])
def test_a_source_that_is_not_there_is_named(tmp_path: Path, source: str) -> None:
    with pytest.raises(SetupError, match=f"{source} cannot be fetched"):
        fetch(source, tmp_path / "model.zip", WANTED, nobody)


def test_a_page_that_is_gone_is_no_model(
    maker: tuple[str, list[str | None]], tmp_path: Path
) -> None:
    with pytest.raises(SetupError, match="404"):
        fetch(f"{maker[0]}/gone", tmp_path / "model.zip", WANTED, nobody)


def test_a_file_on_a_stick_is_as_good(tmp_path: Path) -> None:
    stick = tmp_path / "stick.zip"
    stick.write_bytes(CONTENT)
    fetch(str(stick), tmp_path / "model.zip", WANTED, nobody)
    assert sha256(tmp_path / "model.zip") == WANTED
    assert stick.exists()


def test_a_folder_that_cannot_be_written_is_named_and_no_network_is_blamed(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(SetupError, match="file cannot be written") as failed:
        fetch(str(tmp_path / "x"), tmp_path / "file" / "it", WANTED, lambda *_: None)
    assert not isinstance(failed.value, NotFetched)


@pytest.mark.parametrize("source", ["http://[bad", "http://127.0.0.1:1/x", "no/such/file"])
def test_what_never_came_leaves_nothing(tmp_path: Path, source: str) -> None:
    with pytest.raises(NotFetched, match="cannot be fetched"):
        fetch(source, tmp_path / "it", WANTED, lambda *_: None)
    assert list(tmp_path.iterdir()) == []

"""The process: opens the record, serves over HTTPS, ends when told or when left alone."""

import asyncio
import os
import signal
import socket
import ssl
from pathlib import Path

import structlog
import uvicorn

from care.clock import SystemClock, clock_for
from care.config import Section, read
from care.errors import SetupError
from care.settings import CareSettings
from care.tablets import LARGEST_IN
from console import certificate, invitations
from console.app import build
from console.office import Office
from console.settings import ConsoleSettings, SpeakersSeen
from records.database import open_database
from records.settings import RecordsSettings
from reminders.settings import RemindersSettings
from reminders.survey_table import surveys

log = structlog.get_logger()

GRACE = 2
"""Seconds for open answers when the process ends."""
LOOK = 0.5
"""Seconds between two looks whether the parent is still there."""
SECTIONS: dict[str, type[Section]] = {
    "care": CareSettings,
    "console": ConsoleSettings,
    "records": RecordsSettings,
    "reminders": RemindersSettings,
    "assistant": SpeakersSeen,
}


def open_office(config: Path, home: Path, clock_file: Path | None) -> Office:
    """Everything the console works with; ConfigError, StoreError or SetupError if not."""
    sections = read(config, SECTIONS)
    people, settings, records, reminders, seen = (sections[name] for name in SECTIONS)
    assert isinstance(people, CareSettings)
    assert isinstance(settings, ConsoleSettings)
    assert isinstance(records, RecordsSettings)
    assert isinstance(reminders, RemindersSettings)
    assert isinstance(seen, SpeakersSeen)
    return Office(
        database=open_database(records, home),
        people=people,
        settings=settings,
        home=home,
        clock=clock_for(clock_file),
        slots=reminders.slots.table(),
        visits=reminders.visits(surveys()),
        speakers=seen.tablets(),
    )


async def _attend(server: uvicorn.Server, office: Office, parent: int) -> None:
    """End with the process that started us: a console must not outlive its station.

    Live pages, which would hold up the end, let go when the office closes.
    """
    while not server.should_exit:
        if os.getppid() != parent:
            log.info("the parent process is gone; the console ends")
            server.should_exit = True
        await asyncio.sleep(LOOK)
    office.closing = True


def _door(host: str, port: int) -> socket.socket:
    """A bound socket, not yet listening: who can connect finds everything ready.

    Raises SetupError when the address is taken or not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    door = socket.socket(family)
    try:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((host, port))
    except OSError as error:
        door.close()
        msg = f"the console cannot listen on {host}:{port} ({error.strerror})"
        raise SetupError(msg) from error
    return door


async def _run(server: uvicorn.Server, office: Office, door: socket.socket) -> None:
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(_attend(server, office, os.getppid()), name="watch the parent")
        await server.serve(sockets=[door])
        server.should_exit = True


def serve(config: Path, home: Path, clock_file: Path | None = None) -> None:
    """Run until SIGTERM, SIGINT or the end of the parent process."""
    office = open_office(config, home, clock_file)
    settings, now = office.settings, SystemClock().now()
    door = _door(settings.host, settings.port)
    names = (*settings.names, settings.host)
    key, public = certificate.ensure(home, names, now)
    with office.database.unit() as unit:
        code_file = invitations.first(unit, home, now)
    server = uvicorn.Server(
        uvicorn.Config(
            build(office),
            ssl_keyfile=str(key),
            ssl_certfile=str(public),
            ssl_version=ssl.PROTOCOL_TLS_SERVER,
            access_log=False,  # addresses of pages are nobody's business
            log_level="warning",
            ws="websockets-sansio",
            ws_max_size=LARGEST_IN,
            ws_per_message_deflate=False,  # it is sound, and the line is short
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=GRACE,
        )
    )
    if code_file:
        log.info("the first account is made with the code in a file", file=code_file.name)
    log.info(
        "console", port=settings.port, certificate_sha256=certificate.fingerprint(public)
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        # uvicorn ends at these and then raises them again; that must not kill us half-way
        signal.signal(number, lambda *_: None)
    try:
        asyncio.run(_run(server, office, door))
    finally:
        office.database.close()

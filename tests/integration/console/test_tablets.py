"""A real Chromium as the tablet in a room: its sound goes to the station and back."""

import asyncio
import shutil
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path
from queue import Queue
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from assistant.audio import Audio, resampled, silence, wav_bytes
from assistant.recognizers.moonshine import Moonshine
from assistant.recognizers.port import Context
from assistant.speakers.port import Change, Press
from assistant.speakers.tablet import TabletSpeaker
from assistant.speakers.tablet_door import TabletDoor
from assistant.voices.hibari_voice import HibariVoice
from assistant.voices.port import Delivery, NotSpoken, Spoken
from care.people import Language, Role
from care.tablets import HELP
from console import tablets
from console.visit import COOKIE
from tests.fakes.ada import ADA, NORA
from tests.integration.console.conftest import PATIENCE, House, csrf
from tests.integration.console.test_accessible import faults

pytestmark = pytest.mark.integration

T = TypeVar("T")
PRESSED = (
    (Press.HELP, "Help has been called."),
    (Press.YES, "You pressed yes."),
    (Press.NO, "You pressed no."),
)
SOUND = Audio(pcm=b"\x00\x10\x00\xf0" * 4_800, rate=24_000)


class Station:
    """The station's end, on a loop of its own: one tablet and its door."""

    def __init__(self, folder: Path) -> None:
        self.told: Queue[Change | Press] = Queue()
        self.speaker = TabletSpeaker(
            "bedside", "bedroom", noticed=lambda _speaker, what: self.told.put(what)
        )
        self.door = TabletDoor(folder, [self.speaker])
        self.loop = asyncio.new_event_loop()
        self.heard = bytearray()
        self._main: asyncio.Task[None] | None = None
        self._thread = threading.Thread(target=self._live)

    def __enter__(self) -> "Station":  # noqa: PYI034
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        main = self._main
        assert main is not None
        self.loop.call_soon_threadsafe(main.cancel)
        self._thread.join(20)
        self.loop.close()

    def _live(self) -> None:
        self._main = self.loop.create_task(self._all())
        try:
            self.loop.run_until_complete(self._main)
        except asyncio.CancelledError:
            return

    async def _all(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.door.run())
            tasks.create_task(self.speaker.run())
            tasks.create_task(self._listen())

    async def _listen(self) -> None:
        while True:
            async for pcm in self.speaker.microphone.pieces():
                self.heard += pcm

    def next(self) -> Change | Press:
        return self.told.get(timeout=20)

    def begin(self, work: Any) -> "Future[Any]":
        return asyncio.run_coroutine_threadsafe(work, self.loop)

    def play(self, words: str) -> Spoken | NotSpoken:
        found: Spoken | NotSpoken = self.begin(self.speaker.play(SOUND, words)).result(30)
        return found


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the patient says into the tablet, over and over."""
    voice = HibariVoice()
    audio = voice.synthesize("Yes, I took it.", Delivery(language=Language.ENGLISH))
    whole = resampled(audio, 48_000).pcm + silence(0.6, 48_000).pcm
    file = tmp_path_factory.mktemp("said") / "said.wav"
    file.write_bytes(wav_bytes(Audio(pcm=whole, rate=48_000)))
    return file


@pytest.fixture
def tablet(house: House, said: Path) -> Iterator[Page]:
    """A browser whose microphone hears a file."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("no chromium on this machine")
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=path,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-audio-capture={said}",
            ],
        )
        context = browser.new_context(
            ignore_https_errors=True, base_url=house.url, permissions=["microphone"]
        )
        context.set_default_timeout(PATIENCE)
        wrong: list[str] = []
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "console",
            lambda told: wrong.append(told.text) if "Policy" in told.text else None,
        )
        yield page
        browser.close()
    assert wrong == []


def code_for(house: House) -> str:
    """A code as somebody makes it on the page of tablets."""
    with closing(house.enter(NORA, Role.CLINICIAN)) as client:
        secret = csrf(client.get("/tablets").text)
        made = client.post("/tablets/code", data={"csrf": secret, "speaker": "bedside"})
    return made.text.split("Code for bedside: ")[1][:9]


def pair(page: Page, house: House) -> None:
    page.goto("/talk")
    page.get_by_label("Code").fill("wrong-code")
    page.get_by_role("button", name="Let in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Code").fill(code_for(house))
    page.get_by_role("button", name="Let in").click()


def test_a_tablet_is_a_speaker_until_it_is_sent_away(house: House, tablet: Page) -> None:
    with Station(house.office.home) as station:
        pair(tablet, house)
        assert station.next() is Change.CONNECTED
        untouched = station.play("Good morning.")
        assert isinstance(untouched, NotSpoken)
        expect(tablet.locator("#words")).to_have_text("Good morning.")
        assert faults(tablet) == []

        tablet.get_by_role("button", name="Start").click()
        expect(tablet.locator("#state")).to_have_text("Ready.")
        assert station.play("Did you take it?") == Spoken(
            seconds=SOUND.seconds, speaker="bedside"
        )

        tablet.get_by_role("button", name="Talk", exact=True).focus()
        tablet.keyboard.press("Enter")
        expect(tablet.locator("#state")).to_have_text("Listening.")
        tablet.wait_for_timeout(3_500)
        tablet.keyboard.press("Enter")
        expect(tablet.locator("#state")).to_have_text("Ready.")
        session = Moonshine().open(Context())
        session.accept(bytes(station.heard))
        assert "took it" in session.finish().text

        for press, shown in PRESSED:
            tablet.locator(f"#{press}").click()
            assert station.next() is press
            expect(tablet.locator("#state")).to_have_text(shown)

        playing = station.begin(
            station.speaker.play(Audio(pcm=bytes(960_000), rate=24_000))
        )
        expect(tablet.locator("#state")).to_have_text("Speaking.")
        station.begin(station.speaker.hush()).result(10)
        assert isinstance(playing.result(10), NotSpoken)
        assert faults(tablet) == []

        with closing(house.enter(NORA, Role.CLINICIAN)) as client:
            secret = csrf(client.get("/tablets").text)
            client.post("/tablets/remove", data={"csrf": secret, "speaker": "bedside"})
        assert station.next() is Change.LOST
        expect(tablet.get_by_label("Code")).to_be_visible()


def test_help_is_called_though_the_station_does_not_answer(
    house: House, tablet: Page
) -> None:
    pair(tablet, house)
    expect(tablet.locator("#state")).to_contain_text("No connection")
    tablet.get_by_role("button", name="Help").click()
    expect(tablet.locator("#state")).to_have_text("Help has been called.")
    with house.office.database.reading() as unit:
        asked = [one for one in unit.requests.waiting() if one.kind == HELP]
    assert [(one.patient, one.body["speaker"]) for one in asked] == [(ADA, "bedside")]
    house.process.send_signal(signal.SIGSTOP)  # the console hangs
    try:
        tablet.get_by_role("button", name="Help").click()
        expect(tablet.locator("#state")).to_contain_text("Please phone 112")
    finally:
        house.process.send_signal(signal.SIGCONT)
    expect(tablet.locator("#state")).to_have_text("Help has been called.")


def test_nobody_else_speaks_for_the_home(house: House) -> None:
    with house.office.database.unit() as unit:
        code = tablets.code_for(unit, "bedside", NORA, house.office.real.now())
        made = tablets.pair(unit, code, house.office.real.now())
        assert made is not None
        assert tablets.pair(unit, code, house.office.real.now()) is None
    with closing(house.client()) as client:
        assert client.post("/talk/help", data={"csrf": "x"}).status_code == 403
        client.cookies.set("__Host-philomel-tablet", made[0])
        assert client.post("/talk/help", data={"csrf": "x"}).status_code == 403
        assert client.get("/now").headers["location"].startswith("/sign-in")
        assert COOKIE not in client.cookies

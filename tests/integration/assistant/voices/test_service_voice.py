"""A Wyoming text-to-speech service of our own, over TCP."""

import json
import socket
import threading
from collections.abc import Iterator

import pytest

from assistant.voices.port import Delivery
from assistant.voices.service_voice import ServiceVoice
from care.errors import SpeechError
from care.people import Language

pytestmark = pytest.mark.integration

FRENCH = Delivery(language=Language.FRENCH)


def event(kind: str, payload: bytes = b"", **data: int) -> bytes:
    body = json.dumps(data).encode()
    head = {"type": kind, "data_length": len(body), "payload_length": len(payload)}
    return json.dumps(head).encode() + b"\n" + body + payload


SOUND = event("audio-start", rate=22_050, width=2, channels=1) + b"".join(
    event("audio-chunk", b"\1\0" * 500, rate=22_050, width=2, channels=1) for _ in range(3)
)
ANSWERS = {
    "sound": SOUND + event("audio-stop"),
    "nothing": event("audio-stop"),
    "half": SOUND,
    "half, then an error": SOUND + event("error"),
    "stereo": event("audio-chunk", b"1234", rate=22_050, width=2, channels=2),
    "garbage": b"HTTP/1.1 400 Bad Request\r\n",
    "hang-up": b"",
}


@pytest.fixture
def service(request: pytest.FixtureRequest) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            link, _ = server.accept()
            with link, link.makefile("rb") as asked:
                wanted = json.loads(asked.readline())["data"]
                assert wanted.pop("voice", {"name": "siwis"}) == {"name": "siwis"}
                assert wanted == {"text": "Bonjour"}
                link.sendall(ANSWERS[request.param])

        thread = threading.Thread(target=answer)
        thread.start()
        yield server.getsockname()[1]
        thread.join()


@pytest.mark.parametrize("service", ["sound"], indirect=True)
def test_its_sound_is_gathered(service: int) -> None:
    voice = ServiceVoice("127.0.0.1", service, {Language.FRENCH: "siwis"})
    audio = voice.synthesize("Bonjour", FRENCH)
    assert (audio.rate, len(audio.pcm)) == (22_050, 3_000)


@pytest.mark.parametrize(
    "service", [one for one in ANSWERS if one != "sound"], indirect=True
)
def test_anything_else_is_not_spoken(service: int) -> None:
    voice = ServiceVoice("127.0.0.1", service, {Language.FRENCH: ""})
    with pytest.raises(SpeechError, match="voice service"):
        voice.synthesize("Bonjour", FRENCH)


def test_nobody_there_and_other_languages_are_said() -> None:
    voice = ServiceVoice("127.0.0.1", 1, {Language.FRENCH: ""})
    with pytest.raises(SpeechError, match="voice service"):
        voice.synthesize("Bonjour", FRENCH)
    with pytest.raises(SpeechError, match="not for en"):
        voice.synthesize("Hello", Delivery(language=Language.ENGLISH))

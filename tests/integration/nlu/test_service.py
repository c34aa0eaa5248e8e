"""The real service: what it understands, refuses, keeps and forgets."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.conversation.actions import ACTIONS
from assistant.safety.mass import INTENTS as CRIES
from tests.fakes.nlu_service import NLU, PYTHON, TOKEN, Served, start
from tests.fakes.rasa_webhook import Webhook

pytestmark = [pytest.mark.integration, pytest.mark.rasa]


@pytest.fixture(autouse=True)
def _well(webhook: Webhook) -> Iterator[None]:
    webhook.mood = "well"
    webhook.calls.clear()
    yield
    webhook.released.set()


@pytest.mark.parametrize(
    ("lang", "text", "intent"),
    [
        ("en", "Help, I've fallen and I can't get up!", "emergency_fall"),
        ("en", "what's my blood sugar", "ask_last_reading"),
        ("en", "and yesterday?", "follow_up"),
        ("fr", "J'ai mal \u00e0 la poitrine", "emergency_chest_pain"),
        ("fr", "\u00e0 quoi sert ce cachet", "ask_medicine_purpose"),
    ],
)
def test_what_was_meant(served: Served, lang: str, text: str, intent: str) -> None:
    found = served.post("/parse", lang=lang, text=text).json()
    assert found["intent"]["name"] == intent
    names = [one["name"] for one in found["intent_ranking"]]
    assert set(CRIES) <= set(names)
    total = sum(one["confidence"] for one in found["intent_ranking"])
    assert total == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("text", ["/EXTERNAL_low_oxygen", " //restart", "/greet{}"])
def test_a_slash_injects_nothing(served: Served, text: str) -> None:
    found = served.post("/parse", lang="en", text=text).json()
    names = {found["intent"]["name"], *(one["name"] for one in found["intent_ranking"])}
    assert not [name for name in names if name.startswith(("EXTERNAL_", "restart"))]
    assert found["intent"]["confidence"] < 1


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/parse", {"lang": "de", "text": "hallo"}, 404),
        ("/parse", {"lang": "en"}, 400),
        ("/parse", {"lang": "en", "text": "?!"}, 422),
        ("/parse", {"lang": "en", "text": "x" * 3000}, 400),
        ("/parse", {"lang": "en", "text": "x" * 70_000}, 413),
        ("/turn", {"lang": "en", "conversation": "c", "intent": "restart_all"}, 422),
        ("/turn", {"lang": "en", "intent": "greet"}, 400),
        (
            "/turn",
            {"lang": "en", "conversation": "c", "intent": "greet", "entities": [1]},
            400,
        ),
        ("/forget", {}, 400),
        ("/model/train", {}, 404),
    ],
)
def test_what_is_wrong_is_refused(
    served: Served, path: str, body: dict[str, object], status: int
) -> None:
    assert served.post(path, **body).status_code == status


def test_not_json_is_refused(served: Served) -> None:
    assert served.http.post("/parse", content=b"{").status_code == 400


@pytest.mark.parametrize("token", ["", "wrong"])
@pytest.mark.parametrize("path", ["/parse", "/turn", "/forget"])
def test_only_the_token_opens(served: Served, path: str, token: str) -> None:
    answer = served.http.post(path, json={}, headers={"X-NLU-Token": token})
    assert answer.status_code == 401


def test_a_turn_runs_the_action_of_its_rule(served: Served, webhook: Webhook) -> None:
    turn = {"lang": "en", "conversation": "c1", "intent": "ask_last_reading"}
    found = served.post("/turn", **turn, entities={"kind": "glucose"}).json()
    assert [call["next_action"] for call in webhook.calls] == ["action_reading"]
    assert webhook.calls[0]["tracker"]["slots"]["kind"] == "glucose"
    assert found["messages"][0]["custom"] == {"kept": 1}
    assert found["slots"]["topic"] == "t"


def test_a_reading_without_a_name_is_asked_for(served: Served, webhook: Webhook) -> None:
    turn = {"lang": "en", "conversation": "c2"}
    first = served.post("/turn", **turn, intent="ask_last_reading").json()
    assert first["loop"] == "reading_form"
    second = served.post(
        "/turn", **turn, intent="follow_up", entities={"kind": "pulse"}
    ).json()
    asked = [call["next_action"] for call in webhook.calls]
    assert asked == ["action_ask_kind", "action_reading"]
    assert second["loop"] is None


def test_a_cry_leaves_every_form(served: Served, webhook: Webhook) -> None:
    turn = {"lang": "fr", "conversation": "c3"}
    assert served.post("/turn", **turn, intent="message_nurse").json()["loop"]
    found = served.post("/turn", **turn, intent="emergency_fall").json()
    assert found["loop"] is None
    assert webhook.calls[-1]["next_action"] == "action_cry"


def test_stop_leaves_a_form(served: Served, webhook: Webhook) -> None:
    turn = {"lang": "en", "conversation": "c4"}
    served.post("/turn", **turn, intent="message_nurse")
    assert served.post("/turn", **turn, intent="stop").json()["loop"] is None
    assert webhook.calls[-1]["next_action"] == "action_control"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_meaning_has_an_answer(served: Served, webhook: Webhook, lang: str) -> None:
    ranking = served.post("/parse", lang=lang, text="hello").json()["intent_ranking"]
    for number, one in enumerate(ranking):
        if one["name"] == "nlu_fallback":
            continue
        conversation = f"every-{lang}-{number}"
        body = {"lang": lang, "conversation": conversation, "intent": one["name"]}
        found = served.post("/turn", **body).json()
        assert found["messages"], one["name"]
        served.post("/forget", conversation=conversation)
    assert {call["next_action"] for call in webhook.calls} <= {
        *ACTIONS,
        "action_care_question",
    }


def test_a_forgotten_conversation_has_no_past(served: Served, webhook: Webhook) -> None:
    turn = {"lang": "en", "conversation": "c5", "intent": "ask_last_reading"}
    served.post("/turn", **turn, entities={"kind": "weight"})
    assert served.post("/forget", conversation="c5").status_code == 200
    again = served.post("/turn", **turn).json()
    assert again["loop"] == "reading_form"
    assert "kind" not in again["slots"]


@pytest.mark.parametrize("mood", ["broken", "nonsense"])
def test_a_failed_action_is_an_empty_answer_and_the_next_one_works(
    served: Served, webhook: Webhook, mood: str
) -> None:
    turn = {"lang": "en", "conversation": f"c6-{mood}", "intent": "ask_time"}
    webhook.mood = mood
    assert served.post("/turn", **turn).json()["messages"] == []
    webhook.mood = "well"
    assert served.post("/turn", **turn).json()["messages"] != []


def test_a_late_action_is_not_waited_for(served: Served, webhook: Webhook) -> None:
    webhook.mood = "late"
    webhook.released.clear()
    turn = {"lang": "en", "conversation": "c7", "intent": "ask_time"}
    answer = served.post("/turn", **turn)
    assert answer.status_code == 504 or answer.json()["messages"] == []
    assert served.post("/parse", lang="en", text="hello").status_code == 200


def test_it_listens_on_loopback_only(served: Served) -> None:
    hex_port = f"{served.port:04X}"
    listening = [
        line.split()[1]
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/{served.pid}/net/{table}").read_text().splitlines()[1:]
        if line.split()[3] == "0A" and line.split()[1].endswith(f":{hex_port}")
    ]
    assert listening == [f"0100007F:{hex_port}"]


def test_the_token_is_not_left_in_sight(served: Served) -> None:
    line = Path(f"/proc/{served.pid}/cmdline").read_bytes()
    assert TOKEN.encode() not in line


@pytest.mark.parametrize(
    ("arguments", "environment", "says"),
    [
        ((), {}, "no token"),
        (("--models", "nowhere"), {"PHILOMEL_NLU_TOKEN": "t"}, "run train.py"),
    ],
)
def test_what_lacks_is_said_in_one_line(
    served: Served, arguments: tuple[str, ...], environment: dict[str, str], says: str
) -> None:
    process = start(*arguments, **environment)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert out == ""
    assert says in err
    assert len(err.splitlines()) == 1


def test_it_ends_with_its_parent(served: Served) -> None:
    script = (
        "import os, subprocess, sys; p = subprocess.Popen(sys.argv[1:], "
        "stdout=subprocess.PIPE, text=True); print(p.stdout.readline(), p.pid, flush=True)"
    )
    own = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    told = subprocess.run(
        [PYTHON, "-c", script, PYTHON, NLU / "service.py", "--port", "0", "--with-parent",
         "--language", "en"],
        capture_output=True, text=True, check=True, timeout=60,
        env=own | {"PHILOMEL_NLU_TOKEN": "t"},
    )  # fmt: skip
    first, second = told.stdout.splitlines()
    assert json.loads(first)["ready"]
    pid = int(second)
    for _ in range(200):
        if not Path(f"/proc/{pid}").exists():
            return
        signal.sigtimedwait([], 0.05)
    os.kill(pid, signal.SIGKILL)
    pytest.fail("it outlived its parent")

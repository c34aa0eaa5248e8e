"""Playbooks: scripted conversations with the dialogue and the help script.

A playbook is a YAML file: a language, traits, and steps. A step does one thing (`ask`,
`say`, `hears`, `sound`, `silence`, `wait`, `withdraw`, `voice_fails`) and lists what must
come of it (`says`, `replies`, `raises`, `clears`, `talk`, `switches`, `hushes`). Prompts
are spoken to their end at once, so that silence begins; `keeps_speaking: true` leaves
the words half said.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from assistant import dialogue
from assistant.answers import Lists
from assistant.dialogue import Dialogue, Listener
from assistant.scripts import help as script
from assistant.scripts.help import Help
from assistant.scripts.help_words import Person
from assistant.talk import turns
from care.codec import decode, encode
from care.commands import Ask, Clear, Raise, Record, Say, Withdraw
from care.people import Language, PatientId, Trait
from care.speech import (
    Expects,
    Heard,
    Prompt,
    Question,
    QuestionId,
    Unavailable,
    Understanding,
    Urgency,
)

PATIENT = PatientId("rose")
MORNING = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@dataclass
class Stage:
    """A conversation under way and everything that came of the last step."""

    dialogue: Dialogue
    help: Help
    now: datetime = MORNING
    speaks_on: bool = False
    came: list[Any] = field(default_factory=list)

    def feed(self, event: Any) -> None:
        """Let an event and all that follows from it happen."""
        agenda = [event]
        while agenda:
            agenda.extend(self._step(agenda.pop(0)))

    def _step(self, value: Any) -> tuple[Any, ...]:
        if isinstance(value, dialogue.Event):
            self.dialogue, commands = dialogue.step(self.dialogue, value, self.now)
            assert decode(Dialogue, encode(self.dialogue)) == self.dialogue
            return tuple(commands)
        self.came.append(value)
        if isinstance(value, turns.Switched):
            person = replace(self.help.person, language=value.language)
            self.help = replace(self.help, person=person)
        if isinstance(value, turns.Speak) and not self.speaks_on:
            return (turns.Spoken(turn=value.turn),)
        event = value.answer if isinstance(value, turns.Reply) else value
        if isinstance(event, turns.Cried) or isinstance(value, turns.Reply):
            self.help, asked = script.step(self.help, event, self.now)
            assert decode(Help, encode(self.help)) == self.help
            return tuple(asked)
        return ()

    def of(self, kind: type) -> list[Any]:
        """What came of one type."""
        return [value for value in self.came if isinstance(value, kind)]


def stage(play: dict[str, Any]) -> Stage:
    """The stage as a playbook opens it."""
    language = Language(play.get("language", "en"))
    who = Listener(
        patient=PATIENT,
        language=language,
        traits=frozenset(Trait(t) for t in play.get("traits", ())),
        panic_word=play.get("panic_word"),
        lists=Lists(medicines=tuple(play.get("medicines", ()))),
    )
    person = Person(patient=PATIENT, language=language, contact=play.get("contact"))
    return Stage(dialogue=Dialogue(listener=who), help=Help(person=person))


def heard(text: str, intent: str | None, now: datetime) -> turns.HeardUtterance:
    """An utterance, with an intent where the playbook gives one."""
    meant: Understanding | Unavailable = Unavailable(reason="playbook")
    if intent:
        meant = Understanding(intent=intent, confidence=0.9, ranking=((intent, 0.9),))
    words = Heard(text=text, confidence=1, started_at=now, ended_at=now, engine="playbook")
    return turns.HeardUtterance(heard=words, understanding=meant)


def _prompt(step: dict[str, Any], language: Language, usual: Urgency) -> Prompt:
    urgency = Urgency(step.get("urgency", usual))
    return Prompt(patient=PATIENT, language=language, words=step["words"], urgency=urgency)


def question(step: dict[str, Any], language: Language) -> Question:
    """The question of an `ask` step."""
    return Question(
        id=QuestionId(step["id"]),
        prompt=_prompt(step, language, Urgency.QUESTION),
        expects=Expects(step.get("expects", "yes_no")),
        again=step.get("again", f"{step['words']} (again)"),
        answer_within=timedelta(seconds=10),
        attempts=step.get("attempts", 2),
    )


def act(on: Stage, step: dict[str, Any]) -> None:
    """Do what a step says."""
    on.came, on.speaks_on = [], step.get("keeps_speaking", False)
    on.now += timedelta(seconds=step.get("wait", 1))
    language = on.dialogue.listener.language
    if "ask" in step:
        on.feed(Ask(question=question(step["ask"], language)))
    elif "say" in step:
        on.feed(Say(prompt=_prompt(step["say"], language, Urgency.TALK)))
    elif "withdraw" in step:
        on.feed(Withdraw(question=QuestionId(step["withdraw"])))
    elif "hears" in step:
        on.feed(heard(step["hears"], step.get("intent"), on.now))
    elif "sound" in step:
        on.feed(heard("", None, on.now))
    elif "silence" in step:
        on.now += timedelta(seconds=60)
        on.feed(turns.HeardNothing(turn=on.dialogue.turn))
    elif "voice_fails" in step:
        on.feed(turns.NotSpoken(turn=on.dialogue.turn, reason="no sound card"))
    else:
        on.feed(turns.TimePassed())


def check(on: Stage, step: dict[str, Any]) -> None:
    """Compare what came with what the step expects."""
    said = " | ".join(speak.prompt.words for speak in on.of(turns.Speak))
    wanted = step.get("says", [])
    for words in [wanted] if isinstance(wanted, str) else wanted:
        assert words in said, f"{step}: said {said!r}"
    if wanted == []:
        assert not said, f"{step}: said {said!r}"
    replies = {r.answer.question: str(r.answer.meaning) for r in on.of(turns.Reply)}
    assert replies == step.get("replies", {}), f"{step}: {replies}"
    for key, number in step.get("numbers", {}).items():
        values = {r.answer.question: r.answer.number for r in on.of(turns.Reply)}
        assert values[key] == number, f"{step}: {values}"
    assert [r.alarm.code for r in on.of(Raise)] == _listed(step.get("raises")), step
    assert len(on.of(Clear)) == len(_listed(step.get("clears"))), step
    assert len(on.of(Record)) == len(_listed(step.get("records"))), step
    assert bool(on.of(turns.OpenTalk)) == bool(step.get("talk")), step
    assert bool(on.of(turns.Switched)) == bool(step.get("switches")), step
    assert bool(on.of(turns.Hush)) == bool(step.get("hushes")), step
    corrected = {c.answer.question: c.answer.number for c in on.of(turns.Corrected)}
    assert corrected == step.get("corrects", {}), step


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def perform(file: Path) -> None:
    """Play a playbook through."""
    play = yaml.safe_load(file.read_text(encoding="utf-8"))
    on = stage(play)
    for step in play["steps"]:
        act(on, step)
        check(on, step)

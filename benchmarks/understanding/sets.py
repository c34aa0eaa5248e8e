"""The sentences that nothing was trained on, and the noise put on them."""

import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NLU = ROOT / "nlu"
sys.path.insert(0, str(NLU))

from meaning.corpus import blind, examples, read  # noqa: E402  nlu/ is no package here
from meaning.model import fit, vectorizers  # noqa: E402
from meaning.noise import noisy  # noqa: E402
from meaning.speech import fold  # noqa: E402

__all__ = [
    "NLU",
    "ROOT",
    "Case",
    "blind_set",
    "examples",
    "fit",
    "fold",
    "noisy",
    "noisy_set",
    "read",
    "reference_set",
    "vectorizers",
]

REFERENCE = ROOT / "tests" / "data" / "clinical" / "intents.json"
ALSO_RIGHT = {
    "affirm": {"dont_know"},
    "ask_last_reading": {"follow_up", "care_question"},
    "ask_medicine_purpose": {"care_question"},
    "ask_next_dose": {"ask_next_event", "ask_dose_taken"},
    "call_caregiver": {"request_help_generic", "message_nurse"},
    "cancel_false_alarm": {"feel_well"},
    "dose_refused": {"symptom_report"},
    "louder_slower": {"repeat"},
    "out_of_scope": {"care_question", "small_talk", "ask_time", "emergency_suicidal"},
    "pain_location": {"emergency_chest_pain"},
    "repeat": {"dont_know"},
    "request_help_generic": {"call_caregiver", "feel_low"},
}
"""Finer intents of ours that mean what a reference row says ("Is this rash cancer")."""


@dataclass(frozen=True)
class Case:
    """One utterance and what it means."""

    text: str
    intents: frozenset[str]
    """Any of these is right."""
    cry: bool
    row: str
    """The set's own name for it."""


def _case(text: str, intent: str, also: set[str] | None = None) -> Case:
    cry = intent.startswith("emergency_") or intent == "request_help_generic"
    return Case(text, frozenset({intent, *(also or set())}), cry, intent)


def blind_set(language: str) -> list[Case]:
    """Our own blind set."""
    return [_case(text, name) for name, all_ in blind(language).items() for text in all_]


def noisy_set(language: str) -> list[Case]:
    """The blind set as a recognizer might write it: every line with noise on it."""
    noise = read(NLU / "data" / language).noise
    return [
        replace(case, text=version)
        for case in blind_set(language)
        for version in noisy(fold(case.text), noise, 100)
    ]


def reference_set(language: str) -> list[Case]:
    """Half of the clinical intent table; trained on too, so ask it in folds."""
    rows = json.loads(REFERENCE.read_text(encoding="utf-8"))["intents"]
    return [
        _case(text, row["id"], ALSO_RIGHT.get(row["id"]))
        for row in rows
        for text in row[language]
    ]

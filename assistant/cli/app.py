"""The command line: finds the verb's file, and says errors in one line.

Only the file of the asked verb is imported, so that `philomel plan` does not load a
recognizer. Exit codes: 0 done, 1 done and the answer is "no" (a check failed), 2 the
command could not be done and one line says why.
"""

import importlib
import sys

import typer

from care.errors import PhilomelError

VERBS: dict[str, tuple[str, str]] = {
    "run": ("assistant.cli.run:run", "Live in a home; --simulate for a virtual patient"),
    "demo": ("assistant.cli.demo:demo", "An accelerated day in a fresh home, then end"),
    "check": ("assistant.cli.check:check", "Is config.yml right? Starts nothing"),
    "doctor": ("assistant.cli.doctor:doctor", "Is everything there that this home needs?"),
    "understand": (
        "assistant.cli.understand:understand",
        "What words mean, and whether they cry for help",
    ),
    "hear": ("assistant.cli.hear:hear", "What a recording says"),
    "say": ("assistant.cli.say:say", "Speak words, aloud or into a WAV file"),
    "replay": (
        "assistant.cli.replay:run_replay",
        "The alarms a recording would have raised",
    ),
    "simulate": (
        "assistant.cli.simulate:run_simulate",
        "Virtual patients with known truth, as files",
    ),
    "plan": ("assistant.cli.plan:plan", "When an order's medicine is due"),
    "order": ("assistant.cli.order:orders", "Show, sign and check a clinician's order"),
    "report": (
        "assistant.cli.report:report_verb",
        "Doses taken and missed, pain, how often the home spoke; JSON or CSV",
    ),
    "record": ("assistant.cli.record:app", "Look through the home's record, and copy it"),
    "devices": ("assistant.cli.devices:app", "Let devices in, list them, shut them out"),
    "module": ("assistant.cli.module:module", "The device side: seal, keep, send"),
    "proof": ("assistant.cli.proof:proof", "That all a device sealed arrived unaltered"),
    "decode": ("assistant.cli.decode:decode_verb", "What a Bluetooth health device sent"),
    "speakers": ("assistant.cli.speakers:speakers", "Speakers found on this network"),
    "models": ("assistant.cli.models:models", "Recognizer models: list, fetch, verify"),
    "voices": ("assistant.cli.voices:voices", "Voices: list, fetch, record phrases"),
    "station": ("assistant.cli.station:station", "The station of a simulated home alone"),
    "household": ("assistant.cli.household:household", "The virtual home beside a station"),
}
"""Verb: where its function or Typer group is, and one line of help; in this order."""


def _load(place: str) -> object:
    module, name = place.split(":")
    return getattr(importlib.import_module(module), name)


def build(only: str | None = None) -> typer.Typer:
    """The Typer application with the verb `only`, or with all verbs for the help page."""
    app = typer.Typer(
        name="philomel",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        help="A voice assistant for older people at home.",
    )
    app.callback()(lambda: None)
    for verb, (place, words) in VERBS.items():
        if only in (None, verb):
            found = _load(place)
            if isinstance(found, typer.Typer):
                app.add_typer(found, name=verb, help=words)
            else:
                app.command(name=verb, help=words)(found)  # type: ignore[type-var]
    return app


def main() -> None:
    """Entry point of `philomel`."""
    first = next((word for word in sys.argv[1:] if not word.startswith("-")), None)
    try:
        build(first if first in VERBS else None)()
    except PhilomelError as error:
        typer.echo(f"error: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.exit(0)

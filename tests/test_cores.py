"""What decides reaches no clock, network, file or thread, not even through an edge."""

import tomllib
from pathlib import Path

import grimp
import pytest

PROJECT = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text())
LINTER = PROJECT["tool"]["importlinter"]
(PURE,) = [one for one in LINTER["contracts"] if one["name"] == "Pure unless listed"]
CORES = (
    "assistant.answers",
    "assistant.dialogue",
    "assistant.phrases",
    "assistant.safety",
    "assistant.scripts",
    "assistant.talk",
    "escalation.audit",
    "escalation.ladder",
    "reminders.pain",
    "reminders.plan",
    "reminders.rota",
    "reminders.round",
    "reminders.tray",
    "sensors.detector",
    "sensors.fusion",
    "sensors.kinds",
    "sensors.news2",
    "sensors.watch",
)
"""Every decision about a patient; packages stand for all of their modules."""


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    first, *others = LINTER["root_packages"]
    return grimp.build_graph(first, *others, include_external_packages=True, cache_dir=None)


@pytest.mark.parametrize("core", CORES)
def test_a_core_reaches_no_io_through_anything(graph: grimp.ImportGraph, core: str) -> None:
    assert core in graph.modules
    for module in {core, *graph.find_descendants(core)}:
        for outside in set(PURE["forbidden_modules"]) & graph.modules:
            chain = graph.find_shortest_chain(module, outside)
            assert chain is None, " imports ".join(chain or ())

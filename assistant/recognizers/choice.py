"""Which engines listen in which language: one table, and why."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from care.people import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class EarsPlan:
    """Where this home's models and sentences are."""

    models: Path = Path("home/models")
    """Folder of the fetched recognizer models, one folder each."""
    training: Path | None = None
    """Folder of the NLU training data."""
    vosk: tuple[tuple[Language, str], ...] = (
        (Language.ENGLISH, "vosk-model-small-en-us-0.15"),
        (Language.FRENCH, "vosk-model-small-fr-0.22"),
    )
    """The Vosk model of each language, a folder's name in `models`."""
    prefer: tuple[str, ...] = ()
    """Engine names to try before the others."""

    def vosk_folder(self, language: Language) -> Path | None:
        """Where that language's Vosk model should be."""
        name = dict(self.vosk).get(language)
        return None if name is None else self.models / name


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """Whether an engine can listen, and why (not)."""

    engine: str
    ready: bool
    reason: str


def _vosk(plan: EarsPlan, language: Language) -> Availability:
    folder = plan.vosk_folder(language)
    if folder is None:
        return Availability(engine="vosk", ready=False, reason=f"no model for {language}")
    if not (folder / "am" / "final.mdl").is_file():
        reason = f"no model in {folder}; `philomel models fetch {folder.name}` gets it"
        return Availability(engine="vosk", ready=False, reason=reason)
    return Availability(engine="vosk", ready=True, reason=f"model {folder.name}")


def _package(engine: str, package: str) -> Callable[[EarsPlan, Language], Availability]:
    def available(_plan: EarsPlan, language: Language) -> Availability:
        if language is not Language.ENGLISH:
            return Availability(engine=engine, ready=False, reason="English only")
        if find_spec(package) is None:
            reason = f"the package {package} is not installed"
            return Availability(engine=engine, ready=False, reason=reason)
        return Availability(engine=engine, ready=True, reason="its model is in the package")

    return available


ENGINES: tuple[Callable[[EarsPlan, Language], Availability], ...] = (
    _vosk,
    _package("moonshine", "moonshine_voice"),
    _package("pocketsphinx", "pocketsphinx"),
)
"""First ready engine listens. Nobody ready: typed words and buttons."""


def survey(plan: EarsPlan, language: Language) -> tuple[Availability, ...]:
    """Every engine's readiness for a language, in the order of choice."""
    found = [available(plan, language) for available in ENGINES]
    rank = {name: place for place, name in enumerate(plan.prefer)}
    return tuple(sorted(found, key=lambda one: rank.get(one.engine, len(rank))))


def chosen(plan: EarsPlan, language: Language) -> tuple[str | None, str | None]:
    """Names of the first engine and of the second opinion."""
    ready = [one.engine for one in survey(plan, language) if one.ready]
    first = ready[0] if ready else None
    second = "pocketsphinx" if "pocketsphinx" in ready and first != "pocketsphinx" else None
    return first, second

"""`python -m benchmarks.understanding.library`: approved answers found, traps never.

Each approved question is taken out of the library in turn and asked; traps are those of
tests/data/traps. Beside the library stands plain fuzzy matching of whole questions, and
the library without its patterns for what only a person may answer.
"""

from collections.abc import Callable, Sequence
from datetime import date

from rapidfuzz import fuzz, process

from benchmarks.understanding.sets import ROOT
from care.approved import library as shelves
from care.approved.entry import Entry
from care.approved.library import Library
from care.approved.shelf import read_library
from care.people import Language

TODAY = date(2026, 11, 22)
Find = Callable[[Library, str], Entry | None]
FUZZY = 80.0


def ours(shelf: Library, question: str) -> Entry | None:
    """As the home does it."""
    return shelf.find(question, TODAY)


def unguarded(shelf: Library, question: str) -> Entry | None:
    """Likeness alone."""
    near = shelf.nearest(question)
    return near[0].entry if near and near[0].likeness >= shelves.CLOSE else None


def fuzzy(shelf: Library, question: str) -> Entry | None:
    """The approved question with the most words in common, by rapidfuzz."""
    asked = {text: entry for entry in shelf.entries for text in entry.questions}
    best = process.extractOne(question, list(asked), scorer=fuzz.token_set_ratio)
    return asked[best[0]] if best[1] >= FUZZY else None


def without(shelf: Library, entry: Entry, question: str) -> Library:
    """The library without one way of asking."""
    rest = tuple(text for text in entry.questions if text != question)
    kept = entry.model_copy(update={"questions": rest})
    return Library(shelf.language, [kept if one == entry else one for one in shelf.entries])


def row(name: str, find: Find, shelf: Library, traps: Sequence[str]) -> str:
    """Found, found wrongly, and traps answered."""
    asked = [(entry, text) for entry in shelf.entries for text in entry.questions]
    answers = [(entry, find(without(shelf, entry, text), text)) for entry, text in asked]
    right = sum(found is not None and found.id == entry.id for entry, found in answers)
    wrong = sum(found is not None and found.id != entry.id for entry, found in answers)
    trapped = sum(find(shelf, trap) is not None for trap in traps)
    return (
        f"{name:<26}{100 * right / len(asked):>8.1f} %{100 * wrong / len(asked):>8.1f} %"
        f"{trapped:>8} of {len(traps)}"
    )


def main() -> None:
    """Print one table."""
    print(f"{'':<26}{'found':>10}{'wrong':>10}{'traps answered':>18}")
    for language in Language:
        shelf = read_library(None, language)
        lines = (ROOT / "tests" / "data" / "traps" / f"{language.value}.txt").read_text()
        traps = [line for line in lines.splitlines() if not line.startswith("#")]
        ways: dict[str, Find] = {
            "library": ours,
            "no patterns": unguarded,
            "rapidfuzz": fuzzy,
        }
        for name, find in ways.items():
            print(row(f"{language.value} {name}", find, shelf, traps))


if __name__ == "__main__":
    main()

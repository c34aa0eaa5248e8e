"""The house stays as drawn: sizes, a test for each file, and one table per thing."""

import ast
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("care", "sensors", "reminders", "escalation", "records", "assistant", "console")
MODULES = sorted(
    file
    for package in PACKAGES
    for file in (ROOT / package).rglob("*.py")
    if "migrations" not in file.parts
)
TEXTS = {file: file.read_text(encoding="utf-8") for file in MODULES}
TREES = {file: ast.parse(text) for file, text in TEXTS.items()}
LONGEST_MODULE = 250
LONGEST_FUNCTION = 40
NOT_A_NOUN = re.compile(r"(^|_)(utils?|helpers?|managers?|common|misc|handlers?)(_|$)")


def _name(file: Path) -> str:
    return str(file.relative_to(ROOT))


def _body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of code without the docstring."""
    first = function.body[0]
    documented = ast.get_docstring(function) is not None and first.end_lineno
    start = first.end_lineno if documented else function.lineno
    assert function.end_lineno is not None
    assert start is not None
    return function.end_lineno - start


def test_a_module_is_a_small_room() -> None:
    large = {
        _name(f): n for f, text in TEXTS.items() if (n := text.count("\n")) > LONGEST_MODULE
    }
    assert large == {}


def test_a_function_fits_a_screen() -> None:
    long = [
        f"{node.name} in {_name(file)}"
        for file, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if _body_lines(node) > LONGEST_FUNCTION
    ]
    assert long == []


def test_a_file_is_named_after_one_noun() -> None:
    assert [_name(file) for file in MODULES if NOT_A_NOUN.search(file.stem)] == []


def _has_test(file: Path) -> bool:
    """A test file of the same path, or one for its whole (sub)package."""
    inside = file.relative_to(ROOT)
    tests = (ROOT / "tests", ROOT / "tests" / "integration")
    own = inside.parent / f"test_{inside.name}"
    whole = inside.parent.parent / f"test_{inside.parent.name}.py"
    folder = inside.parent / f"test_{inside.parent.name}.py"
    return any((base / place).exists() for base in tests for place in (own, whole, folder))


def test_every_module_is_tested_under_its_own_name() -> None:
    untested = [
        _name(file)
        for file, tree in TREES.items()
        if file.stem not in ("__init__", "__main__")
        if not _only_declares(tree) and not _has_test(file)
    ]
    assert untested == []


def _only_declares(tree: ast.Module) -> bool:
    """Types and settings without a decision in them need no test of their own."""
    return not any(
        isinstance(node, ast.If | ast.For | ast.While | ast.Match | ast.Try | ast.IfExp)
        for node in ast.walk(tree)
    )


def test_no_file_of_the_project_names_a_machine_or_a_registry() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    place = re.compile(
        r"(^|[^A-Za-z0-9_.])/(work|farm|root)/|files\.pythonhosted|pypi\.org/simple"
    )
    for name in filter(None, listed):
        file = ROOT / name
        if file.suffix in {".png", ".wav", ".gz", ".npz", ".ico"} or not file.is_file():
            continue
        if file == Path(__file__):
            continue
        text = file.read_text(encoding="utf-8", errors="replace")
        assert not place.search(text), f"{name} names a machine or a registry"

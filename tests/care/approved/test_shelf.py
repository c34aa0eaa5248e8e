"""The files of approved answers: read, overlaid, written whole, read again."""

from datetime import date
from pathlib import Path

import pytest

from care.approved.entry import Entry
from care.approved.shelf import HOUSE, OWN, Shelf, read_folder, read_library, write
from care.errors import ConfigError, StoreError
from care.people import Language

TODAY = date(2026, 11, 22)
ENTRY = Entry(
    id="bins",
    questions=("where do I put the empty bottles",),
    answer="In the blue bin.",
    source="your helper",
    reviewed=TODAY,
    reviewer="nora",
)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("entries: [", "expected"),
        ("entries:\n  - id: a\n", "Field required"),
        ("entries: []\nother: 1\n", "unknown key"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, content: str, says: str
) -> None:
    file = tmp_path / "en" / "broken.yml"
    file.parent.mkdir()
    file.write_text(content)
    with pytest.raises(ConfigError, match=says) as raised:
        read_folder(tmp_path, Language.ENGLISH)
    assert raised.value.file == file


def test_an_id_that_is_used_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    text = (HOUSE / "en" / "words.yml").read_text(encoding="utf-8")
    for name in ("one.yml", "two.yml"):
        (tmp_path / "en" / name).write_text(text)
    with pytest.raises(ConfigError, match="another file already"):
        read_folder(tmp_path, Language.ENGLISH)


def test_a_written_entry_is_read_back(tmp_path: Path) -> None:
    write(tmp_path, Language.FRENCH, ENTRY)
    assert read_library(tmp_path, Language.FRENCH).entries[-1] == ENTRY
    assert ENTRY not in read_library(tmp_path, Language.ENGLISH).entries


def test_an_entry_of_the_home_stands_for_one_that_came_with_the_house(
    tmp_path: Path,
) -> None:
    house = read_library(None, Language.ENGLISH).entries
    write(tmp_path, Language.ENGLISH, house[0].model_copy(update={"answer": "Other."}))
    write(tmp_path, Language.ENGLISH, house[1].model_copy(update={"retired": True}))
    entries = {one.id: one for one in read_library(tmp_path, Language.ENGLISH).entries}
    assert entries[house[0].id].answer == "Other."
    assert house[1].id not in entries
    assert len(entries) == len(house) - 1


def test_what_cannot_be_written_leaves_what_was(tmp_path: Path) -> None:
    write(tmp_path, Language.ENGLISH, ENTRY)
    folder = tmp_path / OWN / "en"
    (folder / "bins.new").mkdir()
    with pytest.raises(StoreError, match="bins was not kept"):
        write(tmp_path, Language.ENGLISH, ENTRY.model_copy(update={"answer": "Other."}))
    assert read_folder(tmp_path / OWN, Language.ENGLISH) == (ENTRY,)


def test_a_shelf_sees_a_new_answer_and_survives_a_broken_file(tmp_path: Path) -> None:
    broken: list[ConfigError] = []
    shelf = Shelf(tmp_path, broken.append)
    asked = "where do I put the empty bottles"
    assert shelf[Language.ENGLISH].find(asked, TODAY) is None
    write(tmp_path, Language.ENGLISH, ENTRY)
    assert shelf[Language.ENGLISH].find(asked, TODAY) == ENTRY
    (tmp_path / OWN / "en" / "torn.yml").write_text("entries: [")
    assert shelf[Language.ENGLISH].find(asked, TODAY) == ENTRY
    assert [error.file.name for error in broken] == ["torn.yml"]

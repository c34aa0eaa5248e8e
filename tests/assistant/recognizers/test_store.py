import hashlib
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.recognizers.catalogue import Model
from assistant.recognizers.store import damage, install
from care.errors import SetupError

NAME = "vosk-model-small-xx-0.1"
FILES = {"am/final.mdl": b"acoustic", "conf/mfcc.conf": b"conf", "graph/Gr.fst": b"graph"}


def nobody(_done: int, _whole: int | None) -> None:
    pass


def packed(file: Path, names: dict[str, bytes]) -> Model:
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in names.items():
            archive.writestr(name, content)
    return Model(
        name=NAME,
        language="en",
        url=f"https://example.org/{NAME}.zip",
        size=None,
        sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
        licence="Apache-2.0",
    )


def whole(file: Path) -> Model:
    return packed(file, {f"{NAME}/{name}": content for name, content in FILES.items()})


def test_a_model_is_installed_whole_and_its_archive_goes(tmp_path: Path) -> None:
    stick, models = tmp_path / "stick.zip", tmp_path / "models"
    folder = install(whole(stick), models, str(stick), None, nobody)
    assert (folder / "am" / "final.mdl").read_bytes() == b"acoustic"
    assert damage(folder) == []
    assert {file.name for file in models.iterdir()} == {NAME, f"{NAME}.sha256.json"}


def test_what_is_there_and_whole_is_not_fetched_again(tmp_path: Path) -> None:
    stick, models = tmp_path / "stick.zip", tmp_path / "models"
    model = whole(stick)
    install(model, models, str(stick), None, nobody)
    assert install(model, models, "/nowhere.zip", None, nobody) == models / NAME


def test_a_damaged_file_is_named_and_mended_by_fetching(tmp_path: Path) -> None:
    stick, models = tmp_path / "stick.zip", tmp_path / "models"
    model = whole(stick)
    folder = install(model, models, str(stick), None, nobody)
    (folder / "graph" / "Gr.fst").write_bytes(b"grapf")
    (folder / "am" / "final.mdl").unlink()
    assert damage(folder) == ["am/final.mdl", "graph/Gr.fst"]
    assert damage(install(model, models, str(stick), None, nobody)) == []


def test_a_folder_that_nobody_checked_is_not_whole(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    assert damage(tmp_path / NAME) == [f"{NAME}.sha256.json"]


@pytest.mark.parametrize(
    "names",
    [
        {f"{NAME}/../../evil": b"x"},
        {"elsewhere/am/final.mdl": b"x"},
        {"/etc/passwd": b"x"},
        {f"{NAME}/am\\..\\evil": b"x"},
        {f"{NAME}/readme": b"x"},
    ],
)
def test_archives_that_are_no_model_leave_nothing_behind(
    tmp_path: Path, names: dict[str, bytes]
) -> None:
    stick, models = tmp_path / "stick.zip", tmp_path / "models"
    with pytest.raises(SetupError):
        install(packed(stick, names), models, str(stick), None, nobody)
    assert list(models.iterdir()) == []
    assert not (tmp_path / "evil").exists()


def test_a_file_that_is_no_archive_is_said(tmp_path: Path) -> None:
    stick = tmp_path / "stick.zip"
    stick.write_bytes(b"no zip")
    model = replace(
        whole(tmp_path / "other.zip"), sha256=hashlib.sha256(b"no zip").hexdigest()
    )
    with pytest.raises(SetupError, match="cannot be unpacked"):
        install(model, tmp_path / "models", str(stick), None, nobody)


def test_without_a_network_it_says_exactly_what_to_do(tmp_path: Path) -> None:
    model = replace(whole(tmp_path / "x.zip"), url="http://127.0.0.1:1/m.zip")
    with pytest.raises(SetupError, match=f"models fetch {NAME} --from FILE"):
        install(model, tmp_path / "models", None, None, nobody)


def test_nothing_is_fetched_without_a_checksum(tmp_path: Path) -> None:
    stick = tmp_path / "stick.zip"
    known = whole(stick)
    unpinned = replace(known, sha256=None)
    with pytest.raises(SetupError, match="--sha256"):
        install(unpinned, tmp_path / "models", str(stick), None, nobody)
    assert install(unpinned, tmp_path / "models", str(stick), known.sha256, nobody).is_dir()

"""The folder of recognizer models: installed whole, or not there.

Each model is a folder of its own name, as Vosk lays them out, with a list of its files'
checksums beside it, so that damage on the disk is found before an engine crashes on it.
"""

import json
import shutil
import zipfile
from pathlib import Path

from assistant.fetching import NotFetched, Progress, fetch, sha256
from assistant.recognizers.catalogue import Model
from care.errors import SetupError

LARGEST = 6 * 1024**3
"""Bytes unpacked."""
NEEDED = ("am/final.mdl", "conf")


def install(
    model: Model, models: Path, source: str | None, checksum: str | None, progress: Progress
) -> Path:
    """Have a model in its folder; what is there already and whole stays.

    Args:
        model: Which one.
        models: Folder of all models.
        source: A URL or the path of a ZIP file; None for where the maker has it.
        checksum: SHA-256 where the catalogue has none.
        progress: Told how far it is.

    Raises:
        SetupError: What to do next.
    """
    folder = models / model.name
    if folder.is_dir() and not damage(folder):
        return folder
    wanted = model.sha256 or checksum
    if wanted is None:
        raise SetupError(
            f"nobody has pinned a checksum for {model.name}; get its SHA-256 from somebody "
            f"you trust and say `philomel models fetch {model.name} --sha256 ...`"
        )
    archive = models / f"{model.name}.zip"
    try:
        fetch(source or model.url, archive, wanted, progress)
    except NotFetched as error:
        raise SetupError(f"{error}. {by_hand(model)}") from error
    try:
        _unpack(archive, model.name, models)
    finally:
        archive.unlink(missing_ok=True)
    return folder


def by_hand(model: Model) -> str:
    """What to do without a network."""
    return (
        f"Without a network: fetch {model.url} elsewhere, carry it here, and say "
        f"`philomel models fetch {model.name} --from FILE`"
    )


def damage(folder: Path) -> list[str]:
    """Files of an installed model that are missing or changed; a model never listed is."""
    listed = _list_of(folder)
    try:
        wanted = dict[str, str](json.loads(listed.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return [listed.name]
    return [name for name, checksum in wanted.items() if not _is(folder / name, checksum)]


def _is(file: Path, checksum: str) -> bool:
    """Whether a file is there, can be read, and is what it was."""
    try:
        return sha256(file) == checksum
    except OSError:
        return False


def _list_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.sha256.json")


def _unpack(archive: Path, name: str, models: Path) -> None:
    staging = models / f".{name}.unpacking"
    shutil.rmtree(staging, ignore_errors=True)
    try:
        with zipfile.ZipFile(archive) as packed:
            _refuse(packed, name)
            packed.extractall(staging)
        fresh = staging / name
        lacking = [needed for needed in NEEDED if not (fresh / needed).exists()]
        if lacking:
            raise SetupError(f"{archive.name} is no Vosk model: no {', '.join(lacking)}")
        sums = {
            str(file.relative_to(fresh)): sha256(file)
            for file in sorted(fresh.rglob("*"))
            if file.is_file()
        }
        folder = models / name
        shutil.rmtree(folder, ignore_errors=True)
        _list_of(folder).write_text(json.dumps(sums, indent=1), encoding="utf-8")
        fresh.replace(folder)
    except (OSError, zipfile.BadZipFile) as error:
        raise SetupError(f"{archive.name} cannot be unpacked: {error}") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _refuse(packed: zipfile.ZipFile, name: str) -> None:
    """Refuse what unpacks outside of its folder, or for ever."""
    total = 0
    for entry in packed.infolist():
        parts = entry.filename.split("/")
        if parts[0] != name or ".." in parts or "\\" in entry.filename:
            raise SetupError(f"{entry.filename!r} in the archive lies outside of {name}/")
        total += entry.file_size
    if total > LARGEST:
        raise SetupError(f"the archive would unpack to {total} bytes")

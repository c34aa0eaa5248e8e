from pathlib import Path

from records.settings import RecordsSettings


def test_a_relative_folder_lies_in_the_home_and_an_absolute_one_where_it_says() -> None:
    home = Path("home")
    assert RecordsSettings().folder_in(home) == home / "records"
    elsewhere = RecordsSettings(folder=Path("/var/lib/philomel"))
    assert elsewhere.folder_in(home) == Path("/var/lib/philomel")


def test_the_key_lies_beside_the_record_or_where_it_is_kept() -> None:
    home = Path("home")
    assert RecordsSettings().key_in(home) == home / "records" / "record.key"
    apart = RecordsSettings(key=Path("/run/credentials/philomel"))
    assert apart.key_in(home) == Path("/run/credentials/philomel")

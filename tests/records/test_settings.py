from pathlib import Path

from records.settings import RecordsSettings


def test_a_relative_folder_lies_in_the_home_and_an_absolute_one_where_it_says() -> None:
    home = Path("home")
    assert RecordsSettings().folder_in(home) == home / "records"
    elsewhere = RecordsSettings(folder=Path("/var/lib/philomel"))
    assert elsewhere.folder_in(home) == Path("/var/lib/philomel")

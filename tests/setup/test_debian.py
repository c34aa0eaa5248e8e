import pytest

from setup import debian
from setup.step import SetUpError


def test_what_is_there_is_not_missing() -> None:
    assert debian.missing({"bash": "bash", "libc6": "libc.so.6"}) == ()
    assert debian.missing({"moon": "no-such-program", "sun": "libsun.so.9"}) == (
        "moon",
        "sun",
    )


def test_without_rights_the_person_is_told_what_to_type(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(debian, "_root_words", lambda: None)
    with pytest.raises(SetUpError, match="sudo apt-get install moon"):
        debian.provide({"moon": "no-such-program"}, "the moon is missing")
    debian.offer({"moon": "no-such-program"}, "the moon is missing")
    assert capsys.readouterr().out.startswith("note: the moon is missing")

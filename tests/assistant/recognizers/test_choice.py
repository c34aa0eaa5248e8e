from pathlib import Path

from assistant.recognizers.choice import EarsPlan, chosen, survey
from care.people import Language

SMALL_ENGLISH = "vosk-model-small-en-us-0.15"


def with_model(folder: Path, name: str) -> EarsPlan:
    (folder / name / "am").mkdir(parents=True)
    (folder / name / "am" / "final.mdl").write_bytes(b"model")
    return EarsPlan(models=folder)


def test_english_is_heard_without_any_download(tmp_path: Path) -> None:
    assert chosen(EarsPlan(models=tmp_path), Language.ENGLISH) == (
        "moonshine",
        "pocketsphinx",
    )


def test_a_vosk_model_comes_first_and_keeps_the_second_opinion(tmp_path: Path) -> None:
    plan = with_model(tmp_path, SMALL_ENGLISH)
    assert chosen(plan, Language.ENGLISH) == ("vosk", "pocketsphinx")


def test_french_without_a_model_says_what_to_do(tmp_path: Path) -> None:
    plan = EarsPlan(models=tmp_path)
    assert chosen(plan, Language.FRENCH) == (None, None)
    vosk = survey(plan, Language.FRENCH)[0]
    assert "philomel models fetch vosk-model-small-fr-0.22" in vosk.reason


def test_the_home_may_prefer_another_engine(tmp_path: Path) -> None:
    plan = EarsPlan(models=tmp_path, prefer=("pocketsphinx",))
    assert chosen(plan, Language.ENGLISH) == ("pocketsphinx", None)

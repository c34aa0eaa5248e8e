import pytest

from assistant.recognizers.catalogue import catalogue, named
from assistant.recognizers.choice import EarsPlan
from care.errors import SetupError
from care.people import Language


def test_the_homes_own_languages_are_pinned() -> None:
    for language, name in EarsPlan().vosk:
        model = named(name)
        assert model.language == language
        assert model.sha256 is not None
        assert len(model.sha256) == 64
        assert model.size


def test_names_are_unique_and_name_their_files() -> None:
    names = [model.name for model in catalogue()]
    assert len(names) == len(set(names)) >= 20
    assert all(model.url.endswith(f"/{model.name}.zip") for model in catalogue())


def test_a_wrong_name_is_answered_with_the_right_ones() -> None:
    with pytest.raises(SetupError, match="vosk-model-small-fr-0.22"):
        named("vosk-model-french")


def test_every_language_of_the_home_has_a_model() -> None:
    assert {model.language for model in catalogue()} >= {one.value for one in Language}

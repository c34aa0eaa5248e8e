from pathlib import Path

import pytest

from setup import step
from setup.step import SetUpError, Step, call


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(step, "CACHE", tmp_path / "cache")
    return tmp_path / "cache"


def _bake(tmp_path: Path, done: list[str]) -> Step:
    product = tmp_path / "cake"

    def act() -> None:
        done.append("baked")
        product.touch()

    flour = tmp_path / "flour"
    return Step(name="bake a cake", inputs=(flour, "oven 1"), product=product, act=act)


def test_a_step_is_done_once_for_the_same_inputs(tmp_path: Path, cache: Path) -> None:
    done: list[str] = []
    (tmp_path / "flour").write_text("rye")
    bake = _bake(tmp_path, done)
    bake.perform("1/1")
    bake.perform("1/1")
    assert done == ["baked"]


@pytest.mark.parametrize("change", ["flour", "cake"])
def test_a_changed_input_or_a_lost_product_is_done_again(
    tmp_path: Path, cache: Path, change: str
) -> None:
    done: list[str] = []
    (tmp_path / "flour").write_text("rye")
    bake = _bake(tmp_path, done)
    bake.perform("1/1")
    if change == "flour":
        (tmp_path / "flour").write_text("wheat")
    else:
        (tmp_path / "cake").unlink()
    bake.perform("1/1")
    assert done == ["baked", "baked"]


def test_an_interrupted_step_is_not_taken_for_done(tmp_path: Path, cache: Path) -> None:
    def fails() -> None:
        (tmp_path / "cake").touch()
        raise KeyboardInterrupt

    bake = Step(name="bake", inputs=(), product=tmp_path / "cake", act=fails)
    with pytest.raises(KeyboardInterrupt):
        bake.perform("1/1")
    assert not bake.is_done()


def test_a_command_that_fails_says_which_and_what_to_do() -> None:
    with pytest.raises(SetUpError, match="`false ...` ended with code 1"):
        call(["false"])
    with pytest.raises(SetUpError, match="could not start no-such-program"):
        call(["no-such-program"])

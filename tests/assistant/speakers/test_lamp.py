import pytest

from assistant.speakers import lamp
from assistant.speakers.lamp import Lamp
from assistant.speakers.port import Light


@pytest.mark.parametrize("light", [Light.LISTENING, Light.THINKING])
def test_who_listens_too_long_is_overdue(
    light: Light, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = Lamp()
    shown.shown(light)
    assert not shown.is_overdue()
    monkeypatch.setattr(lamp, "CEILING", -1.0)
    assert shown.is_overdue()
    shown.shown(Light.IDLE)
    assert not shown.is_overdue()


@pytest.mark.parametrize("light", [Light.IDLE, Light.SPEAKING, Light.ALARM])
def test_others_never_are(light: Light, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lamp, "CEILING", -1.0)
    shown = Lamp()
    assert not shown.is_overdue()
    shown.shown(light)
    assert not shown.is_overdue()

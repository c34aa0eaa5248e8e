"""The sensors section refuses what cannot work, and says why."""

from typing import Any

import pytest

from sensors.settings import BluetoothDevice, BrokerSettings, ModuleSettings


@pytest.mark.parametrize("host", ["0.0.0.0", "::", ""])
def test_an_address_that_no_certificate_can_name_is_refused(host: str) -> None:
    with pytest.raises(ValueError, match="name one address"):
        BrokerSettings(host=host)


def device(**given: Any) -> BluetoothDevice:
    return BluetoothDevice.model_validate(
        {"address": "A", "characteristics": ["2aa7"]} | given
    )


def test_what_can_be_decoded_is_taken() -> None:
    assert device(quirk="warning_first").quirk == "warning_first"
    assert device(characteristics=["2A5F", "2A5E"]).quirk == ""


@pytest.mark.parametrize(
    "given",
    [
        {"characteristics": ["2A5G"]},
        {"characteristics": []},
        {"quirk": "first"},
        {"characteristics": ["2AA7", "2A18"], "quirk": "warning_first"},
    ],
)
def test_what_nothing_could_decode_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="characteristics are|has no quirk"):
        device(**given)


def test_a_zone_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="not a zone"):
        ModuleSettings(zone="Europe/Nowhere")


def test_a_name_stands_for_one_source() -> None:
    bridge = {"type": "nightscout", "url": "https://cgm.example"}
    with pytest.raises(ValueError, match="one source only"):
        ModuleSettings.model_validate(
            {"bluetooth": {"cgm": device()}, "bridges": {"cgm": bridge}}
        )

"""The sensors section refuses what cannot work, and says why."""

import pytest

from sensors.settings import BrokerSettings


@pytest.mark.parametrize("host", ["0.0.0.0", "::", ""])
def test_an_address_that_no_certificate_can_name_is_refused(host: str) -> None:
    with pytest.raises(ValueError, match="name one address"):
        BrokerSettings(host=host)

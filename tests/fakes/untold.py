"""What a session answers that cannot tell how well a text fits."""


class Untold:
    """Never tells."""

    def behind(self, _text: str) -> float | None:
        return None

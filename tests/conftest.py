"""For every test: which begins first, and that a slow machine is no fault."""

import pytest
from hypothesis import settings

settings.register_profile("philomel", deadline=None)
settings.load_profile("philomel")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long ones first, then real parts: several processes then end at the same time."""
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    if item.get_closest_marker("long"):
        return 0
    return 1 if item.get_closest_marker("integration") else 2

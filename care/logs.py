"""One log line per event, and no health data in any of them.

The rule is closed: only keys listed here pass, and only short values. A key that nobody
has thought about is dropped, so that a careless line cannot tell what was measured or
said. Names of people have no key at all.
"""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog

_KEYS = """
event level timestamp service device reason count seconds port pid code error at version
channel status rung stage speaker engine language revision megabytes days attempt key
expects host model previous mode folder url failures
"""
ALLOWED = frozenset(_KEYS.split())
"""Keys that say nothing about a person's health."""

LONGEST = 120
"""Characters of a value; what is longer is free text, and free text is not logged."""


def only_allowed(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Drop every key that is not on the list, and every long value."""
    kept = {k: v for k, v in event.items() if k in ALLOWED and len(str(v)) <= LONGEST}
    dropped = len(event) - len(kept)
    return kept | {"dropped": dropped} if dropped else kept


def configure(stream: TextIO = sys.stderr) -> None:
    """Set structlog up for this process; libraries' own logging is off."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            only_allowed,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(sort_keys=True),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    logging.disable(logging.CRITICAL)

import io
import json

import structlog

from care import logs


def _line(**words: object) -> dict[str, object]:
    stream = io.StringIO()
    logs.configure(stream)
    structlog.get_logger().info("reading refused", **words)
    return dict(json.loads(stream.getvalue()))


def test_a_key_on_the_list_is_written() -> None:
    assert _line(device="oxi-1", reason="replayed")["reason"] == "replayed"


def test_what_was_measured_or_said_has_no_key() -> None:
    line = _line(value=86, text="my chest hurts", name="Rose")
    assert line["dropped"] == 3
    assert not {"value", "text", "name"} & set(line)


def test_long_values_are_free_text_and_are_dropped() -> None:
    assert "reason" not in _line(reason="x" * 121)

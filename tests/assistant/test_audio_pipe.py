import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.audio_pipe import BrokenPipeFrame, Header, encoded, header_of, serve

words = st.dictionaries(
    st.text(max_size=8).filter(lambda k: k != "bytes"), st.text(max_size=20)
)


@given(words, st.binary(max_size=100))
def test_a_frame_says_its_header_and_size(header: Header, payload: bytes) -> None:
    frame = encoded(header, payload)
    line, _, rest = frame.partition(b"\n")
    assert header_of(line) == (header, len(payload))
    assert rest == payload


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"garbage",
        b"[]",
        b"{}",
        b'{"bytes": -1}',
        b'{"bytes": "x"}',
        b'{"bytes": 1e99}',
    ],
)
def test_nonsense_is_no_frame(line: bytes) -> None:
    with pytest.raises(BrokenPipeFrame):
        header_of(line)


def frames(raw: bytes) -> list[tuple[Header, bytes]]:
    source, found = io.BytesIO(raw), []
    while line := source.readline():
        header, size = header_of(line)
        found.append((header, source.read(size)))
    return found


def test_every_request_is_answered_in_order_and_an_exception_is_a_reply() -> None:
    def answer(header: Header, payload: bytes) -> tuple[Header, bytes]:
        if header["do"] == "fail":
            msg = "no such voice"
            raise KeyError(msg)
        return {"ok": True, "of": header["do"]}, payload[::-1]

    asked = encoded({"do": "a"}, b"12") + encoded({"do": "fail"}) + encoded({"do": "b"})
    sink = io.BytesIO()
    serve(io.BytesIO(asked), sink, answer)
    first, second, third = frames(sink.getvalue())
    assert first == ({"ok": True, "of": "a"}, b"21")
    assert second[0]["ok"] is False
    assert "no such voice" in second[0]["reason"]
    assert third[0]["of"] == "b"


def test_a_request_cut_short_is_not_answered() -> None:
    sink = io.BytesIO()
    serve(io.BytesIO(encoded({"do": "a"}, b"1234")[:-2]), sink, lambda _h, _p: ({}, b""))
    assert sink.getvalue() == b""

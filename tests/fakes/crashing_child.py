"""A speech worker for tests: echoes, crashes, hangs or writes nonsense when told to."""

import os
import sys
import threading

from assistant.audio_pipe import Header, private_pipes, serve


def answer(header: Header, payload: bytes) -> tuple[Header, bytes]:
    match header["do"]:
        case "crash":
            os.abort()
        case "hang":
            threading.Event().wait()
        case "slow":
            threading.Event().wait(0.2)
        case "print":
            sys.stdout.write("a library that prints\n")
            os.write(1, b"in C\n")
    return {"ok": True, "pid": os.getpid(), "did": header["do"]}, payload


if __name__ == "__main__":
    source, sink = private_pipes()
    if "nonsense" in sys.argv:
        sink.write(b"nonsense\n")
        sink.flush()
    serve(source, sink, answer)

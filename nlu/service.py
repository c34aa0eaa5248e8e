"""Serve the trained models on loopback: `python service.py --port 5005`.

The token comes from PHILOMEL_NLU_TOKEN or from --token-file, the token for the station's
action webhook from PHILOMEL_ACTION_TOKEN or --action-token-file; never from the command
line, which every process can read. One line of JSON on standard output says that it is
ready. --with-parent ends the service when the process that started it is gone.
"""

import argparse
import asyncio
import json
import os
import signal
import sys
import warnings
from pathlib import Path

from meaning.fingerprint import model_path

ROOT = Path(__file__).resolve().parent
LANGUAGES = tuple(sorted(folder.name for folder in (ROOT / "data").iterdir()))
PARENT_SECONDS = 1.0


class _Unready(Exception):  # noqa: N818  never leaves this file
    """Something is missing; the text says what to do."""


def _token(variable: str, file: Path | None) -> str:
    if file is not None:
        return file.read_text(encoding="utf-8").strip()
    return os.environ.pop(variable, "")


def _own_token(file: Path | None) -> str:
    token = _token("PHILOMEL_NLU_TOKEN", file)
    if not token:
        raise _Unready("no token: set PHILOMEL_NLU_TOKEN or give --token-file")
    return token


def _models(folder: Path, languages: list[str]) -> dict[str, Path]:
    found = {language: model_path(ROOT, folder, language) for language in languages}
    for language, model in found.items():
        if not model.exists():
            raise _Unready(
                f"no model {model.name} for {language} in {folder}: run train.py"
            )
    return found


async def _until_told(parent: int | None) -> None:
    """Return at SIGTERM or SIGINT, or when the parent is gone."""
    told = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    while not told.is_set():
        try:
            await asyncio.wait_for(told.wait(), PARENT_SECONDS)
        except asyncio.TimeoutError:
            if parent is not None and os.getppid() != parent:
                return


async def _serve(given: argparse.Namespace, token: str, action_token: str) -> None:
    from aiohttp import web
    from meaning.agents import load
    from meaning.web import application

    parent = os.getppid() if given.with_parent else None
    speakers = load(given.found, given.actions, action_token)
    for language, speaker in speakers.items():
        await speaker.parse(language)  # the first parse is slow, and so is the first turn
        await speaker.turn("first", "greet", {})
        await speaker.forget("first")
    runner = web.AppRunner(application(speakers, token), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", given.port)
    await site.start()
    port = runner.addresses[0][1]
    print(json.dumps({"ready": True, "port": port}), flush=True)
    await _until_told(parent)
    await runner.cleanup()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--port", type=int, default=5005, help="0 takes a free one")
    parser.add_argument("--models", type=Path, default=ROOT / "models")
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("--actions", help="URL of the station's action webhook")
    parser.add_argument("--token-file", type=Path)
    parser.add_argument("--action-token-file", type=Path)
    parser.add_argument("--with-parent", action="store_true")
    return parser.parse_args()


def main() -> int:
    """Serve until told to end; 2 when something is missing."""
    warnings.simplefilter("ignore")  # years-old libraries deprecate each other
    given = _arguments()
    try:
        token = _own_token(given.token_file)
        action_token = _token("PHILOMEL_ACTION_TOKEN", given.action_token_file)
        given.found = _models(given.models, given.language or list(LANGUAGES))
        asyncio.run(_serve(given, token, action_token))
    except (_Unready, OSError) as error:
        print(f"nlu: error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())

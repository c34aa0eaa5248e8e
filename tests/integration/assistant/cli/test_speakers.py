"""`philomel speakers` on a network without any."""

import json

import pytest
import typer
from typer.testing import CliRunner

from assistant.cli.speakers import speakers

pytestmark = pytest.mark.integration


def test_the_network_is_searched_and_every_line_is_a_speaker() -> None:
    app = typer.Typer()
    app.command()(speakers)
    done = CliRunner().invoke(app, ["--seconds", "0.2", "--json"], catch_exceptions=False)
    assert done.exit_code == 0
    for line in done.stdout.splitlines():
        assert set(json.loads(line)) == {"kind", "name", "host", "port"}
    plain = CliRunner().invoke(app, ["--seconds", "0.2"], catch_exceptions=False)
    assert plain.stdout.strip()

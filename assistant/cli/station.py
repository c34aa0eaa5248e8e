"""`philomel station`: the station of a simulated home, beside `philomel household`."""

import typer

from assistant.cli.home import CONFIG, ConfigOption, HomeOption
from assistant.cli.run import until_told
from assistant.household.start import log_to_file, simulated
from assistant.household.start import station as live


def station(config: ConfigOption = CONFIG, home: HomeOption = None) -> None:
    """Live in a simulated home until Ctrl-C; the household is another process."""
    blueprint = simulated(config, home)
    log_to_file(blueprint)
    raise typer.Exit(until_told(live(blueprint)))

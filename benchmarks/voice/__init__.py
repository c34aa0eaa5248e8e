"""How well and how fast the home hears; see `python -m benchmarks.voice --help`."""

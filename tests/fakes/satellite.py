"""The real wyoming-satellite 1.0.0, started on a newer `wyoming` than it was written for.

Since then its description of itself has got a version that it does not pass; nothing else
is changed. Arguments are those of `python -m wyoming_satellite`.
"""

import functools
import runpy

import wyoming.info

if __name__ == "__main__":
    described = functools.partial(wyoming.info.Satellite, version="1.0.0")
    wyoming.info.Satellite = described  # type: ignore[assignment,misc]
    runpy.run_module("wyoming_satellite", run_name="__main__", alter_sys=True)

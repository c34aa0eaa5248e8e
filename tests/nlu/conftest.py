"""The parts of nlu/ that need no Rasa, importable under the core's interpreter."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "nlu"))

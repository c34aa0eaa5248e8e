"""What was measured, and the table it is printed in."""

import json
import statistics
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Some measurements of one thing."""

    what: str
    unit: str
    values: tuple[float, ...]
    target: str = ""
    """What was promised, and by whom; empty where nothing was."""

    def plain(self) -> str:
        """One line of the table."""
        if not self.values:
            return f"{self.what:<50} none measured"
        low, middle = min(self.values), statistics.median(self.values)
        numbers = f"{low:8.2f} {middle:8.2f} {max(self.values):8.2f} {self.unit:<3}"
        return f"{self.what:<50} {len(self.values):3} {numbers} {self.target}"


@dataclass
class Results:
    """All of a run: rows as they come, and notes on what did not happen."""

    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def show(self, *, as_json: bool) -> None:
        """Print everything."""
        if as_json:
            for row in self.rows:
                print(json.dumps(asdict(row)))
            for note in self.notes:
                print(json.dumps({"note": note}))
            return
        print(f"{'':<50} {'n':>3} {'min':>8} {'median':>8} {'max':>8}")
        for row in self.rows:
            print(row.plain())
        for note in self.notes:
            print(f"note: {note}")

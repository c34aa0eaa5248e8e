"""One file per conversation that the home begins."""

"""A whole simulated home on this machine: set-up, start, memory, and what it is for."""

"""How the small learned models of `sensors.kinds` were made, one command each."""

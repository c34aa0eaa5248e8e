"""One file per page: read what came in, act, answer."""

"""One desk per core: it holds the state, and says which values concern it."""

"""Virtual patients with known truth, from a seed: the same seed, the same life."""

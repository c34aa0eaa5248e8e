"""Where the private key of a device lives: a file, or a token that never gives it away."""

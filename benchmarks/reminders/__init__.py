"""How fast and how rightly the home knows when to speak."""

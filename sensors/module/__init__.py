"""The device side: seals at once, keeps until the home has signed for it."""

"""Bluetooth health characteristics (GATT Specification Supplement, PLXS) as values."""

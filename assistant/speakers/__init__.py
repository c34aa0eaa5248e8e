"""Smart speakers behind one port: play, listen, light, volume."""

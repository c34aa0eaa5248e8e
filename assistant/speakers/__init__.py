"""Smart speakers behind one port: play, hush, listen, light.

How loud a prompt is, is decided in its sound (`loudness.py`): no speaker is asked to turn
its own knob, which people set.
"""

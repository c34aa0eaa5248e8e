"""Sets up everything that a fresh machine lacks; standard library only.

Each step knows by a fingerprint of its inputs whether it is done, so that a second start
needs no network and takes no time, and an interrupted one goes on where it was.
"""

"""What a person gets to read, before any channel has shaped it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One notice in words."""

    title: str
    """For subjects, pushes and lock screens: says neither who nor what."""
    body: str
    """For the opened message; how much it says is the channel's setting."""
    language: str
    private: frozenset[str] = frozenset()
    """Words that must not come back in an account of the delivery, lower case."""

"""Answers to our own questions: a closed grammar per question, before any model."""

from assistant.answers.read import read
from assistant.answers.reading import Lists, Reading

__all__ = ["Lists", "Reading", "read"]

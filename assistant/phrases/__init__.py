"""Closed phrases: what patients say, as tables a clinician can read, one folder a language.

Tables hold patterns (`assistant.phrases.pattern`) that match folded text
(`assistant.phrases.fold`). They decide about safety and answers without any model, so
the home understands a cry for help, yes, no and a number while the NLU service is down.
"""

from assistant.phrases.table import Phrases, phrases

__all__ = ["Phrases", "phrases"]

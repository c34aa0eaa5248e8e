"""The safety net: pure, before and beside the NLU service, in every state."""

from assistant.safety.net import catch

__all__ = ["catch"]

"""The safety net: pure, before and beside the NLU service, in every state."""

from assistant.safety.insistence import insists
from assistant.safety.net import catch, heard_cry

__all__ = ["catch", "heard_cry", "insists"]

"""Which speakers say it: where the patient last was, or everywhere."""

from collections.abc import Sequence

from care.speech import Urgency

EVERYWHERE = frozenset({Urgency.CRISIS, Urgency.ALARM})


def targets(
    speakers: Sequence[tuple[str, str]], last_room: str | None, urgency: Urgency
) -> tuple[str, ...]:
    """Ids of the speakers that shall speak.

    Args:
        speakers: Id and room of each connected speaker, in the order of the config.
        last_room: Where the patient was last heard or noticed; None when unknown.
        urgency: Crisis and alarm prompts go to every speaker.

    Returns:
        Empty only when no speaker is connected.
    """
    if urgency in EVERYWHERE:
        return tuple(speaker for speaker, _ in speakers)
    near = tuple(speaker for speaker, room in speakers if room == last_room)
    return near or tuple(speaker for speaker, _ in speakers[:1])

"""Open alarms brought into line with where the rules of some streams stand."""

from datetime import datetime

from care.commands import Command
from care.people import Patient
from sensors.held import Kept
from sensors.reasons import finding, instant
from sensors.settling import expired, over, raised, wants
from sensors.stream import Stream


def aligned(
    kept: Kept, patient: Patient, streams: tuple[Stream, ...], now: datetime
) -> tuple[Kept, tuple[Command, ...]]:
    """What is then kept, with Confirm, Raise, Clear, Withdraw and Record commands."""
    kept, commands = expired(kept, now)
    at = now.timestamp()
    known = {one.code for held in kept.alarms.values() for one in held.findings}
    for stream in streams:
        if not stream.episodes and not known:
            continue
        for rule in stream.panel.rules:
            episode = stream.episodes.get(rule.code)
            if episode is not None and episode.raised is not None:
                if not wants(kept, rule, instant(episode.since), now):
                    continue
                fresh = finding(rule, episode, stream, patient, at)
                kept, more = raised(kept, rule, fresh, now)
            elif rule.code in known:
                kept, more = over(kept, rule, now)
            else:
                continue
            commands += more
    return kept, commands

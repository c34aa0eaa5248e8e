"""Open alarms brought into line with where the rules of some streams stand."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from care.alarm import Finding
from care.commands import Command
from care.instants import of_seconds
from care.people import Patient
from sensors import evidence
from sensors.beside import with_others
from sensors.fusion import composed, with_finding
from sensors.held import Held, Kept, Standing
from sensors.reasons import finding
from sensors.settling import expired, over, raised, wants
from sensors.stream import Stream


def _asking(kept: Kept, code: str) -> Held | None:
    """The alarm about this rule that the patient is being asked about just now."""
    for held in kept.alarms.values():
        if held.standing is Standing.ASKING and any(f.code == code for f in held.findings):
            return held
    return None


def _refreshed(kept: Kept, fresh: Finding, now: datetime) -> Kept:
    """What is asked about, brought up to date: people are told of how it is by then."""
    held = _asking(kept, fresh.code)
    if held is None:
        return kept
    context = evidence.context(kept, fresh, now)
    again = composed(with_finding(held, fresh), context, None)
    return replace(kept, alarms=kept.alarms | {held.alarm.id: again})


def aligned(
    kept: Kept,
    patient: Patient,
    streams: tuple[Stream, ...],
    now: datetime,
    others: Mapping[str, Stream],
) -> tuple[Kept, tuple[Command, ...]]:
    """What is then kept, with Confirm, Raise, Clear, Withdraw and Record commands.

    `others` are all streams there are: what they show goes along as reasons.
    """
    kept, commands = expired(kept, now)
    at = now.timestamp()
    known = {one.code for held in kept.alarms.values() for one in held.findings}
    for stream in streams:
        if not stream.episodes and not known:
            continue
        for rule in stream.panel.rules:
            episode = stream.episodes.get(rule.code)
            if episode is not None and episode.raised is not None:
                news = wants(kept, rule, of_seconds(episode.since), now)
                if not news and _asking(kept, rule.code) is None:
                    continue
                fresh = finding(rule, episode, stream, patient, at)
                fresh = with_others(fresh, others, stream, patient, at)
                if not news:
                    kept = _refreshed(kept, fresh, now)
                    continue
                kept, more = raised(kept, rule, fresh, now)
            elif rule.code in known:
                kept, more = over(kept, rule, now)
            else:
                continue
            commands += more
    return kept, commands

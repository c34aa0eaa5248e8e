"""Plays every story of this folder: what is asked and told must be exactly as written.

A story is a text file of one day. Lines before the first time set the scene; a line with
a time either happens ("says yes") or is expected ("home asks ..."). Nothing else may be
asked, told or cleared on that day; what "adds" to an open alarm is not one of its own.
Last lines say how each dose ended.
"""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from care.medication import (
    AsNeeded,
    Dose,
    DoseEvidence,
    DoseId,
    Regimen,
    Sign,
    WindowClass,
    Witness,
)
from reminders.dose_words import AlarmClosed, BoxChanged, Told
from reminders.tray_words import (
    AskDoses,
    BoxOpened,
    Later,
    MayTake,
    Mentioned,
    Ordered,
    Restarted,
    Spoken,
    TakenTwice,
)
from reminders.truth import Box
from tests.fakes.medicines import DAY, PARIS, Home, local, regimen, tray

STORIES = sorted(Path(__file__).parent.glob("*.story"))
MINUTE = timedelta(minutes=1)
EXPECTED = ("asks", "tells", "adds", "clears", "replies")
SIGNS = {
    "yes": Sign.TAKEN,
    "no": Sign.NOT_TAKEN,
    "half": Sign.PART,
    "not today": Sign.REFUSED,
    "not sure": Sign.UNSURE,
}


def medicine(words: str) -> Regimen:
    """Such as "warfarin at 18:00, critical, gap 4 h, box 2"."""
    name, _, rest = words.partition(" ")
    times = re.findall(r"\d\d:\d\d", rest)
    gap = re.search(r"gap (\d+) h", rest)
    box = re.search(r"box (\d)", rest)
    most = re.search(r"at most (\d+)", rest)
    demand = "on demand" in rest
    exact = "time-critical" in rest
    return regimen(
        name,
        *times,
        critical=" critical" in rest,
        window_class=WindowClass.TIME_CRITICAL if exact else WindowClass.DAILY,
        minimum_gap=timedelta(hours=int(gap[1])) if gap else None,
        compartment=box[1] if box else None,
        as_needed=AsNeeded(maximum=int(most[1]) if most else None) if demand else None,
    )


class Player:
    """One story on its way."""

    def __init__(self, text: str) -> None:
        lines = [line.split("#")[0].rstrip() for line in text.splitlines()]
        self.lines = [line for line in lines if line.strip()]
        self.orders = [
            medicine(line.removeprefix("medicine "))
            for line in self.lines
            if line.startswith("medicine ")
        ]
        self.home = Home(tray(*self.orders))
        self.running = True

    def day(self) -> None:
        """Every minute of the day: a tick when one is due, then what happens in it."""
        if "a pill box is there" in self.lines:
            self.home.play(BoxChanged(box=Box.ONLINE, at=local("00:00")), local("00:00"))
        now = local("00:00")
        while now < local("00:00") + timedelta(hours=26):
            if self.running and now >= self.home.wake:
                self.home.tick(now)
            clock = now.astimezone(PARIS).strftime("%H:%M")
            today = now.astimezone(PARIS).date() == DAY.date()
            for line in self.lines if today else ():
                if line.startswith(clock):
                    self.happens(line[5:].strip(), now + timedelta(seconds=20))
            now += MINUTE

    def happens(self, words: str, now: datetime) -> None:
        """One event of the story; expectations are checked at the end."""
        subject, _, rest = words.partition(" ")
        match subject:
            case "home":
                self._home(rest, now)
            case "says":
                self._says(rest, now)
            case "box":
                self._box(rest, now)
            case "caregiver":
                self._caregiver(rest, now)
            case "nurse":
                assert rest == "closes the alarm", rest
                closed = AlarmClosed(alarm=self.home.raised[-1][1].alarm.id)
                self.home.play(closed, now)
            case "call":
                self.home.held = rest == "begins"
            case "clinician":
                left = [r for r in self.orders if r.id != rest.removeprefix("stops ")]
                self.home.play(
                    Ordered(
                        regimens=tuple(left), zone=PARIS, routine=self.home.state.routine
                    ),
                    now,
                )
            case _:
                pytest.fail(f"no such line: {words}")

    def _home(self, rest: str, now: datetime) -> None:
        if rest == "goes dark":
            self.running = False
        elif rest == "comes up":
            self.running = True
            self.home.play(Restarted(), now)
            self.home.tick(now)
        else:
            assert rest.partition(" ")[0] in EXPECTED, rest

    def _says(self, rest: str, now: datetime) -> None:
        group = self.home.asked[-1][1].group if self.home.asked else ""
        if rest.startswith("later"):
            minutes = re.search(r"\d+", rest)
            delay = timedelta(minutes=int(minutes[0])) if minutes else None
            self.home.play(Later(group=group, at=now, delay=delay), now)
        elif rest.startswith("may I take "):
            self.home.play(MayTake(at=now, medicine=rest.rsplit(maxsplit=1)[-1]), now)
        elif rest.startswith("I took "):
            name = rest.removeprefix("I took ")
            which = None if name == "it" else name
            self.home.play(Mentioned(sign=Sign.TAKEN, at=now, medicine=which), now)
        elif rest == "yes, a second time":
            self.home.play(TakenTwice(group=group, at=now), now)
        else:
            word, _, only = rest.partition(", but not ")
            self.home.play(
                Spoken(group=group, sign=SIGNS[word], at=now, only=self._but(only)), now
            )
            if only:
                ids = tuple(
                    d.id for d in self.home.asked[-1][1].doses if d.medicine == only
                )
                self.home.play(
                    Spoken(group=group, sign=Sign.REFUSED, at=now, only=ids), now
                )

    def _but(self, name: str) -> tuple[DoseId, ...]:
        if not name:
            return ()
        doses = self.home.asked[-1][1].doses
        return tuple(d.id for d in doses if d.medicine != name)

    def _box(self, rest: str, now: datetime) -> None:
        if rest in ("offline", "online"):
            self.home.play(BoxChanged(box=Box(rest), at=now), now)
            return
        number = re.search(r"opened (\d)", rest)
        then = re.search(r"at (\d\d:\d\d)", rest)
        at = local(then[1]) if then else now
        compartment = number[1] if number else None
        self.home.play(BoxOpened(at=at, heard_at=now, compartment=compartment), now)

    def _caregiver(self, rest: str, now: datetime) -> None:
        sign, name, clock = rest.removeprefix("says ").split()
        known = next(
            d for d in self._doses() if (d.medicine, self._clock(d)) == (name, clock)
        )
        told = DoseEvidence(
            dose=known.id, witness=Witness.PERSON, sign=Sign(sign), at=now, heard_at=now
        )
        self.home.play(Told(evidence=told), now)

    def _doses(self) -> list[Dose]:
        return [one.dose for one in self.home.state.rounds]

    @staticmethod
    def _clock(dose: Dose) -> str:
        return dose.due.astimezone(PARIS).strftime("%H:%M")

    def heard(self) -> list[str]:
        """Everything that left the home, in order, as story lines."""
        lines = [
            (at, f"home asks {', '.join(d.medicine for d in ask.doses)}{self._manner(ask)}")
            for at, ask in self.home.asked
        ]
        ids = [one.alarm.id for _, one in self.home.raised]
        lines += [
            (
                at,
                f"home {'adds' if ids[place] in ids[:place] else 'tells'} {one.alarm.code}",
            )
            for place, (at, one) in enumerate(self.home.raised)
        ]
        lines += [(at, "home clears") for at, _ in self.home.cleared]
        day = [(at, line) for at, line in lines if at < local("00:00") + timedelta(days=1)]
        return sorted(f"{at.astimezone(PARIS):%H:%M} {line}" for at, line in day)

    @staticmethod
    def _manner(ask: AskDoses) -> str:
        return "" if ask.manner == "due" else f" ({ask.manner})"

    def expected(self) -> list[str]:
        kinds = tuple(f"home {kind}" for kind in ("asks", "tells", "adds", "clears"))
        return sorted(
            f"{line[:5]} {line[5:].strip()}"
            for line in self.lines
            if line[5:].strip().startswith(kinds)
        )


@pytest.mark.parametrize("file", STORIES, ids=lambda file: file.stem)
def test_the_story_goes_as_written(file: Path) -> None:
    player = Player(file.read_text(encoding="utf-8"))
    player.day()
    assert player.heard() == player.expected()
    replies = [line.split("replies ")[1] for line in player.lines if "home replies" in line]
    if replies:
        assert [reply.key for reply in player.home.replied] == replies
    past = local("00:00") + timedelta(hours=25) - player.home.rules.grace
    assert all(d.outcome is not None for d in player._doses() if d.closes < past)
    ends = [line for line in player.lines if line.startswith("dose ")]
    assert ends, "a story says how its doses end"
    for line in ends:
        found = re.fullmatch(r"dose (\S+) (\S+) is (\w+)(?:, (.+))?", line)
        assert found, line
        name, clock, outcome, trust = found.groups()
        doses = [d for d in player.home.ledger.values() if d.medicine == name]
        one = next(d for d in doses if player._clock(d) == clock)
        assert one.outcome == outcome
        assert trust is None or str(one.corroboration).replace("_", " ") == trust

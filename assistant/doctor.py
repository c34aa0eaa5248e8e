"""Looks at every part that a home needs, and says in one line how it is.

Nothing is changed and nothing is started for good: a running home may be examined too.
"""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from assistant import children
from assistant.audio import Audio
from assistant.blueprint import Blueprint
from assistant.child import listening
from assistant.recognizers.choice import chosen, survey
from assistant.recognizers.ears import Ears
from assistant.recognizers.port import Context
from assistant.voices.port import Delivery
from care.clock import SystemClock
from care.errors import PhilomelError
from care.people import Language
from care.speech import Expects, Heard
from care.wording import wording
from records.database import FILE, open_database
from sensors.certificate import read_certificate
from sensors.premises import Premises

LEAST_FREE = 500_000_000
"""Bytes of disk below which readings may soon not be kept."""
SOON = timedelta(days=14)
EARLIEST_YEAR = 2026
"""A clock before this program was written has lost its battery."""

SOUND_WITHIN = 120.0
"""Seconds for loading voice and ears and trying both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """How one part is."""

    part: str
    well: bool
    words: str
    """What is so, or what to do."""


async def _disk(blueprint: Blueprint) -> Finding:
    blueprint.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    free = shutil.disk_usage(blueprint.folder).free
    words = f"{free / 1e9:.1f} GB free in {blueprint.folder}"
    return Finding(part="disk", well=free > LEAST_FREE, words=words)


async def _clock(_blueprint: Blueprint) -> Finding:
    now = SystemClock().now()
    well = now.year >= EARLIEST_YEAR
    words = f"{now:%Y-%m-%d %H:%M:%S} UTC" + (
        "" if well else ": set the clock, it is wrong"
    )
    return Finding(part="clock", well=well, words=words)


async def _database(blueprint: Blueprint) -> Finding:
    """Open the record as the station does: key, tables, one transaction."""
    if not (blueprint.records.folder_in(blueprint.folder) / FILE).exists():
        return Finding(
            part="record", well=True, words="not made yet; the first start makes it"
        )
    database = open_database(blueprint.records, blueprint.folder)
    try:
        with database.reading() as unit:
            names = unit.states.names()
    finally:
        database.close()
    return Finding(part="record", well=True, words=f"opens, {len(names)} states kept")


async def _certificates(blueprint: Blueprint) -> Finding:
    premises = Premises(blueprint.folder / children.KEYS)
    places = [premises.certificate(name) for name in ("ca", "broker", "hub")]
    if not any(place.exists() for place in places):
        words = "none yet; the first start makes them"
        return Finding(part="certificates", well=True, words=words)
    ends = min(read_certificate(place).not_valid_after_utc for place in places)
    left = ends - SystemClock().now()
    words = f"the first runs out on {ends:%Y-%m-%d}, in {left.days} days"
    return Finding(part="certificates", well=left > SOON, words=words)


async def _broker(blueprint: Blueprint) -> Finding:
    settings = blueprint.sensors.broker
    there = await listening(settings.host, settings.port)
    if there:
        words = f"answers on {settings.host}:{settings.port}"
        return Finding(part="broker", well=True, words=words)
    if not settings.embedded:
        words = f"nobody answers on {settings.host}:{settings.port}"
        return Finding(part="broker", well=False, words=words)
    place = shutil.which(settings.program, path="/usr/bin:/usr/sbin:/usr/local/sbin")
    words = "installed, starts with the home" if place else "apt-get install mosquitto"
    return Finding(part="broker", well=place is not None, words=words)


async def _nlu(blueprint: Blueprint) -> Finding:
    missing = children.nlu_missing(blueprint)
    if missing is not None:
        words = f"{missing}: the home runs on closed phrases"
        return Finding(part="nlu", well=not blueprint.nlu.enabled, words=words)
    there = await listening("127.0.0.1", blueprint.nlu.port)
    words = "answers" if there else "environment and models there, starts with the home"
    return Finding(part="nlu", well=True, words=words)


async def _piper(blueprint: Blueprint) -> Finding:
    wanted = children.piper(blueprint)
    words = "none wanted" if wanted is None else "starts with the home"
    return Finding(part="piper", well=True, words=words)


async def _voice_and_ears(blueprint: Blueprint) -> tuple[Finding, Finding]:
    """Say a sentence with the real voice, and hear it with the real recognizer."""
    language = blueprint.patients[0].language
    mouth = blueprint.assistant.mouth()
    ears = Ears(blueprint.assistant.ears(), blueprint.clock)
    try:
        said = await mouth.say("Yes.", Delivery(language=language))
        if not isinstance(said, Audio):
            nothing = Finding(part="ears", well=False, words="nothing to listen to")
            return Finding(part="voice", well=False, words=said.reason), nothing
        voice = Finding(part="voice", well=True, words=f"spoke {said.seconds:.1f} s")
        first, second = chosen(blueprint.assistant.ears(), language)
        if first is None:
            reasons = "; ".join(
                f"{one.engine}: {one.reason}"
                for one in survey(blueprint.assistant.ears(), language)
            )
            return voice, Finding(part="ears", well=False, words=f"typed only ({reasons})")
        context = Context(language=language, expects=Expects.YES_NO)
        heard = await ears.hear(said, context)
        engines = first if second is None else f"{first}, second opinion {second}"
        if isinstance(heard, Heard):
            return voice, Finding(part="ears", well=True, words=f"{engines}: heard it")
        return voice, Finding(part="ears", well=False, words=f"{engines}: {heard.why}")
    finally:
        await mouth.close()
        await ears.close()


async def _wording(_blueprint: Blueprint) -> Finding:
    counts = {language.value: len(wording(language).texts) for language in Language}
    well = len(set(counts.values())) == 1
    return Finding(part="wording", well=well, words=f"texts by language: {counts}")


Part = Callable[[Blueprint], Awaitable[Finding]]

PARTS: tuple[Part, ...] = (
    _disk,
    _clock,
    _database,
    _certificates,
    _broker,
    _nlu,
    _piper,
    _wording,
)


async def look(part: Part, blueprint: Blueprint) -> Finding:
    """How a part is; one that cannot be looked at is not well."""
    try:
        return await part(blueprint)
    except PhilomelError as error:
        return Finding(part=part.__name__.strip("_"), well=False, words=str(error))


async def examine(blueprint: Blueprint) -> tuple[Finding, ...]:
    """How every part is."""
    found = [await look(part, blueprint) for part in PARTS]
    try:
        found += await asyncio.wait_for(_voice_and_ears(blueprint), SOUND_WITHIN)
    except (PhilomelError, TimeoutError) as error:
        words = str(error) or f"no sound within {SOUND_WITHIN:g} s"
        found.append(Finding(part="voice", well=False, words=words))
    return tuple(found)

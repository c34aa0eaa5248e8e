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
from assistant.speaker_check import checked
from assistant.voices.mouth import Mouth
from assistant.voices.port import Delivery
from assistant.voices.recorded import Recorded, safety_sentences
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

LOOK_WITHIN = 30.0
"""Seconds for a part that does not answer."""
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


async def _speakers(blueprint: Blueprint) -> Finding:
    given = blueprint.assistant.speakers
    if not given:
        words = "none in config.yml: nobody is heard; `philomel speakers` looks for some"
        return Finding(part="speakers", well=False, words=words)
    found = [await checked(key, one) for key, one in given.items()]
    words = "; ".join(one.words for one in found)
    return Finding(part="speakers", well=all(one.well for one in found), words=words)


async def _phrases(blueprint: Blueprint) -> Finding:
    """The sentences that are left when no voice speaks."""
    kept = Recorded(blueprint.assistant.recorded)
    lacking = [
        f"{len(missing)} in {language}"
        for language in _languages(blueprint)
        if (missing := kept.missing(tuple(safety_sentences(language)), language))
    ]
    words = f"{', '.join(lacking)} are missing: say `philomel voices record`"
    if not lacking:
        words = "every safety sentence is kept as sound"
    return Finding(part="phrases", well=not lacking, words=words)


def _languages(blueprint: Blueprint) -> tuple[Language, ...]:
    return tuple(dict.fromkeys(one.language for one in blueprint.patients))


async def _voice_and_ears(blueprint: Blueprint) -> list[Finding]:
    """Say a sentence in each language with the real voice, and hear it again."""
    mouth = blueprint.assistant.mouth()
    ears = Ears(blueprint.assistant.ears(), blueprint.clock)
    try:
        return [
            finding
            for language in _languages(blueprint)
            for finding in await _spoken_and_heard(blueprint, mouth, ears, language)
        ]
    finally:
        await mouth.close()
        await ears.close()


async def _spoken_and_heard(
    blueprint: Blueprint, mouth: Mouth, ears: Ears, language: Language
) -> tuple[Finding, Finding]:
    yes = wording(language).say("speech.press.yes")
    said = await mouth.say(f"{yes.capitalize()}.", Delivery(language=language))
    if not isinstance(said, Audio):
        nothing = Finding(part="ears", well=False, words=f"{language}: nothing to hear")
        words = f"{language}: {said.reason}"
        return Finding(part="voice", well=False, words=words), nothing
    words = f"{language}: spoke {said.seconds:.1f} s"
    voice = Finding(part="voice", well=True, words=words)
    first, second = chosen(blueprint.assistant.ears(), language)
    reasons = "; ".join(
        f"{one.engine}: {one.reason}"
        for one in survey(blueprint.assistant.ears(), language)
    )
    if first is None:
        words = f"{language}: typed words and buttons only ({reasons})"
        return voice, Finding(part="ears", well=False, words=words)
    heard = await ears.hear(said, Context(language=language, expects=Expects.YES_NO))
    engines = first if second is None else f"{first}, second opinion {second}"
    found = "heard it" if isinstance(heard, Heard) else f"{heard.why} {heard.reason}"
    words = f"{language}: {engines}: {found.strip()} ({reasons})"
    return voice, Finding(part="ears", well=isinstance(heard, Heard), words=words)


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
    _speakers,
    _phrases,
    _wording,
)


async def look(part: Part, blueprint: Blueprint) -> Finding:
    """How a part is; one that cannot be looked at is not well."""
    try:
        async with asyncio.timeout(LOOK_WITHIN):
            return await part(blueprint)
    except (PhilomelError, OSError) as error:
        words = str(error) or f"gave no answer in {LOOK_WITHIN:g} s"
        return Finding(part=part.__name__.strip("_"), well=False, words=words)


async def examine(blueprint: Blueprint) -> tuple[Finding, ...]:
    """How every part is."""
    found = [await look(part, blueprint) for part in PARTS]
    try:
        found += await asyncio.wait_for(_voice_and_ears(blueprint), SOUND_WITHIN)
    except (PhilomelError, TimeoutError) as error:
        words = str(error) or f"no sound within {SOUND_WITHIN:g} s"
        found.append(Finding(part="voice", well=False, words=words))
    return tuple(found)

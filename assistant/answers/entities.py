"""The values in an utterance that was no answer to a question: number, place, time, name.

Numbers, times and names are ours, not Rasa's: its slots kept the last of two numbers
("seven out of ten" was recorded as 10; reference notes on Rasa, section 6).
"""

from assistant.answers.names import best
from assistant.answers.numbers import numbers
from assistant.answers.places import read_place
from assistant.answers.pressure import read_pressure
from assistant.answers.reading import Lists, Reading
from assistant.answers.times import read_time
from assistant.phrases import phrases
from care.people import Language
from care.speech import Entity, Meaning


def entities(text: str, language: Language, lists: Lists) -> tuple[Entity, ...]:
    """Every value found, each kind at most once except numbers."""
    tables = phrases(language)
    folded = tables.fold(text)
    found: list[Entity] = []
    pressure = read_pressure(folded, tables)
    if pressure.text:
        found.append(_entity("pressure", pressure.text, pressure))
    else:
        found += [
            Entity(name="number", value=f"{n.value:g}", sure=n.sure)
            for n in numbers(folded, tables)
        ]
    place = read_place(folded, tables, lists)
    if place.meaning is Meaning.PLACE and place.text:
        found.append(_entity("place", place.text, place))
    if at := read_time(folded, tables):
        name = "duration" if at.startswith("PT") else "time"
        found.append(Entity(name=name, value=at, sure="?" not in at))
    if medicine := best(folded, lists.medicines):
        found.append(Entity(name="medicine", value=medicine[0], sure=False))
    return tuple(found)


def _entity(name: str, value: str, reading: Reading) -> Entity:
    return Entity(name=name, value=value, sure=reading.sure)

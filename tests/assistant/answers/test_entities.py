from assistant.answers import Lists
from assistant.answers.entities import entities
from care.people import Language
from care.speech import Entity


def found(text: str) -> dict[str, Entity]:
    lists = Lists(medicines=("Metformin",))
    return {e.name: e for e in entities(text, Language.ENGLISH, lists)}


def test_every_kind_of_value_is_found() -> None:
    values = found("I took my metformin at nine, my left knee is a seven")
    assert values["medicine"] == Entity(name="medicine", value="Metformin", sure=False)
    assert values["place"].value == "left_knee"
    assert values["time"] == Entity(name="time", value="T?09:00", sure=False)


def test_a_pressure_is_one_value_and_no_two_numbers() -> None:
    values = found("one thirty over eighty")
    assert values["pressure"].value == "130/80"
    assert "number" not in values


def test_seven_out_of_ten_is_seven() -> None:
    assert found("seven out of ten")["number"].value == "7"


def test_a_delay_is_a_duration() -> None:
    assert found("in half an hour")["duration"].value == "PT30M"

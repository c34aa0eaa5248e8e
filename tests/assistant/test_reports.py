from datetime import UTC, datetime

from assistant import reports
from assistant.speakers.port import Change
from assistant.supervise import Health
from care.alarm import Priority
from care.errors import StoreError
from care.observation import DeviceId
from care.people import Language
from care.wording import wording
from sensors.incident import Incident, Trouble

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def _health(failures: int) -> Health:
    return Health(service="ears worker", failures=failures, since=NOW)


def test_a_service_becomes_a_trouble_only_when_it_keeps_failing() -> None:
    assert reports.of_service(_health(1)).over
    lasting = reports.of_service(_health(reports.FAILURES))
    assert (lasting.over, lasting.code) == (False, "SERVICE-EARS-WORKER")


def test_every_incident_has_words_in_every_language() -> None:
    for trouble in Trouble:
        incident = Incident(trouble=trouble, at=NOW, device=DeviceId("cgm-1"))
        made = reports.of_hub(incident)
        for language in Language:
            assert wording(language).has(f"reason.{made.key}")
        assert made.code == f"{trouble.value.upper()}-CGM-1"


def test_the_homes_own_certificates_are_told_apart_and_sooner_answered() -> None:
    told = [
        reports.of_hub(Incident(trouble=Trouble.EXPIRING, at=NOW, over=over, detail=detail))
        for over, detail in ((False, "broker until 2027-11-22"), (True, "broker"))
    ]
    assert [one.code for one in told] == ["EXPIRING-BROKER"] * 2
    assert [one.priority for one in told] == [Priority.MEDIUM] * 2
    other = Incident(trouble=Trouble.EXPIRING, at=NOW, detail="hub until 2027-11-22")
    assert reports.of_hub(other).code == "EXPIRING-HUB"
    damage = Incident(trouble=Trouble.EXPIRING, at=NOW, detail="key ca.key cannot be read")
    assert reports.of_hub(damage).code == "EXPIRING"


def test_a_speaker_is_lost_and_found_under_one_code() -> None:
    lost = reports.of_speaker("kitchen", Change.LOST)
    found = reports.of_speaker("kitchen", Change.CONNECTED)
    assert (lost.code, lost.over, found.over) == (found.code, False, True)


def test_a_failing_record_is_told_at_once() -> None:
    made = reports.of_record(StoreError("disk full"))
    assert made.code == reports.RECORD_AGAIN.code
    assert not made.patience


def test_a_lost_voice_is_told_with_words_in_every_language() -> None:
    lost, again = reports.of_voice(speaks=False), reports.of_voice(speaks=True)
    assert (lost.code, lost.over, again.over) == (again.code, False, True)
    for language in Language:
        assert wording(language).has(f"reason.{lost.key}")

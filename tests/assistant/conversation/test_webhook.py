"""What Rasa is told about an action's answer: as good as nothing."""

from assistant.conversation.reply import Reply
from assistant.conversation.webhook import ActionCall, answer_of


def call(action: str) -> ActionCall:
    """As Rasa sends it, shortened."""
    return ActionCall.model_validate(
        {
            "next_action": action,
            "sender_id": "c1",
            "version": "3.6.21",
            "tracker": {"slots": {"kind": "glucose"}, "events": [], "latest_message": {}},
        }
    )


def test_no_fact_travels_to_rasa() -> None:
    reply = Reply(words="Your last sugar was 110", topic="reading")
    answer = answer_of(call("action_reading"), reply, 2).model_dump(mode="json")
    assert answer["responses"] == [{"custom": {"kept": 2}}]
    assert [(e["name"], e["value"]) for e in answer["events"]] == [("topic", "reading")]
    assert "110" not in str(answer)


def test_a_message_that_was_passed_on_is_over() -> None:
    answer = answer_of(call("action_message"), Reply(words="kept"), 0)
    assert [(e["name"], e["value"]) for e in answer.events] == [("words", None)]

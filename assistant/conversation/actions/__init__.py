"""Every custom action of nlu/domain.yml, and the function that answers it."""

from collections.abc import Callable

from assistant.conversation.actions import (
    doses,
    household,
    manner,
    medicines,
    people,
    readings,
)
from assistant.conversation.asked import Asked
from assistant.conversation.reply import Reply

CARE_QUESTION = "action_care_question"
"""Answered by `actions.care`, which needs the library of approved answers."""

ACTIONS: dict[str, Callable[[Asked], Reply]] = {
    "action_ask_kind": readings.which,
    "action_ask_words": people.ask_words,
    "action_call": people.call,
    "action_control": manner.control,
    "action_cry": people.cry,
    "action_devices": household.devices,
    "action_dose_taken": doses.taken,
    "action_feel_low": people.low,
    "action_follow_up": manner.follow_up,
    "action_medicine_purpose": medicines.purpose,
    "action_message": people.message,
    "action_next_dose": doses.next_dose,
    "action_next_event": household.next_event,
    "action_reading": readings.reading,
    "action_report": people.report,
    "action_time": household.time,
    "action_who_was_told": people.who_was_told,
}

"""The patient's own conversation: Rasa keeps its thread, the station answers from facts.

`understanding` says what was meant; `lexicon` finds readings, days, medicines and people
in the words; Rasa's rules choose an action; `actions` answers it from `known` facts with
approved wording; `mind` turns that into what the home says and does. No fact about the
patient ever travels to Rasa: an action's answer there is only a number.
"""

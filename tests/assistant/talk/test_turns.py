from assistant.talk.turns import Command, Reply, Speak


def test_what_the_dialogue_asks_for_is_a_closed_list() -> None:
    assert {Speak, Reply} < set(Command.__args__)

"""Many doses, one breath."""

from care.commands import Record
from reminders.dose_words import AskDose, Command, Manner, Reply, StopAsking
from reminders.gather import gathered, named
from reminders.tray_words import AskDoses, ReplyAbout, StopAskingAbout
from tests.fakes.medicines import dose, local

NOW = local("08:00")
A, B = dose("a"), dose("b")


def test_one_question_names_each_and_the_quietest_step_counts() -> None:
    groups, (ask,) = gathered((), [AskDose(dose=A, step=2), AskDose(dose=B, step=0)], NOW)
    assert isinstance(ask, AskDoses)
    assert (ask.step, [d.medicine for d in ask.doses]) == (0, ["a", "b"])
    assert named(groups, ask.group) == (A.id, B.id)
    assert named(groups, "gone") == ()


def test_the_same_doses_have_the_same_question() -> None:
    first, _ = gathered((), [AskDose(dose=A, step=0)], NOW)
    again, _ = gathered(first, [AskDose(dose=A, step=1)], local("08:05"))
    assert [one.id for one in first] == [one.id for one in again]


def test_different_manners_are_different_questions() -> None:
    asks = [AskDose(dose=A, step=0), AskDose(dose=B, step=0, manner=Manner.DOUBT)]
    assert len(gathered((), asks, NOW)[1]) == 2


def test_replies_and_withdrawals_find_their_question() -> None:
    groups, _ = gathered((), [AskDose(dose=A, step=0), AskDose(dose=B, step=0)], NOW)
    told: list[Command] = [
        Reply(dose=A, key="taken"),
        Reply(dose=B, key="taken"),
        StopAsking(dose=A),
    ]
    _, (record, stop, reply) = gathered(groups, [Record(what=A), *told], NOW)
    assert record == Record(what=A)
    assert stop == StopAskingAbout(group=groups[0].id)
    assert isinstance(reply, ReplyAbout)
    assert (reply.group, len(reply.doses)) == (groups[0].id, 2)

"""One transaction, with everything that can be kept or asked in it."""

from functools import cached_property

from sqlalchemy.orm import Session

from records.accounts import Accounts
from records.alarms import Alarms
from records.checkins import CheckIns
from records.doses import Doses
from records.escalations import Escalations
from records.intake import Intake
from records.journal import Journal
from records.notices import Notices
from records.orders import Orders
from records.readings import Readings
from records.requests import Requests
from records.sessions import Sessions
from records.states import States
from records.tasks import Tasks


class Unit:
    """What `Database.unit` and `Database.reading` hand out; of no use afterwards."""

    def __init__(self, session: Session) -> None:
        """Work within the transaction of `session`."""
        self.session = session

    @cached_property
    def intake(self) -> Intake:
        """Sealed messages."""
        return Intake(self.session)

    @cached_property
    def readings(self) -> Readings:
        """What the devices measured."""
        return Readings(self.session)

    @cached_property
    def states(self) -> States:
        """States of the cores."""
        return States(self.session)

    @cached_property
    def alarms(self) -> Alarms:
        """Episodes."""
        return Alarms(self.session)

    @cached_property
    def escalations(self) -> Escalations:
        """Alarms on their way up a ladder."""
        return Escalations(self.session)

    @cached_property
    def notices(self) -> Notices:
        """Messages and their outcomes."""
        return Notices(self.session)

    @cached_property
    def doses(self) -> Doses:
        """The ledger of doses."""
        return Doses(self.session)

    @cached_property
    def orders(self) -> Orders:
        """Clinicians' orders and their revisions."""
        return Orders(self.session)

    @cached_property
    def check_ins(self) -> CheckIns:
        """What patients said about how they are."""
        return CheckIns(self.session)

    @cached_property
    def tasks(self) -> Tasks:
        """What a nurse should look at."""
        return Tasks(self.session)

    @cached_property
    def requests(self) -> Requests:
        """What the console asks of the running home."""
        return Requests(self.session)

    @cached_property
    def accounts(self) -> Accounts:
        """Who may sign in."""
        return Accounts(self.session)

    @cached_property
    def sessions(self) -> Sessions:
        """Who is signed in."""
        return Sessions(self.session)

    @cached_property
    def journal(self) -> Journal:
        """The sealed trail of who did what."""
        return Journal(self.session)

"""Who may sign in at the console. Hashing and codes are the console's affair."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from care.people import ProviderId, Role
from records.keep import upsert
from records.tables import AccountRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One person's sign-in."""

    name: str
    """What they type."""
    provider: ProviderId
    role: Role
    password: str
    """Argon2id hash."""
    second_factor: str | None
    """Base32 secret (RFC 6238); None until it is set up."""
    created_at: datetime
    failures: int = 0
    """Wrong tries since the last right one."""
    locked_until: datetime | None = None


class Accounts:
    """Accounts by name."""

    def __init__(self, session: Session) -> None:
        """Work within a transaction."""
        self._session = session

    def keep(self, account: Account) -> None:
        """Make or change an account."""
        values = {
            "name": account.name,
            "provider": account.provider,
            "role": account.role.value,
            "password": account.password,
            "second_factor": account.second_factor,
            "created_at": account.created_at,
            "failures": account.failures,
            "locked_until": account.locked_until,
        }
        upsert(self._session, AccountRow, values)

    def get(self, name: str) -> Account | None:
        """The account of that name."""
        rows = select(AccountRow).where(AccountRow.name == name)
        row = self._session.scalar(rows.execution_options(populate_existing=True))
        return None if row is None else _account(row)

    def all(self) -> tuple[Account, ...]:
        """Every account, by name."""
        rows = select(AccountRow).order_by(AccountRow.name)
        found = self._session.scalars(rows.execution_options(populate_existing=True))
        return tuple(_account(row) for row in found)

    def remove(self, name: str) -> None:
        """End an account and all its sessions."""
        row = self._session.get(AccountRow, name)
        if row is not None:
            self._session.delete(row)
            self._session.flush()

    def use_step(self, name: str, step: int) -> bool:
        """Use up a time step of the second factor; False when it was used before.

        A code that somebody looked at over a shoulder must not serve a second time
        (RFC 6238, 5.2).
        """
        row = update(AccountRow).where(
            AccountRow.name == name, AccountRow.second_factor_step < step
        )
        used = row.values(second_factor_step=step).returning(AccountRow.name)
        return self._session.execute(used).first() is not None

    def failed(self, name: str, locked_until: datetime | None) -> None:
        """Count a wrong try; perhaps lock the account for a while."""
        row = update(AccountRow).where(AccountRow.name == name)
        counted = {"failures": AccountRow.failures + 1, "locked_until": locked_until}
        self._session.execute(row.values(**counted))

    def succeeded(self, name: str) -> None:
        """Forget wrong tries after a right one."""
        row = update(AccountRow).where(AccountRow.name == name)
        self._session.execute(row.values(failures=0, locked_until=None))


def _account(row: AccountRow) -> Account:
    return Account(
        name=row.name,
        provider=ProviderId(row.provider),
        role=Role(row.role),
        password=row.password,
        second_factor=row.second_factor,
        created_at=row.created_at,
        failures=row.failures,
        locked_until=row.locked_until,
    )

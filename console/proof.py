"""Showing again who one is, before a deed that is signed: password and a fresh code.

A code that was shown lately in the same session counts for a few minutes, so that a round
of several changes does not wait for the phone at each; the password is asked each time.
"""

from datetime import timedelta
from hashlib import sha256

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from console import lockout
from console.accounts import password_fits, step_of
from console.visit import Visit, text
from records.unit import Unit

HOLDS = timedelta(minutes=5)
"""So long a code that was shown counts in the session."""


def needs_code(visit: Visit) -> bool:
    """Whether the form must ask for a code."""
    shown = visit.office.proven.get(_digest(visit))
    return shown is None or visit.office.real.now() - shown > HOLDS


async def prove(visit: Visit, form: FormData) -> dict[str, str]:
    """What is wrong with the fields `password` and `code`; empty when they hold.

    A wrong one counts like a wrong sign-in: after some the account waits.
    """
    office, account = visit.office, visit.account
    now, keys = office.real.now(), (f"name:{account.name}",)
    if lockout.wait(office.lockout, keys, now):
        return {"password": "proof_locked"}
    password = text(form, "password")
    wrong = {}
    if not await run_in_threadpool(password_fits, account, password):
        wrong["password"] = "password_wrong"  # noqa: S105 - the key of a text
    elif needs_code(visit) and not await _code_fits(visit, text(form, "code")):
        wrong["code"] = "code_wrong"
    if wrong:
        office.lockout = lockout.refused(office.lockout, keys, now)
        await office.write(lambda unit: visit.note(unit, "proof_refused"))
        return wrong
    office.lockout = lockout.admitted(office.lockout, keys)
    return {}


async def _code_fits(visit: Visit, code: str) -> bool:
    now, account = visit.office.real.now(), visit.account
    step = step_of(account.second_factor or "", code, now)
    if step is None:
        return False

    def use(unit: Unit) -> bool:
        return unit.accounts.use_step(account.name, step)

    if not await visit.office.write(use):
        return False
    fresh = {k: at for k, at in visit.office.proven.items() if now - at <= HOLDS}
    visit.office.proven = fresh | {_digest(visit): now}
    return True


def _digest(visit: Visit) -> str:
    return sha256(visit.token.encode()).hexdigest()

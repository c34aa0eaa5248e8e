"""Insert or replace a row by its key, in one statement."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from records.tables import Base


def upsert(session: Session, table: type[Base], values: Mapping[str, Any]) -> None:
    """Keep the row, replacing the given columns where its key is there already."""
    keys = [column.name for column in inspect(table).primary_key]
    row = insert(table).values(**values)
    fresh = {name: row.excluded[name] for name in values if name not in keys}
    session.execute(row.on_conflict_do_update(index_elements=keys, set_=fresh))


def keep_once(session: Session, table: type[Base], values: Mapping[str, Any]) -> bool:
    """Keep the row unless its key is there already; whether it was kept now."""
    first = inspect(table).primary_key[0]
    row = insert(table).values(**values).on_conflict_do_nothing().returning(first)
    return session.execute(row).first() is not None

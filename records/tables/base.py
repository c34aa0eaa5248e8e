"""What all tables share: the base of the mappings and how an instant is stored."""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import BigInteger, Dialect, MetaData, Table
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from care.instants import micros, of_micros


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime, kept as an integer: sorts right and never loses its zone."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ARG002 - SQLAlchemy's signature
        """To the database."""
        return None if value is None else micros(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """From the database."""
        return None if value is None else of_micros(value)


class Base(DeclarativeBase):
    """Base of every mapping; constraints have names, so that migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Instant}  # noqa: RUF012 - SQLAlchemy reads it so


def table_of(mapping: type[Base]) -> Table:
    """The bare table of a mapping, for bulk inserts that need no objects."""
    return cast("Table", mapping.__table__)

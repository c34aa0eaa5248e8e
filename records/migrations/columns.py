"""Short words for the columns that migrations make."""

import sqlalchemy as sa
from alembic import op

from records.tables.base import Instant

Part = sa.schema.SchemaItem


def words(*names: str, null: bool = False) -> list[Part]:
    return [sa.Column(name, sa.String(), nullable=null) for name in names]


def instants(*names: str, null: bool = False) -> list[Part]:
    return [sa.Column(name, Instant(), nullable=null) for name in names]


def whole(*names: str) -> list[Part]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def binary(*names: str, null: bool = False) -> list[Part]:
    return [sa.Column(name, sa.LargeBinary(), nullable=null) for name in names]


def real(*names: str, null: bool = False) -> list[Part]:
    return [sa.Column(name, sa.Double(), nullable=null) for name in names]


def table(name: str, key: tuple[str, ...], *parts: list[Part]) -> None:
    flat = [item for part in parts for item in part]
    op.create_table(name, *flat, sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}")))


def index(name: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{name}_{'_'.join(columns)}"), name, list(columns))


def foreign(
    name: str,
    columns: tuple[str, ...],
    to: str,
    keys: tuple[str, ...],
    on_delete: str | None = None,
) -> list[Part]:
    return [
        sa.ForeignKeyConstraint(
            list(columns),
            [f"{to}.{key}" for key in keys],
            name=op.f(f"fk_{name}_{'_'.join(columns)}_{to}"),
            ondelete=on_delete,
        )
    ]

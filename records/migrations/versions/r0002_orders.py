"""Orders as they were signed; what was confirmed without a signature is asked for anew."""

import json

from alembic import op
from sqlalchemy import text

from records.migrations.columns import index, instants, table, whole, words

revision = "r0002"
down_revision = "r0001"
branch_labels = None
depends_on = None

UNSIGNED = {"code": "unsigned", "detail": "was confirmed before orders were signed"}


def upgrade() -> None:
    table(
        "orders",
        ("id", "revision"),
        words("id"),
        whole("revision"),
        words("patient", "status", "author"),
        instants("created_at", "effective"),
        instants("decided_at", null=True),
        words("objections", "body"),
    )
    index("orders", "patient", "status")
    _bring_over()
    op.drop_table("regimens")


def _bring_over() -> None:
    """Every plan that ruled, as an order that the home refuses until it is signed."""
    connection = op.get_bind()
    rows = connection.execute(
        text("SELECT * FROM regimens WHERE status = 'confirmed' ORDER BY id")
    )
    for row in rows.mappings().all():
        regimen = json.loads(row["body"]) | {"revision": 1}
        order = {
            "id": row["id"],
            "patient": row["patient"],
            "revision": 1,
            "regimens": [regimen],
            "effective": regimen["starts"],
            "author": row["author"],
        }
        connection.execute(
            text(
                "INSERT INTO orders VALUES (:id, 1, :patient, 'refused', :author, "
                ":created_at, :created_at, :decided_at, :objections, :body)"
            ),
            {
                **{name: row[name] for name in ("id", "patient", "author")},
                **{name: row[name] for name in ("created_at", "decided_at")},
                "objections": json.dumps([UNSIGNED]),
                "body": json.dumps({"order": order, "shown": [], "signatures": []}),
            },
        )

"""The first tables."""

from alembic import op
from sqlalchemy import Boolean, Column, PrimaryKeyConstraint, UniqueConstraint

from records.migrations.columns import (
    binary,
    foreign,
    index,
    instants,
    real,
    table,
    whole,
    words,
)

revision = "r0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = ("journal", "dose_evidence", "deliveries")


def intake() -> None:
    key = ("device", "epoch", "sequence")
    table(
        "envelopes",
        key,
        words("device"),
        whole("epoch", "sequence"),
        words("patient"),
        binary("leaf"),
        instants("received_at"),
    )
    table(
        "observations",
        (*key, "place"),
        words("device"),
        whole("epoch", "sequence", "place"),
        words("patient", "kind"),
        real("number", null=True),
        words("word", null=True),
        words("unit"),
        instants("taken_at", "received_at"),
        words("quality"),
        real("perfusion", null=True),
        foreign("observations", key, "envelopes", key),
    )
    index("observations", "patient", "kind", "taken_at")
    table(
        "waveforms",
        (*key, "place"),
        words("device"),
        whole("epoch", "sequence", "place"),
        words("patient", "kind", "unit"),
        real("rate"),
        words("axes"),
        binary("samples"),
        instants("taken_at", "received_at"),
        foreign("waveforms", key, "envelopes", key),
    )
    index("waveforms", "patient", "kind", "taken_at")


def health() -> None:
    table(
        "alarms",
        ("id",),
        words("id", "patient", "code", "cause", "priority"),
        instants("raised_at"),
        instants("cleared_at", null=True),
        words("body"),
    )
    index("alarms", "patient", "raised_at")
    table(
        "doses",
        ("id",),
        words("id", "patient", "regimen"),
        whole("revision"),
        instants("due"),
        words("outcome", "corroboration", null=True),
        words("body"),
    )
    index("doses", "patient", "due")
    table(
        "dose_evidence",
        ("number",),
        whole("number"),
        words("key", "dose", "patient", "source"),
        instants("at"),
        words("body"),
        [UniqueConstraint("key", name=op.f("uq_dose_evidence_key"))],
    )
    index("dose_evidence", "dose")
    table(
        "regimens",
        ("id", "revision"),
        words("id"),
        whole("revision"),
        words("patient", "status", "author"),
        instants("created_at"),
        words("decided_by", null=True),
        instants("decided_at", null=True),
        binary("signature", null=True),
        words("body"),
    )
    index("regimens", "patient", "status")
    table(
        "check_ins",
        ("id",),
        words("id", "patient", "survey"),
        instants("asked_at"),
        words("outcome", "body"),
    )
    index("check_ins", "patient", "survey", "asked_at")


def escalation() -> None:
    table(
        "escalations",
        ("id",),
        words("id", "patient", "alarm", "priority", "stage"),
        instants("due", null=True),
        instants("raised_at"),
        words("body"),
    )
    index("escalations", "stage")
    index("escalations", "patient", "raised_at")
    table(
        "notices",
        ("id",),
        words("id", "patient", "escalation", "provider", "channel"),
        instants("created_at"),
        [Column("delivered", Boolean(), nullable=False)],
        words("body"),
    )
    index("notices", "escalation")
    index("notices", "delivered")
    table(
        "deliveries",
        ("id",),
        whole("id"),
        words("notice", "patient", "status"),
        instants("at"),
        words("detail"),
        foreign("deliveries", ("notice",), "notices", ("id",)),
    )
    index("deliveries", "notice")


def desk() -> None:
    op.create_table(
        "requests",
        *whole("id"),
        *words("kind"),
        *words("patient", null=True),
        *words("body", "by"),
        *instants("at"),
        *instants("handled_at", null=True),
        *words("result", null=True),
        PrimaryKeyConstraint("id", name=op.f("pk_requests")),
        sqlite_autoincrement=True,
    )
    index("requests", "handled_at")
    table(
        "tasks",
        ("id",),
        words("id", "patient", "kind", "body"),
        instants("created_at"),
        instants("done_at", null=True),
        words("done_by", null=True),
    )
    index("tasks", "done_at")
    table(
        "accounts",
        ("name",),
        words("name", "provider", "role", "password"),
        words("second_factor", null=True),
        whole("second_factor_step", "failures"),
        instants("locked_until", null=True),
        instants("created_at"),
    )
    table(
        "sessions",
        ("digest",),
        words("digest", "account"),
        instants("created_at", "expires_at"),
        words("body"),
        foreign("sessions", ("account",), "accounts", ("name",), "CASCADE"),
    )


def house() -> None:
    table(
        "states",
        ("name",),
        words("name"),
        whole("revision"),
        words("body"),
        instants("saved_at"),
    )
    table(
        "journal",
        ("number",),
        whole("number"),
        instants("at"),
        words("who", "what"),
        words("patient", null=True),
        words("body"),
        binary("digest"),
    )
    index("journal", "patient", "at")


def upgrade() -> None:
    intake()
    health()
    escalation()
    desk()
    house()
    for name in APPEND_ONLY:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {name}_no_{change.lower()} BEFORE {change} ON {name} "
                f"BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
            )

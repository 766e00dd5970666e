"""register changes and outgoing files"""

import sqlalchemy as sa
from alembic import op

from app.db.types import Instant, Json

revision = "c3f0a9d17b52"
down_revision = "b7c1d2a4e9f0"

ADDED = ("text", "confirmed_at", "confirmed_by")


def upgrade() -> None:
    with op.batch_alter_table("registry_entry") as batch_op:
        batch_op.add_column(sa.Column("text", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("confirmed_at", Instant(), nullable=True))
        batch_op.add_column(sa.Column("confirmed_by", sa.String(length=128), nullable=True))
    # what was entered before is found by its key and name until it is changed, and is as fresh as its last change
    op.execute(
        "UPDATE registry_entry SET text = lower(key || ' ' || name), "
        "confirmed_at = changed_at, confirmed_by = changed_by"
    )
    with op.batch_alter_table("registry_entry") as batch_op:
        batch_op.alter_column("text", existing_type=sa.Text(), nullable=False)
        batch_op.alter_column("confirmed_at", existing_type=Instant(), nullable=False)
        batch_op.alter_column("confirmed_by", existing_type=sa.String(length=128), nullable=False)
    op.create_table(
        "registry_change",
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("cause", sa.String(length=16), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", sa.String(length=128), nullable=False),
        sa.Column("instance_id", sa.String(length=36), nullable=True),
        sa.Column("changes", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["registry_entry.id"], name=op.f("fk_registry_change_entry_id_registry_entry")
        ),
        sa.PrimaryKeyConstraint("entry_id", "version", name=op.f("pk_registry_change")),
    )
    op.create_table(
        "outgoing_file",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("jurisdiction", sa.String(length=64), nullable=False),
        sa.Column("instance_id", sa.String(length=36), nullable=False),
        sa.Column("system", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("content", Json, nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("kept_at", Instant(), nullable=False),
        sa.Column("kept_by", sa.String(length=128), nullable=False),
        sa.Column("filed_at", Instant(), nullable=True),
        sa.Column("filed_by", sa.String(length=128), nullable=True),
        sa.Column("receipt", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_file")),
    )
    op.create_index("ix_outgoing_file_status", "outgoing_file", ["jurisdiction", "status", "kept_at"])
    op.create_index("ix_outgoing_file_instance", "outgoing_file", ["instance_id"])


def downgrade() -> None:
    op.drop_table("outgoing_file")
    op.drop_table("registry_change")
    with op.batch_alter_table("registry_entry") as batch_op:
        for name in ADDED:
            batch_op.drop_column(name)

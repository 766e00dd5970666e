"""instance changes"""

import sqlalchemy as sa
from alembic import op

from app.db.types import Instant, Json

revision = "d0a1f5c7b303"
down_revision = "d0a1f5c7b302"


def upgrade() -> None:
    op.create_table(
        "migration",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("jurisdiction", sa.String(length=64), nullable=False),
        sa.Column("process", sa.String(length=128), nullable=False),
        sa.Column("source_id", sa.String(length=36), nullable=False),
        sa.Column("target_id", sa.String(length=36), nullable=False),
        sa.Column("mapping", Json, nullable=False),
        sa.Column("rearm", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("started_by", sa.String(length=36), nullable=False),
        sa.Column("started_by_name", sa.String(length=128), nullable=False),
        sa.Column("finished_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["source_id"], ["deployment.id"], name=op.f("fk_migration_source_id_deployment")
        ),
        sa.ForeignKeyConstraint(
            ["target_id"], ["deployment.id"], name=op.f("fk_migration_target_id_deployment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_migration")),
    )
    op.create_index("ix_migration_jurisdiction", "migration", ["jurisdiction", "started_at"])
    op.create_table(
        "migration_item",
        sa.Column("migration_id", sa.String(length=36), nullable=False),
        sa.Column("instance_id", sa.String(length=36), nullable=False),
        sa.Column("ord", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("findings", Json, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("before", Json, nullable=False),
        sa.Column("after", Json, nullable=False),
        sa.Column("snapshot", Json, nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("moved_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["migration_id"], ["migration.id"], name=op.f("fk_migration_item_migration_id_migration")
        ),
        sa.ForeignKeyConstraint(
            ["instance_id"],
            ["process_instance.id"],
            name=op.f("fk_migration_item_instance_id_process_instance"),
        ),
        sa.PrimaryKeyConstraint("migration_id", "instance_id", name=op.f("pk_migration_item")),
    )
    op.create_index("ix_migration_item_outcome", "migration_item", ["migration_id", "outcome", "ord"])
    op.create_index("ix_migration_item_instance", "migration_item", ["instance_id"])
    op.create_table(
        "modification",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("jurisdiction", sa.String(length=64), nullable=False),
        sa.Column("instance_id", sa.String(length=36), nullable=False),
        sa.Column("deployment_id", sa.String(length=36), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("acts", Json, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_at", Instant(), nullable=False),
        sa.Column("proposed_by", sa.String(length=36), nullable=False),
        sa.Column("proposed_by_name", sa.String(length=128), nullable=False),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("decided_by", sa.String(length=36), nullable=True),
        sa.Column("decided_by_name", sa.String(length=128), nullable=True),
        sa.Column("decision_note", sa.Text(), nullable=False),
        sa.Column("before", Json, nullable=False),
        sa.Column("after", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["instance_id"],
            ["process_instance.id"],
            name=op.f("fk_modification_instance_id_process_instance"),
        ),
        sa.ForeignKeyConstraint(
            ["deployment_id"], ["deployment.id"], name=op.f("fk_modification_deployment_id_deployment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_modification")),
    )
    op.create_index("ix_modification_instance", "modification", ["instance_id", "proposed_at"])


def downgrade() -> None:
    for table in ("modification", "migration_item", "migration"):
        op.drop_table(table)

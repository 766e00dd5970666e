"""milestones"""

import sqlalchemy as sa
from alembic import op

from app.db.types import Instant, Json

revision = "d0a1f5c7b307"
down_revision = "d0a1f5c7b306"


def upgrade() -> None:
    op.create_table(
        "draft_milestone",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("draft_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("by_name", sa.String(length=128), nullable=False),
        sa.Column("base_deployment_id", sa.String(length=36), nullable=False),
        sa.Column("files", Json, nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_draft_milestone_draft_id_draft")),
        sa.ForeignKeyConstraint(
            ["base_deployment_id"],
            ["deployment.id"],
            name=op.f("fk_draft_milestone_base_deployment_id_deployment"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_milestone")),
    )
    op.create_index("ix_draft_milestone_draft", "draft_milestone", ["draft_id", "at"])
    op.add_column("draft_file", sa.Column("forked_from", sa.String(length=36), nullable=True))


def downgrade() -> None:
    op.drop_column("draft_file", "forked_from")
    op.drop_table("draft_milestone")

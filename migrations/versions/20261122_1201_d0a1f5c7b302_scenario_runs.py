"""scenario runs"""

import sqlalchemy as sa
from alembic import op

from app.db.types import Instant, Json

revision = "d0a1f5c7b302"
down_revision = "d0a1f5c7b301"


def upgrade() -> None:
    op.create_table(
        "scenario_run",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("jurisdiction", sa.String(length=64), nullable=False),
        sa.Column("draft_id", sa.String(length=36), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("failures", Json, nullable=False),
        sa.Column("coverage", Json, nullable=True),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("finished_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_scenario_run_draft_id_draft")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_scenario_run")),
    )


def downgrade() -> None:
    op.drop_table("scenario_run")

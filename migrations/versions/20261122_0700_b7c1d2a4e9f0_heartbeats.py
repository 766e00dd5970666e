"""heartbeats"""

import sqlalchemy as sa
from alembic import op

from app.db.types import Instant

revision = "b7c1d2a4e9f0"
down_revision = "e5ee2333d355"


def upgrade() -> None:
    op.create_table(
        "heartbeat",
        sa.Column("executor", sa.String(length=128), nullable=False),
        sa.Column("beats", sa.Integer(), nullable=False),
        sa.Column("beaten_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("executor", name=op.f("pk_heartbeat")),
    )
    op.create_index("ix_message_waiting", "message", ["status", "expires_at"])


def downgrade() -> None:
    op.drop_index("ix_message_waiting", table_name="message")
    op.drop_table("heartbeat")

"""proposed modifications"""

from alembic import op

from app.db.base import where

revision = "d0a1f5c7b305"
down_revision = "d0a1f5c7b304"


def upgrade() -> None:
    op.create_index(
        "ix_modification_proposed", "modification", ["jurisdiction"], **where("status = 'proposed'")
    )


def downgrade() -> None:
    op.drop_index("ix_modification_proposed", "modification")

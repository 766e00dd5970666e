"""instance changes"""

revision = "d0a1f5c7b303"
down_revision = "d0a1f5c7b302"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass

"""access tokens"""

revision = "d0a1f5c7b304"
down_revision = "d0a1f5c7b303"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass

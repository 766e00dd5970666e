"""drafts"""

revision = "d0a1f5c7b301"
down_revision = "a4be9c07d215"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass

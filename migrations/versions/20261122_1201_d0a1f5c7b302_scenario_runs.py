"""scenario runs"""

revision = "d0a1f5c7b302"
down_revision = "d0a1f5c7b301"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass

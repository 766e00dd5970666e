"""code, certificate and end of a paper"""

import sqlalchemy as sa
from alembic import op

from app.db.types import Instant

revision = "a4be9c07d215"
down_revision = "d81f5c6a2e34"

ADDED = ("certificate", "code", "ended_at", "ended_by", "reason", "replaced_by")


def upgrade() -> None:
    with op.batch_alter_table("paper") as batch_op:
        batch_op.add_column(sa.Column("certificate", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("code", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("ended_at", Instant(), nullable=True))
        batch_op.add_column(sa.Column("ended_by", sa.String(length=128), nullable=True))
        batch_op.add_column(sa.Column("reason", sa.String(length=500), nullable=True))
        batch_op.add_column(sa.Column("replaced_by", sa.String(length=36), nullable=True))
    # what was issued before has no code on its paper: the end of its id is as hard to guess
    op.execute("UPDATE paper SET code = substr(replace(id, '-', ''), 17)")
    with op.batch_alter_table("paper") as batch_op:
        batch_op.alter_column("code", existing_type=sa.String(length=16), nullable=False)
        batch_op.create_unique_constraint(op.f("uq_paper_code"), ["code"])
        batch_op.create_foreign_key(op.f("fk_paper_certificate_blob"), "blob", ["certificate"], ["digest"])
        batch_op.create_foreign_key(op.f("fk_paper_replaced_by_paper"), "paper", ["replaced_by"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("paper") as batch_op:
        batch_op.drop_constraint(op.f("fk_paper_replaced_by_paper"), type_="foreignkey")
        batch_op.drop_constraint(op.f("fk_paper_certificate_blob"), type_="foreignkey")
        batch_op.drop_constraint(op.f("uq_paper_code"), type_="unique")
        for column in ADDED:
            batch_op.drop_column(column)

"""no index that a step writes and no query needs"""

from alembic import op

revision = "d81f5c6a2e34"
down_revision = "c3f0a9d17b52"


def upgrade() -> None:
    with op.batch_alter_table("user_task_group") as batch_op:
        batch_op.drop_index("ix_user_task_group_task_id")


def downgrade() -> None:
    with op.batch_alter_table("user_task_group") as batch_op:
        batch_op.create_index("ix_user_task_group_task_id", ["task_id"], unique=False)

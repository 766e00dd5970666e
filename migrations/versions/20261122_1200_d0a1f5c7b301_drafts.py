"""drafts"""

import sqlalchemy as sa
from alembic import op

from app.db.types import Instant

revision = "d0a1f5c7b301"
down_revision = "a4be9c07d215"


def guard_saves() -> None:
    """A save of a draft is part of the record: who changed what is read from it when somebody signs off."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER draft_save_refuse_{verb.lower()} BEFORE {verb} ON draft_save "
                "BEGIN SELECT RAISE(ABORT, 'draft_save is append-only'); END"
            )
        return
    op.execute(
        "CREATE TRIGGER draft_save_refuse_change BEFORE UPDATE OR DELETE ON draft_save "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER draft_save_refuse_truncate BEFORE TRUNCATE ON draft_save "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def upgrade() -> None:
    _draft()
    _files()
    _comments()
    guard_saves()


def _draft() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("jurisdiction", sa.String(length=64), nullable=False),
        sa.Column("base_deployment_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("opened_by", sa.String(length=64), nullable=False),
        sa.Column("opened_by_name", sa.String(length=128), nullable=False),
        sa.Column("submitted_at", Instant(), nullable=True),
        sa.Column("submitted_by", sa.String(length=64), nullable=True),
        sa.Column("submitted_by_name", sa.String(length=128), nullable=True),
        sa.Column("submitted_digest", sa.String(length=64), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("decided_by", sa.String(length=64), nullable=True),
        sa.Column("decided_by_name", sa.String(length=128), nullable=True),
        sa.Column("decision_note", sa.Text(), nullable=True),
        sa.Column("deployment_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["jurisdiction"], ["jurisdiction.key"], name=op.f("fk_draft_jurisdiction_jurisdiction")
        ),
        sa.ForeignKeyConstraint(
            ["base_deployment_id"], ["deployment.id"], name=op.f("fk_draft_base_deployment_id_deployment")
        ),
        sa.ForeignKeyConstraint(
            ["deployment_id"], ["deployment.id"], name=op.f("fk_draft_deployment_id_deployment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    op.create_index(
        "uq_draft_unfinished",
        "draft",
        ["jurisdiction"],
        unique=True,
        sqlite_where=sa.text("status IN ('open', 'review')"),
        postgresql_where=sa.text("status IN ('open', 'review')"),
    )
    op.create_index("ix_draft_jurisdiction", "draft", ["jurisdiction", "opened_at"])
    op.create_index("ix_draft_deployment", "draft", ["deployment_id"])


def _files() -> None:
    for table, moment, who in (("draft_file", "saved_at", "saved_by"), ("draft_save", "at", "by")):
        key = ("draft_id", "path", "version") if table == "draft_save" else ("draft_id", "path")
        op.create_table(
            table,
            sa.Column("draft_id", sa.String(length=36), nullable=False),
            sa.Column("path", sa.String(length=255), nullable=False),
            sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
            sa.Column("digest", sa.String(length=64), nullable=True),
            sa.Column(moment, Instant(), nullable=False),
            sa.Column(who, sa.String(length=64), nullable=False),
            sa.Column(f"{who}_name", sa.String(length=128), nullable=False),
            sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f(f"fk_{table}_draft_id_draft")),
            sa.ForeignKeyConstraint(["digest"], ["blob.digest"], name=op.f(f"fk_{table}_digest_blob")),
            sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{table}")),
        )
    op.create_table(
        "draft_lock",
        sa.Column("draft_id", sa.String(length=36), nullable=False),
        sa.Column("path", sa.String(length=255), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("by_name", sa.String(length=128), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_draft_lock_draft_id_draft")),
        sa.PrimaryKeyConstraint("draft_id", "path", name=op.f("pk_draft_lock")),
    )


def _comments() -> None:
    op.create_table(
        "draft_comment",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("draft_id", sa.String(length=36), nullable=False),
        sa.Column("path", sa.String(length=255), nullable=False),
        sa.Column("element", sa.String(length=128), nullable=True),
        sa.Column("parent_id", sa.String(length=36), nullable=True),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("author_name", sa.String(length=128), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("resolved_at", Instant(), nullable=True),
        sa.Column("resolved_by_name", sa.String(length=128), nullable=True),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_draft_comment_draft_id_draft")),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["draft_comment.id"], name=op.f("fk_draft_comment_parent_id_draft_comment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_comment")),
    )
    op.create_index("ix_draft_comment_file", "draft_comment", ["draft_id", "path"])


def downgrade() -> None:
    for table in ("draft_comment", "draft_lock", "draft_save", "draft_file", "draft"):
        op.drop_table(table)

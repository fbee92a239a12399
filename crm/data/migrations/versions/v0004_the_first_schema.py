"""The first schema (4 of 4)."""

import sqlalchemy as sa
from alembic import op

from crm.data.records.mapping import Instant, JsonValue, WholeNumber

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "applications",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("version", WholeNumber, nullable=False),
        sa.Column("company_id", WholeNumber, nullable=False),
        sa.Column("person_id", WholeNumber, nullable=True),
        sa.Column("document_id", WholeNumber, nullable=True),
        sa.Column("attachment_id", WholeNumber, nullable=True),
        sa.Column("plan_id", WholeNumber, nullable=True),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("received_how", sa.Text(), nullable=False),
        sa.Column("answers", JsonValue, nullable=False),
        sa.Column("signatory", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_by", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachments.id"], name=op.f("fk_applications_attachment_id")
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_applications_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_applications_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_applications_person_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_applications_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applications")),
    )
    op.create_index(
        op.f("ix_applications_attachment_id"), "applications", ["attachment_id"], unique=False
    )
    op.create_index(
        op.f("ix_applications_company_id"), "applications", ["company_id"], unique=False
    )
    op.create_index(
        op.f("ix_applications_document_id"), "applications", ["document_id"], unique=False
    )
    op.create_index(op.f("ix_applications_person_id"), "applications", ["person_id"], unique=False)
    op.create_index(op.f("ix_applications_plan_id"), "applications", ["plan_id"], unique=False)
    op.create_index(
        op.f("ix_applications_state_received_on"),
        "applications",
        ["state", "received_on"],
        unique=False,
    )

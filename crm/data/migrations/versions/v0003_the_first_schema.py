"""The first schema (3 of 4)."""

import sqlalchemy as sa
from alembic import op

from crm.data.records.mapping import Instant, JsonValue, WholeNumber

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "memberships",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("company_id", WholeNumber, nullable=False),
        sa.Column("plan_id", WholeNumber, nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_memberships_company_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_memberships_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
    )
    op.create_index(op.f("ix_memberships_company_id"), "memberships", ["company_id"], unique=False)
    op.create_index(op.f("ix_memberships_plan_id"), "memberships", ["plan_id"], unique=False)
    op.create_table(
        "people",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("version", WholeNumber, nullable=False),
        sa.Column("company_id", WholeNumber, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("forenames", sa.Text(), nullable=False),
        sa.Column("surname", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("job_title", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("best_time", sa.Text(), nullable=False),
        sa.Column("position", WholeNumber, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("added_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_people_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    op.create_index(op.f("ix_people_company_id"), "people", ["company_id"], unique=False)
    op.create_index(op.f("ix_people_name_key"), "people", ["name_key"], unique=False)
    op.create_table(
        "queue_marks",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("company_id", WholeNumber, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=True),
        sa.Column("until", Instant(), nullable=True),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_queue_marks_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_marks")),
        sa.UniqueConstraint("company_id", "kind", name=op.f("uq_queue_marks_company_id_kind")),
    )
    op.create_index(op.f("ix_queue_marks_company_id"), "queue_marks", ["company_id"], unique=False)
    op.create_table(
        "attachments",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("company_id", WholeNumber, nullable=False),
        sa.Column("person_id", WholeNumber, nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", WholeNumber, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("added_at", Instant(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_attachments_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_attachments_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    op.create_index(op.f("ix_attachments_company_id"), "attachments", ["company_id"], unique=False)
    op.create_index(op.f("ix_attachments_person_id"), "attachments", ["person_id"], unique=False)
    op.create_index(op.f("ix_attachments_sha256"), "attachments", ["sha256"], unique=False)
    op.create_table(
        "documents",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("company_id", WholeNumber, nullable=False),
        sa.Column("person_id", WholeNumber, nullable=True),
        sa.Column("pack_id", WholeNumber, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("personal_paragraph", sa.Text(), nullable=False),
        sa.Column("left_out", JsonValue, nullable=False),
        sa.Column("queued_at", Instant(), nullable=False),
        sa.Column("queued_by", sa.Text(), nullable=False),
        sa.Column("run_id", WholeNumber, nullable=True),
        sa.Column("first_page", WholeNumber, nullable=True),
        sa.Column("last_page", WholeNumber, nullable=True),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("recipient", JsonValue, nullable=False),
        sa.Column("template_versions", JsonValue, nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("emailed_to", sa.Text(), nullable=False),
        sa.Column("emailed_at", Instant(), nullable=True),
        sa.Column("came_back_on", sa.Date(), nullable=True),
        sa.Column("came_back_why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_documents_company_id")
        ),
        sa.ForeignKeyConstraint(["pack_id"], ["packs.id"], name=op.f("fk_documents_pack_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_documents_person_id")),
        sa.ForeignKeyConstraint(["run_id"], ["letter_runs.id"], name=op.f("fk_documents_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
    )
    op.create_index(op.f("ix_documents_company_id"), "documents", ["company_id"], unique=False)
    op.create_index(op.f("ix_documents_pack_id"), "documents", ["pack_id"], unique=False)
    op.create_index(op.f("ix_documents_person_id"), "documents", ["person_id"], unique=False)
    op.create_index(op.f("ix_documents_reference"), "documents", ["reference"], unique=False)
    op.create_index(op.f("ix_documents_run_id"), "documents", ["run_id"], unique=False)
    op.create_index(
        op.f("ix_documents_state_queued_at"), "documents", ["state", "queued_at"], unique=False
    )
    op.create_table(
        "email_addresses",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("company_id", WholeNumber, nullable=False),
        sa.Column("person_id", WholeNumber, nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("position", WholeNumber, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_email_addresses_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_email_addresses_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_email_addresses")),
    )
    op.create_index(
        op.f("ix_email_addresses_address"), "email_addresses", ["address"], unique=False
    )
    op.create_index(
        op.f("ix_email_addresses_company_id"), "email_addresses", ["company_id"], unique=False
    )
    op.create_index(
        op.f("ix_email_addresses_person_id"), "email_addresses", ["person_id"], unique=False
    )
    op.create_table(
        "next_steps",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("company_id", WholeNumber, nullable=False),
        sa.Column("person_id", WholeNumber, nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_at", Instant(), nullable=True),
        sa.Column("part", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("promised", sa.Boolean(), nullable=False),
        sa.Column("repeat", sa.Boolean(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("done_at", Instant(), nullable=True),
        sa.Column("done_how", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_next_steps_company_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_next_steps_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_next_steps")),
    )
    op.create_index(op.f("ix_next_steps_company_id"), "next_steps", ["company_id"], unique=False)
    op.create_index(
        "ix_next_steps_open_due",
        "next_steps",
        ["due_on", "company_id"],
        unique=False,
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_index(op.f("ix_next_steps_person_id"), "next_steps", ["person_id"], unique=False)
    op.create_index(
        "ix_next_steps_promised",
        "next_steps",
        ["due_on"],
        unique=False,
        sqlite_where=sa.text("promised = 1"),
        postgresql_where=sa.text("promised"),
    )
    op.create_index(
        "uq_next_steps_one_open",
        "next_steps",
        ["company_id"],
        unique=True,
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_table(
        "phone_numbers",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("company_id", WholeNumber, nullable=False),
        sa.Column("person_id", WholeNumber, nullable=True),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("e164", sa.Text(), nullable=True),
        sa.Column("extension", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("position", WholeNumber, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("ctps_result", sa.Text(), nullable=False),
        sa.Column("ctps_checked_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_phone_numbers_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_phone_numbers_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_numbers")),
    )
    op.create_index(
        op.f("ix_phone_numbers_company_id"), "phone_numbers", ["company_id"], unique=False
    )
    op.create_index(op.f("ix_phone_numbers_e164"), "phone_numbers", ["e164"], unique=False)
    op.create_index(
        op.f("ix_phone_numbers_person_id"), "phone_numbers", ["person_id"], unique=False
    )
    op.create_table(
        "activities",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("company_id", WholeNumber, nullable=False),
        sa.Column("person_id", WholeNumber, nullable=True),
        sa.Column("number_id", WholeNumber, nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("happened_at", Instant(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("seconds", WholeNumber, nullable=True),
        sa.Column("attempt", sa.Boolean(), nullable=False),
        sa.Column("reached", sa.Boolean(), nullable=False),
        sa.Column("conversation", sa.Boolean(), nullable=False),
        sa.Column("details", JsonValue, nullable=False),
        sa.Column("document_id", WholeNumber, nullable=True),
        sa.Column("stood", JsonValue, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_activities_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_activities_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["number_id"], ["phone_numbers.id"], name=op.f("fk_activities_number_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_activities_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activities")),
    )
    op.create_index(
        op.f("ix_activities_company_id_happened_at"),
        "activities",
        ["company_id", "happened_at"],
        unique=False,
    )
    op.create_index(op.f("ix_activities_document_id"), "activities", ["document_id"], unique=False)
    op.create_index(op.f("ix_activities_happened_at"), "activities", ["happened_at"], unique=False)
    op.create_index(op.f("ix_activities_number_id"), "activities", ["number_id"], unique=False)
    op.create_index(op.f("ix_activities_person_id"), "activities", ["person_id"], unique=False)

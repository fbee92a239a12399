"""The first schema (1 of 4)."""

import sqlalchemy as sa
from alembic import op

from crm.data.records.mapping import Instant, JsonValue, WholeNumber

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "association",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("reference_prefix", sa.Text(), nullable=False),
        sa.Column("premises", sa.Text(), nullable=False),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("locality", sa.Text(), nullable=False),
        sa.Column("town", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("telephone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("website", sa.Text(), nullable=False),
        sa.Column("legal_form", sa.Text(), nullable=False),
        sa.Column("registered_name", sa.Text(), nullable=False),
        sa.Column("registered_in", sa.Text(), nullable=False),
        sa.Column("registered_number", sa.Text(), nullable=False),
        sa.Column("registered_office", sa.Text(), nullable=False),
        sa.Column("vat_number", sa.Text(), nullable=False),
        sa.Column("accent", sa.Text(), nullable=False),
        sa.Column("logo_sha256", sa.Text(), nullable=True),
        sa.Column("letterhead_sha256", sa.Text(), nullable=True),
        sa.Column("continuation_sha256", sa.Text(), nullable=True),
        sa.Column("call_goal", WholeNumber, nullable=False),
        sa.Column("settings", JsonValue, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_association")),
    )
    op.create_table(
        "book_facts",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_book_facts")),
        info={"recorded": False},
    )
    op.create_table(
        "branches",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("county", sa.Text(), nullable=False),
        sa.Column("position", WholeNumber, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branches")),
    )
    op.create_table(
        "call_sets",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_sets")),
    )
    op.create_table(
        "counters",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", WholeNumber, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counters")),
        info={"recorded": False},
    )
    op.create_table(
        "drives",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drives")),
    )
    op.create_table(
        "emails",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("document_id", WholeNumber, nullable=False),
        sa.Column("company_id", WholeNumber, nullable=False),
        sa.Column("person_id", WholeNumber, nullable=True),
        sa.Column("to_address", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tries", WholeNumber, nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("next_try_at", Instant(), nullable=False),
        sa.Column("sent_at", Instant(), nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emails")),
        info={"recorded": False},
    )
    op.create_index(
        op.f("ix_emails_state_next_try_at"), "emails", ["state", "next_try_at"], unique=False
    )
    op.create_table(
        "files",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_files")),
        info={"recorded": False},
    )
    op.create_table(
        "funders",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("grant_pence", WholeNumber, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funders")),
    )
    op.create_table(
        "import_batches",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("mapping", JsonValue, nullable=False),
        sa.Column("created", WholeNumber, nullable=False),
        sa.Column("updated", WholeNumber, nullable=False),
        sa.Column("skipped", WholeNumber, nullable=False),
        sa.Column("refused", WholeNumber, nullable=False),
        sa.Column("brought_in_at", Instant(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("undone", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batches")),
    )
    op.create_table(
        "key_blocks",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("next_key", WholeNumber, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_blocks")),
        info={"recorded": False},
    )
    op.create_table(
        "letter_runs",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("pages", WholeNumber, nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("printed_at", Instant(), nullable=True),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_runs")),
    )
    op.create_table(
        "objections",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("company_id", WholeNumber, nullable=True),
        sa.Column("person_id", WholeNumber, nullable=True),
        sa.Column("number_id", WholeNumber, nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("taken_by", sa.Text(), nullable=False),
        sa.Column("taken_at", Instant(), nullable=False),
        sa.Column("in_error_at", Instant(), nullable=True),
        sa.Column("in_error_reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objections")),
        info={"recorded": False},
    )
    op.create_index(op.f("ix_objections_company_id"), "objections", ["company_id"], unique=False)
    op.create_table(
        "packs",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", WholeNumber, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packs")),
    )
    op.create_table(
        "plans",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("staff_from", WholeNumber, nullable=False),
        sa.Column("staff_to", WholeNumber, nullable=True),
        sa.Column("fee_pence", WholeNumber, nullable=False),
        sa.Column("joining_pence", WholeNumber, nullable=False),
        sa.Column("position", WholeNumber, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
    )
    op.create_table(
        "recorder_context",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("step_id", WholeNumber, nullable=True),
        sa.Column("silent_table", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recorder_context")),
        info={"recorded": False},
    )
    op.create_table(
        "saved_views",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("position", WholeNumber, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
    )
    op.create_table(
        "signatories",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("telephone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("signature_sha256", sa.Text(), nullable=True),
        sa.Column("position", WholeNumber, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatories")),
    )

"""The first schema (2 of 4)."""

import sqlalchemy as sa
from alembic import op

from crm.data.records.mapping import Instant, JsonValue, WholeNumber

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "step_edits",
        sa.Column("id", WholeNumber, autoincrement=True, nullable=False),
        sa.Column("step_id", WholeNumber, nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("row_id", WholeNumber, nullable=False),
        sa.Column("op", sa.Text(), nullable=False),
        sa.Column("owner_id", WholeNumber, nullable=True),
        sa.Column("before", JsonValue, nullable=True),
        sa.Column("after", JsonValue, nullable=True),
        sa.Column("last_row_id", WholeNumber, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_edits")),
        info={"recorded": False},
    )
    op.create_index(op.f("ix_step_edits_owner_id"), "step_edits", ["owner_id"], unique=False)
    op.create_index(op.f("ix_step_edits_step_id"), "step_edits", ["step_id"], unique=False)
    op.create_index(
        op.f("ix_step_edits_table_name_row_id"),
        "step_edits",
        ["table_name", "row_id"],
        unique=False,
    )
    op.create_table(
        "steps",
        sa.Column("id", WholeNumber, autoincrement=True, nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reverses", WholeNumber, nullable=True),
        sa.Column("undone_by", WholeNumber, nullable=True),
        sa.Column("schema_number", sa.Integer(), nullable=False),
        sa.Column("instead", sa.Text(), nullable=True),
        sa.Column("stays", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_steps")),
        info={"recorded": False},
    )
    op.create_index(op.f("ix_steps_who_kind_id"), "steps", ["who", "kind", "id"], unique=False)
    op.create_table(
        "tags",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tags")),
        sa.UniqueConstraint("name", name=op.f("uq_tags_name")),
    )
    op.create_table(
        "templates",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("shipped", sa.Text(), nullable=False),
        sa.Column("current_version_id", WholeNumber, nullable=True),
        sa.Column("file_sha256", sa.Text(), nullable=True),
        sa.Column("placing", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_templates")),
    )
    op.create_table(
        "companies",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("version", WholeNumber, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("legal_name", sa.Text(), nullable=False),
        sa.Column("legal_form", sa.Text(), nullable=False),
        sa.Column("registered_number", sa.Text(), nullable=True),
        sa.Column("vat_number", sa.Text(), nullable=False),
        sa.Column("subscriber_kind", sa.Text(), nullable=False),
        sa.Column("staff", WholeNumber, nullable=True),
        sa.Column("founded_year", WholeNumber, nullable=True),
        sa.Column("activities", sa.Text(), nullable=False),
        sa.Column("website", sa.Text(), nullable=False),
        sa.Column("premises", sa.Text(), nullable=False),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("locality", sa.Text(), nullable=False),
        sa.Column("town", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("address_bad_since", sa.Date(), nullable=True),
        sa.Column("branch_id", WholeNumber, nullable=True),
        sa.Column("branch_chosen", sa.Boolean(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("stage_since", sa.Date(), nullable=True),
        sa.Column("decline_reason", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_kind", sa.Text(), nullable=False),
        sa.Column("source_on", sa.Date(), nullable=True),
        sa.Column("lawful_basis", sa.Text(), nullable=False),
        sa.Column("referred_by_id", WholeNumber, nullable=True),
        sa.Column("import_batch_id", WholeNumber, nullable=True),
        sa.Column("import_row", WholeNumber, nullable=True),
        sa.Column("pinned", sa.Text(), nullable=False),
        sa.Column("added_at", Instant(), nullable=False),
        sa.Column("trashed_at", Instant(), nullable=True),
        sa.Column("tries", WholeNumber, nullable=False),
        sa.Column("engaged", WholeNumber, nullable=False),
        sa.Column("cycles", WholeNumber, nullable=False),
        sa.Column("cycles_since", sa.Date(), nullable=True),
        sa.Column("last_try_at", Instant(), nullable=True),
        sa.Column("last_reached_at", Instant(), nullable=True),
        sa.Column("last_contact_at", Instant(), nullable=True),
        sa.Column("last_contact_kind", sa.Text(), nullable=False),
        sa.Column("hot", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f("fk_companies_branch_id")
        ),
        sa.ForeignKeyConstraint(
            ["import_batch_id"], ["import_batches.id"], name=op.f("fk_companies_import_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["referred_by_id"], ["companies.id"], name=op.f("fk_companies_referred_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_companies")),
    )
    op.create_index(op.f("ix_companies_branch_id"), "companies", ["branch_id"], unique=False)
    op.create_index(
        op.f("ix_companies_import_batch_id"), "companies", ["import_batch_id"], unique=False
    )
    op.create_index(
        "ix_companies_in_trash",
        "companies",
        ["id"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NOT NULL"),
        postgresql_where=sa.text("trashed_at IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_companies_last_contact_at"), "companies", ["last_contact_at"], unique=False
    )
    op.create_index(op.f("ix_companies_name_key_id"), "companies", ["name_key", "id"], unique=False)
    op.create_index(op.f("ix_companies_postcode"), "companies", ["postcode"], unique=False)
    op.create_index(
        op.f("ix_companies_referred_by_id"), "companies", ["referred_by_id"], unique=False
    )
    op.create_index(
        op.f("ix_companies_registered_number"), "companies", ["registered_number"], unique=False
    )
    op.create_index(
        op.f("ix_companies_stage_source_kind_name_key_id"),
        "companies",
        ["stage", "source_kind", "name_key", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_companies_town"), "companies", ["town"], unique=False)
    op.create_table(
        "drive_targets",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("drive_id", WholeNumber, nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("wanted", WholeNumber, nullable=False),
        sa.ForeignKeyConstraint(
            ["drive_id"], ["drives.id"], name=op.f("fk_drive_targets_drive_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drive_targets")),
    )
    op.create_index(op.f("ix_drive_targets_drive_id"), "drive_targets", ["drive_id"], unique=False)
    op.create_table(
        "objection_keys",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("objection_id", WholeNumber, nullable=False),
        sa.Column("key_hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["objection_id"], ["objections.id"], name=op.f("fk_objection_keys_objection_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection_keys")),
        info={"recorded": False},
    )
    op.create_index(
        op.f("ix_objection_keys_key_hash"), "objection_keys", ["key_hash"], unique=False
    )
    op.create_index(
        op.f("ix_objection_keys_objection_id"), "objection_keys", ["objection_id"], unique=False
    )
    op.create_table(
        "organisers",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("signatory_id", WholeNumber, nullable=True),
        sa.ForeignKeyConstraint(
            ["signatory_id"], ["signatories.id"], name=op.f("fk_organisers_signatory_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisers")),
        sa.UniqueConstraint("name", name=op.f("uq_organisers_name")),
    )
    op.create_index(
        op.f("ix_organisers_signatory_id"), "organisers", ["signatory_id"], unique=False
    )
    op.create_table(
        "pack_parts",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("pack_id", WholeNumber, nullable=False),
        sa.Column("position", WholeNumber, nullable=False),
        sa.Column("template_id", WholeNumber, nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["pack_id"], ["packs.id"], name=op.f("fk_pack_parts_pack_id")),
        sa.ForeignKeyConstraint(
            ["template_id"], ["templates.id"], name=op.f("fk_pack_parts_template_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_parts")),
    )
    op.create_index(op.f("ix_pack_parts_pack_id"), "pack_parts", ["pack_id"], unique=False)
    op.create_index(op.f("ix_pack_parts_template_id"), "pack_parts", ["template_id"], unique=False)
    op.create_table(
        "template_versions",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("template_id", WholeNumber, nullable=False),
        sa.Column("number", WholeNumber, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["template_id"], ["templates.id"], name=op.f("fk_template_versions_template_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_versions")),
    )
    op.create_index(
        op.f("ix_template_versions_template_id"), "template_versions", ["template_id"], unique=False
    )
    op.create_table(
        "addresses",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("company_id", WholeNumber, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("premises", sa.Text(), nullable=False),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("locality", sa.Text(), nullable=False),
        sa.Column("town", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_addresses_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addresses")),
    )
    op.create_index(op.f("ix_addresses_company_id"), "addresses", ["company_id"], unique=False)
    op.create_table(
        "call_set_members",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("call_set_id", WholeNumber, nullable=False),
        sa.Column("company_id", WholeNumber, nullable=False),
        sa.ForeignKeyConstraint(
            ["call_set_id"], ["call_sets.id"], name=op.f("fk_call_set_members_call_set_id")
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_call_set_members_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_set_members")),
        sa.UniqueConstraint(
            "call_set_id", "company_id", name=op.f("uq_call_set_members_call_set_id_company_id")
        ),
    )
    op.create_index(
        op.f("ix_call_set_members_call_set_id"), "call_set_members", ["call_set_id"], unique=False
    )
    op.create_index(
        op.f("ix_call_set_members_company_id"), "call_set_members", ["company_id"], unique=False
    )
    op.create_table(
        "company_tags",
        sa.Column("id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("company_id", WholeNumber, nullable=False),
        sa.Column("tag_id", WholeNumber, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_company_tags_company_id")
        ),
        sa.ForeignKeyConstraint(["tag_id"], ["tags.id"], name=op.f("fk_company_tags_tag_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_tags")),
        sa.UniqueConstraint("company_id", "tag_id", name=op.f("uq_company_tags_company_id_tag_id")),
    )
    op.create_index(
        op.f("ix_company_tags_company_id"), "company_tags", ["company_id"], unique=False
    )
    op.create_index(op.f("ix_company_tags_tag_id"), "company_tags", ["tag_id"], unique=False)

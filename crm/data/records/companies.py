"""Companies and what hangs on them directly: other addresses and tags."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy import text as sql_text
from sqlalchemy.orm import Mapped, mapped_column

from crm.data.records.mapping import Key, Record


class Company(Record):
    """A firm, from first sighting to member and beyond: one record for life.

    The address letters go to stands in the row itself; others stand in `addresses`. The
    fields from `tries` on are what the call queue reads; only actions that file an activity
    write them.
    """

    __tablename__ = "companies"

    id: Mapped[Key]
    version: Mapped[int] = mapped_column(default=1)
    name: Mapped[str]
    name_key: Mapped[str]
    """The name folded for sorting and matching, by `domain.likeness.name_key`."""
    legal_name: Mapped[str] = mapped_column(default="")
    legal_form: Mapped[str] = mapped_column(default="")
    registered_number: Mapped[str | None]
    vat_number: Mapped[str] = mapped_column(default="")
    subscriber_kind: Mapped[str] = mapped_column(default="unknown")
    """corporate, individual or unknown: decides between CTPS and TPS."""
    staff: Mapped[int | None]
    founded_year: Mapped[int | None]
    activities: Mapped[str] = mapped_column(default="")
    """What the company does, in a few words."""
    website: Mapped[str] = mapped_column(default="")
    premises: Mapped[str] = mapped_column(default="")
    street: Mapped[str] = mapped_column(default="")
    locality: Mapped[str] = mapped_column(default="")
    town: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    address_bad_since: Mapped[date | None]
    """The day a letter came back from this address; None once the address is changed."""
    branch_id: Mapped[int | None] = mapped_column(ForeignKey("branches.id"), index=True)
    branch_chosen: Mapped[bool] = mapped_column(default=False)
    """True where the organiser chose the branch, so that a postcode does not change it."""
    stage: Mapped[str] = mapped_column(default="New")
    stage_since: Mapped[date | None]
    decline_reason: Mapped[str | None]
    source: Mapped[str] = mapped_column(default="")
    """Where the record came from, in words: `chamber-list.csv, row 212`."""
    source_kind: Mapped[str] = mapped_column(default="other")
    """referral, event, lapsed, list or other: the order of new companies in the queue."""
    source_on: Mapped[date | None]
    lawful_basis: Mapped[str] = mapped_column(default="legitimate interests")
    referred_by_id: Mapped[int | None] = mapped_column(ForeignKey("companies.id"), index=True)
    import_batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batches.id"), index=True)
    import_row: Mapped[int | None]
    pinned: Mapped[str] = mapped_column(default="")
    added_at: Mapped[datetime]
    trashed_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    """Attempts since anybody there was last reached."""
    engaged: Mapped[int] = mapped_column(default=0)
    """Engaged tones in a row."""
    cycles: Mapped[int] = mapped_column(default=0)
    """Finished rounds of tries without contact since `cycles_since`."""
    cycles_since: Mapped[date | None]
    last_try_at: Mapped[datetime | None]
    last_reached_at: Mapped[datetime | None]
    last_contact_at: Mapped[datetime | None]
    last_contact_kind: Mapped[str] = mapped_column(default="")
    """What the last contact was, in one word: call, pack, letter, email, event."""
    hot: Mapped[str] = mapped_column(default="")
    """Why the company is to be called before others: joining, asked; empty for none."""

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        Index(None, "name_key", "id"),
        Index(None, "registered_number"),
        Index(None, "postcode"),
        Index(None, "town"),
        Index(None, "stage", "source_kind", "name_key", "id"),
        Index(None, "last_contact_at"),
        Index(
            "ix_companies_in_trash",
            "id",
            sqlite_where=sql_text("trashed_at IS NOT NULL"),
            postgresql_where=sql_text("trashed_at IS NOT NULL"),
        ),
    )


class Address(Record):
    """A further address of a company: registered office, trading or invoice address."""

    __tablename__ = "addresses"

    id: Mapped[Key]
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), index=True)
    kind: Mapped[str]
    premises: Mapped[str] = mapped_column(default="")
    street: Mapped[str] = mapped_column(default="")
    locality: Mapped[str] = mapped_column(default="")
    town: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")


class Tag(Record):
    """A word that companies can carry."""

    __tablename__ = "tags"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(unique=True)


class CompanyTag(Record):
    """One company carries one tag."""

    __tablename__ = "company_tags"

    id: Mapped[Key]
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), index=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tags.id"), index=True)

    __table_args__ = (UniqueConstraint("company_id", "tag_id"),)


class SavedView(Record):
    """A named filter of the list of companies."""

    __tablename__ = "saved_views"

    id: Mapped[Key]
    name: Mapped[str]
    filter_text: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)

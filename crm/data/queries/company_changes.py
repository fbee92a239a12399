"""What was changed about a company and its people, out of the history of steps."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Row, select

from crm.data.connection import Reading
from crm.data.records.association import Branch
from crm.data.records.companies import Company, CompanyTag, Tag
from crm.data.records.history import step_edits, steps
from crm.data.records.people import EmailAddress, Person, PhoneNumber
from crm.domain.person_names import PersonName, short_name
from crm.domain.phone_numbers import say_number
from crm.domain.timeline import Entry, EntryKind, say_change

Edit = Row[*tuple[Any, ...]]

MOST_STEPS: Final = 500
"""How many of the latest steps with a company are looked through."""

_FIELDS: Final[Mapping[str, frozenset[str]]] = {
    "companies": frozenset(
        {
            "name", "legal_name", "legal_form", "registered_number", "vat_number",
            "subscriber_kind", "staff", "founded_year", "activities", "website", "premises",
            "street", "locality", "town", "postcode", "branch_id", "source", "source_on",
            "lawful_basis", "referred_by_id", "pinned",
        }
    ),
    "people": frozenset(
        {"title", "forenames", "surname", "suffix", "job_title", "role", "best_time", "left_on"}
    ),
    "phone_numbers": frozenset({"typed", "extension", "kind", "note", "state"}),
    "email_addresses": frozenset({"address"}),
}  # fmt: skip
"""The columns whose changes are worth telling; the rest follows from what happened."""

_DAYS: Final = frozenset({"source_on", "left_on"})

_OF: Final[Mapping[str, str]] = {
    "phone_numbers": "number",
    "email_addresses": "email",
    "company_tags": "tag",
    "people": "person",
}


def company_changes(reading: Reading, company_id: int) -> list[Entry]:
    """List the changes of facts that stand, a step each, in no particular order.

    Left out are undone steps and their undoing, the step that put the company into the book, and
    steps that filed an activity, which tells of them.
    """
    by_step: dict[int, list[Edit]] = defaultdict(list)
    for edit in _edits(reading, company_id):
        by_step[edit.step_id].append(edit)
    told = {
        step: edits for step, edits in by_step.items() if not _told_elsewhere(edits, company_id)
    }
    names = _Names(reading, [edit for edits in told.values() for edit in edits])
    return [entry for edits in told.values() for entry in _entries(edits, names)]


def _edits(reading: Reading, company_id: int) -> Sequence[Edit]:
    edits, step = step_edits.c, steps.c
    standing = (
        select(step.id)
        .where(
            step.kind.in_(["do", "redo"]),
            step.undone_by.is_(None),
            step.id.in_(select(edits.step_id).where(edits.owner_id == company_id)),
        )
        .order_by(step.id.desc())
        .limit(MOST_STEPS)
    )
    query = (
        select(
            edits.step_id,
            edits.table_name,
            edits.row_id,
            edits.op,
            edits.before,
            edits.after,
            step.at,
            step.who,
        )
        .join(steps, step.id == edits.step_id)
        .where(edits.owner_id == company_id, edits.step_id.in_(standing))
        .order_by(edits.id)
    )
    return reading.sql.execute(query).all()


def _told_elsewhere(edits: Sequence[Edit], company_id: int) -> bool:
    return any(
        edit.op == "I"
        and (
            edit.table_name == "activities"
            or (edit.table_name, edit.row_id) == ("companies", company_id)
        )
        for edit in edits
    )


def _entries(edits: Sequence[Edit], names: "_Names") -> Iterator[Entry]:
    """Put what one step did into one entry for each verb."""
    said: dict[str, list[str]] = {"Changed": [], "Added": [], "Removed": []}
    for edit in edits:
        if edit.op == "U":
            said["Changed"].extend(_changed(edit, names))
        elif edit.op in {"I", "D"} and edit.table_name in _OF:
            name = names.of(edit)
            if name:
                said["Added" if edit.op == "I" else "Removed"].append(name)
    first = edits[0]
    trashed = _trashed(edits)
    if trashed:
        said[trashed] = [""]
    for title, parts in said.items():
        if parts:
            yield Entry(
                EntryKind.CHANGE,
                first.at,
                title,
                ", ".join(dict.fromkeys(parts)),
                small=f"by {first.who}",
                who=first.who,
                step_id=first.step_id,
            )


def _changed(edit: Edit, names: "_Names") -> Iterator[str]:
    before, after = edit.before or {}, edit.after or {}
    name = names.of(edit)
    whose = f" of {name}" if name and not {"typed", "address"} & after.keys() else ""
    for field in after:
        if field in _FIELDS.get(edit.table_name, ()):
            old, new = (names.value(field, one.get(field)) for one in (before, after))
            yield say_change(field, old, new) + whose


def _trashed(edits: Sequence[Edit]) -> str:
    for edit in edits:
        if edit.table_name == "companies" and "trashed_at" in (edit.after or {}):
            return "Put in the trash" if edit.after["trashed_at"] else "Taken out of the trash"
    return ""


class _Names:
    """What the rows that edits speak of are called now, or were when they were removed."""

    def __init__(self, reading: Reading, edits: Sequence[Edit]) -> None:
        self._reading = reading
        self._known: dict[tuple[str, int], str] = {}
        for edit in edits:
            key = (edit.table_name, edit.row_id)
            if edit.op == "D" and edit.before:
                self._known[key] = self._called(edit.table_name, edit.before)
        wanted: dict[str, set[int]] = defaultdict(set)
        for edit in edits:
            if edit.table_name in _OF and (edit.table_name, edit.row_id) not in self._known:
                wanted[edit.table_name].add(edit.row_id)
        for table, keys in wanted.items():
            self._read(table, sorted(keys))

    def of(self, edit: Edit) -> str:
        """Name the row of an edit, empty where nothing is known of it any more."""
        return self._known.get((edit.table_name, edit.row_id), "")

    def value(self, field: str, value: Any) -> Any:
        """Give a value as it can be said: the name behind a key, a date for its text."""
        if value is not None and field in _DAYS:
            return date.fromisoformat(str(value)[:10])
        if value is not None and field == "branch_id":
            return self._named(Branch, value)
        if value is not None and field == "referred_by_id":
            return self._named(Company, value)
        return value

    def _named(self, record: type[Branch | Company], key: int) -> str:
        query = select(record.name).where(record.id == key)
        return self._reading.sql.execute(query).scalar() or "a removed one"

    def _called(self, table: str, row: Mapping[str, Any]) -> str:
        if table == "people":
            return short_name(
                PersonName(forenames=row.get("forenames") or "", surname=row.get("surname") or "")
            )
        if table == "phone_numbers":
            return f"number {say_number(row.get('e164') or row.get('typed') or '')}"
        if table == "email_addresses":
            return f"email {row.get('address', '')}"
        query = select(Tag.name).where(Tag.id == row.get("tag_id"))
        name = self._reading.sql.execute(query).scalar()
        return f"tag {name}" if name else ""

    def _read(self, table: str, keys: Sequence[int]) -> None:
        records: Mapping[str, Any] = {
            "people": Person,
            "phone_numbers": PhoneNumber,
            "email_addresses": EmailAddress,
            "company_tags": CompanyTag,
        }
        rows = records[table].__table__
        for row in self._reading.sql.execute(select(*rows.c).where(rows.c.id.in_(keys))):
            self._known[(table, row.id)] = self._called(table, row._asdict())

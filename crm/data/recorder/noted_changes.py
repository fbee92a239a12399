"""Reads back what a step noted, as the facts that screens refresh by."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, case, func, select

from crm.data.records.catalogue import Catalogue
from crm.data.records.history import key_before, step_edits
from crm.domain.changes import TOO_MANY, Changes


def changes_of(connection: Connection, catalogue: Catalogue, step: int, label: str) -> Changes:
    """Gather which rows a step touched, by table, and which companies own them."""
    few = _few_edits(connection, step)
    if few is None:
        return _changes_of_many(connection, catalogue, step, label)
    rows: dict[str, set[int]] = {}
    for edit in few:
        rows.setdefault(edit.table_name, set()).add(edit.row_id)
    owners = {edit.owner_id for edit in few} | {edit.former for edit in few if edit.op == "U"}
    companies = frozenset(owners - {None})
    return Changes(
        step=step,
        label=label,
        kinds={name: frozenset(keys) for name, keys in rows.items()},
        companies=companies if len(companies) <= TOO_MANY else None,
    )


def _few_edits(connection: Connection, step: int) -> Sequence[Row[Any]] | None:
    """Read the edits of a step in one go; None where they are many, or ranges."""
    edits = step_edits.c
    query = select(
        edits.table_name,
        edits.row_id,
        edits.op,
        edits.owner_id,
        key_before("company_id").label("former"),
    ).where(edits.step_id == step)
    found = connection.execute(query.limit(TOO_MANY + 1)).all()
    many = len(found) > TOO_MANY or any(edit.op == "R" for edit in found)
    return None if many else found


def _changes_of_many(
    connection: Connection, catalogue: Catalogue, step: int, label: str
) -> Changes:
    edits = step_edits.c
    touched = select(
        edits.table_name,
        func.sum(case((edits.op == "R", edits.last_row_id - edits.row_id + 1), else_=1)),
        func.max(case((edits.op == "R", 1), else_=0)),
    ).where(edits.step_id == step)
    kinds: dict[str, frozenset[int] | None] = {}
    companies: frozenset[int] | None = frozenset()
    for name, count, ranges in connection.execute(touched.group_by(edits.table_name)).all():
        small = count <= TOO_MANY
        kinds[name] = _rows(connection, step, name) if small else None
        owners = _range_owners(connection, catalogue, step, name) if ranges else frozenset()
        companies = None if companies is None or owners is None else companies | owners
    if companies is not None:
        noted = _noted_owners(connection, step)
        companies = None if noted is None else companies | noted
    if companies is not None and len(companies) > TOO_MANY:
        companies = None
    return Changes(step=step, label=label, kinds=kinds, companies=companies)


def _rows(connection: Connection, step: int, name: str) -> frozenset[int]:
    edits = step_edits.c
    query = select(edits.row_id, func.coalesce(edits.last_row_id, edits.row_id)).where(
        edits.step_id == step, edits.table_name == name
    )
    return frozenset(
        key for first, last in connection.execute(query) for key in range(first, last + 1)
    )


def _noted_owners(connection: Connection, step: int) -> frozenset[int] | None:
    """Find the owners the triggers noted, and those a row was moved away from."""
    edits = step_edits.c
    former = key_before("company_id")
    queries = (
        select(edits.owner_id).where(edits.step_id == step, edits.owner_id.is_not(None)),
        select(former).where(edits.step_id == step, edits.op == "U", former.is_not(None)),
    )
    found: set[int] = set()
    for query in queries:
        rows = connection.execute(query.distinct().limit(TOO_MANY + 1)).scalars().all()
        if len(rows) > TOO_MANY:
            return None
        found.update(rows)
    return frozenset(found)


def _range_owners(
    connection: Connection, catalogue: Catalogue, step: int, name: str
) -> frozenset[int] | None:
    """Find the owners of rows that were inserted as ranges of several owners."""
    table = catalogue.named(name)
    if name == "companies":
        owner = table.c.id
    elif "company_id" in table.c:
        owner = table.c.company_id
    else:
        return frozenset()
    edits = step_edits.c
    noted = table.join(step_edits, table.c.id.between(edits.row_id, edits.last_row_id))
    query = (
        select(owner)
        .select_from(noted)
        .where(
            edits.step_id == step,
            edits.table_name == name,
            edits.op == "R",
            edits.owner_id.is_(None),
            owner.is_not(None),
        )
    )
    found = connection.execute(query.distinct().limit(TOO_MANY + 1)).scalars().all()
    return frozenset(found) if len(found) <= TOO_MANY else None

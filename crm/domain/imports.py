"""The plan of an import: what would become of every row, decided before anything is written.

A row is matched with the companies of the book, and with the rows before it, by what cannot be
chance: the same registered number, or the same name with the same postcode or telephone number.
A row that gives none of these is known by its name alone, unless the towns differ.
Nothing that the book holds is ever overwritten; only what is empty is filled.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from crm.domain.import_changes import additions, differences, joined
from crm.domain.imported_values import (
    ImportedCompany,
    ImportedRow,
    RowProblem,
    Severity,
)
from crm.domain.likeness import fold, name_key
from crm.domain.progress import Progress, Quiet

_STEP: Final = 1_000


class Action(StrEnum):
    """What becomes of one row."""

    CREATE = "create"
    UPDATE = "update"
    SKIP = "skip"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class ExistingCompany:
    """A company of the book as far as a plan needs it.

    `values` holds the fields of the company's row by their names in the book (`name`,
    `registered_number`, `premises`, `staff`, ...; None or empty where nothing is known) and the
    collections `numbers` (E.164), `emails` (lower case) and `people` (keys of names, by
    `likeness.name_key` of forenames and surname), each a tuple of texts.
    """

    id: int
    version: int
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What would become of one row, and why.

    `reason` is for the organiser to read. `company` is what the row says, with the people of later
    rows about the same company; None for an error. For UPDATE, `existing_id` and
    `existing_version` name the company as it was when the plan was made, and `changes` holds the
    new values: fields of the company by name, and under `numbers`, `emails` and `people` those to
    be added. `cells` is kept for errors only, for the file of rows that were left out.
    """

    row_number: int
    action: Action
    reason: str
    company: ImportedCompany | None = None
    existing_id: int | None = None
    existing_version: int | None = None
    changes: Mapping[str, object] = field(default_factory=dict)
    problems: tuple[RowProblem, ...] = ()
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What would become of all rows, in the order of the file."""

    rows: tuple[PlannedRow, ...]

    def counts(self) -> dict[Action, int]:
        """How many rows there are of each action, zeros included."""
        found = Counter(row.action for row in self.rows)
        return {action: found[action] for action in Action}

    def with_action(self, *actions: Action) -> tuple[PlannedRow, ...]:
        """The rows of some actions, in the order of the file."""
        return tuple(row for row in self.rows if row.action in actions)


@dataclass(slots=True, eq=False)
class _Group:
    """A company of the file: the row that names it first, and what later rows add to it."""

    place: int
    row: ImportedRow
    company: ImportedCompany
    keys: set[str] = field(default_factory=set)


def match_keys(
    name_key: str, registered_number: str | None, postcode: str, numbers: Iterable[str]
) -> tuple[str, ...]:
    """The keys by which a company can be known again, the surest first, the bare name last.

    `name_key` is the name folded by `likeness.name_key`, `numbers` are E.164.
    """
    keys = [f"registered {registered_number}"] if registered_number else []
    if name_key:
        if postcode:
            keys.append(f"place {postcode} {name_key}")
        keys += [f"number {number} {name_key}" for number in numbers]
        keys.append(f"name {name_key}")
    return tuple(keys)


def row_keys(company: ImportedCompany) -> tuple[str, ...]:
    """The match keys of a company that a row describes."""
    people = company.people
    numbers = [*company.numbers, *(number for person in people for number in person.numbers)]
    return match_keys(
        name_key(company.name),
        company.registered_number,
        company.address.postcode,
        [number.e164 for number in numbers if number.e164],
    )


def _telling(keys: tuple[str, ...]) -> tuple[str, ...]:
    """The keys a row is looked up by: its name alone only where it says nothing else."""
    return keys[:-1] or keys


def index_existing(companies: Iterable[ExistingCompany]) -> dict[str, list[ExistingCompany]]:
    """Sort companies of the book by their match keys; those with the lowest id come first.

    `values` must hold `name_key` (or `name`), `registered_number`, `postcode` and `numbers`.
    """
    index: dict[str, list[ExistingCompany]] = {}
    for company in sorted(companies, key=lambda one: one.id):
        values = company.values
        numbers = values.get("numbers") or ()
        keys = match_keys(
            str(values.get("name_key") or name_key(str(values.get("name") or ""))),
            str(values.get("registered_number") or ""),
            str(values.get("postcode") or ""),
            [str(number) for number in numbers] if isinstance(numbers, Iterable) else (),
        )
        for key in keys:
            index.setdefault(key, []).append(company)
    return index


def plan_rows(
    rows: Iterable[ImportedRow],
    existing: Mapping[str, Sequence[ExistingCompany]],
    progress: Progress | None = None,
) -> ImportPlan:
    """Decide about every row. `existing` is what `index_existing` gives.

    A second row about a company of the same file is skipped; the people, numbers and emails it
    adds go to the first, so that a list with one row for each contact loses nobody. Companies
    that the public register does not call Active are skipped.
    """
    progress = progress or Quiet()
    planned: list[PlannedRow | None] = []
    groups: dict[str, list[_Group]] = {}
    first: list[_Group] = []
    for place, row in enumerate(rows):
        if place % _STEP == 0:
            progress.step(place, note="comparing rows")
        company = row.company
        if company is None:
            planned.append(_error(row))
        elif company.status not in {"", "Active"}:
            reason = f"The public register says {company.status}, not Active."
            planned.append(_skip(row, reason))
        else:
            keys = row_keys(company)
            group = _same_in_file(company, keys, groups)
            if group is None:
                group = _Group(place, row, company)
                first.append(group)
                planned.append(None)
            else:
                planned.append(_join(row, company, group))
            for key in keys:
                if key not in group.keys:
                    group.keys.add(key)
                    groups.setdefault(key, []).append(group)
    for group in first:
        planned[group.place] = _decide(group, existing)
    progress.step(len(planned), len(planned), "comparing rows")
    return ImportPlan(tuple(row for row in planned if row is not None))


def _error(row: ImportedRow) -> PlannedRow:
    errors = [p for p in row.problems if p.severity is Severity.ERROR]
    reason = " ".join(
        f"{problem.column}: {problem.message}" if problem.column else problem.message
        for problem in errors
    )
    return PlannedRow(row.number, Action.ERROR, reason, problems=row.problems, cells=row.cells)


def _skip(row: ImportedRow, reason: str, existing: ExistingCompany | None = None) -> PlannedRow:
    return PlannedRow(
        row.number,
        Action.SKIP,
        reason,
        row.company,
        existing.id if existing else None,
        existing.version if existing else None,
        problems=row.problems,
    )


def _unlike(company: ImportedCompany, registered: object, key: str, town: object) -> bool:
    """Whether registered numbers, or towns behind a bare name, prove that a match is none."""
    if registered and company.registered_number and registered != company.registered_number:
        return True
    said = company.address.town
    return bool(key.startswith("name ") and said and town and fold(said) != fold(str(town)))


def _same_in_file(
    company: ImportedCompany, keys: tuple[str, ...], groups: Mapping[str, list[_Group]]
) -> _Group | None:
    for key in _telling(keys):
        for group in groups.get(key, ()):
            other = group.company
            if not _unlike(company, other.registered_number, key, other.address.town):
                return group
    return None


def _join(row: ImportedRow, company: ImportedCompany, group: _Group) -> PlannedRow:
    """Skip a later row about the same company; what it alone knows goes to the first."""
    group.company, added = joined(group.company, company)
    reason = f"same company as row {group.row.number:,}"
    if added:
        reason += f", which now has {', '.join(added)}"
    return _skip(row, reason)


def _decide(group: _Group, existing: Mapping[str, Sequence[ExistingCompany]]) -> PlannedRow:
    row, company = group.row, group.company
    match = _match(company, existing)
    if match is None:
        return PlannedRow(row.number, Action.CREATE, "new", company, problems=row.problems)
    changes = additions(company, match.values)
    kept = differences(company, match.values)
    because = f"already there as {match.values.get('name') or f'company {match.id}'}"
    if not changes:
        return replace(_skip(row, f"nothing new; {because}{kept}", match), company=company)
    return PlannedRow(
        row.number,
        Action.UPDATE,
        f"adds {', '.join(name.replace('_', ' ') for name in changes)}; {because}{kept}",
        company,
        match.id,
        match.version,
        changes,
        row.problems,
    )


def _match(
    company: ImportedCompany, existing: Mapping[str, Sequence[ExistingCompany]]
) -> ExistingCompany | None:
    for key in _telling(row_keys(company)):
        for candidate in existing.get(key, ()):
            values = candidate.values
            if not _unlike(company, values.get("registered_number"), key, values.get("town")):
                return candidate
    return None

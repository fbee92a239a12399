"""What a row of a foreign list says, before and after it is understood."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from crm.domain.addresses import Address
from crm.domain.person_names import PersonName
from crm.domain.phone_numbers import ReadNumber


class ColumnKind(StrEnum):
    """What a column of a foreign list can hold; the value is what the organiser reads."""

    COMPANY_NAME = "company name"
    REGISTERED_NUMBER = "registered number"
    LEGAL_FORM = "legal form"
    STATUS = "status"
    INCORPORATED_ON = "incorporation date"
    PERSON_TITLE = "title"
    FORENAMES = "forenames"
    SURNAME = "surname"
    FULL_NAME = "full name"
    JOB_TITLE = "job title"
    PHONE = "phone"
    SECOND_PHONE = "second phone"
    MOBILE = "mobile"
    EMAIL = "email"
    WEBSITE = "website"
    ADDRESS = "whole address"
    CARE_OF = "care of"
    PO_BOX = "PO box"
    ADDRESS_LINE_1 = "address line 1"
    ADDRESS_LINE_2 = "address line 2"
    ADDRESS_LINE_3 = "address line 3"
    TOWN = "town"
    COUNTY = "county"
    COUNTRY = "country"
    POSTCODE = "postcode"
    STAFF = "staff"
    ACTIVITIES = "activities"
    SOURCE = "source"
    NOTES = "notes"


SEVERAL_COLUMNS: Final = frozenset(
    {ColumnKind.PHONE, ColumnKind.EMAIL, ColumnKind.ACTIVITIES, ColumnKind.NOTES}
)
"""Kinds that more than one column of a list may hold."""


class Severity(StrEnum):
    """Whether a problem keeps the row out, or only a part of it needs a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Something about one cell of one row; `column` is the list's own heading, empty for the row.

    `message` is a whole sentence; `say` puts row and column before it.
    """

    row_number: int
    column: str
    message: str
    severity: Severity = Severity.WARNING

    def say(self) -> str:
        """The problem with its row and column, as a line of a report."""
        where = f"Row {self.row_number:,}"
        return (
            f"{where}, {self.column}: {self.message}" if self.column else f"{where}: {self.message}"
        )


@dataclass(frozen=True, slots=True)
class RawRow:
    """The cells of one row sorted by kind, nothing in them understood yet.

    Only filled cells are there; a kind that several columns hold has several texts. `cells` is
    the row as it stood, for the file of rows that were left out. `trouble` says why the row
    cannot be read at all, `remark` what was odd about it.
    """

    number: int
    values: Mapping[ColumnKind, tuple[str, ...]]
    cells: tuple[str, ...] = ()
    trouble: str = ""
    remark: str = ""


NO_ADDRESS: Final = Address()


@dataclass(frozen=True, slots=True)
class ImportedPerson:
    """Somebody a row names, with the numbers and emails that are theirs alone."""

    name: PersonName
    job_title: str = ""
    numbers: tuple[ReadNumber, ...] = ()
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedCompany:
    """One company as a row describes it, cleaned and checked.

    Texts are empty where the row says nothing. `registered_number` has eight characters;
    `emails` and `numbers` are the company's own, in the order of the columns; `status` is the
    public register's word, empty or `Active` for a live company. A text that could not be read
    as what its column holds stands in `notes`, so that nothing a list says is lost.
    """

    name: str
    registered_number: str = ""
    legal_form: str = ""
    status: str = ""
    incorporated_on: date | None = None
    address: Address = NO_ADDRESS
    numbers: tuple[ReadNumber, ...] = ()
    emails: tuple[str, ...] = ()
    website: str = ""
    staff: int | None = None
    activities: str = ""
    people: tuple[ImportedPerson, ...] = ()
    source: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """What became of one row: a company, or none where a problem is an error.

    `cells` is kept only for a row without a company.
    """

    number: int
    company: ImportedCompany | None
    problems: tuple[RowProblem, ...] = ()
    cells: tuple[str, ...] = ()

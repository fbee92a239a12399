"""How much the book holds, for comparing it with a backup."""

from collections.abc import Mapping

from sqlalchemy import func, select

from crm.data.connection import Reading
from crm.data.records.activities import Activity
from crm.data.records.companies import Company
from crm.data.records.history import steps
from crm.data.records.letters import Document
from crm.data.records.people import Person

_COUNTED = (Company, Person, Activity, Document)


def row_counts(reading: Reading) -> Mapping[str, int]:
    """Count companies, people, activities, documents and steps by the names of their tables."""
    counted = {
        record.__tablename__: select(func.count()).select_from(record) for record in _COUNTED
    }
    counted[steps.name] = select(func.count()).select_from(steps)
    return {name: reading.sql.execute(query).scalar_one() for name, query in counted.items()}

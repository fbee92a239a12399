"""The open next step of companies, as actions need it."""

from sqlalchemy import select

from crm.data.connection import Reading
from crm.data.records.activities import NextStep


def open_step_id(reading: Reading, company_id: int) -> int | None:
    """Find the key of the open next step of a company; None where there is none."""
    query = select(NextStep.id).where(NextStep.company_id == company_id, NextStep.done_at.is_(None))
    return reading.sql.execute(query).scalar_one_or_none()

"""The rules of calling as they hold in this book."""

from sqlalchemy import select

from crm.data.connection import Reading
from crm.data.records.association import Association
from crm.domain.calling_rules import SETTING, CallingRules, rules_from_data

_SETTINGS = select(Association.settings)


def calling_rules(reading: Reading) -> CallingRules:
    """Give the rules of this book; those that ship where none have been set."""
    settings = reading.sql.execute(_SETTINGS).scalar() or {}
    kept = settings.get(SETTING)
    return rules_from_data(kept if isinstance(kept, dict) else {})

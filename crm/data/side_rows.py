"""What stands in the side database: drafts, calls that wait to be filed, what was reminded of.

No SQL here, so that screens may hold these rows before the database behind them is loaded.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from crm.domain.reminders import ReminderMemory

Plain = Mapping[str, Any]
"""Text, numbers, lists and mappings."""


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """What is typed about one company and not filed.

    `key` is the key the call will carry in the book, by which a draft that was filed after
    all is known; `company` its name when it was typed; `said` what the screen wants back.
    """

    company_id: int
    company: str
    key: str
    typed_at: datetime
    said: Plain


@dataclass(frozen=True, slots=True)
class WaitingCall:
    """A call that was logged and is not known to be in the book yet.

    `call` is `crm.domain.plain_data`, with the same `key`; `draft` what was typed, which
    comes back where the book refuses the call.
    """

    key: str
    company_id: int
    company: str
    made_at: datetime
    call: Plain
    draft: Plain


@dataclass(frozen=True, slots=True)
class KeptText:
    """A text that is being written and is not saved: of a template, a letter to somebody.

    `key` says what it is the text of (`template 17`); `company_id` is 0 where it concerns no
    company. `said` is what the screen wants back.
    """

    key: str
    company_id: int
    typed_at: datetime
    said: Plain


@dataclass(frozen=True, slots=True)
class SideContents:
    """Everything in a side database."""

    drafts: tuple[KeptDraft, ...] = ()
    waiting: tuple[WaitingCall, ...] = ()
    texts: tuple[KeptText, ...] = ()
    reminders: ReminderMemory = field(default_factory=ReminderMemory)


def joined(older: KeptDraft, newer: KeptDraft) -> KeptDraft:
    """Make one draft of two about the same company, so that neither text is lost."""
    first, second = (str(one.said.get("note") or "") for one in (older, newer))
    note = first if second in first else second if first in second else f"{first}\n{second}"
    said = {**older.said, **{name: value for name, value in newer.said.items() if value}}
    return replace(newer, said={**said, "note": note})

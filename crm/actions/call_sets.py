"""Sets of companies to work through in Today."""

from collections.abc import Sequence
from typing import Final

from crm.actions.several import as_ids, count_companies
from crm.data.queries.tags import known_companies
from crm.data.records.calling import CallSet, CallSetMember
from crm.data.work import Work
from crm.domain.errors import Refusal
from crm.domain.filters import filter_text, read_filter
from crm.domain.text_safety import clean_line

SET_NAME_LENGTH: Final = 60


def work_through(work: Work, name: str, company_ids: Sequence[int]) -> int:
    """Keep a selection of companies as a set to work through and give its key.

    Refuses an empty selection and one that holds a company that is gone.
    """
    ids = as_ids(company_ids)
    if not ids:
        raise Refusal("Choose companies to work through first.", field="company")
    gone = len(ids) - len(set(work.ask(known_companies, ids)))
    if gone:
        raise Refusal(f"Not in the book any more: {count_companies(gone)}.", field="company")
    made = _new_set(work, name or count_companies(len(ids)), "")
    rows = [{"call_set_id": made.id, "company_id": one} for one in ids]
    work.insert_many(CallSetMember, rows, note="Putting the set together")
    work.label(f"Work through {made.name}")
    return made.id


def work_through_view(work: Work, name: str, text: str) -> int:
    """Keep a filter as a set to work through and give its key; it is asked anew each time.

    Refuses a filter that cannot be read, and the empty one, which leaves everybody.
    """
    terms = read_filter(text)
    if not terms:
        raise Refusal(
            "That is every company: Today has them all already. Filter the list, or tick some.",
            field="filter",
        )
    written = filter_text(terms)
    made = _new_set(work, name or written, written)
    work.label(f"Work through {made.name}")
    return made.id


def _new_set(work: Work, name: str, text: str) -> CallSet:
    words = clean_line(name[:SET_NAME_LENGTH], "name", SET_NAME_LENGTH) or "Selection"
    return work.add(CallSet(name=words, filter_text=text, made_at=work.now, who=work.who))

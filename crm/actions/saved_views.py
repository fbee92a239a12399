"""Saved views: filters of the list of companies under a name."""

from typing import Final

from crm.data.queries.companies import saved_views
from crm.data.records.companies import SavedView
from crm.data.work import Work
from crm.domain.errors import Refusal
from crm.domain.filters import filter_text, read_filter
from crm.domain.text_safety import clean_line

VIEW_NAME_LENGTH: Final = 60


def save_view(work: Work, name: str, text: str) -> int:
    """Keep a filter under a name and give its key; a view of that name is replaced.

    Refuses a filter that cannot be read (field `filter`) and an empty name (field `name`).
    """
    read = _read_name(name)
    written = filter_text(read_filter(text))
    work.label(f"Save the view {read}")
    views = work.ask(saved_views)
    for view in views:
        if view.name.casefold() == read.casefold():
            record = work.get(SavedView, view.id)
            record.name, record.filter_text = read, written
            return view.id
    return work.add(SavedView(name=read, filter_text=written, position=len(views))).id


def rename_view(work: Work, view_id: int, name: str) -> None:
    """Give a saved view another name."""
    view = work.get(SavedView, view_id)
    before, view.name = view.name, _read_name(name)
    work.label(f"Rename the view {before} to {view.name}")


def remove_view(work: Work, view_id: int) -> None:
    """Take a saved view out of the list; the companies stay."""
    view = work.get(SavedView, view_id)
    work.delete(view)
    work.label(f"Remove the view {view.name}")


def _read_name(name: str) -> str:
    read = clean_line(name, "name", VIEW_NAME_LENGTH)
    if not read:
        raise Refusal("A view needs a name.", field="name")
    return read

"""The line that says how old a draft is which was not written just now."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtWidgets import QWidget

from crm.domain.calendar import local_day, say_clock, say_date
from ui.look.surfaces import column
from ui.look.text import wrapped
from ui.today.drafts import Draft


def say_draft(typed_at: datetime, now: datetime) -> str:
    """Say when a draft was typed: `Draft from 14:32 yesterday`."""
    day, today, clock = local_day(typed_at), local_day(now), say_clock(typed_at)
    if day == today:
        return f"Draft from {clock}"
    if day == today - timedelta(days=1):
        return f"Draft from {clock} yesterday"
    return f"Draft from {clock} on {say_date(day, today)}"


class DraftLine(QWidget):
    """A line above the note; hidden where nothing older is on screen."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._text = wrapped("", "warning")
        column(self, gap=0).addWidget(self._text)
        self.hide()

    def show_draft(self, draft: Draft) -> None:
        """Say how old a draft is; nothing for one that is being typed, or a blank one."""
        told = draft.typed_at is not None and not draft.lasting.blank
        if draft.typed_at is not None:
            self._text.setText(say_draft(draft.typed_at, self._now()))
        self.setVisible(told)

    def said(self) -> str:
        """What it says; empty for nothing."""
        return "" if self.isHidden() else self._text.text()

"""The Settings room: the association's profile, this machine's choices, the book; first run."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget

from crm.domain.changes import Changes
from ui.form.editable import Editable
from ui.look.measure import px
from ui.look.surfaces import FlowingPage, column, pane, row, scrolling
from ui.look.text import section_title
from ui.places import Place
from ui.room import Desk, Room
from ui.settings.association import (
    DriveSection,
    FeesSection,
    ProfileSection,
    SignatoriesSection,
)
from ui.settings.book import BookSection
from ui.settings.calling import CallingSection
from ui.settings.email import EmailSection
from ui.settings.facts import KINDS, SettingsFacts, settings_facts
from ui.settings.first_run import FirstRun
from ui.settings.keys import KeysSection
from ui.settings.machine import AboutSection, LookSection
from ui.settings.paper import PaperSection
from ui.settings.scripts import ScriptsSection
from ui.settings.section import Section

SECTIONS: Final[tuple[tuple[str, type[Section]], ...]] = (
    ("association", ProfileSection),
    ("signatories", SignatoriesSection),
    ("drive", DriveSection),
    ("fees", FeesSection),
    ("email", EmailSection),
    ("calling", CallingSection),
    ("scripts", ScriptsSection),
    ("machine", LookSection),
    ("paper", PaperSection),
    ("keys", KeysSection),
    ("book", BookSection),
    ("about", AboutSection),
)
FIRST_RUN: Final = "first run"


class SettingsRoom(Room):
    """Sections at the left, one of them at the right; the first run while the book is new."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._facts: SettingsFacts | None = None
        self.first_run = FirstRun(desk)
        self.first_run.finished.connect(self._ask)
        self.sections: dict[str, Section] = {}
        self._list = QListWidget()
        self._list.setAccessibleName("Sections of Settings")
        self._pages = QStackedWidget()
        for key, kind in SECTIONS:
            made = kind(desk)
            self.sections[key] = made
            item = QListWidgetItem(kind.title)
            item.setData(Qt.ItemDataRole.UserRole, key)
            self._list.addItem(item)
            holder = FlowingPage()
            beside = row(holder, gap=0)
            beside.addWidget(made, 1)
            beside.addStretch(0)
            self._pages.addWidget(scrolling(holder))
        left = pane("left pane")
        left.setFixedWidth(px(206))
        names = column(left, gap=6)
        names.setContentsMargins(0, px(16), 1, px(8))
        head = section_title("Settings")
        head.setContentsMargins(px(10), 0, 0, 0)
        names.addWidget(head)
        names.addWidget(self._list, 1)
        settings = pane()
        beside = row(settings, gap=0)
        beside.addWidget(left)
        beside.addWidget(self._pages, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(settings)
        self._stack.addWidget(self.first_run)
        column(self).addWidget(self._stack)
        self._list.currentRowChanged.connect(self._show_section)
        self._list.setCurrentRow(0)

    def show_place(self, place: Place) -> None:
        """Show a section by `view`, or the first run."""
        if FIRST_RUN in (place.kind, place.view):
            self._begin()
            self._ask()
            return
        keys = list(self.sections)
        if place.view in keys:
            self._list.setCurrentRow(keys.index(place.view))
        self._ask()
        self._show_section(self._list.currentRow())

    def refresh(self, changes: Changes) -> None:
        """Ask again when anything of the association was touched."""
        if any(changes.touch(kind) for kind in KINDS):
            self._ask()

    def focus_first(self) -> None:
        """The list of sections, or the first question."""
        if self._stack.currentWidget() is self.first_run:
            self.first_run.begin()
        else:
            self._list.setFocus()

    def focus_filter(self) -> None:
        """The list of sections: typing a letter finds one."""
        self._list.setFocus()

    def may_leave(self) -> bool:
        """Save what stands open; what is refused keeps the user here."""
        if not self.bridge.has_book:
            return True
        fields = self._stack.findChildren(Editable)
        for field in fields:
            field.save()
        if any(field.editing for field in fields):
            return False
        held = next((key for key, one in self.sections.items() if not one.may_leave()), "")
        if held:
            self._list.setCurrentRow(list(self.sections).index(held))
        return not held

    def _ask(self) -> None:
        if self.bridge.has_book:
            self.bridge.ask(settings_facts, then=self._show_facts, latest="settings")

    def _show_facts(self, facts: SettingsFacts | None) -> None:
        if facts is None:
            self._begin()
            return
        self._facts = facts
        self._stack.setCurrentIndex(0)
        for section in self.sections.values():
            section.show_facts(facts)

    def _begin(self) -> None:
        self._stack.setCurrentWidget(self.first_run)
        self.first_run.begin()

    def _show_section(self, number: int) -> None:
        if number < 0:
            return
        self._pages.setCurrentIndex(number)
        self.sections[SECTIONS[number][0]].entered()

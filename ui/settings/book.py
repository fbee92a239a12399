"""The section about the book as a file: where it is, its backups, moving and changing it."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QGridLayout

from crm.domain.calendar import say_clock, say_date, to_local
from crm.domain.errors import BookTrouble
from ui.form.editors import Choice
from ui.look.buttons import Button, button, plain_tip
from ui.look.flow import Flow
from ui.look.measure import px
from ui.look.messages import ask, choose
from ui.look.surfaces import column, empty, row
from ui.look.text import section_title, wrapped
from ui.room import BookWish
from ui.settings.facts import BookAsFile, book_as_file, say_size, what_would_change
from ui.settings.section import Section
from ui.where import is_url, say_book

if TYPE_CHECKING:  # SQLAlchemy is imported after the first paint
    from crm.data.backup_manifest import BackupMade

KINDS = "Muster books (*.muster)"
_AS_SET = Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon


class BookSection(Section):
    """Where the book is and what can be done with it."""

    title = "Book"
    lead = (
        "Everything is saved as you work. Copies that were checked are kept beside the book: "
        "at the start, each hour of use, and before an upgrade."
    )

    def build(self) -> None:
        """Facts, backups, other books."""
        self._where, self._size, self._latest = wrapped(), wrapped(), wrapped()
        self.fact("Where it is", self._where)
        self.fact("Size", self._size)
        self.fact("Last backup", self._latest)
        self._file: BookAsFile | None = None
        self.page.addSpacing(px(8))
        buttons = QGridLayout()
        buttons.setSpacing(px(8))
        buttons.setColumnStretch(2, 1)
        self.move_button = button("Move book…", run=self._choose_place)
        commands = (
            self._command("file.back_up", "Back up now"),
            self.move_button,
            self._command("file.new", "New book…"),
            self._command("file.open", "Open book…"),
        )
        for number, made in enumerate(commands):
            buttons.addWidget(made, number // 2, number % 2)
        self.page.addLayout(buttons)
        self.rule()
        self.page.addWidget(section_title("Restore"))
        self._say_backups = wrapped("", "muted")
        self.page.addWidget(self._say_backups)
        self.backups = Choice("Backup to restore")
        self.backups.setSizeAdjustPolicy(_AS_SET)
        self.backups.setMinimumContentsLength(20)
        self.restore_button = button("Restore…", run=self._compare)
        line = Flow(gap=8)
        line.addWidget(self.backups)
        line.addWidget(self.restore_button)
        self.page.addLayout(line)
        self.rule()
        self.page.addWidget(section_title("Books opened lately"))
        self._recent = column(gap=4)
        self.page.addLayout(self._recent)

    def entered(self) -> None:
        """Look at the file again."""
        if self.bridge.has_book:
            self.bridge.with_book(book_as_file, then=self._show_file)

    def _show_file(self, found: BookAsFile) -> None:
        self._file = found
        database = is_url(found.location)
        self._where.setText(say_book(found.location) if database else found.location)
        self._size.setText("A database" if database else say_size(found.size))
        latest = found.backups[0] if found.backups else None
        self._latest.setText(_say_backup(latest) if latest else "None yet")
        self.move_button.setEnabled(not database)
        self._say_backups.setText(
            "Choose a copy: what would change is shown before anything is done, and the present "
            "book is set aside, never deleted."
            if found.backups
            else "There is no copy to go back to yet. Back up now makes the first one."
        )
        self.backups.offer((_say_backup(one), str(one.path)) for one in found.backups)
        self.backups.setEnabled(bool(found.backups))
        self.restore_button.setEnabled(bool(found.backups))
        self._show_recent(found.location)

    def _show_recent(self, here: str) -> None:
        empty(self._recent)
        others = [known for known in self.desk.preferences.now.recent_books if known != here]
        for known in others:
            made = button(say_book(known), quiet=True, run=partial(self._open, known))
            made.setAccessibleName(f"Open {say_book(known)}")
            made.setToolTip("" if is_url(known) else plain_tip(known))
            line = row(gap=8)
            line.addWidget(made)
            where = wrapped("" if is_url(known) else str(Path(known).parent), "small")
            line.addWidget(where, 1)
            self._recent.addLayout(line)
        if not others:
            self._recent.addWidget(wrapped("No other book yet.", "muted"))

    def _command(self, name: str, words: str) -> Button:
        command = self.desk.commands.find(name)
        return button(command) if command else button(words)

    def _open(self, location: str) -> None:
        self.desk.wishes.open_book(BookWish(location))

    def _compare(self) -> None:
        found = self._file
        if found is None:
            return
        chosen = next((b for b in found.backups if str(b.path) == self.backups.value()), None)
        if chosen is None:
            return
        from crm.data.queries.row_counts import row_counts

        self.bridge.ask(
            row_counts, then=lambda now: self._restore(found.location, chosen, now), owner=self
        )

    def _restore(self, location: str, backup: "BackupMade", now: Mapping[str, int]) -> None:
        from crm.data.restore import restore

        if ask(
            self,
            "Restore",
            f"Go back to the copy of {_say_backup(backup)}?",
            more=what_would_change(now, backup.rows)
            + "\n\nThe present book is set aside in a folder beside it, not deleted.",
            yes="Restore this copy",
            danger=True,
        ):
            before = partial(restore, location, backup)
            self.desk.wishes.open_book(BookWish(location, before=before))

    def _choose_place(self) -> None:
        if self._file is None:
            return
        now = Path(self._file.location)
        name, _kind = QFileDialog.getSaveFileName(
            self, "Move book", str(now), KINDS, options=QFileDialog.Option.DontConfirmOverwrite
        )
        if name:
            self.move_to(Path(name))

    def move_to(self, place: Path) -> None:
        """Move the book with its backups, and go on in it there."""
        if self._file is None:
            return
        now = Path(self._file.location)
        place = place if place.suffix else place.with_suffix(".muster")
        if place == now:
            return
        if place.exists():
            choose(self, "Move book", f"There is a file called {place.name} already.", (),
                   no="Close", more="Move the book to another name or folder.")  # fmt: skip
            return
        from crm.data.moving import move_book

        try:
            place.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BookTrouble(
                "unreachable", f"{place.parent} cannot be made: {error.strerror}.",
                "Choose another folder.",
            ) from error  # fmt: skip
        self.desk.preferences.forget(str(now))
        self.desk.wishes.open_book(BookWish(str(place), before=partial(move_book, now, place)))


def _say_backup(backup: "BackupMade") -> str:
    made = to_local(backup.made_at)
    day = say_date(made.date(), made.date())
    return (
        f"{day} {made.year} {say_clock(backup.made_at)} · {backup.kind} · {say_size(backup.size)}"
    )

"""The first page of a new book: a few answers, or a look round in the demo book."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QProgressBar, QWidget

from crm.domain.association import AssociationProfile, LegalForm
from crm.domain.errors import Refusal
from crm.domain.first_run import read_answers
from ui.form.editors import Choice, line
from ui.form.fields import Field, Form
from ui.look.buttons import Button, button
from ui.look.measure import px
from ui.look.surfaces import FlowingPage, as_part, card, column, row, scrolling
from ui.look.text import heading, muted, section_title, title, wrapped
from ui.look.tokens import Kind
from ui.places import Place
from ui.room import BookWish, Desk
from ui.settings.demo_book import demo_place, make_demo_book

WIDTH = 700
DEMO = "Making the demo book"

LEGAL_FORMS = (
    ("Not known yet", ""),
    *((form.value.capitalize(), form.value) for form in LegalForm if form.value),
)
"""Captions and values of the choice of a legal form."""


class FirstRun(QFrame):
    """Asks what letters and the drive need. `finished` comes when the association is set up."""

    finished = Signal()

    def __init__(self, desk: Desk, folder: Callable[[], Path] | None = None) -> None:
        super().__init__()
        as_part(self, "pane")
        self._desk = desk
        self._folder = folder or _books_folder
        self._shipped: AssociationProfile | None = None
        self._then = Place("today")
        self.form = Form(gap=12)
        self._demo, self._stop, self._bar = Button("Open the demo book"), Button("Cancel"), _bar()
        self._busy = False
        content = FlowingPage()
        middle = QWidget()
        middle.setMaximumWidth(px(WIDTH))
        sides = row(content, gap=0, margin=20)
        sides.addStretch(1)
        sides.addWidget(middle, 20)
        sides.addStretch(1)
        self._page = column(middle, gap=14)
        self._page.addWidget(title("Set up your association"))
        self._page.addWidget(
            wrapped(
                "These answers go into your letters, packs and the drive. "
                "All of them can be changed later in Settings.",
                "muted",
            )
        )
        self._page.addWidget(self._demo_card())
        self._ask()
        self._page.addWidget(self.form)
        self._page.addLayout(self._ways_on())
        self._page.addStretch()
        self._area = scrolling(content)
        column(self).addWidget(self._area)
        desk.jobs.changed.connect(self._look_at_jobs)

    def begin(self) -> None:
        """Fill in what ships with the program, and put the caret where the first answer goes."""
        if self._shipped is None:
            # Reading the preset costs more than the first paint.
            from crm.actions.shipped import preset

            self._shipped = preset()
            self.form.fill({"name": self._shipped.name, "drive": self._shipped.drive.name})
        self.form.field("name").editor.setFocus()

    def go_on(self, then: Place) -> bool:
        """Set the association up and go to a place; False where an answer is refused."""
        if self._shipped is None:
            return False
        self._then = then
        self.form.clear_troubles()
        try:
            profile = read_answers(self._shipped, self.form.values())
        except Refusal as refusal:
            self._refuse(refusal)
            return False
        # The records behind the action are imported after the first paint.
        from crm.actions.association import set_up

        self._desk.bridge.do(set_up, profile, then=self._set_up, owner=self, troubled=self._refuse)
        return True

    def _refuse(self, refusal: Refusal) -> bool:
        if not self.form.show_refusal(refusal):
            return False
        self._area.ensureWidgetVisible(self.form.field(refusal.field or "name"), 0, px(60))
        return True

    def make_demo(self) -> None:
        """Make the demo book in the worker and open it."""
        if self._busy:
            return
        self._busy = True
        self._show_making()
        now = QDate.currentDate()
        today = date(now.year(), now.month(), now.day())
        self._desk.bridge.work(
            make_demo_book,
            demo_place(self._folder()),
            today,
            then=self._open_demo,
            owner=self,
            title=DEMO,
        )

    def _open_demo(self, place: str) -> None:
        self._desk.wishes.open_book(BookWish(place))

    def _set_up(self, _nothing: object) -> None:
        self.finished.emit()
        self._desk.places.go(self._then)

    def _demo_card(self) -> QWidget:
        made = card(Kind.ACCENT)
        beside = row(made, gap=16, margin=14)
        words = column(gap=3)
        words.addWidget(heading("Look round first"))
        words.addWidget(
            wrapped(
                "A made-up drive in its twelfth week, in a book of its own: 320 companies, "
                "their calls and letters. Nothing of it mixes with your data.",
                "small",
            )
        )
        words.addWidget(self._bar)
        beside.addLayout(words, 1)
        beside.addWidget(self._demo, 0, Qt.AlignmentFlag.AlignVCenter)
        beside.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignVCenter)
        self._demo.clicked.connect(lambda _on=False: self.make_demo())
        self._stop.clicked.connect(lambda _on=False: self._cancel())
        self._stop.setAccessibleName("Cancel making the demo book")
        self._show_making()
        return made

    def _ask(self) -> None:
        self._section("The association")
        self.form.add_widget(self._field("name", "Name", "West Midlands IT Association"))
        self._beside(
            self._field("premises", "Building", "Kiln House"),
            self._field("street", "Street or PO box", "4 Market Square"),
        )
        self._beside(
            self._field("town", "Town", "Stafford"),
            self._field("postcode", "Postcode", "ST16 2AA"),
        )
        forms = Choice("Legal form", LEGAL_FORMS)
        self.form.add("legal_form", "Legal form", forms,
                      hint="A company's letters must carry its registered name, number and office. "
                           "Until you give them in Settings, every page says that it is a draft.",
                      )  # fmt: skip
        self._section("Who signs the letters")
        self._beside(
            self._field("signatory", "Name", "Eleanor Whitlow"),
            self._field("title", "Title", "Founder member"),
        )
        self._beside(
            self._field("telephone", "Telephone", "01632 960123"),
            self._field("email", "Email", "name@association.example"),
        )
        self._section("The drive")
        self._beside(
            self._field("drive", "Name", "2003 membership drive"),
            self._field("starts_on", "First day", "06/01/2003"),
            self._field("ends_on", "Last day", "31/12/2003"),
        )

    def _section(self, text: str) -> None:
        self.form.add_widget(section_title(text))

    def _field(self, name: str, caption: str, placeholder: str) -> Field:
        editor = line(caption, placeholder=placeholder)
        editor.returnPressed.connect(lambda: self.go_on(Place("exchange")))
        return self.form.take(Field(name, caption, editor))

    def _beside(self, *fields: Field) -> None:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(12))
        for number, field in enumerate(fields):
            grid.addWidget(field, 0, number, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(number, 1)
        self.form.add_widget(holder)

    def _ways_on(self) -> QGridLayout:
        ways = QGridLayout()
        ways.setHorizontalSpacing(px(8))
        self.import_button = button(
            "Set up and import a list", keys="Return", primary=True,
            run=lambda: self.go_on(Place("exchange")),
        )  # fmt: skip
        self.empty_button = button(
            "Start with an empty book", run=lambda: self.go_on(Place("today"))
        )
        ways.addWidget(self.import_button, 0, 0)
        ways.addWidget(self.empty_button, 0, 1)
        ways.addWidget(muted(""), 0, 2)
        ways.setColumnStretch(2, 1)
        return ways

    def _show_making(self) -> None:
        self._bar.setVisible(self._busy)
        self._stop.setVisible(self._busy)
        self._demo.setVisible(not self._busy)

    def _look_at_jobs(self) -> None:
        job = next((job for job in self._desk.jobs.running if job.title == DEMO), None)
        if self._busy and job is None:
            self._busy = False
            self._show_making()

    def _cancel(self) -> None:
        for job in self._desk.jobs.running:
            if job.title == DEMO:
                job.cancel()

    def lines(self) -> list[QLineEdit]:
        """The lines to type in, in the order of the Tab key."""
        return self.form.findChildren(QLineEdit)


def _bar() -> QProgressBar:
    made = QProgressBar()
    made.setTextVisible(False)
    made.setRange(0, 0)
    made.setAccessibleName(DEMO)
    return made


def _books_folder() -> Path:
    # Looking up the folder costs nothing, but the window need not wait for the import.
    from platformdirs import user_data_path

    return Path(user_data_path("muster"))

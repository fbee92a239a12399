"""The association's own sections: profile, company particulars, signatories, drive, calls, fees."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from crm.domain.errors import Refusal
from ui.form.editable import Editable
from ui.form.editors import Choice, line
from ui.form.fields import Fact, Field
from ui.look.buttons import button
from ui.look.measure import px
from ui.look.surfaces import card, column, empty, row
from ui.look.text import label, muted, section_title, wrapped
from ui.settings.facts import SettingsFacts
from ui.settings.first_run import LEGAL_FORMS
from ui.settings.section import Section

if TYPE_CHECKING:  # SQLAlchemy is imported after the first paint
    from crm.data.queries.association import SignatoryFacts
    from crm.data.work import Work

Troubled = Callable[[Refusal], object]

PROFILE = (
    ("name", "Name"), ("short_name", "Short name"), ("premises", "Building"),
    ("street", "Street or PO box"), ("locality", "Locality"), ("town", "Town"),
    ("postcode", "Postcode"), ("telephone", "Telephone"), ("email", "Email"),
    ("website", "Website"),
)  # fmt: skip
PARTICULARS = (
    ("registered_name", "Registered name", "As on the certificate of incorporation"),
    ("registered_in", "Part of the UK", "England and Wales, Wales, Scotland or Northern Ireland"),
    ("registered_number", "Registered number", ""),
    ("registered_office", "Registered office", "The whole address on one line"),
)


class ProfileSection(Section):
    """Name, address and legal form."""

    title = "Association"
    lead = "What stands at the head of letters and in every pack. Press F2 or click to change."

    def build(self) -> None:
        """A line for each field."""
        self._lines = {
            field: self.editable(caption, partial(self.save, field)) for field, caption in PROFILE
        }
        self.form = Choice("Legal form", LEGAL_FORMS)
        self.form.activated.connect(lambda _number: self._choose_form())
        self.rule()
        self.fact("Legal form", self.form)
        self._company = QWidget()
        inside = column(self._company, gap=4)
        self._note = wrapped("", "warning")
        inside.addWidget(section_title("Company particulars"))
        inside.addWidget(self._note)
        self._particulars: dict[str, Editable] = {}
        for field, caption, hint in PARTICULARS:
            self._particular(field, caption, hint)
        self._particular("directors", "Directors", "One a line; a letter names all or none")
        self.page.addWidget(self._company)
        self.rule()
        self._lines["vat_number"] = self.editable("VAT number", partial(self.save, "vat_number"))

    def save(self, field: str, text: str, troubled: Troubled) -> None:
        """Change one field of the profile."""
        from crm.actions.association import change_association

        self.bridge.do(change_association, field, text, owner=self, troubled=troubled)

    def show_facts(self, facts: SettingsFacts) -> None:
        """Show the profile; the particulars only of a company."""
        from crm.domain.association import Legal, LegalForm, missing_particulars

        known = facts.association
        for field, shown in self._lines.items():
            shown.put(str(getattr(known, field)))
        self.form.choose(known.legal_form)
        form = LegalForm(known.legal_form)
        self._company.setVisible(form.is_company)
        for field, shown in self._particulars.items():
            text = getattr(known, field, "")
            if field == "directors":
                text = "\n".join(known.settings.get("directors", ()))
            shown.put(text)
        missing = missing_particulars(
            Legal(form, **{field: getattr(known, field) for field, *_rest in PARTICULARS})
        )
        self._note.setText(
            "Every letter and form says that it is a draft until these are filled in: "
            + ", ".join(field.replace("_", " ") for field in missing)
            + "."
        )
        self._note.setVisible(bool(missing))

    def _particular(self, field: str, caption: str, hint: str) -> None:
        shown = Editable(caption, several_lines=field == "directors")
        shown.saved.connect(lambda text: self._save(shown, partial(self.save, field), text))
        self._particulars[field] = shown
        inside = self._company.layout()
        if inside is not None:
            inside.addWidget(Fact(caption, shown, caption_width=150))
        if hint:
            shown.setToolTip(hint)

    def _choose_form(self) -> None:
        self.save("legal_form", str(self.form.value()), self.desk.troubles.meet)


class SignatoriesSection(Section):
    """Who signs letters."""

    title = "Signatories"
    lead = "The first one signs where nobody else is chosen."

    def build(self) -> None:
        """The cards, and a line for one more."""
        self._cards = column(gap=10)
        self.page.addLayout(self._cards)
        self.page.addSpacing(px(8))
        name = line("Name of another signatory", placeholder="Name of another signatory")
        self.new = Field("name", "", name)
        name.returnPressed.connect(self._add)
        beside = row(gap=8)
        beside.addWidget(self.new, 1)
        beside.addWidget(button("Add a signatory", run=self._add), 0, Qt.AlignmentFlag.AlignTop)
        self.page.addLayout(beside)
        self._shown: tuple[SignatoryFacts, ...] | None = None

    def show_facts(self, facts: SettingsFacts) -> None:
        """A card for each."""
        if facts.signatories == self._shown:
            return
        self._shown = facts.signatories
        empty(self._cards)
        for known in facts.signatories:
            made = card()
            inside = column(made, gap=2, margin=10)
            for field, caption in (
                ("name", "Name"), ("title", "Title"), ("telephone", "Telephone"),
                ("email", "Email"),
            ):  # fmt: skip
                shown = Editable(f"{caption} of {known.name}", getattr(known, field))
                save = partial(self._change, known.id, field)
                shown.saved.connect(partial(self._save, shown, save))
                inside.addWidget(Fact(caption, shown))
            self._cards.addWidget(made)

    def _change(self, key: int, field: str, text: str, troubled: Troubled) -> None:
        from crm.actions.association import change_signatory

        self.bridge.do(change_signatory, key, field, text, owner=self, troubled=troubled)

    def _add(self) -> None:
        from crm.actions.association import add_signatory

        def refused(refusal: Refusal) -> bool:
            self.new.show_trouble(refusal.message)
            return True

        self.bridge.do(
            add_signatory, self.new.text(), then=lambda _key: self.new.put(""),
            owner=self, troubled=refused,
        )  # fmt: skip


class DriveSection(Section):
    """The drive and the calls of a day."""

    title = "Drive"
    lead = "The days and the target that the pace is reckoned from."

    def build(self) -> None:
        """Name, days, target, goal."""
        self._name = self.editable("Name", partial(self._change, "name"))
        self._starts = self.editable("First day", partial(self._change, "starts_on"))
        self._ends = self.editable("Last day", partial(self._change, "ends_on"))
        self._members = self.editable("New members wanted", partial(self._change, "members"))
        self.rule()
        self._goal = self.editable(
            "Calls a day", self._change_goal, hint="The daily goal shown above the call queue"
        )
        self._facts: SettingsFacts | None = None

    def show_facts(self, facts: SettingsFacts) -> None:
        """Show the drive as it stands."""
        self._facts = facts
        self._goal.put(str(facts.association.call_goal))
        drive = facts.drive
        if drive is not None:
            self._name.put(drive.name)
            self._starts.put(f"{drive.starts_on:%d/%m/%Y}")
            self._ends.put(f"{drive.ends_on:%d/%m/%Y}")
            self._members.put(str(drive.targets.get("members", 0)))

    def _change(self, field: str, text: str, troubled: Troubled) -> None:
        from crm.actions.association import change_drive
        from crm.domain.first_run import read_civil_day

        drive = self._facts.drive if self._facts else None
        if drive is None:
            return
        if field == "members" and not text.isdecimal():
            raise Refusal("The target is a whole number.", field="members")
        name = text if field == "name" else drive.name
        starts_on = read_civil_day(text, field) if field == "starts_on" else drive.starts_on
        ends_on = read_civil_day(text, field) if field == "ends_on" else drive.ends_on
        members = int(text) if field == "members" else drive.targets.get("members", 0)

        def change(work: "Work", key: int) -> None:
            change_drive(
                work, key, name=name, starts_on=starts_on, ends_on=ends_on, members=members
            )

        self.bridge.do(change, drive.id, owner=self, troubled=troubled)

    def _change_goal(self, text: str, troubled: Troubled) -> None:
        from crm.actions.association import change_association

        self.bridge.do(change_association, "call_goal", text, owner=self, troubled=troubled)


class FeesSection(Section):
    """What membership costs."""

    title = "Fees"
    lead = "By number of staff, before VAT. Packs made before a change keep what they say."

    def build(self) -> None:
        """A grid that is filled when the bands are known."""
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(2))
        self._grid.setColumnStretch(3, 1)
        for place in (1, 2):
            self._grid.setColumnMinimumWidth(place, px(120))
        self.page.addWidget(holder)
        self._fees: dict[tuple[int, str], Editable] = {}

    def show_facts(self, facts: SettingsFacts) -> None:
        """A row for each band."""
        from crm.domain.fees import band_label
        from crm.domain.money import pounds

        known = {(plan.id, field) for plan in facts.plans for field in ("fee", "joining")}
        if known != self._fees.keys():
            empty(self._grid)
            self._fees.clear()
            for place, words in enumerate(("Staff", "A year", "On joining")):
                self._grid.addWidget(muted(words), 0, place)
            for number, plan in enumerate(facts.plans, start=1):
                size = band_label(plan.staff_from, plan.staff_to)
                self._grid.addWidget(label(size), number, 0)
                for place, field in enumerate(("fee", "joining"), start=1):
                    shown = Editable(f"{'Fee' if field == 'fee' else 'Joining fee'}, {size} staff")
                    save = partial(self._change, plan.id, field)
                    shown.saved.connect(partial(self._save, shown, save))
                    self._fees[plan.id, field] = shown
                    self._grid.addWidget(shown, number, place)
        for plan in facts.plans:
            self._fees[plan.id, "fee"].put(pounds(plan.fee_pence))
            self._fees[plan.id, "joining"].put(pounds(plan.joining_pence))

    def _change(self, key: int, field: str, text: str, troubled: Troubled) -> None:
        from crm.actions.plans import change_plan

        self.bridge.do(change_plan, key, field, text, owner=self, troubled=troubled)

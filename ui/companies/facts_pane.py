"""The facts of a company, each changed where it stands; its address, and what joining would be."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtWidgets import QWidget

from crm.domain.errors import Refusal
from ui.bridge import Bridge
from ui.companies import deeds
from ui.companies.address_fact import AddressFact
from ui.companies.questions import Looked
from ui.companies.words import say_member, say_pack, say_plan
from ui.form.editable import Editable
from ui.form.fields import Fact
from ui.look.measure import px
from ui.look.surfaces import column
from ui.look.text import badge, breakable, section_title, wrapped
from ui.look.tokens import Kind

FACTS: Final = (
    ("name", "Name"),
    ("registered_number", "Number"),
    ("legal_form", "Kind"),
    ("staff", "Staff"),
    ("activities", "Does"),
    ("address", "Address"),
    ("branch", "Branch"),
    ("website", "Web"),
    ("source", "Source"),
    ("referred_by", "Referred by"),
)
"""The facts in their order, by the names of `change_company`."""

CAPTION = 86


class FactsPane(QWidget):
    """The sections Company and Membership."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._looked: Looked | None = None
        self._company_id = 0
        self.facts: dict[str, Editable] = {}
        self.address = AddressFact()
        whole = column(self, gap=3)
        whole.addWidget(_head("Company"))
        for field, caption in FACTS:
            whole.addWidget(Fact(caption, self._fact(field, caption), caption_width=CAPTION))
        self._pack, self._plan = wrapped(""), wrapped("")
        self._member, self._invoice = wrapped(""), wrapped("—", "muted")
        self._form = badge("")
        whole.addSpacing(px(12))
        whole.addWidget(_head("Membership"))
        self._member_row = Fact("Member", self._member, caption_width=CAPTION)
        form = QWidget()
        column(form).addWidget(self._form)
        form.setContentsMargins(0, px(2), 0, px(2))
        whole.addWidget(self._member_row)
        for caption, value in (
            ("Pack", self._pack),
            ("Form", form),
            ("Plan", self._plan),
            ("Invoice", self._invoice),
        ):
            value.setContentsMargins(px(7), px(3), 0, px(2))
            whole.addWidget(Fact(caption, value, caption_width=CAPTION))

    def show_company(self, looked: Looked) -> None:
        """Show a company; what is being typed is left alone."""
        self._looked, self._company_id = looked, looked.page.id
        for field, value in _values(looked).items():
            self.facts[field].put(value)
        self.address.put(looked.page)
        page = looked.page
        member = say_member(page)
        self._member_row.setVisible(bool(member))
        self._member.setText(member)
        self._member.setContentsMargins(px(7), px(3), 0, px(2))
        self._pack.setText(say_pack(page, looked.today) or "—")
        self._plan.setText(say_plan(page) or "—")
        posted = page.answers.pack_posted_on is not None
        back = page.membership is not None or page.stored_stage == "Applied"
        said, kind = ("received", Kind.SUCCESS) if back else ("not sent", Kind.NEUTRAL)
        if posted and not back:
            said, kind = "not yet back", Kind.WARNING
        self._form.show_badge(said, kind)

    def finish_editing(self) -> None:
        """Save what is open."""
        for fact in self.facts.values():
            fact.save()
        self.address.save()

    def _fact(self, field: str, caption: str) -> QWidget:
        if field == "address":
            self.address.saved.connect(lambda typed: self._change(typed, self.address.show_refusal))
            return self.address
        made = Editable(caption, several_lines=field == "activities", say=self._sayer(field))
        made.saved.connect(lambda text: self._change({field: text}, made.show_refusal))
        self.facts[field] = made
        return made

    def _sayer(self, field: str) -> Callable[[str], str] | None:
        if field == "staff":
            return self._say_staff
        return self._say_branch if field == "branch" else breakable

    def _say_staff(self, text: str) -> str:
        page = self._looked.page if self._looked else None
        if page is None or page.band is None or str(page.staff) != text:
            return text
        return f"{text} → band {page.band.label}"

    def _say_branch(self, text: str) -> str:
        share = self._looked.branch_share if self._looked else None
        return text if share is None else f"{text} ({share:.0%})"

    def _change(self, typed: Mapping[str, str], refused: Callable[[Refusal], bool]) -> None:
        company = self._company_id

        def troubled(refusal: Refusal) -> bool:
            return self._company_id == company and refused(refusal)

        self._bridge.do(deeds.change_facts, company, typed, owner=self, troubled=troubled)


def _values(looked: Looked) -> dict[str, str]:
    page = looked.page
    return {
        "name": page.name,
        "registered_number": page.registered_number,
        "legal_form": page.legal_form,
        "staff": "" if page.staff is None else str(page.staff),
        "activities": page.activities,
        "branch": page.branch,
        "website": page.website,
        "source": page.source,
        "referred_by": page.referred_by,
    }


def _head(words: str) -> QWidget:
    made = section_title(words)
    made.setContentsMargins(0, 0, 0, px(4))
    return made

"""Invoices, credit notes and receipts. Every figure is the caller's: nothing here adds up."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from crm.documents.blocks import Block, Kind, Run, TableBlock
from crm.documents.content import Fault, PackContent, Pages
from crm.documents.examine import examine_line, examine_text
from crm.documents.flow import text_block
from crm.documents.window_page import window_pages
from crm.domain.calendar import say_long_date
from crm.domain.money import pounds


class InvoiceKind(StrEnum):
    """What the paper is; the value is its heading."""

    INVOICE = "Invoice"
    CREDIT_NOTE = "Credit note"
    RECEIPT = "Receipt"


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """One line: net, VAT and the two together in pence; `vat_rate` as it is said (`17.5%`)."""

    text: str
    net_pence: int
    vat_rate: str = ""
    vat_pence: int = 0
    total_pence: int = 0


@dataclass(frozen=True, slots=True)
class VatLine:
    """What falls under one rate of VAT: the sums in pence."""

    rate: str
    net_pence: int
    vat_pence: int


@dataclass(frozen=True, slots=True)
class BankDetails:
    """Where money is paid to; empty parts are left out."""

    account_name: str = ""
    bank: str = ""
    sort_code: str = ""
    account_number: str = ""

    @property
    def known(self) -> bool:
        """Whether there is an account to pay into."""
        return bool(self.sort_code.strip() and self.account_number.strip())


NO_BANK: Final = BankDetails()


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice, credit note or receipt for the recipient of the pack.

    `vat_lines` is empty where the association charges no VAT: then no VAT is spoken of but what
    `notes` say. `due` is None on a credit note or receipt; `corrects` is the invoice that a credit
    note takes back. `payment_reference` is what a transfer or standing order quotes; `stamp` is a
    word such as `Paid`; `paid_by` says how and when. `total_pence` is what is (or was) to pay.
    """

    kind: InvoiceKind
    number: str
    day: date
    lines: tuple[InvoiceLine, ...]
    net_pence: int
    vat_pence: int
    total_pence: int
    due: date | None = None
    vat_lines: tuple[VatLine, ...] = ()
    vat_number: str = ""
    member_number: str = ""
    payment_reference: str = ""
    corrects: str = ""
    bank: BankDetails = NO_BANK
    paid_by: str = ""
    stamp: str = ""
    notes: tuple[str, ...] = ()
    title: str = "Invoice"

    def prepare(self, pack: PackContent) -> Pages:
        """Look everything over and lay it out."""
        faults: list[Fault] = []
        self._check(faults)
        facts = (
            (f"{self.kind.value} no.", self.number),
            ("Date", say_long_date(self.day)),
            ("Payment due", say_long_date(self.due) if self.due else ""),
            ("For invoice", self.corrects),
            ("Member no.", self.member_number),
            ("Our reference", pack.reference),
            ("VAT no.", self.vat_number),
        )
        blocks: list[Block] = [self._lines(faults), self._totals()]
        if self.vat_lines:
            blocks.append(self._vat())
        if self.paid_by:
            said = examine_line(self.paid_by, "paid_by", "payment", faults, 300)
            blocks += [text_block("Paid", Kind.SUBHEADING), text_block(said)]
        if self.kind is InvoiceKind.INVOICE and not self.stamp:
            blocks += self._how_to_pay(pack, faults)
        blocks += [
            text_block(examine_text(note, "notes", "note", faults), Kind.NOTE)
            for note in self.notes
            if note.strip()
        ]
        return window_pages(pack, self.kind.value, facts, blocks, faults, self.stamp)

    def _check(self, faults: list[Fault]) -> None:
        if not self.number.strip():
            faults.append(Fault("number", f"The {self.kind.value.lower()} has no number."))
        if not self.lines:
            faults.append(Fault("lines", f"The {self.kind.value.lower()} has no lines."))
        if self.vat_pence and not self.vat_number.strip():
            message = "VAT is charged, and the association’s VAT number is not known."
            faults.append(Fault("association.vat_number", message))

    def _lines(self, faults: list[Fault]) -> TableBlock:
        with_vat = bool(self.vat_lines)
        rows = []
        for line in self.lines:
            text = examine_line(line.text, "lines", "line", faults, 400)
            figures = [pounds(line.net_pence)]
            if with_vat:
                figures += [line.vat_rate, pounds(line.vat_pence), pounds(line.total_pence)]
            rows.append(tuple((Run(one),) for one in (text, *figures)))
        head = ("Description", "Net", "VAT rate", "VAT", "Total") if with_vat else (
            "Description", "Amount")  # fmt: skip
        shares = (5.2, 1.6, 1.2, 1.5, 1.7) if with_vat else (6.0, 2.0)
        cells = tuple((Run(one),) for one in head)
        return TableBlock(cells, tuple(rows), shares, None, tuple(range(1, len(head))), small=True)

    def _totals(self) -> TableBlock:
        said = {
            InvoiceKind.INVOICE: "Total to pay",
            InvoiceKind.CREDIT_NOTE: "Total credited",
            InvoiceKind.RECEIPT: "Total received",
        }[self.kind]
        rows = []
        if self.vat_lines:
            rows += [("Net", pounds(self.net_pence)), ("VAT", pounds(self.vat_pence))]
        cells = [((), (Run(name),), (Run(value),)) for name, value in rows]
        cells.append(((), (Run(said, bold=True),), (Run(pounds(self.total_pence), bold=True),)))
        return TableBlock((), tuple(cells), (5.2, 3.0, 3.0), len(cells) - 1, (1, 2), small=True)

    def _vat(self) -> TableBlock:
        rows = tuple(
            ((Run(one.rate),), (Run(pounds(one.net_pence)),), (Run(pounds(one.vat_pence)),))
            for one in self.vat_lines
        )
        head = ((Run("VAT by rate"),), (Run("Net"),), (Run("VAT"),))
        return TableBlock(head, rows, (5.2, 3.0, 3.0), None, (1, 2), small=True)

    def _how_to_pay(self, pack: PackContent, faults: list[Fault]) -> list[Block]:
        bank = self.bank
        if not bank.known:
            message = "The association’s bank account is not known: the invoice cannot give it."
            faults.append(Fault("association.bank", message, holds=False))
            return []
        facts = (
            ("Account name", bank.account_name or pack.look.name),
            ("Bank", bank.bank),
            ("Sort code", bank.sort_code),
            ("Account number", bank.account_number),
            ("Please quote", self.payment_reference or self.number),
        )
        rows = tuple(
            ((Run(name),), (Run(examine_line(value, "association.bank", name, faults)),))
            for name, value in facts
            if value.strip()
        )
        return [
            text_block("How to pay", Kind.SUBHEADING),
            TableBlock((), rows, (1.6, 4.4), small=True),
        ]

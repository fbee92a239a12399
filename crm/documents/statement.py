"""A statement of account: what was charged and paid, and what is open. The figures are given."""

from dataclasses import dataclass
from datetime import date

from crm.documents.blocks import Block, Kind, Run, TableBlock
from crm.documents.content import Fault, PackContent, Pages
from crm.documents.examine import examine_line
from crm.documents.flow import text_block
from crm.documents.invoice import NO_BANK, BankDetails
from crm.documents.window_page import window_pages
from crm.domain.calendar import say_long_date
from crm.domain.money import pounds


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One entry: charged or paid in pence (None where it is not that), and the balance after it."""

    day: date
    text: str
    reference: str = ""
    charged_pence: int | None = None
    paid_pence: int | None = None
    balance_pence: int = 0


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement for the recipient of the pack.

    `ages` are the parts of the debt by age, as (`Up to 30 days`, pence); none where nothing is
    owed. `brought_forward_pence` is None where the account begins with the first line.
    """

    day: date
    lines: tuple[StatementLine, ...]
    due_pence: int
    member_number: str = ""
    brought_forward_pence: int | None = None
    ages: tuple[tuple[str, int], ...] = ()
    bank: BankDetails = NO_BANK
    payment_reference: str = ""
    title: str = "Statement of account"

    def prepare(self, pack: PackContent) -> Pages:
        """Look everything over and lay it out."""
        faults: list[Fault] = []
        bank = self.bank
        account = f"{bank.sort_code} {bank.account_number}" if bank.known else ""
        facts = (
            ("Date", say_long_date(self.day)),
            ("Member no.", self.member_number),
            ("Our reference", pack.reference),
            ("To pay", pounds(self.due_pence)),
            ("Pay into", account if self.due_pence > 0 else ""),
            ("Please quote", self.payment_reference if self.due_pence > 0 else ""),
        )
        blocks: list[Block] = [self._entries(faults)]
        if self.ages:
            head = tuple((Run(name),) for name, _ in self.ages)
            row = tuple((Run(pounds(pence)),) for _, pence in self.ages)
            right = tuple(range(len(head)))
            blocks.append(TableBlock(head, (row,), (), None, right, small=True))
        if self.due_pence <= 0:
            said = "Nothing is owed. Thank you."
            if self.due_pence < 0:
                said = f"{pounds(-self.due_pence)} stands to your credit."
            blocks.append(text_block(said, Kind.TEXT))
        return window_pages(pack, self.title, facts, blocks, faults)

    def _entries(self, faults: list[Fault]) -> TableBlock:
        rows: list[tuple[str, ...]] = []
        if self.brought_forward_pence is not None:
            rows.append(("", "Brought forward", "", "", "", pounds(self.brought_forward_pence)))
        rows += [
            (
                f"{line.day:%d/%m/%Y}",
                examine_line(line.text, "lines", "entry", faults, 300),
                examine_line(line.reference, "lines", "reference", faults),
                "" if line.charged_pence is None else pounds(line.charged_pence),
                "" if line.paid_pence is None else pounds(line.paid_pence),
                pounds(line.balance_pence),
            )
            for line in self.lines
        ]
        cells = [tuple((Run(one),) for one in row) for row in rows]
        due = (
            (),
            (Run("To pay", bold=True),),
            (),
            (),
            (),
            (Run(pounds(self.due_pence), bold=True),),
        )
        head = tuple((Run(one),) for one in ("Date", "", "Reference", "Charged", "Paid", "Balance"))
        return TableBlock(
            head, (*cells, due), (1.7, 3.6, 1.9, 1.8, 1.8, 1.9), len(cells), (3, 4, 5), small=True
        )

"""The posting list of a run: everything that goes to the post office, to be counted and signed."""

from dataclasses import dataclass
from datetime import date

from crm.documents.blocks import Block, Kind, Run, TableBlock
from crm.documents.content import Fault, Flow, PackContent
from crm.documents.examine import examine_line
from crm.documents.flow import text_block
from crm.domain.calendar import say_long_date


@dataclass(frozen=True, slots=True)
class PostingLine:
    """One item of post, in the order of the run."""

    reference: str
    name: str
    town: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class PostingList:
    """All items of a run; `totals` are what the caller counted (`Letters`, `12`)."""

    label: str
    day: date
    lines: tuple[PostingLine, ...]
    totals: tuple[tuple[str, str], ...] = ()
    title: str = "Posting list"

    def prepare(self, pack: PackContent) -> Flow:
        """Set the list as a table, with a line to sign under it."""
        faults: list[Fault] = []
        if not self.lines:
            faults.append(Fault("lines", "There is nothing to post."))
        rows = tuple(
            tuple(
                (Run(examine_line(text, "lines", what, faults)),)
                for text, what in (
                    (str(number), "number"),
                    (line.reference, "reference"),
                    (line.name, "name"),
                    (line.town, "town"),
                    (line.postcode, "postcode"),
                )
            )
            for number, line in enumerate(self.lines, 1)
        )
        head = tuple((Run(one),) for one in ("No.", "Reference", "Name", "Town", "Postcode"))
        label = examine_line(self.label, "label", "name of the run", faults)
        blank: tuple[Run, ...] = (Run("\n "),)
        blocks: list[Block] = [
            text_block(self.title, Kind.HEADING),
            text_block(" · ".join(filter(None, (label, say_long_date(self.day)))), Kind.NOTE),
            TableBlock(head, rows, (0.7, 1.7, 4.6, 2.3, 1.3), small=True),
        ]
        if self.totals:
            counted = tuple(((Run(name),), (Run(value, bold=True),)) for name, value in self.totals)
            blocks.append(TableBlock((), counted, (1, 3), small=True))
        signing = (((Run("Handed in by\n "),), blank, (Run("Date and time\n "),), blank),)
        blocks.append(TableBlock((), signing, (1.3, 3.6, 1.4, 2.4), small=True))
        return Flow(tuple(blocks), tuple(faults), fresh=True)

"""The programme of coming events: a table that may follow on other running text."""

from dataclasses import dataclass

from crm.documents.blocks import Block, Kind, Run, TableBlock
from crm.documents.content import Fault, Flow, PackContent
from crm.documents.examine import examine_line
from crm.documents.flow import text_block


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """One event as it is printed: `8 April, 13:30`, `training`, `£45 + VAT`."""

    when: str
    title: str
    kind: str = ""
    place: str = ""
    price: str = ""
    speakers: str = ""


@dataclass(frozen=True, slots=True)
class Programme:
    """Coming events in their order. With none there is nothing to print, and it is left out."""

    lines: tuple[ProgrammeLine, ...]
    heading: str = "Programme"
    note: str = ""
    title: str = "Programme of events"

    def prepare(self, pack: PackContent) -> Flow:
        """Set the events as a table."""
        faults: list[Fault] = []
        if not self.lines:
            return Flow((), (Fault("events", "There are no coming events.", holds=False),))
        priced = any(line.price for line in self.lines)
        rows = tuple(_row(line, priced, faults) for line in self.lines)
        heads = ("When", "What", "Where", "Price")[: 4 if priced else 3]
        shares = (1.7, 4.0, 2.0, 1.5)[: len(heads)]
        heading = examine_line(self.heading, "heading", "heading", faults)
        blocks: list[Block] = [
            text_block(heading, Kind.HEADING),
            TableBlock(tuple((Run(one),) for one in heads), rows, shares),
        ]
        note = examine_line(self.note, "note", "note", faults, 600)
        if note:
            blocks.append(text_block(note, Kind.NOTE))
        return Flow(tuple(blocks), tuple(dict.fromkeys(faults)))


def _row(line: ProgrammeLine, priced: bool, faults: list[Fault]) -> tuple[tuple[Run, ...], ...]:
    when, title, kind, place, price = (
        examine_line(text, "events", what, faults)
        for text, what in (
            (line.when, "date"), (line.title, "title"), (line.kind, "kind of event"),
            (line.place, "place"), (line.price, "price"),
        )
    )  # fmt: skip
    speakers = examine_line(line.speakers, "events", "speakers", faults, 300)
    what = [Run(title, bold=True)]
    if kind:
        what.append(Run(f", {kind}"))
    if speakers:
        what.append(Run(f"\n{speakers}", italic=True))
    row = ((Run(when),), tuple(what), (Run(place),))
    return (*row, (Run(price),)) if priced else row

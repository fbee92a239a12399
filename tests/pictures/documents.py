"""Every shipped document as PDF and PNG, to be looked at: `make documents`.

Packs are those of the demo book, drawn through the book as the program does; beside them stand
the samples with a short and a very long company name.
"""

import sys
import tempfile
from datetime import date
from pathlib import Path

from crm.actions.demo import fill_demo
from crm.actions.paper import pack_contents
from crm.data.book import Book
from crm.data.queries.letters import packs, queued
from crm.data.queries.pack_facts import PaperFacts, pack_facts, sample_pack_facts
from crm.documents.labels import SHEETS, make_labels
from crm.documents.pack import make_pack
from crm.documents.rendering import render_pages
from crm.documents.sample_parts import part_files
from crm.documents.samples import sample_files
from crm.domain.addresses import Address, address_block
from tests.pictures.readme import keep_pages

DAY = date(2003, 3, 21)
DPI = 110


def demo_files() -> dict[str, bytes]:
    """Draw the queue of the demo book: each saved pack once, the first five packs, labels."""
    with tempfile.TemporaryDirectory() as folder:
        book = Book.open(Path(folder) / "demo.muster", create=True)
        book.do(fill_demo, DAY)
        waiting = book.ask(queued)
        first = book.ask(pack_facts, [document.id for document in waiting[:5]])
        files = {"demo-packs.pdf": _drawn(first)}
        for pack in book.ask(packs):
            facts = book.ask(sample_pack_facts, waiting[0].company_id, pack.id)
            files[f"demo-{pack.name.lower().replace(' ', '-')}.pdf"] = _drawn(facts)
        blocks = [
            address_block(
                "", "", one.firm.name,
                Address(one.firm.premises, one.firm.street, one.firm.locality, one.firm.town,
                        one.firm.postcode),
            )
            for one in book.ask(pack_facts, [d.id for d in waiting]).packs
        ]  # fmt: skip
        files["demo-labels.pdf"] = make_labels(blocks, SHEETS["L7163"]).pdf
        book.close()
    return files


def _drawn(facts: PaperFacts) -> bytes:
    return make_pack(pack_contents(facts, DAY), fillable=False, proof=True).pdf


def main(folder: Path, *, readme: bool = False) -> None:
    """Write every document and its pages; `readme` refreshes the README's picture of a pack."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, pdf in {**sample_files(), **part_files(), **demo_files()}.items():
        (folder / name).write_bytes(pdf)
        for number, page in enumerate(render_pages(pdf, DPI), 1):
            (folder / f"{Path(name).stem}-{number}.png").write_bytes(page.png())
    if readme:
        second = (4, 5, 6)  # the first company has no postcode, which its pages say in red
        keep_pages([folder / f"demo-packs-{number}.png" for number in second], "pack")
    print(f"Documents are in {folder}")


if __name__ == "__main__":
    places = [word for word in sys.argv[1:] if not word.startswith("-")]
    main(Path(places[0] if places else "build/documents"), readme="--readme" in sys.argv)

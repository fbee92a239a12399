"""Membership at a glance: one page with band, fee, dates, what we hold and how to object."""

from collections.abc import Sequence
from dataclasses import dataclass

from crm.documents.blocks import Block, Kind, Run, TableBlock
from crm.documents.content import Fault, Flow, PackContent
from crm.documents.examine import examine_line, examine_text
from crm.documents.flow import text_block
from crm.documents.letterhead import Letterhead


@dataclass(frozen=True, slots=True)
class MembershipGlance:
    """What a member should know of the membership, as (caption, words); empty words are left out.

    `membership` is number, band, fee, dates and payment; `held` what we hold about the member;
    `benefits` how to claim each benefit. How to object is worded here, with our own address.
    """

    company: str
    membership: tuple[tuple[str, str], ...]
    held: tuple[tuple[str, str], ...] = ()
    benefits: tuple[tuple[str, str], ...] = ()
    note: str = ""
    title: str = "Your membership at a glance"

    def prepare(self, pack: PackContent) -> Flow:
        """Set the facts as tables under headings."""
        faults: list[Fault] = []
        company = examine_line(self.company, "company.name", "company name", faults)
        blocks: list[Block] = [
            text_block(self.title, Kind.HEADING),
            text_block(company, bold=True),
        ]
        membership = facts_table(self.membership, "membership", faults)
        if membership is None:
            faults.append(Fault("membership", "Nothing is known of the membership."))
        else:
            blocks.append(membership)
        for heading, facts in (
            ("How to use it", self.benefits), ("What we hold about you", self.held),
        ):  # fmt: skip
            table = facts_table(facts, "membership", faults)
            if table is not None:
                blocks += [text_block(heading, Kind.SUBHEADING), table]
        blocks += [
            text_block("If you want something changed", Kind.SUBHEADING),
            text_block(_how_to_object(pack.look)),
        ]
        note = examine_text(self.note, "note", "note", faults)
        if note:
            blocks.append(text_block(note, Kind.NOTE))
        return Flow(tuple(blocks), tuple(dict.fromkeys(faults)), fresh=True)


def facts_table(
    facts: Sequence[tuple[str, str]], field: str, faults: list[Fault]
) -> TableBlock | None:
    """Set (caption, words) as two columns; None where no words are left."""
    rows = []
    for caption, words in facts:
        said = examine_line(words, field, caption, faults, 400)
        if said:
            named = examine_line(caption, field, "caption", faults)
            rows.append(((Run(named),), (Run(said),)))
    return TableBlock((), tuple(rows), (1.7, 4.3), small=True) if rows else None


def _how_to_object(look: Letterhead) -> str:
    """Say how to stop calls, letters and emails, by the ways in which we can be reached."""
    ways = []
    if look.telephone:
        ways.append(f"ring {look.telephone}")
    if look.email:
        ways.append(f"write to {look.email}")
    if look.address:
        ways.append(f"write to {', '.join((look.name, *look.address))}")
    reach = " or ".join(ways) or "tell us"
    return (
        "Tell us when anything here is wrong. You may ask at any time what we hold about you, and "
        "you may tell us to stop calling, writing or emailing to you about membership and events. "
        f"We do so at once; it costs nothing, and your membership stays as it is. Just {reach}."
    )

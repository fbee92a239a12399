"""Looking text over before it is printed: too long, emoji, letters that no font has."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from crm.documents.blocks import Block, Run, TableBlock
from crm.documents.content import Fault, Fields
from crm.documents.fonts import Tidied, tidy
from crm.documents.merge_fields import field_label
from crm.domain.errors import Refusal
from crm.domain.text_safety import NAME_LENGTH, clean_line, clean_text

_SHOWN: Final = 12


def examine_line(
    text: str, field: str, what: str, faults: list[Fault], most: int = NAME_LENGTH
) -> str:
    """Make one line fit to print and add what is wrong with it to `faults`.

    `what` names the text in plain words, as in "The company name has ...". A text that is too
    long is cut, and holds the letter.
    """
    try:
        text = clean_line(text, what, most)
    except Refusal as refusal:
        faults.append(Fault(field, refusal.message))
        text = clean_line(text[:most], what, most)
    return _note(tidy(text), field, what, faults)


def examine_text(text: str, field: str, what: str, faults: list[Fault]) -> str:
    """Make text of several lines fit to print, at most 5,000 characters; as `examine_line`."""
    try:
        text = clean_text(text, what)
    except Refusal as refusal:
        faults.append(Fault(field, refusal.message))
        text = ""
    return _note(tidy(text), field, what, faults)


def examine_blocks(
    blocks: Collection[Block], fields: Fields, used: Collection[str], faults: list[Fault]
) -> tuple[Block, ...]:
    """Take emoji out of filled text and report by field what cannot be printed."""
    found: list[Tidied] = []
    tidied = tuple(_tidy_block(block, found) for block in blocks)
    emoji = "".join(dict.fromkeys("".join(one.emoji for one in found)))
    unprintable = "".join(dict.fromkeys("".join(one.unprintable for one in found)))
    if emoji or unprintable:
        explained = ""
        for name in sorted(used):
            value = tidy(str(fields.get(name) or ""))
            explained += value.emoji + value.unprintable
            _note(value, name, field_label(name), faults)
        rest = Tidied("", _without(emoji, explained), _without(unprintable, explained))
        _note(rest, "template", "text of the template", faults)
    return tidied


def note_empty(empty: Collection[str], faults: list[Fault]) -> None:
    """Report the merge fields that were printed and had no value."""
    for name in empty:
        message = f"“{field_label(name)}” is empty, and the template prints it."
        faults.append(Fault(name, message))


def in_sentence(title: str) -> str:
    """Start a title small inside a sentence, unless it starts with an abbreviation."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _tidy_block(block: Block, found: list[Tidied]) -> Block:
    if isinstance(block, TableBlock):
        head = tuple(_tidy_runs(cell, found) for cell in block.head)
        rows = tuple(tuple(_tidy_runs(cell, found) for cell in row) for row in block.rows)
        return replace(block, head=head, rows=rows)
    runs = _tidy_runs(block.runs, found)
    return block if runs is block.runs else replace(block, runs=runs)


def _tidy_runs(runs: tuple[Run, ...], found: list[Tidied]) -> tuple[Run, ...]:
    tidied = [tidy(run.text) for run in runs]
    if not any(one.emoji or one.unprintable for one in tidied):
        return runs
    found += tidied
    return tuple(replace(run, text=one.text) for run, one in zip(runs, tidied, strict=True))


def _note(tidied: Tidied, field: str, what: str, faults: list[Fault]) -> str:
    what = in_sentence(what)
    if tidied.emoji:
        shown = " ".join(tidied.emoji[:_SHOWN])
        faults.append(Fault(field, f"The {what} is printed without {shown}.", holds=False))
    if tidied.unprintable:
        shown = tidied.unprintable[:_SHOWN]
        message = f"The {what} has letters we cannot print ({shown}): type it in other letters."
        faults.append(Fault(field, message))
    return tidied.text


def _without(text: str, others: str) -> str:
    return "".join(char for char in text if char not in others)

"""Certificates, glances, briefs, directories, programmes, and the letters that ship."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.documents.certificate import HIGH, MARGIN, WIDE, Certificate, attendance_certificate
from crm.documents.company_brief import BriefEntry, BriefPerson, CompanyBrief
from crm.documents.content import Part, Signatory
from crm.documents.directory import DirectoryEntry, DirectoryGroup, MembersDirectory
from crm.documents.membership_glance import MembershipGlance
from crm.documents.merge_fields import MERGE_FIELDS
from crm.documents.pack import make_document, make_pack
from crm.documents.programme import Programme, ProgrammeLine
from crm.documents.sample_parts import sample_parts
from crm.documents.samples import LONG_NAME, LOOK, SHORT_NAME, TEMPLATES, sample_pack, template
from crm.documents.template import fill
from tests.crm.documents.reading import (
    bare,
    glyphs,
    ink,
    page_sizes,
    page_text,
    picture,
    whole_text,
)


def drawn(part: Part) -> bytes:
    made = make_document(part, LOOK)
    assert [one for one in made.problems if one.holds] == []
    return made.pdf


@pytest.mark.parametrize("part", ["certificate", "attendance"])
@pytest.mark.parametrize("company", ["W", SHORT_NAME, LONG_NAME, "W" * 120])
def test_a_certificate_keeps_clear_of_its_border(part: str, company: str) -> None:
    pdf = drawn(sample_parts(company)[part])
    found = glyphs(pdf)
    border = MARGIN + 5
    assert min(g.left for g in found) > border
    assert max(g.right for g in found) < WIDE - border
    assert min(g.top for g in found) > border
    assert max(g.bottom for g in found) < HIGH - border
    image = picture(pdf, dpi=100)
    for box in ((10, 90, 17, 120), (280, 90, 287, 120), (130, 9, 160, 17), (130, 193, 160, 201)):
        assert ink(image, 100, box) > 100


def test_the_border_is_in_the_file_once() -> None:
    one, many = (
        len(make_pack([replace(sample_pack(), parts=(sample_parts(f"Firm {n}")["certificate"],))
                       for n in range(count)], fillable=False).pdf)
        for count in (1, 21)
    )  # fmt: skip
    assert one > 20_000
    assert (many - one) / 20 < 2_000


def test_a_longer_name_is_set_smaller_and_never_cut() -> None:
    def size(name: str) -> float:
        pdf = drawn(Certificate(name, ("is a member",)))
        assert bare(name) in bare(page_text(pdf))
        return max(g.bottom - g.top for g in glyphs(pdf) if g.top > 54)

    assert size("Short Ltd") > size("W" * 30) > size("W" * 119)


def test_a_certificate_of_attendance_says_what_was_attended() -> None:
    text = page_text(drawn(attendance_certificate(
        "Helen Marsh", "Potteries Data Ltd", "Secure coding", "8 April 2003", "Stafford",
        "6 hours of training", "Dr Ann Wu", (Signatory("Alex Brook", "Founder member"),),
    )))  # fmt: skip
    assert (
        "certifies that Helen Marsh of Potteries Data Ltd attended Secure coding "
        "8 April 2003, Stafford 6 hours of training · Trainer: Dr Ann Wu Alex Brook Founder member"
    ) in text


def test_a_glance_says_how_to_object_with_our_own_address() -> None:
    part = sample_parts()["glance"]
    text = page_text(drawn(part))
    assert "What we hold about you" in text
    assert "stop calling, writing or emailing" in text
    assert "ring 01632 960123 or write to West Midlands IT Association, 1 Sample Street" in text
    bare_look = replace(LOOK, telephone="", address=(), email="")
    made = make_document(part, bare_look)
    assert "Just tell us." in page_text(made.pdf)
    empty = make_document(MembershipGlance("A Ltd", (("Band", ""),)), LOOK)
    assert [(p.field, p.holds) for p in empty.problems] == [("membership", True)]


@pytest.mark.parametrize("entries", [0, 1, 8, 9, 10, 11, 12, 13, 14, 15, 16, 60])
def test_a_brief_is_one_page_and_says_what_it_left_out(entries: int) -> None:
    timeline = tuple(BriefEntry("1 May 2003", "Call", f"Entry {n}. " + "word " * 40)
                     for n in range(entries))  # fmt: skip
    brief = CompanyBrief(
        SHORT_NAME, (("Town", "Leek"), ("Web", "")), (BriefPerson("A B"),), timeline
    )
    pdf = drawn(brief)
    assert len(page_sizes(pdf)) == 1
    text = page_text(pdf)
    shown = [int(number) for number in re.findall(r"Entry (\d+)\.", text)]
    assert shown == list(range(len(shown)))
    left = re.search(r"(\d+) earlier entr", text)
    assert (int(left[1]) if left else 0) == entries - len(shown)
    assert "Web" not in text
    if entries == 60:
        assert max(g.bottom for g in glyphs(pdf) if g.top < 280) > 230


def test_a_brief_with_too_much_above_its_timeline_says_so() -> None:
    facts = tuple((f"Fact {n}", "words") for n in range(90))
    made = make_document(CompanyBrief(SHORT_NAME, facts), LOOK)
    assert [(p.field, p.holds) for p in made.problems] == [("facts", False)]
    assert len(page_sizes(made.pdf)) > 1


def test_a_directory_parts_no_entry_and_keeps_its_order() -> None:
    groups = tuple(
        DirectoryGroup(letter, tuple(
            DirectoryEntry(f"{letter}{n} Ltd", "what it does", f"Street {letter}{n}",
                           "01632 960000", f"{letter}{n}@x.example")
            for n in range(9)
        ))
        for letter in "ABCDEF"
    )  # fmt: skip
    pdf = drawn(MembersDirectory(groups, "31 March 2003"))
    assert len(page_sizes(pdf)) > 1
    order = []
    for page in range(len(page_sizes(pdf))):
        text = page_text(pdf, page)
        for name in re.findall(r"([A-F]\d) Ltd", text):
            order.append(name)
            after = text[text.index(f"{name} Ltd") :]
            street, mail = after.index(f"Street {name}"), after.index(f"{name}@x.example")
            assert 0 < street < mail < 120
        found = [g for g in glyphs(pdf, page) if 36 < g.top < 280]
        assert max(g.right for g in found) <= 190.1
    assert order == [f"{letter}{n}" for letter in "ABCDEF" for n in range(9)]


def test_a_programme_without_events_is_left_out() -> None:
    made = make_document(Programme(()), LOOK)
    assert made.pdf == b""
    assert [(p.field, p.holds) for p in made.problems] == [("events", False)]
    both = make_pack([replace(sample_pack(), parts=(Programme(()), sample_parts()["glance"]))],
                     fillable=False)  # fmt: skip
    assert len(page_sizes(both.pdf)) == 1


def test_a_programme_shows_prices_only_where_there_are_some() -> None:
    free = page_text(drawn(Programme((ProgrammeLine("6 May", "Evening", place="Lichfield"),))))
    assert "Price" not in free
    assert "6 May Evening Lichfield" in free
    text = page_text(drawn(sample_parts()["programme"]))
    assert "8 April, 13:30 Secure coding, training Dr Ann Wu Stafford £45 + VAT" in text


SHIPPED = sorted(file.stem for file in TEMPLATES.glob("*.md"))
ALWAYS = {"company.name", "association.name"}
OFTEN = sorted(set(MERGE_FIELDS) - ALWAYS)


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(SHIPPED), st.sets(st.sampled_from(OFTEN)))
def test_a_shipped_text_reads_well_whatever_is_known(name: str, known: set[str]) -> None:
    values = {field: MERGE_FIELDS[field].example for field in known | ALWAYS}
    filled = fill(template(name), values)
    if filled.empty:
        return  # the check holds such a letter
    for block in filled.blocks:
        for line in block.text.split("\n"):
            assert line == line.strip()
            assert not re.search(r"  | [,.:;]|\(\)|[{}]|,,|\.\.|:$|,$", line), line
            assert line


def test_a_privacy_notice_invents_nothing() -> None:
    known = fill(template("privacy_notice"), {"association.name": "Us"})
    text = "\n".join(block.text for block in known.blocks)
    assert known.empty == ()
    assert not re.search(r"\d", text)
    assert "legal basis" not in text
    assert "legitimate" not in text
    assert "How long" not in text


def test_every_letter_names_the_company_and_the_association_signs() -> None:
    for name, part in sample_parts(LONG_NAME).items():
        if name.endswith(("letter", "mailing", "event", "referral", "days", "reminder")):
            pdf = make_pack([replace(sample_pack(), parts=(part,))], fillable=False).pdf
            assert bare("Yours sincerely Alex Brook") in whole_text(pdf), name
            assert len(page_sizes(pdf)) == 1, name

"""Invoices, receipts, credit notes, statements, mandates: every figure as it was given."""

from dataclasses import replace
from datetime import date

import pytest

from crm.documents.content import Part
from crm.documents.invoice import NO_BANK, BankDetails, Invoice, InvoiceKind
from crm.documents.mandate import Mandate
from crm.documents.pack import check_pack, make_document, make_pack
from crm.documents.posting_list import PostingLine, PostingList
from crm.documents.sample_parts import sample_invoice, sample_parts
from crm.documents.samples import LOOK, sample_pack
from crm.documents.sign_in import SignInLine, SignInSheet
from crm.documents.statement import Statement
from tests.crm.documents.reading import glyphs, ink, page_sizes, page_text, picture


def text_of(part: Part, page: int = 0) -> str:
    made = make_pack([replace(sample_pack(), parts=(part,))], fillable=False)
    assert [one for one in made.problems if one.holds] == []
    return page_text(made.pdf, page)


def faults(part: Part) -> list[tuple[str, bool]]:
    return [(p.field, p.holds) for p in check_pack(replace(sample_pack(), parts=(part,)))]


def test_an_invoice_says_what_vat_wants_by_line_and_by_rate() -> None:
    text = text_of(sample_invoice())
    for said in (
        "Invoice no. 2003-0138", "Date 2 April 2003", "Payment due 2 May 2003",
        "VAT no. GB 000 0000 00", "£225.00 17.5% £39.38 £264.38", "£25.00 17.5% £4.38 £29.38",
        "Net £250.00", "VAT £43.76", "Total to pay £293.76", "17.5% £250.00 £43.76",
        "Sort code 00-00-00", "Account number 00000000", "Please quote WM-0482-K",
    ):  # fmt: skip
        assert said in text
    assert "Paid" not in text


def test_nothing_is_added_up_or_put_right() -> None:
    wrong = replace(sample_invoice(), net_pence=1, vat_pence=2, total_pence=99)
    text = text_of(wrong)
    assert "Net £0.01 VAT £0.02 Total to pay £0.99" in text


def test_a_body_without_vat_says_none() -> None:
    plain = replace(sample_invoice(), vat_lines=(), vat_pence=0, vat_number="", total_pence=25000)
    text = text_of(plain)
    assert "VAT" not in text
    assert "Description Amount" in text
    assert "Total to pay £250.00" in text


def test_a_receipt_and_a_credit_note_ask_for_no_money() -> None:
    receipt, credit = text_of(sample_parts()["receipt"]), text_of(sample_parts()["credit_note"])
    assert "Receipt no." in receipt
    assert "PAID" in receipt
    assert "By standing order on 14 April 2003." in receipt
    assert "For invoice 2003-0138" in credit
    assert "Total credited £293.76" in credit
    assert "How to pay" not in receipt + credit


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"vat_number": " "}, [("association.vat_number", True)]),
        ({"number": ""}, [("number", True)]),
        ({"lines": ()}, [("lines", True)]),
        ({"bank": NO_BANK}, [("association.bank", False)]),
        ({"bank": BankDetails("A", "B", "", "1")}, [("association.bank", False)]),
        ({"bank": NO_BANK, "stamp": "Paid"}, []),
        ({"notes": ("x" * 5_001,)}, [("notes", True)]),
    ],
)
def test_what_an_invoice_lacks_is_said(
    change: dict[str, object], found: list[tuple[str, bool]]
) -> None:
    assert faults(replace(sample_invoice(), **change)) == found  # type: ignore[arg-type]


def test_an_invoice_of_many_lines_goes_on_and_loses_none() -> None:
    line = sample_invoice().lines[1]
    many = replace(
        sample_invoice(), lines=tuple(replace(line, text=f"Place {n}.") for n in range(90))
    )
    pdf = make_pack([replace(sample_pack(), parts=(many,))], fillable=False).pdf
    pages = [page_text(pdf, page) for page in range(len(page_sizes(pdf)))]
    assert len(pages) == 4
    assert all("".join(pages).count(f"Place {n}.") == 1 for n in range(90))
    assert all("Description Net" in page for page in pages[:3])
    assert "Invoice · Potteries Data Ltd Page 2 of 4" in pages[1]
    assert "Total to pay" in pages[3]


def test_figures_stand_under_each_other() -> None:
    pdf = make_pack([replace(sample_pack(), parts=(sample_invoice(),))], fillable=False).pdf
    table = [g for g in glyphs(pdf) if 115 < g.top < 140 and g.char.isdigit() and g.left > 180]
    right = {round(max(g.right for g in table if abs(g.top - one.top) < 1), 1) for one in table}
    assert max(right) - min(right) < 0.5


def test_a_statement_says_who_owes_what() -> None:
    text = text_of(sample_parts()["statement"])
    assert "02/04/2003 Membership and joining fee 2003-0138 £293.76 £293.76" in text
    assert "14/04/2003 Standing order received WM-0482-K £264.38 £29.38" in text
    assert "Up to 30 days 31 to 60 days 61 to 90 days Older £0.00 £105.75 £29.38 £0.00" in text
    clear = Statement(date(2003, 6, 30), (), 0)
    assert "Nothing is owed. Thank you." in text_of(clear)
    assert "£5.00 stands to your credit." in text_of(replace(clear, due_pence=-500))


def test_a_mandate_says_the_amount_twice_and_never_direct_debit() -> None:
    text = text_of(sample_parts()["mandate"])
    assert "£264.38" in text
    assert "Two hundred and sixty-four pounds and thirty-eight pence" in text
    assert "further notice in writing" in text
    assert "14 April 2003" in text
    assert "WM-0482-K" in text
    assert "direct debit" not in text.lower()


def test_digits_stand_in_their_cells_or_the_cells_stay_empty() -> None:
    known = replace(_mandate(), payer_sort_code="12-34-56", payer_account="1234 5678")
    assert "1 2 3 4 5 6" in text_of(known) or "123456" in text_of(known)
    odd = replace(known, payer_sort_code="12-34")
    assert ("mandate", False) in faults(odd)
    assert "12-34" not in text_of(odd)


def test_a_mandate_that_nothing_is_known_for_is_boxes() -> None:
    empty = Mandate("", "", LOOK.name, frequency="")
    assert faults(empty) == [("association.bank", False)]
    pdf = make_pack([replace(sample_pack(), parts=(empty,))], fillable=False).pdf
    image = picture(pdf, dpi=100)
    assert ink(image, 100, (24, 40, 190, 200)) > 500
    assert "£" not in page_text(pdf)
    assert faults(replace(empty, pence=-1)) == [("pence", True), ("association.bank", False)]


def _mandate() -> Mandate:
    mandate = sample_parts()["mandate"]
    assert isinstance(mandate, Mandate)
    return mandate


def test_a_posting_list_counts_what_it_was_told_and_has_a_line_to_sign() -> None:
    lines = tuple(PostingLine(f"WM-{n:04}", f"Firm {n} Ltd", "Leek", "ST13 5AA") for n in range(70))
    made = make_document(PostingList("Packs", date(2003, 3, 17), lines, (("Packs", "70"),)), LOOK)
    assert made.problems == ()
    pages = [page_text(made.pdf, page) for page in range(len(page_sizes(made.pdf)))]
    assert all("No. Reference Name Town Postcode" in page for page in pages[:2])
    assert "70 WM-0069 Firm 69 Ltd Leek ST13 5AA" in pages[-1]
    assert "Packs 70 Handed in by Date and time" in pages[-1]
    empty = make_document(PostingList("Packs", date(2003, 3, 17), ()), LOOK)
    assert [(p.field, p.holds) for p in empty.problems] == [("lines", True)]


def test_a_sign_in_sheet_has_rows_for_all_and_for_walk_ins() -> None:
    sheet = SignInSheet(
        "Evening", "6 May", "Leek", tuple(SignInLine(f"G{n}") for n in range(40)), 9
    )
    made = make_document(sheet, LOOK)
    words = " ".join(page_text(made.pdf, page) for page in range(len(page_sizes(made.pdf)))).split()
    assert all(words.count(f"G{n}") == 1 for n in range(40))
    assert "49" in words
    assert "50" not in words
    for walk_ins, people, field in ((-1, sheet.people, "walk_ins"), (0, (), "people")):
        odd = make_document(replace(sheet, walk_ins=walk_ins, people=people), LOOK)
        assert [(p.field, p.holds) for p in odd.problems] == [(field, True)]


def test_kinds_have_their_own_headings() -> None:
    assert [kind.value for kind in InvoiceKind] == ["Invoice", "Credit note", "Receipt"]
    assert isinstance(sample_parts()["invoice"], Invoice)

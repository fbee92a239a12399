"""Labels, badges, cards and envelopes: each on its place to a fraction of a millimetre."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.documents.badges import MembershipCard, NameBadge, make_badges, make_cards
from crm.documents.envelopes import ENVELOPES, Envelope, make_envelopes
from crm.documents.label_sheets import ALL_SHEETS, BADGES, CARDS, SHEETS, LabelSheet, check_sheet
from crm.documents.labels import AddressLabel, fit_report, make_labels, make_proof
from crm.documents.pack import make_pack
from crm.documents.sample_parts import sample_badges, sample_card, sample_label
from crm.documents.samples import HOME, LONG_NAME, LOOK, sample_pack
from crm.domain.addresses import Address
from crm.domain.errors import Refusal
from tests.crm.documents.reading import (
    active_names,
    bare,
    glyphs,
    ink,
    loose_fonts,
    page_sizes,
    page_text,
    picture,
    whole_text,
)

LONG_HOME = Address("Unit 5, The Old Pottery Works", "Liverpool Road East Industrial Estate",
                    "Etruria", "Stoke-on-Trent", "ST4 1AA")  # fmt: skip
FULL = AddressLabel(
    LONG_NAME, LONG_HOME, "Prof. Christopher Featherstonehaugh", "Managing Director"
)


def inside(pdf: bytes, sheet: LabelSheet, number: int, edge: float = 1.5) -> str:
    left, top = sheet.place(number)
    return "".join(
        g.char
        for g in glyphs(pdf)
        if left + edge < g.left and g.right < left + sheet.wide - edge
        and top + edge < g.top and g.bottom < top + sheet.high - edge
    )  # fmt: skip


@pytest.mark.parametrize("sheet", BADGES.values(), ids=lambda sheet: sheet.name)
def test_every_badge_stands_inside_its_own_edges(sheet: LabelSheet) -> None:
    check_sheet(sheet)
    badges = [NameBadge(f"Guest {n}", LONG_NAME, "Event", "Job", LOOK.name)
              for n in range(sheet.count)]  # fmt: skip
    made = make_badges(badges, sheet)
    assert page_sizes(made.pdf) == [(pytest.approx(210, abs=0.01), pytest.approx(297, abs=0.01))]
    for number in range(sheet.count):
        words = bare(f"Event Guest {number} Job {LONG_NAME} {LOOK.name}")
        assert sorted(inside(made.pdf, sheet, number)) == sorted(words)


@pytest.mark.parametrize("sheet", CARDS.values(), ids=lambda sheet: sheet.name)
@pytest.mark.parametrize("name", ["W", LONG_NAME, "W" * 120])
def test_every_card_stands_inside_its_own_edges(sheet: LabelSheet, name: str) -> None:
    check_sheet(sheet)
    cards = [MembershipCard(name, f"{n:04}", "1 April 2004", "11–24", LOOK.name, LOOK.branch)
             for n in range(sheet.count)]  # fmt: skip
    made = make_cards(cards, sheet)
    assert made.problems == ()
    for number in range(sheet.count):
        said = inside(made.pdf, sheet, number)
        whole = (
            f"{LOOK.name}Member{name}{LOOK.branch}Number{number:04}Validto1 April 2004Staff11–24"
        )
        assert sorted(said) == sorted(bare(whole))


def test_a_plastic_card_has_a_page_of_its_size() -> None:
    made = make_cards([sample_card(), sample_card(LONG_NAME)], CARDS["CR80"])
    size = (pytest.approx(85.60, abs=0.01), pytest.approx(53.98, abs=0.01))
    assert page_sizes(made.pdf) == [size, size]
    assert made.sheets == 2


def test_a_card_in_a_pack_stands_between_its_cutting_marks() -> None:
    pack = replace(sample_pack(), parts=(sample_card(),))
    pdf = make_pack([pack], fillable=False).pdf
    card = CARDS["CR80"]
    left, top = (210 - card.wide) / 2, 40.0
    on = [g for g in glyphs(pdf) if left < g.left < left + card.wide and top < g.top]
    assert "PotteriesDataLtd" in "".join(g.char for g in on)
    assert max(g.bottom for g in on) < top + card.high
    image = picture(pdf, dpi=200)
    for x in (left, left + card.wide):
        assert ink(image, 200, (x - 0.4, top - 5, x + 0.4, top - 3)) > 10


@pytest.mark.parametrize("sheet", ALL_SHEETS.values(), ids=lambda sheet: sheet.name)
def test_the_proof_draws_every_outline(sheet: LabelSheet) -> None:
    image = picture(make_proof(sheet), dpi=150)
    for number in range(sheet.count):
        left, top = sheet.place(number)
        middle = top + sheet.high / 2
        edge = max(left, 0.3)
        assert ink(image, 150, (edge - 0.4, middle - 2, edge + 0.6, middle + 2)) > 5
    assert page_text(make_proof(sheet)).count(f"{sheet.name} ·") == sheet.count


def test_a_proof_moves_as_the_labels_do() -> None:
    straight, moved = (glyphs(make_proof(SHEETS["L7160"], shift=s))[0] for s in ((0, 0), (-5, 5)))
    assert moved.left - straight.left == pytest.approx(-5, abs=0.02)
    assert moved.top - straight.top == pytest.approx(5, abs=0.02)


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=lambda sheet: sheet.name)
def test_town_and_postcode_are_on_the_label_or_the_label_is_held(sheet: LabelSheet) -> None:
    made = make_labels([FULL, sample_label()], sheet)
    for fit, label in zip(made.fits, (FULL, sample_label()), strict=True):
        if fit.held:
            assert "does not fit" in fit.held
            assert not made.pdf or label.organisation not in page_text(made.pdf)
        else:
            text = bare(page_text(made.pdf))
            assert bare(label.organisation) in text
            assert "STOKE-ON-TRENTST41AA" in text
            assert fit.dropped in {(), ("Managing Director",)}
            assert ("ManagingDirector" in text) or fit.dropped


def test_the_report_says_what_was_shrunk_dropped_or_held() -> None:
    labels = [sample_label(), FULL, AddressLabel("No Home Ltd", Address()),
              AddressLabel("No Town Ltd", Address("", "1 High Street", "", "", "ST4 1AA")),
              AddressLabel("No Code Ltd", replace(HOME, postcode=""))]  # fmt: skip
    report = fit_report(labels, SHEETS["L7162"])
    assert report == make_labels(labels, SHEETS["L7162"]).fits
    assert [bool(fit.held) for fit in report] == [False, False, True, True, False]
    assert report[0].says == ""
    assert report[1].says == (
        "Printed small, at 8 points. Left out for want of room: Managing Director."
    )
    assert report[2].says == "No Home Ltd has no postal address."
    assert "no town" in report[3].says
    made = make_labels(labels, SHEETS["L7162"])
    assert [(p.number, p.holds) for p in made.problems] == [(2, True), (3, True), (4, False)]


def test_only_whole_sheets_are_turned_over_and_held_ones_take_no_label() -> None:
    sheet = BADGES["L7418"]
    badges = [NameBadge("شركة"), *[NameBadge(f"G{n}") for n in range(9)]]
    made = make_badges(badges, sheet, start=8)
    assert made.sheets == 2
    assert page_text(made.pdf, 0) == "G0"
    assert page_text(made.pdf, 1).split() == [f"G{n}" for n in range(1, 9)]
    assert made.fits[0].held.startswith("The name has letters we cannot print")
    assert make_badges(badges[:1], sheet).pdf == b""


@pytest.mark.parametrize(
    "badge", [NameBadge(""), MembershipCard("A", "", "x"), MembershipCard("", "1", "x")]
)
def test_what_must_be_there_is_asked_for(badge: NameBadge | MembershipCard) -> None:
    assert [fault.holds for fault in badge.fit(86, 55).faults] == [True]


names = st.text(st.characters(categories=["L", "N"], max_codepoint=0x24F,
                              exclude_characters="ŉ­ſĿŀĳĲǄǅǆǇǈǉǊǋǌǱǲǳ"),
                min_size=1, max_size=24)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(names, min_size=1, max_size=5).map(" ".join))
def test_any_name_is_whole_on_its_badge_and_card(name: str) -> None:
    badge = make_badges([NameBadge(name)], BADGES["L7414"])
    card = make_cards([MembershipCard(name, "0138", "")], CARDS["CR80"])
    for made in (badge, card):
        held = made.fits[0].held
        if held:
            assert len(name) > 120 or "letters we cannot print" in held
        else:
            assert bare(name) in whole_text(made.pdf)


@settings(max_examples=60, deadline=None)
@given(
    st.floats(10, 105), st.floats(8, 60), st.integers(1, 6), st.integers(1, 12),
    st.floats(-5, 60), st.floats(-5, 60), st.floats(0, 70), st.floats(0, 70),
)  # fmt: skip
def test_a_sheet_that_passes_lies_on_its_page(
    wide: float, high: float, columns: int, rows: int, left: float, top: float, x: float, y: float
) -> None:
    sheet = LabelSheet("own", wide, high, columns, rows, left, top, x, y)
    try:
        check_sheet(sheet)
    except Refusal:
        return
    for number in range(sheet.count):
        at, down = sheet.place(number)
        assert at >= -0.05
        assert at + wide <= 210.05
        assert down >= -0.05
        assert down + high <= 297.05


@pytest.mark.parametrize("envelope", ENVELOPES.values(), ids=lambda envelope: envelope.name)
def test_the_address_stands_in_its_zone_and_ours_in_the_corner(envelope: Envelope) -> None:
    labels = [FULL, sample_label()]
    made = make_envelopes(labels, envelope, sender=(LOOK.name, *LOOK.address))
    assert made.problems == ()
    sizes = page_sizes(made.pdf)
    assert sizes == [(pytest.approx(envelope.wide), pytest.approx(envelope.high))] * 2
    for page in range(2):
        found = glyphs(made.pdf, page)
        ours = [g for g in found if g.top < 30]
        theirs = [g for g in found if g.top >= 30]
        assert bare("If undelivered, please return to") in "".join(g.char for g in ours)
        assert max(g.right for g in ours) < 90
        assert max(g.bottom for g in ours) < 25
        assert min(g.left for g in theirs) >= envelope.left
        assert max(g.right for g in theirs) <= envelope.wide - 15
        assert max(g.bottom for g in theirs) <= envelope.high - 15
        assert "ST41AA" in "".join(g.char for g in theirs)


def test_envelopes_move_and_keep_the_order_of_the_run() -> None:
    labels = [replace(sample_label(f"Firm {n} Ltd")) for n in range(3)]
    labels.insert(1, AddressLabel("Nowhere Ltd", Address()))
    made = make_envelopes(labels, ENVELOPES["DL"], shift=(2, -3))
    assert [page_text(made.pdf, page).split()[5:7] for page in range(3)] == [
        ["Firm", "0"], ["Firm", "1"], ["Firm", "2"],
    ]  # fmt: skip
    assert made.fits[1].held == "Nowhere Ltd has no postal address."
    straight = glyphs(make_envelopes(labels[:1], ENVELOPES["DL"]).pdf)[0]
    moved = glyphs(made.pdf)[0]
    assert moved.left - straight.left == pytest.approx(2, abs=0.02)
    assert moved.top - straight.top == pytest.approx(-3, abs=0.02)


def test_sheets_hold_their_fonts_and_nothing_that_acts() -> None:
    for pdf in (
        make_badges(sample_badges(), BADGES["90×55"]).pdf,
        make_cards([sample_card()], CARDS["CR80"]).pdf,
        make_envelopes([sample_label()], ENVELOPES["C5"]).pdf,
        make_proof(SHEETS["L7160"]),
    ):
        assert loose_fonts(pdf) == set()
        assert active_names(pdf) == set()


def test_equal_sheets_are_equal_bytes() -> None:
    for make in (
        lambda: make_badges(sample_badges(), BADGES["90×55"]),
        lambda: make_cards([sample_card()], CARDS["C32010"]),
        lambda: make_envelopes([sample_label()], ENVELOPES["C4"], sender=("A",)),
    ):
        assert make() == make()

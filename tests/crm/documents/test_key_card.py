"""The key card: one page, both columns used, the same bytes for the same keys."""

import pytest

from crm.documents.key_card import KeyCard, KeyGroup, KeyRow, make_key_card
from crm.documents.rendering import count_pages
from crm.domain.errors import Refusal
from tests.crm.documents.reading import page_text


def card(groups: int, rows: int, does: str = "Log this call") -> KeyCard:
    made = tuple(
        KeyGroup(f"Screen {g}", tuple(KeyRow(f"Ctrl+{g}{r}", f"{does} {r}") for r in range(rows)))
        for g in range(groups)
    )
    return KeyCard("Muster: the keys", "Letters outside text fields", made)


@pytest.mark.parametrize(("groups", "rows"), [(0, 0), (1, 1), (1, 30), (6, 15), (8, 24)])
def test_it_is_one_page_with_every_key(groups: int, rows: int) -> None:
    pdf = make_key_card(card(groups, rows))
    assert count_pages(pdf) == 1
    text = page_text(pdf)
    for g in range(groups):
        assert f"SCREEN {g}" in text
        for r in range(rows):
            assert f"Ctrl+{g}{r}" in text


def test_equal_cards_are_equal_bytes() -> None:
    assert make_key_card(card(3, 9)) == make_key_card(card(3, 9))
    assert make_key_card(card(3, 9)) != make_key_card(card(3, 10))


def test_marks_in_a_caption_are_printed_as_they_are() -> None:
    pdf = make_key_card(card(1, 1, "<b>Ask & say</b> *now*"))
    assert "<b>Ask & say</b> *now*" in page_text(pdf)


def test_more_than_a_page_is_refused() -> None:
    with pytest.raises(Refusal):
        make_key_card(card(20, 40))

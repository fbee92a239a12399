"""The cards of people say who they are and how they are reached, and what speaks against it."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from crm.data.queries.company_facts import EmailFacts, NumberFacts, PersonFacts
from ui.panels.people import PeopleCards, PersonCard, say_contact


def number(**told: object) -> NumberFacts:
    facts: dict[str, object] = {
        "id": 1, "person_id": 1, "typed": "01632 960123", "e164": "+441632960123",
        "extension": "", "kind": "", "note": "", "state": "usable", "source": "",
        "ctps_result": "", "ctps_checked_on": None,
    }  # fmt: skip
    return NumberFacts(**{**facts, **told})  # type: ignore[arg-type]


HELEN = PersonFacts(
    1, "Ms", "Helen", "Marsh", "", "Ms Helen Marsh", "Managing Director", "decision maker", "",
    "", None, (number(),), (EmailFacts(1, 1, "helen@potteries.example", ""),),
)  # fmt: skip


def words(cards: PeopleCards) -> list[str]:
    return [label.text() for label in cards.findChildren(QLabel)]


def test_a_number_is_said_nationally_with_what_speaks_against_it() -> None:
    assert say_contact(number(kind="direct", extension="12")) == "01632 960123 ext 12 · direct"
    assert say_contact(number(state="fax")) == "01632 960123 · fax"
    assert say_contact(number(objects=True)) == "01632 960123 · do not call"
    assert say_contact(number(e164=None, typed="ask Jon")) == "ask Jon · cannot be dialled"


def test_a_card_says_name_role_post_numbers_and_email(qtbot: QtBot) -> None:
    cards = PeopleCards()
    qtbot.addWidget(cards)
    cards.show_people([HELEN])
    assert words(cards) == [
        "Ms Helen Marsh", "decision maker", "Managing Director", "01632 960123",
        "helen@potteries.example",
    ]  # fmt: skip
    assert "Managing Director" in cards.cards()[0].accessibleName()


def test_a_company_with_nobody_known_says_so(qtbot: QtBot) -> None:
    cards = PeopleCards()
    qtbot.addWidget(cards)
    cards.show_people([])
    assert words(cards) == ["Nobody is known here yet."]


def test_a_card_is_picked_by_key_and_the_companys_own_stands_for_nobody(qtbot: QtBot) -> None:
    cards = PeopleCards(pickable=True)
    qtbot.addWidget(cards)
    cards.show_people([HELEN], [number(person_id=None)])
    picked: list[object] = []
    cards.picked.connect(picked.append)
    for card in cards.cards():
        qtbot.keyClick(card, Qt.Key.Key_Return)
    assert picked == [1, None]


def test_more_room_puts_more_cards_in_a_row(qtbot: QtBot) -> None:
    cards = PeopleCards()
    qtbot.addWidget(cards)
    cards.show_people([HELEN, HELEN])
    cards.resize(1000, 300)
    cards.show()
    first, second = cards.cards()
    assert first.y() == second.y()
    cards.resize(300, 600)
    cards.layout().activate()
    assert first.y() < second.y()


LONG_ADDRESS = "maximilian.featherstonehaugh-cholmondeley@averylongdomainname.example"


def test_a_long_address_is_broken_to_fit_and_copied_whole(qtbot: QtBot) -> None:
    cards = PeopleCards()
    qtbot.addWidget(cards)
    cards.resize(240, 400)
    long = replace(HELEN, emails=(EmailFacts(1, 1, LONG_ADDRESS, ""),))
    cards.show_people([long])
    cards.show()
    (line,) = [one for one in cards.findChildren(QLabel) if "@" in one.text()]
    assert line.minimumSizeHint().width() <= cards.width()
    assert line.heightForWidth(line.width()) >= 2 * line.fontMetrics().height()
    assert line.accessibleName() == LONG_ADDRESS
    line.actions()[0].trigger()
    assert QGuiApplication.clipboard().text() == LONG_ADDRESS


def test_the_badge_goes_below_a_name_that_leaves_it_no_room(qtbot: QtBot) -> None:
    card = PersonCard("Mr Stuart Colclough", role="decision maker")
    qtbot.addWidget(card)
    assert card.minimumSizeHint().width() < card.sizeHint().width()
    card.resize(card.minimumSizeHint().width(), 200)
    card.show()
    name, worn = (one for one in card.findChildren(QLabel) if one.text())
    assert worn.y() >= name.y() + name.height()

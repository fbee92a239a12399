"""The calling screen in a book with rules of its own."""

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QPushButton

from crm.actions.calling_rules import set_calling_rules
from crm.domain.calling_rules import CALLING_RULES
from crm.domain.outcomes import Need, Outcome
from tests.ui.today.conftest import Screen
from ui.today.outcome_buttons import log_keys


def test_reasons_and_names_come_from_the_rules(screen: Screen) -> None:
    labels = tuple("Refused" if one == "Not interested" else one for one in CALLING_RULES.labels)
    rules = replace(CALLING_RULES, reasons=("Merging", "No answer given"), labels=labels)
    screen.desk.bridge.do(set_calling_rules, rules)
    button = screen.room.call.outcomes.button(Outcome.NOT_INTERESTED)
    assert button.accessibleName() == "Refused"
    screen.open("Potteries Data Ltd")
    screen.press(log_keys(Outcome.NOT_INTERESTED)[0])
    reasons = screen.room.call.asking.field(Need.REASON)
    assert isinstance(reasons, QComboBox)
    assert [reasons.itemText(n) for n in range(reasons.count())] == list(rules.reasons)
    screen.press("Enter")
    assert screen.said[-1].startswith("Logged refused with Potteries Data Ltd.")
    assert screen.past("Potteries Data Ltd")[0].title.endswith("refused")


def test_the_plan_shown_is_that_of_the_books_rules(screen: Screen) -> None:
    quick = replace(CALLING_RULES.cadence, message_wait=9)
    screen.desk.bridge.do(set_calling_rules, replace(CALLING_RULES, cadence=quick))
    screen.open("Potteries Data Ltd")
    before = screen.room.call.next_step.planned()
    screen.room.call.outcomes.button(Outcome.MESSAGE).click()
    planned = screen.room.call.next_step.planned()
    screen.desk.bridge.do(set_calling_rules, CALLING_RULES)
    assert screen.room.call.next_step.planned() not in {planned, before}


def test_not_now_offers_the_days_of_the_book(screen: Screen) -> None:
    cadence = replace(CALLING_RULES.cadence, not_now_days=45, not_now_choices=(14, 45))
    screen.desk.bridge.do(set_calling_rules, replace(CALLING_RULES, cadence=cadence))
    screen.open("Potteries Data Ltd")
    screen.press(log_keys(Outcome.NOT_NOW)[0])
    strip = screen.room.call.asking
    assert strip.field(Need.WHEN).text() == "+45d"
    offered = {made.text(): made for made in strip.findChildren(QPushButton)}
    assert set(offered) == {"14 days", "45 days"}
    offered["14 days"].click()
    assert strip.field(Need.WHEN).text() == "+14d"
    assert strip.field(Need.WHEN).isAncestorOf(screen.focus())

"""A call is corrected beside its timeline, by keys, and nothing changes before it was shown."""

from crm.data.queries.company import company_page
from crm.domain.outcomes import Outcome
from tests.ui.today.conftest import Screen
from ui.places import Place


def pick(screen: Screen, outcome: Outcome) -> None:
    screen.room.company.correction.outcome.choose(outcome)
    screen.press("Enter")


def test_the_last_call_is_corrected_by_keys(screen: Screen) -> None:
    screen.open("Leek Logic")
    before = screen.past("Leek Logic")
    screen.press("Ctrl+Shift+E")
    panel = screen.room.company.correction
    assert screen.focus() is panel.outcome
    assert "CORRECT THE CALL OF TODAY 10:20: NO ANSWER" in panel.words()
    pick(screen, Outcome.NOT_INTERESTED)
    assert not panel.asking.isHidden()
    screen.press("Enter")
    assert "Outcome: no answer → not interested." in panel.words()
    assert "Stage: Attempting → Declined." in panel.words()
    assert screen.past("Leek Logic") == before
    assert screen.focus() is panel.correct
    screen.press("Enter")
    assert panel.isHidden()
    assert screen.past("Leek Logic")[0].outcome == "not-interested"
    assert screen.book.ask(company_page, screen.firms["Leek Logic"]).stage == "Declined"
    assert screen.said[-1] == "Corrected the call with Leek Logic: not interested."


def test_escape_leaves_the_call_as_it_is(screen: Screen) -> None:
    screen.open("Leek Logic")
    before = screen.past("Leek Logic")
    screen.press("Ctrl+Shift+E")
    pick(screen, Outcome.MESSAGE)
    screen.press("Escape")
    assert screen.room.company.correction.isHidden()
    assert screen.past("Leek Logic") == before


def test_enter_on_a_call_of_the_timeline_opens_it_there(screen: Screen) -> None:
    screen.open("Potteries Data Ltd")
    past = screen.room.company.past
    (entry,) = [one for one in past.entries() if "interested, send pack" in one.title]
    past.opened.emit(entry)
    words = screen.room.company.correction.words()
    assert "INTERESTED, SEND PACK" in words
    linked = [one for one in past.entries() if one.links == ("correct",)]
    assert linked == [entry]


def test_the_page_of_a_company_leads_here(screen: Screen) -> None:
    activity = screen.past("Leek Logic")[0].activity_id
    screen.room.show_place(
        Place("today", "company", screen.firms["Leek Logic"], view=f"correct {activity}")
    )
    assert not screen.room.company.correction.isHidden()
    screen.open("Rugby Robotics")
    assert screen.room.company.correction.isHidden()


def test_a_company_that_was_never_called_says_so(screen: Screen) -> None:
    screen.open("Rugby Robotics")
    screen.press("Ctrl+Shift+E")
    assert screen.said[-1] == "There is no call with this company to correct."

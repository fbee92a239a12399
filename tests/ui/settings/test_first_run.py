"""The first run: answers, refusals beside their fields, the demo book."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from crm.data.book import Book
from crm.data.queries.association import association, current_drive, signatories
from crm.data.queries.companies import count_companies
from crm.domain.errors import Cancelled
from crm.domain.progress import Quiet
from ui.places import Place
from ui.settings.demo_book import demo_place, make_demo_book
from ui.settings.first_run import FirstRun
from ui.settings.room import SettingsRoom

ANSWERS = {
    "street": "4 Market Square", "town": "Stafford", "postcode": "st162aa",
    "legal_form": "unincorporated association", "signatory": "Alex Brook",
    "title": "Founder member", "telephone": "01632 960123", "email": "alex@wmita.example",
    "starts_on": "06/01/2003", "ends_on": "31/12/2003",
}  # fmt: skip


@pytest.fixture
def room(qtbot, new_desk):
    made = SettingsRoom(new_desk)
    made.resize(1200, 800)
    made.show()
    made.show_place(Place("settings", "first run"))
    made.focus_first()
    return made


def test_the_preset_is_filled_in_and_nothing_else_is_made_up(room):
    values = room.first_run.form.values()
    assert values["name"] == "West Midlands IT Association"
    assert values["drive"] == "2003 membership drive"
    assert {values[field] for field in ANSWERS} == {""}


def test_enter_goes_from_what_is_missing_to_the_list(qtbot, room, new_desk):
    went = []
    new_desk.places.went.connect(went.append)
    form = room.first_run.form
    for field in ("street", "town", "postcode", "signatory", "telephone", "email",
                  "starts_on", "ends_on"):  # fmt: skip
        qtbot.keyClick(form.field("name").editor, Qt.Key.Key_Return)
        assert form.field(field).trouble(), field
        assert form.field(field).editor.hasFocus()
        qtbot.keyClicks(form.field(field).editor, ANSWERS[field])
    assert went == []
    qtbot.keyClick(form.field("ends_on").editor, Qt.Key.Key_Return)
    assert went == [Place("exchange")]
    asked = []
    new_desk.bridge.ask(association, then=asked.append)
    new_desk.bridge.ask(current_drive, then=asked.append)
    new_desk.bridge.ask(signatories, then=asked.append)
    profile, drive, (signs,) = asked
    assert (profile.street, profile.postcode) == ("4 Market Square", "ST16 2AA")
    assert (drive.starts_on, drive.ends_on) == (date(2003, 1, 6), date(2003, 12, 31))
    assert (signs.name, signs.telephone) == ("Alex Brook", "01632 960123")
    assert room.sections["association"].isVisible()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", " ", "needs a name"),
        ("postcode", "nowhere", "postcode"),
        ("telephone", "ask Bob", "no telephone number"),
        ("email", "alex", "no email address"),
        ("starts_on", "31/02/2003", "no day"),
        ("ends_on", "01/01/2003", "ends before"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(room, field, typed, said):
    form = room.first_run.form
    form.fill({**ANSWERS, field: typed})
    assert not room.first_run.go_on(Place("today"))
    assert said in form.field(field).trouble()
    assert form.field(field).text() == typed.strip()
    asked = []
    room.bridge.ask(association, then=asked.append)
    assert asked == [None]


def test_an_empty_book_is_started_by_the_second_button(room, new_desk):
    went = []
    new_desk.places.went.connect(went.append)
    room.first_run.form.fill(ANSWERS)
    room.first_run.empty_button.click()
    assert went == [Place("today")]


def test_everything_to_type_in_has_a_name(room):
    names = [editor.accessibleName() for editor in room.first_run.lines()]
    assert len(names) == 12
    assert all(names)


def test_the_demo_book_is_a_book_of_its_own(qtbot, new_desk, tmp_path):
    page = FirstRun(new_desk, folder=lambda: tmp_path / "books")
    wished = []
    new_desk.wishes.book_wished.connect(wished.append)
    page.make_demo()
    (wish,) = wished
    assert wish.location == str(tmp_path / "books" / "demo.muster")
    assert not wish.create
    demo = Book.open(wish.location)
    assert demo.ask(count_companies) > 300
    demo.close()
    asked = []
    new_desk.bridge.ask(association, then=asked.append)
    assert asked == [None]
    assert demo_place(tmp_path / "books").name == "demo 2.muster"


def test_a_demo_book_given_up_leaves_nothing(tmp_path):
    class Stopped(Quiet):
        def step(self, done, of=None, note=""):
            raise Cancelled

    with pytest.raises(Cancelled):
        make_demo_book(tmp_path / "demo.muster", date(2003, 3, 14), Stopped())
    assert list(tmp_path.iterdir()) == []

"""Going, back and forward."""

import pytest
from PySide6.QtCore import QSettings

from ui.jobs import Job, say_left
from ui.places import REMEMBERED, Place, Places
from ui.preferences import PreferenceStore
from ui.where import has_screen, say_book


def test_back_and_forward_walk_the_places(qapp):
    places, went = Places(), []
    places.went.connect(went.append)
    one, two, three = Place("today"), Place("companies"), Place("companies", "company", 17)
    for place in (one, two, three, three):
        places.go(place)
    places.back()
    places.back()
    places.forward()
    assert went == [one, two, three, three, two, one, two]
    places.go(Place("letters"))
    assert not places.can_go_forward
    places.back()
    assert places.here == two


def test_a_noted_place_is_on_the_way_back_but_nobody_goes_there(qapp):
    places, went = Places(), []
    places.go(Place("companies"))
    places.went.connect(went.append)
    places.note(Place("companies", "company", 3))
    assert went == []
    places.back()
    assert went == [Place("companies")]


def test_the_way_back_ends(qapp):
    places = Places()
    for number in range(REMEMBERED + 50):
        places.go(Place("companies", "company", number))
    steps = 0
    while places.can_go_back:
        places.back()
        steps += 1
    assert steps == REMEMBERED


def test_preferences_come_back_and_nonsense_is_left_out(tmp_path):
    path = str(tmp_path / "p.ini")
    store = PreferenceStore(QSettings(path, QSettings.Format.IniFormat))
    store.change(text_size=150, columns={"companies": {"name": 200}})
    store.opened("a.muster")
    store.opened("b.muster")
    store.opened("a.muster")
    again = PreferenceStore(QSettings(path, QSettings.Format.IniFormat))
    assert again.now == store.now
    assert again.now.recent_books == ("a.muster", "b.muster")
    settings = QSettings(path, QSettings.Format.IniFormat)
    settings.setValue("preferences", '{"text_size": "huge", "scheme": "dark", "x": 1}')
    sound = PreferenceStore(settings)
    assert (sound.now.text_size, sound.now.scheme) == (100, "dark")
    settings.setValue("preferences", "{broken")
    assert PreferenceStore(settings).now.text_size == 100


@pytest.mark.parametrize(
    ("environment", "platform", "screen"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({"QT_QPA_PLATFORM": "xcb"}, "linux", False),
        ({}, "win32", True),
    ],
)
def test_a_screen_is_looked_for_before_it_is_needed(environment, platform, screen):
    assert has_screen(environment, platform) is screen


def test_a_book_is_named_without_its_password():
    assert say_book("postgresql://ann:secret@db.example/drive") == "db.example/drive"
    assert say_book("/home/ann/drive 2003.muster") == "drive 2003"


def test_a_job_knows_how_long_it_still_takes():
    time = [0.0]
    job = Job("Import", lambda _job: None, clock=lambda: time[0])
    assert job.seconds_left is None
    time[0] = 30.0
    job.step(1, 4)
    assert job.seconds_left == 90
    assert say_left(90.0) == "about 2 min left"
    assert say_left(42.0) == "about 40 s left"
    assert say_left(None) == ""


def test_a_job_does_not_tell_more_often_than_one_can_see():
    time, told = [0.0], []
    job = Job("Import", told.append, clock=lambda: time[0])
    for number in range(1000):
        time[0] += 0.001
        job.step(number, 1000)
    assert 5 <= len(told) <= 15

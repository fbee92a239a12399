"""The mail server in Settings, tried with a real one."""

from collections.abc import Iterator

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from pytestqt.qtbot import QtBot

from crm.data.queries.emails import mail_server as server_kept
from crm.exchange import mail_passwords
from tests.books.mail_server import PASSWORD, USER, Running, mail_server
from ui.panels import mail_lane
from ui.room import Desk
from ui.settings.email import EmailSection
from ui.settings.facts import settings_facts


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    monkeypatch.setattr(mail_passwords, "_remembered", {})
    with mail_server() as made:
        monkeypatch.setattr(mail_lane, "TRUST", [made.trust])
        yield made
    keyring.set_keyring(before)


@pytest.fixture
def section(qtbot: QtBot, set_up_desk: Desk, running: Running) -> EmailSection:
    made = EmailSection(set_up_desk)
    qtbot.addWidget(made)

    def show(*_changes: object) -> None:
        set_up_desk.bridge.ask(settings_facts, then=made.show_facts)

    set_up_desk.bridge.changed.connect(show)
    show()
    return made


def test_a_test_message_arrives_once_everything_is_filled_in(
    qtbot: QtBot, section: EmailSection, running: Running
) -> None:
    section._try()
    assert "Fill in the server" in section.said.text()
    for field, text in (
        ("host", "localhost"), ("port", str(running.server.port)), ("user", USER),
        ("from_address", "office@wmita.example"),
    ):  # fmt: skip
        section._lines[field].saved.emit(text)
    section._try()
    assert "Type the password" in section.said.text()
    section.password.setText(PASSWORD)
    section._keep()
    assert "no keyring" in section.said.text()
    assert section.password.text() == ""
    with qtbot.waitSignal(section._lane.delivered):
        section._try()
    assert section.said.text() == "Sent. Look for it at office@wmita.example."
    assert running.post.recipients == ["office@wmita.example"]


def test_what_is_wrong_is_said_and_nothing_is_kept_of_it(
    qtbot: QtBot, section: EmailSection, running: Running
) -> None:
    section._lines["host"].saved.emit("no such host!")
    assert section.desk.bridge._book.ask(server_kept).host == ""
    for field, text in (
        ("host", "localhost"), ("port", str(running.server.port)), ("user", USER),
        ("from_address", "office@wmita.example"),
    ):  # fmt: skip
        section._lines[field].saved.emit(text)
    section.password.setText("wrong")
    section._keep()
    with qtbot.waitSignal(section._lane.delivered):
        section._try()
    assert "does not let us in" in section.said.text()
    section.way.choose("tls")
    section._choose()
    assert section.desk.bridge._book.ask(server_kept).port == 465

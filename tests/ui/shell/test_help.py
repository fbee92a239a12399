"""Help: pages that ship, searchable, shown as plain words whatever they hold."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.command import Command
from ui.look.pages import Page
from ui.shell.help_sheet import HelpSheet, Topic, keys_topic, topics

COMMANDS = (
    Command("calls.log", "Log | the <b>call</b>", lambda: None, "Ctrl+0", tip="Write it *down*"),
)


def sheet(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    made = HelpSheet(holder, [keys_topic("Keys: Today", COMMANDS), *topics()])
    made.holder = holder
    made.show()
    return made


def test_every_page_has_a_title_and_plain_words():
    pages = topics()
    assert len(pages) >= 8
    for page in pages:
        assert page.text.startswith("# ")
        assert "<" not in page.text.replace("`<", "")
        assert "](" not in page.text


def test_the_keys_of_the_screen_come_first_and_search_finds_pages(qtbot):
    made = sheet(qtbot)
    assert made.titles()[0] == "Keys: Today"
    search = made.findChild(QLineEdit)
    qtbot.keyClicks(search, "bank holidays")
    assert made.titles() == ["Typing the next step"]
    assert "+3wd" in made._page.toPlainText()
    search.clear()
    qtbot.keyClicks(search, "zebra")
    assert made.titles() == []
    assert "Nothing" in made._page.toPlainText()


def test_every_page_of_the_help_can_be_reached_by_keys(qtbot):
    made = sheet(qtbot)
    qtbot.keyClick(made._list, Qt.Key.Key_End)
    assert "When something is wrong" in made._page.toPlainText()


def test_text_is_data_and_nothing_is_loaded(qtbot, tmp_path: Path, monkeypatch):
    page = Page("Help page")
    qtbot.addWidget(page)
    loaded = []
    monkeypatch.setattr(Page, "loadResource", lambda *given: loaded.append(given))
    page.show_page(
        "# A <b>head</b>\n\n<script>x</script>\n\n![words](file:///etc/hostname) [a link](http://x)\n\n"
        "| a & b | `code` |\n|---|---|\n| <img src=x> | **strong** |\n\n1. one\n2. two\n\n- three\n"
    )
    page.show()
    shown = page.toPlainText()
    for words in ("A <b>head</b>", "<script>x</script>", "words", "a link", "a & b", "<img src=x>",
                  "strong", "one", "three"):  # fmt: skip
        assert words in shown
    assert loaded == []
    made = page.toHtml()
    assert "<img" not in made
    assert "href" not in made


def test_tables_of_keys_keep_marks_in_names(qtbot):
    page = Page("Help page")
    qtbot.addWidget(page)
    page.show_page(keys_topic("Keys", COMMANDS).text)
    assert "Log | the <b>call</b>" in page.toPlainText()
    assert "Write it *down*" in page.toPlainText()


def test_a_topic_is_found_by_all_its_words():
    topic = Topic("Undo", "# Undo\n\nCtrl+Z takes back.")
    assert topic.speaks_of(["ctrl+z", "back"])
    assert not topic.speaks_of(["ctrl+z", "forward"])

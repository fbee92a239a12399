"""What things look like: readable in every scheme, and plain text stays plain."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QMessageBox

from ui.look import icons, measure
from ui.look.buttons import button, icon_button, plain_tip, say_keys
from ui.look.messages import message_box
from ui.look.pages import Page
from ui.look.text import badge, label, literal, section_title, wrapped
from ui.look.tokens import TOKENS, Kind, Scheme, Tokens


def luminance(colour):
    def linear(value):
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    made = QColor(colour)
    return sum(
        weight * linear(part)
        for weight, part in zip(
            (0.2126, 0.7152, 0.0722), (made.redF(), made.greenF(), made.blueF()), strict=True
        )
    )


def contrast(first, second):
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", list(Scheme))
def test_all_text_can_be_read_on_what_it_stands_on(scheme):
    worn: Tokens = TOKENS[scheme]
    pairs = [(worn.text, ground) for ground in (worn.surface, worn.background, worn.selected)]
    pairs += [(worn.muted, ground) for ground in (worn.surface, worn.inset, worn.selected)]
    pairs += [(worn.accent, worn.selected), (worn.on_accent, worn.accent)]
    pairs += [(worn.on_raised, worn.raised), (worn.danger, worn.surface)]
    pairs += [(worn.ink(kind), worn.tints[kind]) for kind in Kind]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


HOSTILE = '<img src="/etc/passwd"> & <b>Marks & Co</b>'


def test_hostile_text_is_shown_as_it_is(qapp):
    for made in (label(HOSTILE), wrapped(HOSTILE), badge(HOSTILE), section_title(HOSTILE)):
        assert made.textFormat() is Qt.TextFormat.PlainText
    assert button(HOSTILE).text().count("&&") == 2
    assert literal("A & B") == "A && B"
    assert plain_tip("plain") == "plain"
    assert "<img" not in plain_tip(HOSTILE)
    box: QMessageBox = message_box(None, "t", HOSTILE, more=HOSTILE)
    assert box.textFormat() is Qt.TextFormat.PlainText
    assert box.text().count(HOSTILE) == 2
    assert box.informativeText() == ""


def test_a_page_loads_nothing(qapp):
    page = Page("Help")
    page.show_page("# Head\n![x](/etc/passwd)")
    assert page.loadResource(2, "/etc/passwd") is None
    assert page.toPlainText().startswith("Head")


def test_lengths_grow_with_the_text(appearance, qapp):
    small = measure.row_height(), button("Log call").sizeHint().width()
    appearance.wear(Scheme.LIGHT, text_size=200)
    big = measure.row_height(), button("Log call").sizeHint().width()
    assert all(1.8 < large / little < 2.2 for large, little in zip(big, small, strict=True))


def test_a_scheme_dresses_the_whole_application(appearance, qapp):
    appearance.wear(Scheme.DARK)
    assert QApplication.palette().window().color().name().upper() == TOKENS[Scheme.DARK].surface
    assert TOKENS[Scheme.DARK].accent in qapp.styleSheet()


def test_keys_are_printed_short():
    assert say_keys("Ctrl+Shift+P") == "Ctrl ⇧ P"
    assert say_keys("Alt+Down") == "Alt ↓"


def test_every_icon_draws_in_the_colour_asked(qapp):
    for name in icons.names():
        picture = icons.pixmap(name, "#FF0000").toImage()
        seen = {
            picture.pixelColor(x, y).name()
            for x in range(picture.width())
            for y in range(picture.height())
            if picture.pixelColor(x, y).alpha() > 250
        }
        assert not seen or seen == {"#ff0000"}, name


def test_an_icon_button_has_a_name(qapp):
    assert icon_button("x", "Hide this message").accessibleName() == "Hide this message"

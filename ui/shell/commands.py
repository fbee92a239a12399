"""What can be done in every room."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from ui.bridge import Bridge
from ui.command import Command
from ui.places import Place, Places
from ui.shell.catalogue import Entry

FILE, EDIT, VIEW, GO, HELP = "File", "Edit", "View", "Go", "Help"
NO_BOOK = "Open a book first"
MENUS = (FILE, EDIT, VIEW, GO, HELP)


@dataclass(frozen=True, slots=True)
class WindowDeeds:
    """What the commands of the window do; the app and the window give them."""

    new_book: Callable[[], object]
    open_book: Callable[[], object]
    back_up: Callable[[], object]
    find: Callable[[], object]
    list_commands: Callable[[], object]
    filter: Callable[[], object]
    undo: Callable[[], object]
    keys: Callable[[], object]
    key_card: Callable[[], object]
    about: Callable[[], object]
    wear: Callable[[str], object]
    resize_text: Callable[[int], object]
    leave: Callable[[], object]


def window_commands(
    deeds: WindowDeeds, bridge: Bridge, places: Places, entries: Sequence[Entry]
) -> list[Command]:
    """All of them, in the order of the menus."""

    def with_book() -> bool:
        return bridge.has_book

    return [
        Command("file.new", "New book…", deeds.new_book, group=FILE,
                tip="Make a new, empty book for an association"),
        Command("file.open", "Open book…", deeds.open_book, "Ctrl+O", group=FILE,
                tip="Open another book"),
        Command("file.back_up", "Back up now", deeds.back_up, "Ctrl+Shift+B", with_book,
                group=FILE, tip="Write a verified copy of the book beside the others",
                why_not=NO_BOOK),
        Command("file.leave", "Quit", deeds.leave, "Ctrl+Q", group=FILE,
                tip="Close Muster; everything is saved already"),
        Command("edit.undo", "Undo", deeds.undo, "Ctrl+Z",
                with_book, group=EDIT,
                tip="Take back your latest action, exactly", why_not=NO_BOOK),
        Command("edit.redo", "Redo", bridge.redo, ("Ctrl+Y", "Ctrl+Shift+Z"),
                lambda: bridge.redo_label is not None, group=EDIT,
                tip="Do again what you took back last",
                why_not="Nothing was taken back"),
        Command("edit.find", "Find…", deeds.find, "Ctrl+K", with_book, group=EDIT,
                tip="Find any company, person, number, postcode or note", why_not=NO_BOOK),
        Command("edit.commands", "Everything you can do…", deeds.list_commands, "Ctrl+Shift+K",
                group=EDIT, tip="List every command with its key"),
        Command("view.filter", "Filter the list", deeds.filter, "Ctrl+L", with_book, group=VIEW,
                tip="Go to the filter of this screen", why_not=NO_BOOK),
        *_looks(deeds),
        *_goings(places, entries, with_book),
        Command("help.keys", "Keys and help", deeds.keys, "F1", group=HELP,
                tip="Show the keys of this screen, and the help pages"),
        Command("help.key_card", "Print key card…", deeds.key_card, when=with_book, group=HELP,
                tip="Put every key on one page, to print", why_not=NO_BOOK),
        Command("help.change_keys", "Change keys…",
                partial(places.go, Place("settings", view="keys")), when=with_book, group=HELP,
                tip="Choose other keys for what you do", why_not=NO_BOOK),
        Command("help.about", "About Muster", deeds.about, group=HELP,
                tip="Show which release this is"),
    ]  # fmt: skip


def _looks(deeds: WindowDeeds) -> list[Command]:
    schemes = (
        ("system", "Colours of the system", ""),
        ("light", "Light colours", "light"),
        ("dark", "Dark colours", "dark"),
        ("contrast", "High contrast", "high contrast"),
    )
    made = [
        Command(f"view.{key}", text, partial(deeds.wear, scheme), group=VIEW,
                tip=f"Wear: {text.lower()}")
        for key, text, scheme in schemes
    ]  # fmt: skip
    made += [
        Command("view.bigger", "Bigger text", lambda: deeds.resize_text(10), ("Ctrl++", "Ctrl+="),
                group=VIEW, tip="Make all text a tenth bigger"),
        Command("view.smaller", "Smaller text", lambda: deeds.resize_text(-10), "Ctrl+-",
                group=VIEW, tip="Make all text a tenth smaller"),
    ]  # fmt: skip
    return made


def _goings(
    places: Places, entries: Sequence[Entry], with_book: Callable[[], bool]
) -> list[Command]:
    made = [
        Command(f"go.{entry.key}", entry.title, partial(places.go, Place(entry.key)),
                f"Alt+{number}" if entry.keyed else (), with_book, group=GO, tip=entry.tip,
                why_not=NO_BOOK)
        for number, entry in enumerate(entries, start=1)
    ]  # fmt: skip
    made += [
        Command("go.back", "Back", places.back, "Alt+Left", lambda: places.can_go_back,
                group=GO, tip="Go to where you were before",
                why_not="You were nowhere else yet"),
        Command("go.forward", "Forward", places.forward, "Alt+Right",
                lambda: places.can_go_forward, group=GO, tip="Go forward again",
                why_not="You have not gone back"),
    ]  # fmt: skip
    return made

"""Keys as data: how they are spelt, which are spoken for, and who gets one that two want."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtGui import QKeySequence

_PORTABLE = QKeySequence.SequenceFormat.PortableText
_MOVES = ("Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown")
_PLAIN = {
    "Return": "Enter accepts what is typed.",
    "Tab": "Tab goes from field to field.",
    "Backtab": "Shift+Tab goes from field to field.",
    "Shift+Tab": "Shift+Tab goes from field to field.",
    "Shift+Backtab": "Shift+Tab goes from field to field.",
    "Ctrl+Tab": "Ctrl+Tab goes from field to field.",
    "Esc": "Esc leaves a field as it was.",
    "F1": "F1 always shows the keys and the help.",
    "F10": "F10 opens the menus.",
    "Shift+F10": "Shift+F10 opens the menu of what is chosen.",
    "Menu": "This key opens the menu of what is chosen.",
    "Alt+F4": "Alt+F4 closes the window.",
    "Space": "The space bar is needed for typing and ticking.",
    "Backspace": "Backspace is needed for typing.",
    "Shift+Space": "The space bar is needed for typing and ticking.",
    "Shift+Backspace": "Backspace is needed for typing.",
    "Del": "Delete is needed for typing.",
    "Ins": "Insert is needed for typing.",
    "Ctrl+C": "Ctrl+C copies what is selected.",
    "Ctrl+X": "Ctrl+X cuts what is selected.",
    "Ctrl+V": "Ctrl+V pastes.",
    "Ctrl+A": "Ctrl+A selects all of a text or a list.",
    "Ctrl+Z": "Ctrl+Z takes typing back in a field.",
    "Ctrl+Y": "Ctrl+Y brings typing back in a field.",
    "Ctrl+Ins": "Ctrl+Insert copies what is selected.",
    "Shift+Ins": "Shift+Insert pastes.",
    "Shift+Del": "Shift+Delete cuts what is selected.",
    "Ctrl+Backspace": "Ctrl+Backspace takes a word out of a text.",
    "Ctrl+Del": "Ctrl+Delete takes a word out of a text.",
    "Shift+Return": "Shift+Enter starts a new line in a text.",
}

_PRINTED = {
    "Return": "Enter",
    "Del": "Delete",
    "Ins": "Insert",
    "PgUp": "Page Up",
    "PgDown": "Page Down",
}


def spell(keys: str) -> str:
    """A combination in Qt's portable words, both Enter keys as one; empty where it is none."""
    spelt = QKeySequence(keys).toString(_PORTABLE)
    if not spelt or ", " in spelt:
        return ""
    return f"{spelt[: -len('Enter')]}Return" if spelt.endswith("Enter") else spelt


def held_and_last(spelt: str) -> tuple[frozenset[str], str]:
    """The keys held down and the one pressed: `Ctrl++` is Ctrl and `+`."""
    if spelt.endswith("++"):
        return frozenset(spelt[:-2].split("+")), "+"
    *held, last = spelt.split("+") if spelt != "+" else ["+"]
    return frozenset(held), last


def is_letter(keys: str) -> bool:
    """Whether it is one sign alone: such a key works outside text fields only."""
    return len(spell(keys)) == 1


def why_reserved(keys: str) -> str:
    """Why nothing of one's own may be put on a key; empty where it may."""
    spelt = spell(keys)
    if not spelt:
        return "This is no key that can be used alone."
    if spelt in _PLAIN:
        return _PLAIN[spelt]
    held, last = held_and_last(spelt)
    if "Meta" in held:
        return "Keys with this key belong to the system."
    if last in _MOVES and "Alt" not in held:
        return "The arrows, Home, End and the page keys move in texts and lists."
    if len(last) == 1 and held == {"Shift"}:
        return "Shift and a letter type a capital. Take the letter alone, or add Ctrl or Alt."
    return ""


def words_of(keys: str) -> str:
    """A combination in the words printed on the keys: `Ctrl+Shift+Enter`."""
    spelt = spell(keys)
    if not spelt:
        return ""
    held, last = held_and_last(spelt)
    order = [key for key in ("Ctrl", "Alt", "Shift", "Meta") if key in held]
    return "+".join([*order, _PRINTED.get(last, last)])


def with_key(keys: Sequence[str], new: str) -> tuple[str, ...]:
    """The keys of a command once it has a new one.

    A letter takes the place of its letters, a combination that of its combinations, so that
    what works while typing and what works outside fields can stand side by side.
    """
    alone = is_letter(new)
    others = tuple(key for key in keys if is_letter(key) != alone)
    return (*others, new) if alone else (new, *others)


def settle(
    commands: Iterable[tuple[str, Sequence[str]]],
    own: Mapping[str, Sequence[str]],
    taken: Iterable[str] = (),
) -> dict[str, tuple[str, ...]]:
    """Say which keys each command listens to, by its id, so that no key is heard by two.

    `commands` are ids with the keys that ship, `own` the user's by id, `taken` what is heard
    already. The user's own come first; a key that is reserved counts only where it ships, and
    there it stays.
    """
    listed = [(name, tuple(filter(None, map(spell, keys)))) for name, keys in commands]
    heard = set(taken)
    found: dict[str, tuple[str, ...]] = {}
    for chosen in (True, False):
        for name, shipped in listed:
            if (name in own) is not chosen:
                continue
            wanted = own[name] if chosen else shipped
            stays = (key for key in shipped if why_reserved(key))
            spelt = dict.fromkeys((*map(spell, wanted), *stays))
            usable = (key for key in spelt if key in shipped or not why_reserved(key))
            found[name] = tuple(key for key in usable if key not in heard)
            heard.update(found[name])
    return found


def both_enters(keys: Iterable[str]) -> list[str]:
    """The keys as they are listened to: with Return, the Enter of the number pad too."""
    heard: list[str] = []
    for key in keys:
        heard.append(key)
        if key.endswith("Return"):
            heard.append(f"{key[: -len('Return')]}Enter")
    return heard

"""Changing keys: who else has one, and what is kept of it on this machine."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ui.command import EVERYWHERE, Command, Scope
from ui.keys import spell, why_reserved
from ui.room import Desk

Own = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Clash:
    """Another command that can be reached together with one and listens to the same key."""

    command: Command
    where: str
    key: str


def clashes(scopes: Sequence[Scope], command: Command, keys: Iterable[str]) -> list[Clash]:
    """Who listens to these keys where the command could be meant too."""
    home = next(scope.name for scope in scopes if command in scope.commands)
    wanted = [spell(key) for key in keys]
    return [
        Clash(other, scope.title or scope.name, key)
        for scope in scopes
        if EVERYWHERE in (home, scope.name) or home == scope.name
        for other in scope.commands
        if other is not command
        for key in other.keys
        if key in wanted
    ]


def with_keys(
    own: Own, command: Command, keys: Sequence[str], taken_over: Iterable[Clash] = ()
) -> Own:
    """The user's keys once a command has others; those taken over are lost by who had them."""
    changed = dict(own)
    _put(changed, command, keys)
    lost: dict[str, tuple[Command, list[str]]] = {}
    for clash in taken_over:
        lost.setdefault(clash.command.id, (clash.command, []))[1].append(clash.key)
    for other, gone in lost.values():
        _put(changed, other, [key for key in other.keys if key not in gone])
    return changed


def stays(command: Command) -> tuple[str, ...]:
    """The keys of a command that nothing takes from it."""
    return tuple(spell(key) for key in command.shipped if why_reserved(key))


def changed_by_user(command: Command) -> bool:
    """Whether its keys are others than those that ship."""
    return set(command.keys) != {spell(key) for key in command.shipped}


def keep(desk: Desk, own: Own) -> None:
    """Keep the keys on this machine and let everything listen to them at once."""
    desk.preferences.change(keys=own)
    desk.commands.wear(own)


def _put(own: Own, command: Command, keys: Sequence[str]) -> None:
    spelt = tuple(dict.fromkeys(filter(None, map(spell, keys))))
    if set(spelt) == {spell(key) for key in command.shipped}:
        own.pop(command.id, None)
    else:
        own[command.id] = spelt

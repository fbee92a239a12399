"""Values as plain data and back: how calls and drafts are kept beside the book."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, TypeVar, get_args, get_type_hints

T = TypeVar("T")


def as_data(value: object) -> dict[str, Any]:
    """Give a frozen value as text, numbers, lists and mappings; defaults are left out."""
    data: dict[str, Any] = _plain(value)
    return data


def from_data(kind: type[T], data: Mapping[str, Any]) -> T:
    """Read a value of a kind back; raises ValueError where it is none.

    Fields that the kind does not have are passed over.
    """
    value: T = _read(data, kind)
    return value


def _plain(value: object) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        held = {one.name: getattr(value, one.name) for one in fields(value)}
        defaults = {one.name: one.default for one in fields(value)}
        return {name: _plain(one) for name, one in held.items() if one != defaults[name]}
    return value


def _read(value: object, kind: Any) -> Any:
    """Read a value as one of the kinds of a field: `datetime | None`, `str`, `When`."""
    several = [one for one in get_args(kind) if one is not Ellipsis]
    if value is None:
        return _none(kind, several)
    if several and isinstance(value, list):
        return tuple(_read(one, several[0]) for one in value)
    wanted = next((one for one in several if one is not NoneType), kind)
    if is_dataclass(wanted) and isinstance(wanted, type):
        if not isinstance(value, Mapping):
            raise ValueError(f"{value!r} is no {wanted.__name__}")
        known = _kinds(wanted)
        try:
            return wanted(**{n: _read(v, known[n]) for n, v in value.items() if n in known})
        except TypeError as error:
            raise ValueError(f"this is no {wanted.__name__}") from error
    if issubclass(wanted, (datetime, date)) and isinstance(value, str):
        return wanted.fromisoformat(value)
    if issubclass(wanted, Enum):
        return wanted(value)
    if type(value) is not wanted:
        raise ValueError(f"{value!r} is no {wanted.__name__}")
    return value


def _none(kind: Any, several: list[Any]) -> None:
    if kind is not NoneType and NoneType not in several:
        raise ValueError("something must be said here")


@cache
def _kinds(wanted: type) -> dict[str, Any]:
    return get_type_hints(wanted)

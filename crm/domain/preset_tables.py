"""One table of a preset file, taken entry by entry."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from crm.domain.errors import Refusal
from crm.domain.money import read_pounds
from crm.domain.text_safety import NAME_LENGTH, clean_line

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class PresetTable:
    """One table of a preset, read entry by entry; `end` refuses what nobody asked for."""

    def __init__(self, place: str, entries: Mapping[str, object]) -> None:
        self._place = place
        self._left = dict(entries)

    def field(self, key: str) -> str:
        """Name an entry as a Refusal names it."""
        return f"{self._place}.{key}" if self._place else key

    def text(self, key: str, most: int = NAME_LENGTH) -> str:
        """Take one safe line of text, empty where it is not given."""
        return clean_line(self._take(key, str, "text") or "", self.field(key), most)

    def number(self, key: str, otherwise: int) -> int:
        """Take a whole number."""
        found = self._take(key, int, "a whole number")
        return otherwise if found is None else found

    def day(self, key: str) -> date | None:
        """Take a date."""
        return self._take(key, date, "a date like 2003-01-31")

    def pence(self, key: str) -> int | None:
        """Take an amount of money written as text."""
        written = self.text(key)
        return read_pounds(written, self.field(key)) if written else None

    def percent(self, key: str) -> Decimal:
        """Take a rate from 0 to 100 written as text."""
        written = self.text(key)
        try:
            rate = Decimal(written)
        except InvalidOperation:
            rate = Decimal(-1)
        if not 0 <= rate <= 100:
            raise self._wrong(key, "a rate like 17.5")
        return rate

    def choice(self, key: str, choices: type[E], otherwise: E) -> E:
        """Take one of a closed set of words."""
        written = self.text(key)
        if not written:
            return otherwise
        if written not in tuple(choices):
            raise self._wrong(key, "one of: " + ", ".join(filter(None, choices)))
        return choices(written)

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a list of lines of text."""
        found = self._take(key, list, "a list") or []
        if not all(isinstance(entry, str) for entry in found):
            raise self._wrong(key, "a list of texts")
        return tuple(clean_line(entry, self.field(key)) for entry in found)

    def table(self, key: str) -> "PresetTable":
        """Take a table inside this one, empty where it is not given."""
        return PresetTable(self.field(key), self._take(key, dict, "a table") or {})

    def tables(self, key: str) -> list["PresetTable"]:
        """Take a list of tables; the places of their entries count from 1."""
        found = self._take(key, list, "a list of tables") or []
        if not all(isinstance(entry, dict) for entry in found):
            raise self._wrong(key, "a list of tables")
        return [PresetTable(f"{self.field(key)}.{n}", entry) for n, entry in enumerate(found, 1)]

    def must(self, value: T | None, key: str) -> T:
        """Refuse where an entry that cannot be left out is missing."""
        if value is None or value == "":
            raise Refusal(
                f"The preset says nothing under {self.field(key)}.", field=self.field(key)
            )
        return value

    def end(self) -> None:
        """Refuse entries that mean nothing, so that a slip of the pen is not passed over."""
        for key in self._left:
            message = f"The preset has an entry {self.field(key)} that means nothing."
            raise Refusal(message, field=self.field(key))

    def _take(self, key: str, kind: type[T], wanted: str) -> T | None:
        found = self._left.pop(key, None)
        if found is None:
            return None
        if not isinstance(found, kind) or type(found) is not kind:  # a truth is no number here
            raise self._wrong(key, wanted)
        return found

    def _wrong(self, key: str, wanted: str) -> Refusal:
        return Refusal(f"{self.field(key)} in the preset must be {wanted}.", field=self.field(key))

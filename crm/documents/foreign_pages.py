"""A foreign PDF as it is kept once it is read: pages, and the objects that draw them."""

from dataclasses import dataclass

Matrix = tuple[float, float, float, float, float, float]

Piece = bytes | int
"""A stretch of a written object, or the number of another object that stands there."""


@dataclass(frozen=True, slots=True)
class Copied:
    """One object: how it is written, and its stream as it is in the file, None without one."""

    pieces: tuple[Piece, ...]
    stream: bytes | None = None


@dataclass(frozen=True, slots=True)
class ForeignPage:
    """One page as it is seen: its size in points, what draws it, and how that is placed.

    `drawn` are numbers of objects of the file with the matrix each is drawn with, in order.
    """

    wide: float
    high: float
    drawn: tuple[tuple[Matrix, int], ...]


@dataclass(frozen=True, slots=True)
class ForeignPdf:
    """A PDF reduced to what can be seen. `loose_fonts` are fonts it names but does not hold."""

    sha256: str
    pages: tuple[ForeignPage, ...]
    objects: tuple[Copied, ...]
    loose_fonts: tuple[str, ...] = ()

"""Taking objects of a foreign PDF over, one by one, with only those entries that draw."""

import zlib
from collections import deque
from typing import Any, Final

from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from crm.documents.foreign_pages import Copied, Piece
from crm.domain.errors import Refusal

FILTER_KEYS: Final = ("/F", "/FFilter", "/FDecodeParms")
"""Entries by which a stream points at a file outside."""
_NEVER: Final = frozenset(
    {"/JS", "/JavaScript", "/AA", "/A", "/OpenAction", "/EF", "/AF", "/Ref", "/OPI", "/PieceInfo",
     "/Metadata", "/StructParent", "/StructParents", "/XFA", "/Launch", "/URI", "/Names", "/Parent",
     "/P", "/Annots", "/AcroForm", "/OC", "/Alternates", "/PS", "/Measure", "/PtData", "/Popup",
     "/FFilter", "/FDecodeParms", "/Length", "/LastModified", "/Properties", "/ProcSet"}
)  # fmt: skip
_OF_A_FORM: Final = frozenset(
    {"/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Resources", "/Group", "/Filter",
     "/DecodeParms"}
)  # fmt: skip
_MOST_OBJECTS: Final = 20_000
_MOST_BYTES: Final = 60_000_000
_DEEPEST: Final = 40


class Copier:
    """Copies what pages draw with, each object once, and remembers where it is."""

    def __init__(self) -> None:
        self.copied: list[Copied] = []
        self.loose_fonts: set[str] = set()
        self._numbers: dict[object, int] = {}
        self._waiting: deque[tuple[int, PdfObject]] = deque()
        self._kept: list[PdfObject] = []  # an address is a key only while its object lives
        self._bytes = 0

    def add(self, value: PdfObject) -> int:
        """Note an object to be copied and say its number."""
        if isinstance(value, IndirectObject):
            key: object = (value.idnum, value.generation)
        elif value.indirect_reference is not None:
            key = (value.indirect_reference.idnum, value.indirect_reference.generation)
        else:
            key = id(value)
            self._kept.append(value)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = self._reserve()
            self._waiting.append((number, value))
        return number

    def add_form(
        self,
        entries: dict[str, object],
        resources: DictionaryObject,
        group: PdfObject | None,
        content: bytes,
    ) -> int:
        """Make a drawing of its own out of the content of a page."""
        number = self._reserve()
        packed = zlib.compress(content)
        said = b"<<" + b"".join(
            b"/" + key.encode() + b" " + _plain(value) for key, value in entries.items()
        )
        pieces: list[Piece] = [said + b"/Filter/FlateDecode/Resources "]
        self._write(resources, pieces, 0)
        if group is not None:
            pieces.append(b"/Group ")
            self._write(group, pieces, 0)
        self.copied[number] = Copied((*pieces, b">>"), packed)
        return number

    def finish(self) -> None:
        """Copy everything noted, and whatever that in turn draws with."""
        while self._waiting:
            number, value = self._waiting.popleft()
            self.copied[number] = self._copy(value.get_object())

    def _reserve(self) -> int:
        if len(self.copied) >= _MOST_OBJECTS:
            raise Refusal("The PDF is made of too many parts to be inserted.", field="pdf")
        self.copied.append(Copied((b"null",)))
        return len(self.copied) - 1

    def _copy(self, value: PdfObject | None) -> Copied:
        pieces: list[Piece] = []
        if not isinstance(value, StreamObject):
            self._write(value, pieces, 0)
            return Copied(tuple(pieces))
        if any(key in value for key in FILTER_KEYS) or value.get("/Subtype") == "/PS":
            return Copied((b"<</Type/XObject/Subtype/Form/BBox[0 0 0 0]>>",), b"")
        raw = bytes(value._data)  # noqa: SLF001  # as it is in the file: nothing is unpacked
        self._bytes += len(raw)
        if self._bytes > _MOST_BYTES:
            raise Refusal("The PDF is too large to be inserted.", field="pdf")
        self._write_entries(value, pieces, 0, _OF_A_FORM if _is_form(value) else None)
        return Copied(tuple(pieces), raw)

    def _write(self, value: PdfObject | None, pieces: list[Piece], depth: int) -> None:
        if depth > _DEEPEST:
            raise Refusal("The PDF is nested too deeply.", field="pdf")
        if isinstance(value, IndirectObject):
            target = value.get_object()
            if target is None or isinstance(target, NullObject):
                pieces.append(b" null")
            else:
                pieces += [b" ", self.add(value)]
        elif isinstance(value, StreamObject):
            pieces += [b" ", self.add(value)]
        elif isinstance(value, DictionaryObject):
            self._write_entries(value, pieces, depth, None)
        elif isinstance(value, ArrayObject):
            pieces.append(b"[")
            for one in value:
                self._write(one, pieces, depth + 1)
            pieces.append(b"]")
        else:
            pieces.append(b" " + clean(value))

    def _write_entries(
        self,
        value: DictionaryObject,
        pieces: list[Piece],
        depth: int,
        only: frozenset[str] | None,
    ) -> None:
        self._note_font(value)
        pieces.append(b"<<")
        for key in value:
            if key in _NEVER or (only is not None and key not in only):
                continue
            pieces.append(_name(str(key)))
            self._write(value.raw_get(key), pieces, depth + 1)
        pieces.append(b">>")

    def _note_font(self, value: DictionaryObject) -> None:
        if value.get("/Type") != "/Font" or value.get("/Subtype") in {"/Type0", "/Type3"}:
            return
        described = value.get("/FontDescriptor")
        found = described.get_object() if described is not None else None
        held = isinstance(found, DictionaryObject) and any(
            key in found for key in ("/FontFile", "/FontFile2", "/FontFile3")
        )
        if not held:
            self.loose_fonts.add(str(value.get("/BaseFont", "/?"))[1:81])


def _is_form(value: StreamObject) -> bool:
    return value.get("/Subtype") == "/Form" or ("/BBox" in value and "/PatternType" not in value)


def clean(value: PdfObject | None) -> bytes:
    """Write a name, number or text as it stands in a PDF."""
    match value:
        case BooleanObject():
            return b"true" if value.value else b"false"
        case NameObject():
            return _name(str(value))
        case NumberObject() | FloatObject():
            return (
                _plain(float(value)) if isinstance(value, FloatObject) else str(int(value)).encode()
            )
        case ByteStringObject():
            return b"<" + bytes(value).hex().encode() + b">"
        case TextStringObject():
            return b"<" + value.original_bytes.hex().encode() + b">"
        case _:
            return b"null"


def _name(text: str) -> bytes:
    said = b"".join(
        bytes((byte,)) if 33 <= byte <= 126 and byte not in b"#()<>[]{}/%" else b"#%02X" % byte
        for byte in text[1:].encode("utf-8", "surrogateescape")
    )
    return b"/" + said


def _plain(value: Any) -> bytes:
    if isinstance(value, list):
        return b"[" + b" ".join(map(_plain, value)) + b"]"
    if isinstance(value, float):
        return (f"{value:.6f}".rstrip("0").rstrip(".") or "0").encode()
    return str(value).encode()

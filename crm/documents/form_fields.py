"""Form fields that a PDF reader can fill, made by hand.

The engine's own text field raises on ŵ, ł and even ’. Ours keep the value as a text string and
draw it in the embedded font. NeedAppearances is never set (some readers then drop those very
letters). What is typed later is drawn by the reader in Helvetica, the one font not embedded.
"""

from collections.abc import Sequence
from typing import Any, Final

from reportlab.pdfbase.pdfdoc import (
    BasicFonts,
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObjectReference,
    PDFString,
)
from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfgen.canvas import Canvas

from crm.documents.fonts import runs

READ_ONLY: Final = 1
MULTILINE: Final = 1 << 12
_PRINTED: Final = 4
_INK: Final = "0.106 0.137 0.188"


class FormFields:
    """The fields of one form. Names are dotted; each part but the last becomes a parent field."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas: Any = canvas
        self._form: Any = canvas.acroForm
        _, self._typed_font = self._form.makeFont("Helvetica")
        self._parents: dict[str, tuple[PDFDictionary, list[Any]]] = {}

    def add_text(
        self,
        name: str,
        label: str,
        value: str,
        lines: Sequence[str],
        box: tuple[float, float, float, float],
        font: str,
        size: float,
        *,
        first_baseline: float,
        leading: float,
        flags: int = 0,
    ) -> None:
        """Add a text field whose value is shown as `lines`, baselines measured from its bottom.

        `box` is left, bottom, width and height in points.
        """
        left, bottom, wide, high = box
        field: dict[str, Any] = {
            "FT": PDFName("Tx"),
            "V": PDFString(value),
            "DV": PDFString(value),
            "Ff": flags,
            "DA": PDFString(f"/{self._typed_font} {size:g} Tf {_INK} rg"),
        }
        stream = ["/Tx BMC", "q", f"1 1 {wide - 2:.2f} {high - 2:.2f} re W n"]
        for place, line in enumerate(lines):
            stream.append(self._show(line, font, size, 3.0, first_baseline - place * leading))
        stream += ["Q", "EMC"]
        field["AP"] = PDFDictionary({"N": self._appearance(wide, high, "\n".join(stream))})
        self._add(name, label, (left, bottom, wide, high), field)

    def add_tick(
        self, name: str, label: str, ticked: bool, left: float, bottom: float, size: float
    ) -> None:
        """Add a check box of `size` points, its tick drawn as a path."""
        state = PDFName("Yes" if ticked else "Off")
        tick = (
            f"q {_INK} RG {size * 0.14:.2f} w 1 J 1 j "
            f"{size * 0.2:.2f} {size * 0.52:.2f} m {size * 0.42:.2f} {size * 0.26:.2f} l "
            f"{size * 0.82:.2f} {size * 0.8:.2f} l S Q"
        )
        shown = PDFDictionary(
            {
                "Yes": self._appearance(size, size, tick),
                "Off": self._appearance(size, size, "q Q"),
            }
        )
        field = {
            "FT": PDFName("Btn"),
            "V": state,
            "DV": state,
            "AS": state,
            "AP": PDFDictionary({"N": shown}),
        }
        self._add(name, label, (left, bottom, size, size), field)

    def _add(
        self, name: str, label: str, box: tuple[float, float, float, float], field: dict[str, Any]
    ) -> None:
        left, bottom, wide, high = box
        *above, own = name.split(".")
        kids = self._form.fields
        if above:
            parent, kids = self._parent(".".join(above))
            field["Parent"] = self._form.getRef(parent)
        field |= {
            "Type": PDFName("Annot"),
            "Subtype": PDFName("Widget"),
            "T": PDFString(own),
            "TU": PDFString(label),
            "F": _PRINTED,
            "Rect": PDFArray([left, bottom, left + wide, bottom + high]),
        }
        widget = PDFDictionary(field)
        # The engine has no public way to put a widget of one's own making on a page.
        self._canvas._addAnnotation(widget)  # noqa: SLF001
        kids.append(self._form.getRef(widget))

    def _parent(self, name: str) -> tuple[PDFDictionary, list[Any]]:
        if name not in self._parents:
            kids: list[Any] = []
            array = PDFArray(kids)
            array.sequence = kids
            parent = PDFDictionary({"T": PDFString(name), "Kids": array})
            self._form.fields.append(parent)
            self._parents[name] = (parent, kids)
        return self._parents[name]

    def _appearance(self, wide: float, high: float, stream: str) -> Any:
        fonts = PDFDictionary({"Font": PDFObjectReference(BasicFonts)})
        return self._form.getRef(
            self._form.makeStream(round(wide, 3), round(high, 3), stream, Resources=fonts)
        )

    def _show(self, line: str, name: str, size: float, x: float, y: float) -> str:
        """Write the operators that show a line in the embedded fonts."""
        document = self._canvas._doc  # noqa: SLF001 - fonts are cut to the letters of a document
        shown = [f"BT {_INK} rg {x:.2f} {y:.2f} Td"]
        for font_name, part in runs(line, name):
            font: Any = getFont(font_name)
            for subset, codes in font.splitString(part, document):
                internal = font.getSubsetInternalName(subset, document)
                shown.append(f"{internal} {size:g} Tf <{codes.hex()}> Tj")
        shown.append("ET")
        return "\n".join(shown)

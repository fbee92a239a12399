"""Which scheme the program wears now, and wearing another one."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QStyleFactory

from ui.look import measure
from ui.look.style import style_sheet
from ui.look.tokens import LIGHT, TOKENS, Scheme, Tokens, qt_palette

_worn: Tokens = LIGHT


def tokens() -> Tokens:
    """The colours worn now; whoever paints by hand asks at each painting."""
    return _worn


def system_scheme(app: QApplication) -> Scheme:
    """What the desktop asks for: high contrast before dark before light."""
    hints = app.styleHints()
    if hasattr(hints, "accessibility"):  # from Qt 6.10
        wish = hints.accessibility().contrastPreference()
        if wish == Qt.ContrastPreference.HighContrast:
            return Scheme.CONTRAST
    return Scheme.DARK if hints.colorScheme() == Qt.ColorScheme.Dark else Scheme.LIGHT


class Appearance(QObject):
    """Dresses the application and follows the system while no scheme is chosen."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._chosen: Scheme | None = None
        self._text_size = 100
        self._system_font = QFont(app.font())
        fusion = QStyleFactory.create("Fusion")
        app.setStyle(fusion)
        app.styleHints().colorSchemeChanged.connect(self._follow)

    @property
    def chosen(self) -> Scheme | None:
        """The scheme chosen in Settings, or None where the system decides."""
        return self._chosen

    def wear(self, chosen: Scheme | None = None, *, text_size: int = 100) -> None:
        """Dress in the chosen scheme (None: the system's) with text of so many per cent."""
        global _worn  # noqa: PLW0603 -- an application wears one scheme at a time
        self._chosen = chosen
        self._text_size = max(75, min(250, text_size))
        _worn = TOKENS[chosen or system_scheme(self._app)]
        font = QFont(self._system_font)
        if font.pointSizeF() > 0:
            font.setPointSizeF(font.pointSizeF() * self._text_size / 100)
        else:
            font.setPixelSize(round(font.pixelSize() * self._text_size / 100))
        measure.make_tabular(font)
        self._app.setFont(font)
        measure.measure(font)
        self._app.setPalette(qt_palette(_worn))
        self._app.setStyleSheet(style_sheet(_worn))
        self.changed.emit()

    def _follow(self) -> None:
        if self._chosen is None:
            self.wear(None, text_size=self._text_size)

"""The colours of each scheme, by what they are for."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import QColor, QPalette


class Scheme(StrEnum):
    """Which set of colours is worn."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "high contrast"


class Kind(StrEnum):
    """What a badge, a dot or a message wants to say; never the only sign of it."""

    ACCENT = "accent"
    SUCCESS = "success"
    WARNING = "warning"
    DANGER = "danger"
    INFO = "info"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Tokens:
    """One scheme: colours as `#RRGGBB`.

    `line` parts panes and rows, `edge` draws controls, `inset` is a quiet pane or field,
    `raised` floats above everything, `tints` lie behind text of the same kind.
    """

    scheme: Scheme
    background: str
    surface: str
    inset: str
    selected: str
    selected_edge: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_hover: str
    success: str
    warning: str
    danger: str
    info: str
    neutral: str
    line: str
    edge: str
    raised: str
    on_raised: str
    tints: Mapping[Kind, str]

    def ink(self, kind: Kind) -> str:
        """The colour of text and dots of a kind."""
        return str(getattr(self, kind.value))


LIGHT = Tokens(
    scheme=Scheme.LIGHT,
    background="#F6F7F8",
    surface="#FFFFFF",
    inset="#FAFBFC",
    selected="#E3F1F3",
    selected_edge="#B5D9DE",
    text="#1B2330",
    muted="#59636E",
    accent="#0B6E7F",
    on_accent="#FFFFFF",
    accent_hover="#095C6A",
    success="#1A7237",
    warning="#8A5A00",
    danger="#B42318",
    info="#5B3FB5",
    neutral="#4A5462",
    line="#E4E7EB",
    edge="#CBD2D9",
    raised="#1B2330",
    on_raised="#FFFFFF",
    tints={
        Kind.ACCENT: "#E0F0F2",
        Kind.SUCCESS: "#E4F4E8",
        Kind.WARNING: "#FDF0DC",
        Kind.DANGER: "#FDE8E6",
        Kind.INFO: "#EDE7FB",
        Kind.NEUTRAL: "#ECEFF2",
    },
)

DARK = Tokens(
    scheme=Scheme.DARK,
    background="#14181D",
    surface="#1C2229",
    inset="#191E25",
    selected="#17383E",
    selected_edge="#2A5A62",
    text="#E6EDF3",
    muted="#9DA7B3",
    accent="#5CC4D4",
    on_accent="#10222A",
    accent_hover="#79D2DF",
    success="#5BC272",
    warning="#E0A63A",
    danger="#FF8A80",
    info="#C2A5FF",
    neutral="#C3CBD5",
    line="#2B333C",
    edge="#3A444F",
    raised="#E6EDF3",
    on_raised="#14181D",
    tints={
        Kind.ACCENT: "#17383E",
        Kind.SUCCESS: "#14321D",
        Kind.WARNING: "#3A2A0C",
        Kind.DANGER: "#42191A",
        Kind.INFO: "#2E2249",
        Kind.NEUTRAL: "#2B333C",
    },
)

CONTRAST = Tokens(
    scheme=Scheme.CONTRAST,
    background="#000000",
    surface="#000000",
    inset="#000000",
    selected="#00343B",
    selected_edge="#FFFFFF",
    text="#FFFFFF",
    muted="#FFFFFF",
    accent="#4DE8FF",
    on_accent="#000000",
    accent_hover="#A6F4FF",
    success="#7CFF9B",
    warning="#FFD54A",
    danger="#FF9E94",
    info="#D9C4FF",
    neutral="#FFFFFF",
    line="#FFFFFF",
    edge="#FFFFFF",
    raised="#FFFFFF",
    on_raised="#000000",
    tints=dict.fromkeys(Kind, "#000000"),
)

TOKENS: Mapping[Scheme, Tokens] = {
    Scheme.LIGHT: LIGHT,
    Scheme.DARK: DARK,
    Scheme.CONTRAST: CONTRAST,
}


def qt_palette(tokens: Tokens) -> QPalette:
    """The same colours for what Fusion draws by itself."""
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: tokens.surface,
        QPalette.ColorRole.WindowText: tokens.text,
        QPalette.ColorRole.Base: tokens.surface,
        QPalette.ColorRole.AlternateBase: tokens.inset,
        QPalette.ColorRole.Text: tokens.text,
        QPalette.ColorRole.PlaceholderText: tokens.muted,
        QPalette.ColorRole.Button: tokens.surface,
        QPalette.ColorRole.ButtonText: tokens.text,
        QPalette.ColorRole.BrightText: tokens.danger,
        QPalette.ColorRole.Highlight: tokens.accent,
        QPalette.ColorRole.HighlightedText: tokens.on_accent,
        QPalette.ColorRole.Accent: tokens.accent,
        QPalette.ColorRole.Link: tokens.accent,
        QPalette.ColorRole.LinkVisited: tokens.info,
        QPalette.ColorRole.ToolTipBase: tokens.raised,
        QPalette.ColorRole.ToolTipText: tokens.on_raised,
        QPalette.ColorRole.Light: tokens.surface,
        QPalette.ColorRole.Midlight: tokens.line,
        QPalette.ColorRole.Mid: tokens.edge,
        QPalette.ColorRole.Dark: tokens.edge,
        QPalette.ColorRole.Shadow: tokens.edge,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.muted))
    return palette

"""Badges, key caps and dots for whoever paints by hand: the same ones the widgets wear."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap

from ui.look.measure import TINY, font, px
from ui.look.scheme import tokens
from ui.look.tokens import Kind


def badge_size(text: str) -> QSize:
    """How much room a badge wants."""
    metrics = QFontMetrics(font(TINY))
    return QSize(metrics.horizontalAdvance(text) + px(16), metrics.height() + px(5))


def draw_badge(painter: QPainter, at: QRect, text: str, kind: Kind) -> None:
    """Draw a rounded pill, filling `at`."""
    worn = tokens()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline = QPen(QColor(worn.edge)) if worn.scheme == "high contrast" else Qt.PenStyle.NoPen
    painter.setPen(outline)
    painter.setBrush(QColor(worn.tints[kind]))
    box = QRectF(at).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    painter.setPen(QColor(worn.ink(kind)))
    painter.setFont(font(TINY))
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, at.width() - px(10))
    painter.drawText(at, Qt.AlignmentFlag.AlignCenter, shown)
    painter.restore()


def cap_size(keys: str) -> QSize:
    """How much room a key cap wants."""
    metrics = QFontMetrics(font(TINY))
    width = max(metrics.horizontalAdvance(keys) + px(10), px(18))
    return QSize(width, metrics.height() + px(4))


def draw_key_cap(painter: QPainter, at: QRect, keys: str) -> None:
    """Draw the cap of a key, filling `at`."""
    worn = tokens()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(at).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(QColor(worn.edge), 1))
    painter.setBrush(QColor(worn.surface))
    painter.drawRoundedRect(box, px(3), px(3))
    painter.drawLine(
        QPointF(box.left() + px(3), box.bottom() - 0.5),
        QPointF(box.right() - px(3), box.bottom() - 0.5),
    )
    painter.setPen(QColor(worn.text))
    painter.setFont(font(TINY))
    painter.drawText(at, Qt.AlignmentFlag.AlignCenter, keys)
    painter.restore()


def draw_dot(painter: QPainter, centre: QPointF, kind: Kind, *, size: float = 9) -> None:
    """Draw the dot of a timeline; `size` is its diameter at the design size."""
    worn = tokens()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    colour = worn.muted if kind is Kind.NEUTRAL else worn.ink(kind)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(centre, px(size) / 2, px(size) / 2)
    painter.restore()


def fill_paper(painter: QPainter, at: QRect) -> None:
    """Fill a page with the white of paper, which is white in the dark too."""
    painter.fillRect(at, Qt.GlobalColor.white)


def draw_check(painter: QPainter, at: QRect, *, on: bool, lit: bool = False) -> None:
    """Draw a check box, filling `at`; `lit` while the pointer or focus is on it."""
    worn = tokens()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(at).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(QColor(worn.accent if on or lit else worn.muted), 1))
    painter.setBrush(QColor(worn.accent if on else worn.surface))
    painter.drawRoundedRect(box, px(3), px(3))
    if on:
        painter.setPen(QPen(QColor(worn.on_accent), px(2)))
        width, height = box.width(), box.height()
        painter.drawPolyline(
            [
                QPointF(box.left() + width * 0.22, box.top() + height * 0.52),
                QPointF(box.left() + width * 0.42, box.top() + height * 0.72),
                QPointF(box.left() + width * 0.78, box.top() + height * 0.30),
            ]
        )
    painter.restore()


def picture_of(size: QSize, ratio: float, draw: Callable[[QPainter, QRect], None]) -> QPixmap:
    """Draw a thing once, for whoever shows it many times; `ratio` is the screen's."""
    made = QPixmap(size * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as painter:
        draw(painter, QRect(QPoint(0, 0), size))
    return made

"""Pages of our own words (help): Markdown shown, nothing loaded, nothing opened."""

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QFrame, QTextBrowser


class Page(QTextBrowser):
    """Shows a page of Markdown that ships with the program; text from outside never goes here."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)

    def show_page(self, markdown: str) -> None:
        """Show a page from its top."""
        self.setMarkdown(markdown)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Load nothing, whatever a page names."""
        return None

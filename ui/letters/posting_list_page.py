"""The posting list: what goes to the post office with the packs, to be counted and signed."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from ui.letters.addressing import ForThePost
from ui.letters.rows import count
from ui.letters.sheet_page import SheetPage
from ui.look.text import wrapped

if TYPE_CHECKING:
    from ui.letters.sheet_drawing import DrawnSheets

ABOUT = "Every pack in the order of the letters, with room for the post office's stamp and a name."


class PostingListPage(SheetPage):
    """Draws the list; saves or prints it."""

    title = "Posting list"
    thing = "item"

    def choices(self, inside: QVBoxLayout) -> None:
        """There is nothing to choose: say what it is."""
        inside.addWidget(wrapped(ABOUT))

    def ask_for_drawing(self, post: ForThePost) -> None:
        """Draw the list of these packs."""
        from ui.letters.sheet_drawing import draw_posting_list  # imported by then, by the reader

        self._desk.bridge.work(
            draw_posting_list, post.items, post.look, post.title, post.today,
            self.pages.wanted_dpi(pages=1), then=self.show_drawn, owner=self,
            troubled=self.refused, latest="sheets", title=self.job_title(),
        )  # fmt: skip

    def describe(self, made: "DrawnSheets") -> str:
        """How many, on how many pages."""
        return f"{count(made.printed, self.thing)} on {count(made.pages, 'page')}"

"""What can be done in the room of companies: in the list, and on the page of one."""

from collections.abc import Callable
from typing import Protocol

from ui.command import Command


class Deeds(Protocol):
    """What the commands do; the room does it."""

    def new_company(self) -> object:
        """Open the sheet for a new company."""

    def import_list(self) -> object:
        """Go and bring in a list."""

    def open_current(self) -> object:
        """Open the company the list stands on."""

    def back_to_list(self) -> object:
        """Leave the page for the list."""

    def walk(self, rows: int) -> object:
        """Go on to another company of the list."""

    def call(self) -> object:
        """Go and call the company."""

    def call_today(self) -> object:
        """Put the companies meant onto today's list."""

    def work_through(self) -> object:
        """Work through the ticked companies, or through all that the filter shows."""

    def queue_pack(self) -> object:
        """Queue packs for the ticked companies, or for the one on the page."""

    def set_tag(self) -> object:
        """Ask for a tag."""

    def set_stage(self) -> object:
        """Ask for a stage."""

    def trash(self) -> object:
        """Put companies in the trash."""

    def change_step(self) -> object:
        """Open the next step."""

    def new_person(self) -> object:
        """Add somebody."""

    def find_in_history(self) -> object:
        """Go to the search of the history."""

    def tick_all(self) -> object:
        """Tick every match."""


def room_commands(
    deeds: Deeds, on_page: Callable[[], bool], any_chosen: Callable[[], bool]
) -> list[Command]:
    """All of them; `any_chosen` says that a company is meant, ticked or on the page."""

    def in_list() -> bool:
        return not on_page()

    return [
        Command("companies.new", "New company", deeds.new_company, "Ctrl+N",
                tip="Add a company to the book"),
        Command("companies.import", "Import…", deeds.import_list,
                tip="Bring in companies from a file"),
        Command("companies.open", "Open company", deeds.open_current, "Ctrl+Return",
                when=lambda: in_list() and any_chosen(),
                tip="Open the page of the company the list stands on (Enter in the list)"),
        Command("companies.all", "Select every match", deeds.tick_all, "Ctrl+Shift+A",
                when=in_list, tip="Tick every company that matches (Ctrl+A in the list)"),
        Command("companies.list", "Back to the list", deeds.back_to_list, "Ctrl+Up",
                when=on_page, tip="Leave the page for the list (Esc outside fields)"),
        Command("companies.next", "Next company", lambda: deeds.walk(1), "Alt+Down",
                tip="Go on to the next company of the list"),
        Command("companies.previous", "Previous company", lambda: deeds.walk(-1), "Alt+Up",
                tip="Go back to the company before it in the list"),
        Command("companies.call", "Call", deeds.call, "F9", when=any_chosen,
                tip="Open the company in Today, ready to dial"),
        Command("companies.call_today", "Call today", deeds.call_today, "Ctrl+F9",
                when=any_chosen,
                tip="Put onto today's list, also where the next step is due another day"),
        Command("companies.work_through", "Work through", deeds.work_through, "Ctrl+Shift+F9",
                when=in_list,
                tip="Let Today show only the ticked companies, or all that the filter shows"),
        Command("companies.pack", "Pack", deeds.queue_pack, "Ctrl+Shift+P",
                when=any_chosen, tip="Queue a membership pack"),
        Command("companies.pack_here", "Pack", deeds.queue_pack, "P", when=on_page, listed=False,
                tip="Queue a membership pack (in the list, letters jump to a name)"),
        Command("companies.tag", "Tag…", deeds.set_tag, "Ctrl+Shift+T", when=any_chosen,
                tip="Put a tag on, or take one off"),
        Command("companies.stage", "Set stage…", deeds.set_stage, "Ctrl+Shift+S",
                when=any_chosen, tip="Move to another stage"),
        Command("companies.trash", "Put in the trash", deeds.trash, when=any_chosen,
                tip="Put in the trash, from where undo brings it back"),
        Command("companies.step", "Change the next step", deeds.change_step, "Ctrl+T",
                when=on_page, tip="Say what is next with this company, and when"),
        Command("companies.person", "New person", deeds.new_person, "Ctrl+Shift+N",
                when=on_page, tip="Add somebody who works there"),
        Command("companies.find", "Find in history", deeds.find_in_history, "Ctrl+F",
                when=on_page, tip="Find words in what happened with this company"),
    ]  # fmt: skip

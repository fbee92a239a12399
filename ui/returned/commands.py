"""What can be done with a form that came back."""

from collections.abc import Callable
from dataclasses import dataclass

from ui.command import Command

Deed = Callable[[], object]
Test = Callable[[], bool]
GROUP = "Returned forms"


@dataclass(frozen=True, slots=True)
class ReturnedDeeds:
    """What the commands do; the room gives them."""

    read: Deed
    file: Deed
    take_here: Deed
    take_all: Deed
    keep_all: Deed
    everything: Deed
    whose: Deed
    restore: Deed
    skip: Deed
    company: Deed
    show_file: Deed


@dataclass(frozen=True, slots=True)
class ReturnedState:
    """What is there to do it with."""

    form: Test
    answers: Test
    row: Test
    trashed: Test
    company: Test
    application: Test


@dataclass(frozen=True, slots=True)
class ReturnedCommands:
    """All of them by what they are."""

    read: Command
    file: Command
    take_here: Command
    take_all: Command
    keep_all: Command
    everything: Command
    whose: Command
    restore: Command
    skip: Command
    company: Command
    show_file: Command

    def all(self) -> tuple[Command, ...]:
        """In the order of the menu."""
        return (
            self.read, self.file, self.take_here, self.take_all, self.keep_all, self.everything,
            self.whose, self.restore, self.skip, self.company, self.show_file,
        )  # fmt: skip


def returned_commands(do: ReturnedDeeds, there: ReturnedState) -> ReturnedCommands:
    """Make the commands of the room."""
    no_form = "Read a form first"
    no_company = "Choose the company first"
    return ReturnedCommands(
        read=Command(
            "returned.read", "Read a form…", do.read, "Ctrl+N", group=GROUP,
            tip="Choose a filled PDF, a scan or a photograph of a form that came back"),
        file=Command(
            "returned.file", "File the application", do.file, ("Ctrl+Return", "Ctrl+Enter"),
            there.answers, group=GROUP, why_not=no_company,
            tip="Keep the file, make the application and take the answers ticked, in one step"),
        take_here=Command(
            "returned.take", "Take or keep this answer", do.take_here, "Ctrl+T", there.row,
            group=GROUP, why_not="Go to an answer first",
            tip="Let their answer replace ours, or keep ours"),
        take_all=Command(
            "returned.take_all", "Take every answer", do.take_all, "Ctrl+Alt+T", there.answers,
            group=GROUP, why_not=no_company, tip="Let every answer replace ours"),
        keep_all=Command(
            "returned.keep_all", "Keep all of ours", do.keep_all, "Ctrl+Alt+K", there.answers,
            group=GROUP, why_not=no_company,
            tip="Change nothing of ours; the answers stay with the application"),
        everything=Command(
            "returned.everything", "Show every question", do.everything, "Ctrl+Alt+Q",
            there.answers, group=GROUP, why_not=no_company,
            tip="Show every question, or only those that say something new"),
        whose=Command(
            "returned.whose", "Another company…", do.whose, "Ctrl+Alt+W", there.form,
            group=GROUP, why_not=no_form, tip="Choose by hand whose form this is"),
        restore=Command(
            "returned.restore", "Take the company out of the trash", do.restore, "Ctrl+Alt+R",
            there.trashed, group=GROUP, why_not="The company is not in the trash",
            tip="Bring the company back, so that its form can be filed"),
        skip=Command(
            "returned.skip", "Leave this form out", do.skip, "Ctrl+Delete", there.form,
            group=GROUP, why_not=no_form, tip="Put this form aside and go to the next one"),
        company=Command(
            "returned.company", "Open the company", do.company, "Ctrl+Alt+C", there.company,
            group=GROUP, why_not=no_company, tip="Go to the company the form is from"),
        show_file=Command(
            "returned.show_file", "Open the file", do.show_file, "Ctrl+Alt+O",
            there.application, group=GROUP, why_not="Choose an application first",
            tip="Look at the form of the application chosen in the system's own viewer"),
    )  # fmt: skip

"""What can be done in the room of letters."""

from collections.abc import Callable
from dataclasses import dataclass

from ui.command import Command

Deed = Callable[[], object]
Test = Callable[[], bool]
LETTERS, RUN = "Letters", "The run chosen"


@dataclass(frozen=True, slots=True)
class LettersDeeds:
    """What the commands do; the room gives them."""

    print_all: Deed
    print_one: Deed
    save: Deed
    view: Deed
    labels: Deed
    take_out: Deed
    post: Deed
    put_back: Deed
    jammed: Deed
    open_company: Deed
    write: Deed
    step: Callable[[int], object]
    zoom: Callable[[int], object]


@dataclass(frozen=True, slots=True)
class LettersState:
    """What is there to do it with."""

    any_waiting: Test
    pack: Test
    run: Test
    to_post: Test
    to_put_back: Test
    may_jam: Test

    def any(self) -> bool:
        """Whether a pack or a run is chosen."""
        return self.pack() or self.run()


@dataclass(frozen=True, slots=True)
class LettersCommands:
    """All of them by what they are."""

    print_all: Command
    print_one: Command
    print_again: Command
    save: Command
    view: Command
    labels: Command
    take_out: Command
    post: Command
    put_back: Command
    jammed: Command
    others: tuple[Command, ...]

    def all(self) -> tuple[Command, ...]:
        """In the order of the menu."""
        return (
            self.print_all, self.print_one, self.print_again, self.save, self.view, self.labels,
            self.take_out, self.post, self.put_back, self.jammed,
            *self.others,
        )  # fmt: skip


def letters_commands(do: LettersDeeds, there: LettersState) -> LettersCommands:
    """Make the commands of the room."""
    return LettersCommands(
        print_all=Command(
            "letters.print", "Print packs", do.print_all, "Ctrl+P", there.any_waiting,
            group=LETTERS, tip="Draw every pack that is ready, file the run and print it"),
        print_one=Command(
            "letters.print_one", "Print this one", do.print_one, "Ctrl+Alt+P", there.pack,
            group=LETTERS, tip="Make a run of the pack chosen alone, and print it"),
        print_again=Command(
            "letters.print_again", "Print again…", do.print_one, "Ctrl+Shift+R", there.run,
            group=RUN, tip="Print the run, or the packs ticked in it, as they were made"),
        save=Command(
            "letters.save", "Save PDF…", do.save, "Ctrl+S", there.any,
            group=LETTERS, tip="Save the pack with a form to fill in on screen, or the run"),
        view=Command(
            "letters.view", "Open in PDF viewer", do.view, "Ctrl+Alt+O", there.any,
            group=LETTERS, tip="Look at the pack or the run in the system's own PDF viewer"),
        labels=Command(
            "letters.labels", "Labels and envelopes…", do.labels, "Ctrl+Alt+L",
            lambda: there.any_waiting() or there.run(),
            group=LETTERS, tip="Labels, envelopes and the posting list, in the order of the packs"),
        take_out=Command(
            "letters.take_out", "Take out of the queue", do.take_out, "Del", there.pack,
            group=LETTERS, tip="Take the pack chosen out of the queue; it will not be sent"),
        post=Command(
            "letters.post", "Mark posted", do.post, "Ctrl+Alt+M", there.to_post,
            group=RUN, tip="Note that the run is in the post: timelines, stages and follow-ups"),
        put_back=Command(
            "letters.put_back", "Put back", do.put_back, "Ctrl+Alt+B",
            there.to_put_back,
            group=RUN, tip="Put the packs ticked, or the one chosen, back into the queue"),
        jammed=Command(
            "letters.jammed", "Printing stopped…", do.jammed, "Ctrl+Alt+J", there.may_jam,
            group=RUN, tip="Put the packs after the last good page back into the queue"),
        others=(
            Command("letters.write", "Personal paragraph", do.write, "F2", there.pack,
                    group=LETTERS, tip="Write a few words only for them into the letter"),
            Command("letters.company", "Open the company", do.open_company, "Ctrl+Alt+C",
                    there.any, group=LETTERS, tip="Go to the company the pack is for"),
            Command("letters.next", "Next pack", lambda: do.step(1), "Alt+Down",
                    group=LETTERS, tip="Look at the next pack or run"),
            Command("letters.previous", "Previous pack", lambda: do.step(-1), "Alt+Up",
                    group=LETTERS, tip="Look at the pack or run before"),
            Command("letters.larger", "Larger pages", lambda: do.zoom(1), "Ctrl+Alt++", there.any,
                    group=LETTERS, tip="Show the pages larger"),
            Command("letters.smaller", "Smaller pages", lambda: do.zoom(-1), "Ctrl+Alt+-",
                    there.any, group=LETTERS, tip="Show the pages smaller"),
            Command("letters.fit", "Fit the pages", lambda: do.zoom(0), "Ctrl+Alt+0", there.any,
                    group=LETTERS, tip="Show the pages as wide as there is room"),
        ),
    )  # fmt: skip

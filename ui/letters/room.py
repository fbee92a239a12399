"""Letters: what waits to be printed, how it will look, and the way to the post."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from crm.domain.changes import Changes
from ui.command import Command
from ui.letters.checking import Checks
from ui.letters.deeds import Deeds
from ui.letters.emailing import Emailing
from ui.letters.previewing import Preview
from ui.letters.questions import Gathered, Waiting, addressees, run_of, waiting
from ui.letters.ready import concerned, say_general, say_waiting, sort_out
from ui.letters.rows import (
    NOTHING_MADE,
    NOTHING_WAITS,
    ListRow,
    RowKind,
    count,
    pack_row,
    posted_this_week,
    run_row,
)
from ui.letters.warming import warm_up
from ui.look.buttons import button
from ui.look.surfaces import row
from ui.places import Place
from ui.room import Desk, Room

if TYPE_CHECKING:
    from crm.data.queries.letters import RunDocument, RunFile
    from ui.letters.drawing import Outlook, Proof


class LettersRoom(Room):
    """The queue of packs at the left, their pages in the middle, the pack chosen at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._waiting: Waiting | None = None
        self._pending: tuple[RowKind, int] | None = None
        self._people_of = 0
        self.checks = Checks(self.bridge)
        self.deeds = Deeds(desk, self, self.checks)
        self.panes = self.deeds.panes
        self.emailing = Emailing(desk, self, self._chosen_pack)
        row(self, gap=0).addWidget(self.panes)
        self.preview = Preview(self.bridge, self.panes.pages)
        self._print_button = button(self.deeds.commands.print_all, primary=True)
        self._connect()
        self.bridge.work(warm_up)
        self._ask()

    def commands(self) -> Sequence[Command]:
        """What can be done with packs and runs."""
        return (*self.deeds.commands.all(), *self.emailing.commands())

    def top_bar(self) -> QWidget:
        """Labels, and the one main thing: print."""
        bar = QWidget()
        holder = row(bar, gap=10)
        labels = button(self.deeds.commands.labels.text)
        labels.follow(self.deeds.commands.labels)
        holder.addWidget(labels)
        for command in self.emailing.commands():
            holder.addWidget(button(command))
        holder.addWidget(self._print_button)
        return bar

    def show_place(self, place: Place) -> None:
        """Choose the pack or the run of a place."""
        if place.kind in {RowKind.PACK.value, RowKind.RUN.value} and place.id is not None:
            self._go_to(RowKind(place.kind), place.id)

    def refresh(self, changes: Changes) -> None:
        """Ask again for the lists; look over again what the changes concern."""
        if self._waiting is not None:
            self.checks.want(concerned(changes, self._waiting.queued))
        self._ask()

    def focus_first(self) -> None:
        """Begin in the list."""
        self.panes.list.setFocus()

    def focus_filter(self) -> None:
        """The list is all there is to look through."""
        self.panes.list.setFocus()

    def may_leave(self) -> bool:
        """Save the paragraph that is being typed."""
        self.panes.pack.finish_typing()
        return True

    def _chosen_pack(self) -> int:
        row = self.panes.list.current()
        return row.id if row is not None and row.what is RowKind.PACK else 0

    def _connect(self) -> None:
        panes, pack, deeds = self.panes, self.panes.pack, self.deeds
        panes.list.chosen.connect(self._chosen)
        panes.list.opened.connect(lambda _row: deeds.open_company())
        panes.go.connect(self.desk.places.go)
        panes.run.looked_at.connect(self._show_document)
        panes.run.ticked.connect(self.desk.commands.refresh)
        pack.go.connect(self.desk.places.go)
        pack.left_out.connect(deeds.leave_out)
        pack.paragraph.connect(deeds.save_paragraph)
        pack.typing.connect(self.preview.show_pack)
        pack.addressed.connect(deeds.address)
        self.checks.looked.connect(self._looked)
        self.preview.drawn.connect(self._drawn)
        self.preview.gone.connect(self._ask)
        deeds.making.made.connect(partial(self._go_to, RowKind.RUN))

    def _ask(self) -> None:
        self.bridge.ask(waiting, then=self._listed, owner=self, latest="lists")

    def _listed(self, found: Waiting) -> None:
        self._waiting = self.deeds.found = found
        ids = [document.id for document in found.queued]
        self.checks.keep(ids)
        before = self.panes.list.current()
        self._show_lists()
        chosen = self.panes.list.current()
        if chosen is None or (before is not None and before.id == chosen.id):
            self._chosen(chosen)  # another one tells by itself
        self.checks.want([key for key in ids if self.checks.of(key) is None])
        self.desk.sayings.count("letters", len(ids) or None)

    def _looked(self, ids: frozenset[int]) -> None:
        self._show_lists()
        pack = self.panes.pack
        known = self.checks.of(pack.document_id)
        if pack.document_id in ids and known is not None:
            pack.show_pack(known.gathered, known.outlook, None)

    def _show_lists(self) -> None:
        found = self._waiting
        if found is None:
            return
        rows = [pack_row(one, self.checks.of(one.id)) for one in found.queued]
        if not rows:
            rows.append(ListRow(RowKind.NOTE, 0, NOTHING_WAITS))
        week = posted_this_week(found.runs, found.today)
        said = f"{week:,} posted this week" if week else ""
        rows.append(ListRow(RowKind.HEAD, 0, "Made and posted", said))
        rows += [run_row(run, found.today) for run in found.runs]
        if not found.runs:
            rows.append(ListRow(RowKind.NOTE, 1, NOTHING_MADE))
        self.panes.list.show_rows(rows)
        if self._pending and self.panes.list.choose(*self._pending):
            self._pending = None
        self._show_counts(found)
        self.desk.commands.refresh()

    def _show_counts(self, found: Waiting) -> None:
        two_sided = self.desk.preferences.now.two_sided
        known = [self.checks.of(one.id) for one in found.queued]
        self.panes.show_counts(say_waiting(known, two_sided=two_sided), say_general(known))
        ready = len(sort_out(found.queued, self.checks)[0])
        self._print_button.rename(f"Print {count(ready, 'pack')}" if ready else "Print packs")

    def _go_to(self, what: RowKind, key: int) -> None:
        if not self.panes.list.choose(what, key):
            self._pending = (what, key)

    def _chosen(self, chosen: ListRow | None) -> None:
        pack = self.panes.pack
        if chosen is None or chosen.what is not RowKind.PACK or chosen.id != pack.document_id:
            pack.finish_typing()
        if chosen is None:
            self.preview.show_nothing(NOTHING_WAITS)
            self.panes.show_right(None)
        elif chosen.what is RowKind.RUN:
            self.bridge.ask(run_of, chosen.id, then=self._show_run, owner=self, latest="run")
        else:
            known = self.checks.of(chosen.id)
            if known is not None and chosen.id != pack.document_id:
                self._show_pack(known.gathered, known.outlook, None)
            same = chosen.id == pack.document_id
            self.preview.show_pack(chosen.id, pack.unsaved if same else None)
        self.desk.commands.refresh()

    def _drawn(self, gathered: Gathered, proof: "Proof") -> None:
        self._show_pack(gathered, proof.outlook, proof)
        if self.panes.pack.unsaved is None:
            self.checks.learn(gathered, proof.outlook)
            self.panes.pack.show_pack(gathered, proof.outlook, proof)
        self.preview.prefetch([one.id for one in self.panes.list.around()])

    def _show_pack(self, gathered: Gathered, outlook: "Outlook", proof: "Proof | None") -> None:
        chosen = self.panes.list.current()
        if chosen is None or (chosen.what, chosen.id) != (RowKind.PACK, gathered.document_id):
            return
        self.panes.run.forget()
        self.panes.pack.show_pack(gathered, outlook, proof)
        self.panes.show_right(self.panes.pack)
        if gathered.company_id != self._people_of or proof is None:
            self._people_of = gathered.company_id
            then = self.panes.pack.show_addressees
            self.bridge.ask(addressees, gathered.company_id, then=then, owner=self, latest="people")

    def _show_run(self, run: "RunFile | None") -> None:
        chosen = self.panes.list.current()
        if run is None or chosen is None or (chosen.what, chosen.id) != (RowKind.RUN, run.id):
            return
        self.panes.run.show_run(run, chosen.title, no_printer=self.deeds.outlet.no_printer)
        self.panes.show_right(self.panes.run)
        self.desk.commands.refresh()

    def _show_document(self, document: "RunDocument | None") -> None:
        run = self.panes.run.run
        if run is None or document is None:
            self.preview.show_nothing("Every pack of this run was put back into the queue.")
        else:
            self.preview.show_document(run, document)
        self.desk.commands.refresh()

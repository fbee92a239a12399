"""Printing from end to end: a real `lp`, a real cupsd and a printer that makes PDFs of it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from crm.documents.envelopes import ENVELOPES, make_envelopes
from crm.documents.label_sheets import SHEETS
from crm.documents.labels import AddressLabel, make_labels
from crm.documents.rendering import RenderedPage, render_pages
from crm.domain.addresses import Address
from tests.ui.panels import cups as private
from tests.ui.panels.cups import Cups
from ui.panels.print_choice import A4, PaperSize, PrintChoice, Sides
from ui.panels.printers import lp_arguments, lp_program
from ui.panels.sending import print_by_lp
from ui.panels.trays import TrayChoice

pytestmark = pytest.mark.skipif(bool(private.MISSING), reason=private.MISSING)

HOME = Address("", "14 Liverpool Road", "", "Stoke-on-Trent", "ST4 1AA")
DPI = 60
FINE = 150
"""Letters turned on their side are drawn a little otherwise: too much so in a coarse picture."""

ROOT = Path(__file__).resolve().parents[3]

LABELS = [AddressLabel(f"Łódź & Søn {number} Ltd", HOME, "Zoë Ångström") for number in range(50)]


@pytest.fixture(scope="module")
def system() -> Iterator[Cups]:
    with private.running() as cups:
        yield cups


@pytest.fixture
def cups(system: Cups, monkeypatch: pytest.MonkeyPatch) -> Cups:
    monkeypatch.setenv("CUPS_SERVER", system.server)
    system.printed.unlink(missing_ok=True)
    return system


def send(choice: PrintChoice, pdf: bytes) -> None:
    program = lp_program()
    assert program
    answer = print_by_lp(program, lp_arguments(choice, "Łódź; rm -rf 'x'"), pdf)
    assert f"request id is {private.PRINTER}-" in answer


def difference(one: RenderedPage, other: RenderedPage) -> float:
    """How far two pictures of a page are apart, from 0 to 255 for the mean point."""
    assert (one.width, one.height) == (other.width, other.height)
    pairs = zip(one.rgb, other.rgb, strict=True)
    return sum(abs(a - b) for a, b in pairs) / len(one.rgb)


def turned(page: RenderedPage, *, left: bool) -> RenderedPage:
    """The same picture on its side."""
    points = [page.rgb[at : at + 3] for at in range(0, len(page.rgb), 3)]
    rows = [points[at : at + page.width] for at in range(0, len(points), page.width)]
    across = list(zip(*rows, strict=True))
    across = across[::-1] if left else [row[::-1] for row in across]
    return RenderedPage(page.height, page.width, b"".join(b"".join(row) for row in across))


def test_labels_come_out_where_they_were_drawn(cups: Cups) -> None:
    made = make_labels(LABELS, SHEETS["L7160"], start=8, shift=(1.5, -2.0))
    send(PrintChoice(private.PRINTER), made.pdf)
    printed = render_pages(cups.until_printed(), DPI)
    wanted = render_pages(made.pdf, DPI)
    assert len(printed) == len(wanted) == 3
    for got, drawn in zip(printed, wanted, strict=True):
        assert difference(got, drawn) < 0.5
    assert difference(printed[0], printed[1]) > 1  # the comparison can fail


def test_a_range_of_pages_is_printed_alone(cups: Cups) -> None:
    made = make_labels(LABELS, SHEETS["L7160"])
    send(PrintChoice(private.PRINTER, ranges=((2, 3),)), made.pdf)
    printed = render_pages(cups.until_printed(), DPI)
    assert len(printed) == 2
    assert difference(printed[0], render_pages(made.pdf, DPI, [1])[0]) < 0.5


def test_tray_and_sides_reach_the_printer(cups: Cups) -> None:
    made = make_labels(LABELS, SHEETS["L7160"])
    choice = PrintChoice(private.PRINTER, sides=Sides.LONG_EDGE, tray="Tray2")
    send(choice, made.pdf)
    cups.until_printed()
    said = cups.options_of_last_job()
    assert "InputSlot=Tray2" in said
    assert "two-sided-long-edge" in said or "DuplexNoTumble" in said
    assert "print-scaling=none" in said


def test_envelopes_come_out_on_envelopes(cups: Cups) -> None:
    made = make_envelopes(LABELS[:2], ENVELOPES["DL"], sender=("Muster Test", "1 Sample Street"))
    send(PrintChoice(private.PRINTER, paper=PaperSize(220.0, 110.0)), made.pdf)
    printed = render_pages(cups.until_printed(), FINE)
    wanted = render_pages(made.pdf, FINE)
    assert len(printed) == 2
    for got, drawn in zip(printed, wanted, strict=True):
        if (got.width, got.height) != (drawn.width, drawn.height):
            assert {got.width, got.height} == {drawn.width, drawn.height}
            ways = (turned(drawn, left=True), turned(drawn, left=False))
        else:
            ways = (drawn, drawn)
        assert min(difference(got, way) for way in ways) < 0.5


def test_a_printer_that_is_not_there_is_refused_in_words(cups: Cups) -> None:
    from crm.domain.errors import Refusal

    program = lp_program()
    assert program
    with pytest.raises(Refusal, match=r"The printer did not take the pages: .*does not exist"):
        print_by_lp(program, lp_arguments(PrintChoice("Nowhere"), "x"), b"%PDF-1.4")


def test_the_trays_of_the_printer_are_offered(cups: Cups, qtbot: QtBot) -> None:
    tray = TrayChoice()
    qtbot.addWidget(tray)
    tray.show_printer(private.PRINTER, "Tray2")
    qtbot.waitUntil(lambda: tray.count() == 5, timeout=20_000)
    words = [tray.itemText(number) for number in range(tray.count())]
    assert words == ["As the printer is set", "Auto", "Tray 1", "Tray 2", "Manual"]
    assert tray.value() == "Tray2"


def test_qts_own_dialog_knows_the_printer_and_its_trays(cups: Cups) -> None:
    """In a process of its own: libcups remembers its server for as long as a process lives."""
    env = {**os.environ, "CUPS_SERVER": cups.server, "QT_QPA_PLATFORM": "offscreen"}
    script = ROOT / "tests" / "ui" / "panels" / "print_dialog_child.py"
    ran = subprocess.run(
        [sys.executable, str(script)], env=env, cwd=ROOT, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines()[-1] == "Office two-sided-long-edge Tray1 ((2, 2),) 210"
    made = make_labels(LABELS, SHEETS["L7160"])
    assert difference(
        render_pages(cups.until_printed(), DPI)[0], render_pages(made.pdf, DPI, [1])[0]
    ) < 0.5  # fmt: skip
    assert A4.media == "A4"

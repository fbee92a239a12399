"""A printing system of our own: cupsd on a port of its own, with one printer that makes PDFs.

Nothing of the computer's own printing system is asked or changed.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PRINTER = "Office"
PATIENCE = 60.0
CUPSD = shutil.which("cupsd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
FILTERS = Path("/usr/lib/cups/filter/pdftopdf")

MISSING = (
    "" if CUPSD and FILTERS.exists() and shutil.which("lp") and shutil.which("lpoptions")
    else "no cupsd, lp or pdftopdf on this computer (Debian: cups, cups-client)"
)  # fmt: skip

_SIZES = {
    "A4": ("210x297mm", 595.28, 841.89),
    "EnvDL": ("DL envelope", 311.81, 623.62),
    "EnvC5": ("C5 envelope", 459.21, 649.13),
}
_TRAYS = ("Auto", "Tray1", "Tray2", "Manual")


@dataclass(frozen=True, slots=True)
class Cups:
    """A running printing system: its folder, and what a program must be told to find it."""

    folder: Path
    server: str
    """Where it listens: `localhost` and a port of its own."""

    @property
    def printed(self) -> Path:
        """What the printer printed last."""
        return self.folder / "printed.pdf"

    def jobs(self) -> str:
        """The jobs that are not printed yet."""
        return self._ask("lpstat", "-o")

    def options_of_last_job(self) -> str:
        """What the printer's last job was told, out of the log of the printing system."""
        lines = (self.folder / "error_log").read_text("utf-8", "replace").splitlines()
        said = [line for line in lines if "argv[5]=" in line]
        return said[-1] if said else ""

    def until_printed(self) -> bytes:
        """Wait for the printer; gives the PDF that it printed."""
        end = time.monotonic() + PATIENCE
        while self.jobs().strip() or not self.printed.exists() or not self.printed.stat().st_size:
            assert time.monotonic() < end, self._log()
        return self.printed.read_bytes()

    def _ask(self, *command: str) -> str:
        env = {**os.environ, "CUPS_SERVER": self.server, "LC_ALL": "C"}
        ran = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
        return ran.stdout

    def _log(self) -> str:
        return (self.folder / "error_log").read_text("utf-8", "replace")[-3000:]


@contextmanager
def running() -> Iterator[Cups]:
    """Start a printing system and end it again."""
    assert CUPSD
    folder = Path(tempfile.mkdtemp(prefix="muster-cups-"))  # filters of another user read in it
    folder.chmod(0o755)
    cups = Cups(folder, f"localhost:{_free_port()}")
    _configure(cups)
    command = [CUPSD, "-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "files.conf")]
    with (folder / "out").open("wb") as out:
        daemon = subprocess.Popen(command, stdout=out, stderr=out)
    try:
        end = time.monotonic() + PATIENCE
        while f"printer {PRINTER}" not in cups._ask("lpstat", "-p"):
            assert daemon.poll() is None, (folder / "out").read_text("utf-8", "replace")
            assert time.monotonic() < end, cups._log()
        yield cups
    finally:
        daemon.terminate()
        daemon.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def _configure(cups: Cups) -> None:
    folder = cups.folder
    for name in ("ppd", "spool", "spool/tmp", "cache", "state"):
        (folder / name).mkdir()
    (folder / "ppd" / f"{PRINTER}.ppd").write_text(_ppd(), encoding="utf-8")
    (folder / "printers.conf").write_text(
        f"<DefaultPrinter {PRINTER}>\nInfo {PRINTER}\nDeviceURI file://{cups.printed}\n"
        "State Idle\nAccepting Yes\nShared No\nJobSheets none none\n</DefaultPrinter>\n",
        encoding="utf-8",
    )
    (folder / "cupsd.conf").write_text(
        f"Listen {cups.server}\n"
        "LogLevel debug\nBrowsing No\nWebInterface No\n"
        "DefaultAuthType None\nIdleExitTimeout 0\nMaxLogSize 0\n"
        "<Location />\n  Order allow,deny\n  Allow all\n</Location>\n"
        "<Policy default>\n  JobPrivateAccess all\n  JobPrivateValues none\n"
        "  <Limit All>\n    Order deny,allow\n    Allow all\n  </Limit>\n</Policy>\n",
        encoding="utf-8",
    )
    files = {
        "ServerRoot": "", "RequestRoot": "spool", "TempDir": "spool/tmp", "CacheDir": "cache",
        "StateDir": "state", "AccessLog": "access_log", "ErrorLog": "error_log",
        "PageLog": "page_log",
    }  # fmt: skip
    lines = [f"{name} {folder / place}" for name, place in files.items()]
    lines += ["FileDevice Yes", "Sandboxing Relaxed", "ServerBin /usr/lib/cups"]
    (folder / "files.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _free_port() -> int:
    """Find a port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port


def _ppd() -> str:
    """A printer that takes PDF as it is, with three sizes of paper, trays and both sides."""
    head = [
        '*PPD-Adobe: "4.3"', '*FormatVersion: "4.3"', '*FileVersion: "1.0"',
        "*LanguageVersion: English", "*LanguageEncoding: ISOLatin1", '*PCFileName: "MUSTER.PPD"',
        '*Product: "(Muster)"', '*Manufacturer: "Muster"', '*ModelName: "Muster PDF"',
        '*ShortNickName: "Muster PDF"', '*NickName: "Muster PDF"', '*PSVersion: "(3010.000) 0"',
        '*LanguageLevel: "3"', "*ColorDevice: True", "*DefaultColorSpace: RGB",
        "*FileSystem: False", '*Throughput: "1"', "*LandscapeOrientation: Plus90",
        "*TTRasterizer: Type42",
        '*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"',
    ]  # fmt: skip
    for key in ("PageSize", "PageRegion"):
        head += [f"*OpenUI *{key}: PickOne", f"*Default{key}: A4"]
        head += [
            f'*{key} {size}/{words}: "<</PageSize[{wide} {high}]>>setpagedevice"'
            for size, (words, wide, high) in _SIZES.items()
        ]
        head.append(f"*CloseUI: *{key}")
    head.append("*DefaultImageableArea: A4")
    head += [f'*ImageableArea {s}: "0 0 {wide} {high}"' for s, (_, wide, high) in _SIZES.items()]
    head.append("*DefaultPaperDimension: A4")
    head += [f'*PaperDimension {s}: "{wide} {high}"' for s, (_, wide, high) in _SIZES.items()]
    head += ["*OpenUI *InputSlot/Paper source: PickOne", "*DefaultInputSlot: Auto"]
    head += [f'*InputSlot {tray}: ""' for tray in _TRAYS]
    head += ["*CloseUI: *InputSlot", "*OpenUI *Duplex/Both sides: PickOne", "*DefaultDuplex: None"]
    head += [f'*Duplex {side}: ""' for side in ("None", "DuplexNoTumble", "DuplexTumble")]
    head += ["*CloseUI: *Duplex", "*DefaultFont: Courier"]
    return "\n".join(head) + "\n"

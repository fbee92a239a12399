"""This machine's own sections: how it looks and how it dials; and what program this is."""

from importlib.metadata import PackageNotFoundError, version

from ui.form.editors import Choice
from ui.look.text import wrapped
from ui.places import Place
from ui.settings.section import Section

SCHEMES = (
    ("As the system", ""),
    ("Light", "light"),
    ("Dark", "dark"),
    ("High contrast", "high contrast"),
)
SIZES = tuple((f"{size} %", size) for size in (80, 90, 100, 110, 125, 150, 175, 200))
DIALLERS = (
    ("tel: (most telephone programs)", "tel"),
    ("callto: (older ones)", "callto"),
    ("sip: (internet telephones)", "sip"),
)
REMINDERS = (("Remind me of promised calls", "on"), ("No reminders", ""))
BEFORE = tuple(
    ("At the time" if minutes == 0 else f"{minutes} minutes before", minutes)
    for minutes in (0, 2, 5, 10, 15, 30)
)
LICENCES = (
    "Muster is free software under the MIT licence.",
    "Icons: Lucide (ISC).",
    "Fonts in documents: Gentium Book Plus and Noto Sans (OFL), Droid Sans Fallback (Apache 2.0).",
    "Everything you enter stays in the book on this machine, or in the database you chose.",
)


class LookSection(Section):
    """Colours, size of text, the way to dial, reminders."""

    title = "This machine"
    lead = "Kept on this machine only; other organisers of the same book choose for themselves."

    def build(self) -> None:
        """Five choices."""
        self.scheme = Choice("Colours", SCHEMES)
        self.text_size = Choice("Text size", SIZES)
        self.dialler = Choice("Telephone links", DIALLERS)
        self.fact("Colours", self.scheme)
        self.fact("Text size", self.text_size, hint="Ctrl + and Ctrl - change it from anywhere")
        self.rule()
        self.fact(
            "Telephone links",
            self.dialler,
            hint="What a number is handed over as when you dial; it is always copied too",
        )
        self.reminders = Choice("Reminders", REMINDERS)
        self.before = Choice("How long before", BEFORE)
        self.rule()
        self.fact("Reminders", self.reminders, hint="Ctrl+R goes to the one that stands")
        self.fact("How long before", self.before)
        self.reminders.activated.connect(lambda _number: self._remind())
        self.before.activated.connect(lambda _number: self._remind())
        self.scheme.activated.connect(lambda _number: self._wear())
        self.text_size.activated.connect(lambda _number: self._wear())
        self.dialler.activated.connect(
            lambda _number: self.desk.preferences.change(dialler=str(self.dialler.value()))
        )
        self.entered()

    def entered(self) -> None:
        """Show what is chosen now; menus and keys may have changed it."""
        now = self.desk.preferences.now
        self.scheme.choose(now.scheme)
        if now.text_size not in {size for _words, size in SIZES}:
            nearby = sorted({now.text_size, *(size for _words, size in SIZES)})
            self.text_size.offer((f"{size} %", size) for size in nearby)
        self.text_size.choose(now.text_size)
        self.dialler.choose(now.dialler)
        self.reminders.choose("on" if now.reminders else "")
        if now.remind_before not in {minutes for _words, minutes in BEFORE}:
            self.before.offer((*BEFORE, (f"{now.remind_before} minutes before", now.remind_before)))
        self.before.choose(now.remind_before)
        self.before.setEnabled(now.reminders)

    def _remind(self) -> None:
        minutes, on = self.before.value(), bool(self.reminders.value())
        before = minutes if isinstance(minutes, int) else 5
        self.desk.preferences.change(reminders=on, remind_before=before)
        self.before.setEnabled(on)

    def _wear(self) -> None:
        size = self.text_size.value()
        self.desk.preferences.change(
            scheme=str(self.scheme.value()), text_size=size if isinstance(size, int) else 100
        )
        self.desk.places.note(Place("settings", view="machine"))  # where the window comes back to
        self.desk.wishes.wear()


class AboutSection(Section):
    """Which release this is, and under what terms."""

    title = "About Muster"

    def build(self) -> None:
        """The release and the licences."""
        try:
            release = version("muster")
        except PackageNotFoundError:
            release = "from its source"
        self.page.addWidget(wrapped(f"Release {release}. The desktop CRM of a membership drive."))
        for sentence in LICENCES:
            self.page.addWidget(wrapped(sentence, "muted"))

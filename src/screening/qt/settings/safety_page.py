"""Cover page and lock: the PIN, when the record is locked by itself, and what this computer guards against."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from screening.errors import BadInput, ScreeningError
from screening.qt.frame.page import Headed, add_at_start
from screening.qt.platform.hardening import Barriers
from screening.qt.session.context import PageActs
from screening.qt.session.record_places import RecordPlace
from screening.qt.style.theme import nested
from screening.qt.text import screen_reader
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Look, text_button
from screening.qt.widgets.choices import Option, Pick
from screening.qt.widgets.fields import PassphraseField
from screening.store.vault.preferences import IDLE_MINUTES, LONGEST_PIN, pin_trouble
from screening.wording.catalogue.error_messages import sentence


class SafetyPage(Headed):
    """Asks for a PIN twice and for the minutes; says what holds on this computer."""

    pin_chosen = Signal(str)
    idle_chosen = Signal(int)

    def __init__(self, words: Says, *, practice: bool) -> None:
        super().__init__(words)
        say, language = words.say, words.language
        self.head_with(say("guard.title"), say("guard.lead"))
        self.done = ScriptText("", language, Role.BODY, bold=True)
        self.done.hide()
        self.pin = PassphraseField(
            words, say("guard.pin"), help=say("guard.pin-help"), longest=4 * LONGEST_PIN, letters=LONGEST_PIN
        )
        self.pin.edit.setObjectName("pin")
        self.again = PassphraseField(words, say("guard.pin-again"), longest=4 * LONGEST_PIN, letters=LONGEST_PIN)
        self.again.edit.setObjectName("pin-again")
        self.again.edit.returnPressed.connect(self.hand_over)
        self.pin.edit.returnPressed.connect(self.again.edit.setFocus)
        self.rows.addWidget(self.done)
        pins = nested(self.rows, QHBoxLayout())
        pins.addWidget(self.pin, 1, Qt.AlignmentFlag.AlignTop)
        pins.addWidget(self.again, 1, Qt.AlignmentFlag.AlignTop)
        self.keep = text_button(words, "guard.keep-pin", "keep-pin", self.hand_over, Look.MAIN)
        add_at_start(self.rows, self.keep)
        self.minutes: Pick | None = None
        if not practice:
            self.rows.addWidget(ScriptText(say("guard.idle"), language, Role.BODY, bold=True))
            options = [Option(str(minutes), words.say_count("guard.minutes", minutes)) for minutes in IDLE_MINUTES]
            self.minutes = Pick(options, language, say("guard.idle"))
            self.minutes.picked.connect(lambda name: self.idle_chosen.emit(int(name)))
            self.rows.addWidget(self.minutes)
            self.rows.addWidget(ScriptText(say("guard.idle-help"), language, Role.SMALL, soft=True))
        self.rows.addStretch(1)

    def show_minutes(self, minutes: int) -> None:
        """Show after how many minutes the record is locked by itself."""
        if self.minutes is not None:
            self.minutes.show_value(str(minutes))

    def show_barriers(self, barriers: Barriers, listening: Sequence[str]) -> None:
        """One line for each thing that holds or does not; the mark and the words both say which."""
        lines = {
            "network": barriers.network == "kernel",
            "dumps": barriers.dumps,
            "swap": barriers.swap,
            "sleep": "sleep" in listening,
        }
        place = self.rows.count() - 1
        self.rows.insertWidget(
            place, ScriptText(self.words.say("guard.holds"), self.words.language, Role.BODY, bold=True)
        )
        for name, holds in lines.items():
            place += 1
            text = self.words.say(f"guard.{name}.{'yes' if holds else 'no'}")
            icon = "tick" if holds else "warning"
            self.rows.insertWidget(place, IconText(icon, text, self.words.language, Role.SMALL, soft=holds))

    def hand_over(self) -> None:
        """Hand the PIN over when it will do."""
        pin = self.pin.text()
        if pin != self.again.text():
            self._tell(BadInput("pins-differ"))
        elif trouble := pin_trouble(pin):
            self._tell(BadInput(trouble))
        else:
            self.pin_chosen.emit(pin)

    def show_kept(self) -> None:
        """The PIN is on disk."""
        self.pin.hide_text()
        self.again.hide_text()
        self._say(self.words.say("guard.pin-kept"))

    def start(self) -> QWidget:
        return self.pin.edit

    def _tell(self, trouble: ScreeningError) -> None:
        self._say(sentence(self.words, trouble))  # type: ignore[arg-type]

    def _say(self, text: str) -> None:
        self.done.set_text(text)
        self.done.show()
        screen_reader.say(self, text, alert=True)


class SafetyActs(PageActs):
    """Carries what is chosen on the page to the lock of the window."""

    place = RecordPlace.SAFETY

    def page(self) -> Headed:
        record, guard = self.record, self.record.guard
        page = SafetyPage(record.words, practice=record.practice)
        page.show_minutes(guard.kept.idle_minutes)
        if record.barriers is not None:
            page.show_barriers(record.barriers, guard.listening())
        page.pin_chosen.connect(partial(self._choose_pin, page))
        page.idle_chosen.connect(guard.choose_idle)
        return page

    def _choose_pin(self, page: SafetyPage, pin: str) -> None:
        def kept() -> None:
            page.show_kept()
            self.record.solved("no-pin")

        self.record.guard.choose_pin(pin, kept)

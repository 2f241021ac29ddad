"""Before a person answers alone: what is said to them, and the check that only they will hear it (PR1, PR2)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from screening.casework.interview.private_answering import AloneView
from screening.qt.frame.page import Headed
from screening.qt.style.theme import active
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Look, text_button
from screening.qt.widgets.card import Card, Ground, Halves, SideBySide
from screening.qt.widgets.choices import CheckLine, ChoiceRow, Option

CHECKS = ("plugged", "room", "nodded")


class HearingPage(Headed):
    """Shows an AloneView. ``begun`` comes only after the test sound was played and every line ticked."""

    test_pressed = Signal(str)
    begun = Signal(str)
    """The voice that was chosen."""
    explained = Signal(str)

    def __init__(self, words: Says, view: AloneView) -> None:
        super().__init__(words)
        self.language = words.language
        self.played = False
        self.checks: dict[str, CheckLine] = {}
        self.test = text_button(
            words, "page.alone.play", "alone-test", lambda: self.test_pressed.emit(self.voice), icon="speaker"
        )
        self.begin = text_button(
            words, "page.alone.begin", "alone-begin", lambda: self.begun.emit(self.voice), Look.RESTING
        )
        self.begin.explained.connect(self.explained)
        self.deaf = ScriptText("", self.language, Role.BODY, bold=True)
        self.deaf.setObjectName("alone-deaf")
        self.deaf.hide()
        self.offered: list[QWidget] = []
        """What is not there where this computer has no sound device."""
        self.head_with(words.say("page.alone.title"), words.say("page.alone.lead"))
        self.voice = view.voices[0] if view.voices else ""
        self.available = not view.waits
        # Nothing is said to the person of what they cannot have.
        own: QWidget = self._own(view)
        if self.available:
            theirs = self._theirs(view)
            # One under the other, what is said first stands first: below it is what hands over.
            self.offered.append(theirs)
            own = SideBySide((theirs, 1), (own, 1)) if active().compact else Halves(own, theirs)
        self.rows.addWidget(own)
        self.rows.addStretch(1)
        self._rest()

    def _own(self, view: AloneView) -> Card:
        say, language = self.words.say, self.words.language
        card = Card(Ground.SURFACE, pads=(20, 14), gap=8)
        if view.why and self.available:
            card.rows.addWidget(IconText("ear", view.why, language, Role.BODY, bold=True))
        if view.waits:
            card.rows.addWidget(ScriptText(say("page.alone.waits"), language, Role.LEAD, bold=True))
            card.rows.addWidget(ScriptText(view.waits, language, Role.BODY))
            card.rows.addStretch(1)
            self.keep_unplaced(self.test, self.deaf, self.begin)
            return card
        card.rows.addWidget(ScriptText(say("page.alone.about"), language, Role.BODY))
        card.rows.addWidget(ScriptText(say("page.alone.steps"), language, Role.BODY, bold=True))
        for name in CHECKS:
            line = CheckLine(say(f"page.alone.{name}"), language, name=f"alone-{name}")
            line.toggled.connect(self._rest)
            self.checks[name] = line
            card.rows.addWidget(line)
            if name == "plugged":
                card.rows.addWidget(self.test)
                card.rows.addWidget(self.deaf)
        if len(view.voices) > 1:
            options = [Option(each, say(f"page.alone.voice-{each}")) for each in view.voices]
            row = ChoiceRow(self.words, say("page.alone.voice"), options)
            row.show_picked(self.voice)
            row.chosen.connect(lambda name: self._speak(row, name))
            card.rows.addWidget(row)
        note = ScriptText(view.note, language, Role.BODY if view.computer else Role.SMALL, soft=not view.computer)
        card.rows.addWidget(note)
        card.rows.addWidget(self.begin)
        self.offered += [*self.checks.values(), note, self.begin]
        card.rows.addWidget(ScriptText(say("page.alone.refuse"), language, Role.SMALL, soft=True))
        card.rows.addStretch(1)
        return card

    def _theirs(self, view: AloneView) -> Card:
        card = Card(Ground.PERSON, pads=(20, 14), gap=10)
        card.rows.addWidget(ScriptText(self.words.say("page.alone.said"), self.language, Role.BODY, bold=True))
        for pair in view.said:
            if pair.theirs:
                card.rows.addWidget(ScriptText(pair.own, self.language, Role.SMALL, soft=True))
            said, tag = (pair.theirs, view.person_tag) if pair.theirs else (pair.own, self.language)
            card.rows.addWidget(ScriptText(said, tag, Role.BODY))
        card.rows.addStretch(1)
        return card

    def tested(self) -> None:
        """The test sound went out to the device."""
        self.played = True
        self._rest()

    def show_deaf(self, told: str) -> None:
        """Say that nothing can be played, in place of what would be offered; "" where it can again."""
        self.deaf.set_text(told)
        self.deaf.setVisible(bool(told))
        self.available = not told
        for each in self.offered:
            each.setVisible(not told)

    def _speak(self, row: ChoiceRow, voice: str) -> None:
        self.voice = voice
        row.show_picked(voice)

    def _rest(self) -> None:
        ready = self.played and bool(self.checks) and all(line.isChecked() for line in self.checks.values())
        self.begin.set_look(
            Look.MAIN if ready else Look.RESTING, "" if ready else self.words.say("page.alone.begin-why")
        )

"""Choosing the person's language: each in its own name, no flags (LA6)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy

from screening.casework.interview.interview_views import language_state
from screening.qt.frame.page import Headed
from screening.qt.style.theme import nested, person_target
from screening.qt.text.text_label import Role, ScriptText, SetText
from screening.qt.widgets.buttons import Button, Look, PlayButton, text_button, wired
from screening.qt.widgets.card import Card, EvenGrid, Ground
from screening.wording.catalogue.languages import name_in, own_name
from screening.wording.catalogue.packs import Pack
from screening.wording.catalogue.translations import Words


class LanguageButton(Button):
    """A language by its own name, as high as a finger of the person's needs."""

    def _tall(self, text: SetText) -> int:
        return max(person_target(self), super()._tall(text))


class HearButton(PlayButton):
    """Plays that language, as large as a finger of the person's needs."""

    def sizeHint(self) -> QSize:
        side = person_target(self)
        return super().sizeHint().expandedTo(QSize(side, side))


class LanguagePage(Headed):
    """Shows the languages to choose from; ``chosen`` and ``heard`` carry the tag."""

    words: Words
    chosen = Signal(str)
    none_shared = Signal()
    hear_pressed = Signal(str)
    """"Do you speak ...?" is to be played in that language."""

    def __init__(
        self, words: Words, offered: tuple[Pack, ...], chosen: str, proposed: str, hears: Callable[[str], bool]
    ) -> None:
        """``chosen`` is the tag of the language that was picked, "" for none; ``proposed`` what was noted of it before,
        as a sentence for the officer; ``hears`` says whether there is anything to hear in a language.
        """
        super().__init__(words)
        self.hears = hears
        self.head_with(words.say("page.language.title"), words.say("page.language.lead"))
        if proposed:
            self.rows.addWidget(ScriptText(proposed, words.language, Role.BODY))
        self.grid = EvenGrid((4, 3, 2, 1), gap=12)
        for pack in offered:
            self.grid.add(self._cell(pack.tag, chosen=pack.tag == chosen))
        self.rows.addWidget(self.grid)
        none = text_button(words, "page.language.none", "language-none", self.none_shared, Look.QUIET)
        self.rows.addWidget(none, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows.addStretch(1)

    def step(self, by: int) -> bool:
        """Go to the language in the row below or above; from the title to the first one. False at either end."""
        cells, focused = self.grid.cells, QApplication.focusWidget()
        at = next((place for place, cell in enumerate(cells) if focused is not None and cell.isAncestorOf(focused)), -1)
        if at < 0 and focused is not self.title:
            return False
        columns = self.grid.columns_at(self.grid.width())
        to = 0 if at < 0 and by > 0 else at + by * columns
        if by > 0 and to >= len(cells) and at // columns < (len(cells) - 1) // columns:
            to = len(cells) - 1  # the last row is a short one
        if not 0 <= to < len(cells):
            return False
        cells[to].findChildren(LanguageButton)[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _cell(self, tag: str, *, chosen: bool) -> Card:
        cell = Card(Ground.PERSON, pads=(8, 8), gap=4)
        look = Look.PICKED if chosen else Look.OTHER
        own, name = own_name(tag), name_in(tag, self.words.language)
        state = language_state(tag, self.words.installation)
        about = [part for part in (name, self.words.say(f"shell.{state}") if state else "") if part]
        said = ", ".join((own, *about))
        button = LanguageButton(own, look, language=tag, role=Role.LEAD, name=said, centered=True)
        button.fit_policy(QSizePolicy.Policy.Preferred)  # two words may stand one under the other
        play = HearButton(self.words.say("page.language.hear", name=name))
        play.setObjectName(f"hear-{tag}")
        play.chosen.connect(lambda: self.hear_pressed.emit(tag))
        line = nested(cell.rows, QHBoxLayout())
        line.addWidget(wired(button, f"language-{tag}", lambda: self.chosen.emit(tag)), 1)
        line.addWidget(play)
        if not self.hears(tag):
            play.hide()  # shown before it has a place it would come up as a window
        cell.rows.addWidget(ScriptText(" · ".join(about), self.words.language, Role.SMALL, soft=True))
        return cell

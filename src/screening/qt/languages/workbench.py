"""What the two pages of a reviewer share: one language, its texts in a list that a filter narrows, and the open one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import Signal, SignalInstance

from screening.casework.languages.review import BenchView
from screening.casework.languages.takes import TakesView
from screening.casework.view_models import Choice
from screening.errors import BadInput
from screening.qt.frame.page import Headed, add_at_start
from screening.qt.session.context import PageActs, RecordContext
from screening.qt.style.shortcut_table import ShortcutKeys
from screening.qt.style.tokens import tokens
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.banner import DoneLine
from screening.qt.widgets.buttons import Button, Look, text_button
from screening.qt.widgets.card import Card, Ground
from screening.qt.widgets.choices import Option, Pick
from screening.qt.widgets.combo_box import ChoiceBox
from screening.qt.widgets.fields import LineField
from screening.qt.widgets.path_field import PathField
from screening.sound.player import Player, read_sound
from screening.wording.catalogue.translations import Words


class WorkbenchPage(Headed):
    """Makes the list, its filter and the code of who works; each page lays them out and draws its open text."""

    language_chosen = Signal(str)
    filter_chosen = Signal(str)
    text_chosen = Signal(str)
    acted = Signal(str)
    """The name of an act."""
    export_pressed = Signal(str)

    def __init__(self, words: Words, begins: str, filters: Iterable[str], acts: Iterable[str]) -> None:
        """``begins`` begins the ids of texts and the names of parts; ``acts`` are names of keys."""
        super().__init__(words)
        self.begins = begins
        say, own = words.say, words.language
        self.head_with(say(f"{begins}.title"), say(f"{begins}.lead"))
        self.done = DoneLine(own)
        self.rows.addWidget(self.done)
        self.language = ChoiceBox(say("bench.language"), name=f"{begins}-language")
        self.language.picked.connect(self.language_chosen)
        self.list = ChoiceBox(say(f"{begins}.list"), name=f"{begins}-list")
        self.list.picked.connect(self.text_chosen)
        self.place = ScriptText("", own, Role.BODY, soft=True)
        options = [Option(name, say(f"{begins}.{name}", n=0)) for name in filters]
        self.filter = Pick(options, own, say(f"{begins}.filter"))
        self.filter.picked.connect(self.filter_chosen)
        self.code = LineField(words, say("bench.code"), longest=16, name=f"{begins}-code")
        self.keys = ShortcutKeys(self, {name: partial(self.acted.emit, name) for name in acts})

    def show_list(self, view: BenchView | TakesView, texts: Sequence[tuple[str, str]], current: str) -> None:
        """Draw language, filter and list; ``texts`` are ids and lines of it, ``current`` the id of the open one."""
        say = self.words.say
        self.language.show_choices(tuple(Choice(tag, text, tag == view.language) for tag, text in view.languages))
        for name, button in self.filter.buttons.items():
            button.set_words(say(f"{self.begins}.{name}", n=view.counts[name]))
        self.filter.show_value(view.filter)
        self.list.show_choices(tuple(Choice(name, text, name == current) for name, text in texts))
        ids = [name for name, _text in texts]
        self.list.setEnabled(bool(ids))
        place = "" if ids else say(f"{self.begins}.none")
        if current in ids:
            place = say("bench.place", n=ids.index(current) + 1, total=len(ids))
        self.place.set_text(place)

    def act_buttons(self, acts: Mapping[str, str], main: str) -> dict[str, Button]:
        """Make a button for each act by its key's name, with the end of its text's id; ``main`` stands out."""
        return {
            key: text_button(
                self.words, f"{self.begins}.{text}", f"{self.begins}-{text}", partial(self.acted.emit, key),
                Look.MAIN if key == main else Look.OTHER, cap=tokens().key[key],
            )
            for key, text in acts.items()
        }  # fmt: skip

    def path_card(self, field: PathField, text_id: str, name: str, signal: SignalInstance) -> Card:
        """Put a path on a card of its own, with the button that hands it over."""
        card = Card(Ground.SURFACE, pads=(20, 14), gap=8)
        card.rows.addWidget(field)
        add_at_start(card.rows, text_button(self.words, text_id, name, lambda: signal.emit(field.text())))
        card.rows.addStretch(1)
        return card


PageT = TypeVar("PageT", bound=WorkbenchPage)


class WorkbenchActs(PageActs, Generic[PageT]):
    """Which language, which of its texts, and which one is open; hearing a recording of it."""

    def __init__(self, record: RecordContext) -> None:
        super().__init__(record)
        self.language, self.shown, self.text = "", "all", ""
        self._player: Player | None = None

    def wire(self, page: PageT) -> None:
        """Follow what is chosen in the list of a page."""
        page.language_chosen.connect(partial(self.choose, page, "language"))
        page.filter_chosen.connect(partial(self.choose, page, "shown"))
        page.text_chosen.connect(partial(self.choose, page, "text"))

    def load(self, page: PageT) -> None:
        """Ask for what the page shows."""
        raise NotImplementedError

    def choose(self, page: PageT, what: str, value: str) -> None:
        """Show another ``language``, filter (``shown``) or ``text``; what was typed is handed over first."""
        page.flush()
        setattr(self, what, value or getattr(self, what))
        if what in ("language", "shown"):
            self.text = ""
        self.load(page)

    def play(self, file: Path) -> bool:
        """Play a recording; False, and why is said, where it cannot be played."""
        try:
            sound = read_sound(file)
            self._player = self._player or Player()
            self._player.play([sound])
        except BadInput as trouble:
            self.record.complain(trouble)
            return False
        return True

    def hush(self) -> None:
        """Stop what is played."""
        if self._player is not None:
            self._player.stop()

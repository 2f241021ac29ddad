"""The workbench of a reviewer: the English, the translation, what is wrong with it, and approving it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from screening.casework.languages import packs, review
from screening.casework.languages.review import FILTERS, BenchView, TextView
from screening.domain.events.catalogue import Recorded
from screening.domain.events.contacts import ContactCard as Contact
from screening.errors import BadInput, ScreeningError
from screening.qt.frame.page import remove_widgets
from screening.qt.languages.workbench import WorkbenchActs, WorkbenchPage
from screening.qt.session.record_places import RecordPlace
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import text_button
from screening.qt.widgets.card import Card, Flow, Ground, Halves
from screening.qt.widgets.path_field import PathField
from screening.qt.widgets.text_area import WordsEdit
from screening.settings import Installation
from screening.store import Vault
from screening.store.crypto.atomic_files import typed_folder
from screening.wording.catalogue.languages import format_time
from screening.wording.catalogue.packs import packs_folder
from screening.wording.catalogue.translations import Words

WAIT = 300
"""Milliseconds after the last key until the words are looked at."""
ACTS = {"text_before": "before", "keep_draft": "keep", "approve": "approve", "field_tested": "tested",
        "next_text": "next"}  # fmt: skip
"""Names of keys, and the texts of their buttons."""


class BenchPage(WorkbenchPage):
    """Shows a BenchView. What was typed is handed over with every act; ``typed`` asks what is wrong with it."""

    typed = Signal()
    hear_pressed = Signal(str)
    left = Signal()
    """Words were changed, and the page is left or saved."""
    import_pressed = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__(words, "bench", FILTERS, ACTS)
        self.view: BenchView | None = None
        self.forms: list[WordsEdit] = []
        self.handed: tuple[tuple[str, ...], str] | None = None
        """What was handed to the record since the text was opened."""
        self.looking = QTimer(self)
        self.looking.setSingleShot(True)
        self.looking.setInterval(WAIT)
        self.looking.timeout.connect(self.typed)
        say, language = words.say, words.language
        self.rows.addWidget(self._choosing())
        self.source = Card(Ground.SURFACE, pads=(20, 14), gap=8)
        self.edit = Card(Ground.SURFACE, pads=(20, 14), gap=8)
        for card in (self.source, self.edit):
            card.rows.addStretch(1)
        self.rows.addWidget(Halves(self.source, self.edit))
        self.remark = WordsEdit(words, language, longest=2000)
        self.remark.setObjectName("bench-remark")
        self.remark.setAccessibleName(say("bench.remark"))
        self.remark.textChanged.connect(self.looking.start)
        self.rows.addWidget(self._approving())
        folder = PathField(words, say("bench.folder"), name="bench-folder")
        file = PathField(words, say("bench.file"), file=True, name="bench-file")
        make = self.path_card(folder, "bench.make", "bench-make", self.export_pressed)
        put_in = self.path_card(file, "bench.put-in", "bench-put-in", self.import_pressed)
        self.rows.addWidget(Halves(make, put_in))
        self.rows.addStretch(1)
        self._made: list[QWidget] = []

    def show_view(self, view: BenchView) -> None:
        """Draw it. The caret stays in the field of the same name."""
        focused = self.focusWidget()
        name = focused.objectName() if focused is not None else ""
        self.view = view
        texts = [(row.id, f"{row.id} - {self.words.say(f'languages.state.{row.state}')}") for row in view.rows]
        self.show_list(view, texts, "" if view.open is None else view.open.id)
        if not self.code.text():
            self.code.set_text(view.by)
        self._show_text(view.open, view.language)
        if name.startswith("bench-form"):
            self.start_writing()

    def show_problems(self, problems: tuple[str, ...]) -> None:
        """What is wrong with the words as they stand."""
        self.problems.set_text("\n".join(problems) or self.words.say("bench.no-problems"))
        self.problems.set_bold(bool(problems))

    def written(self) -> tuple[str, ...]:
        """The translation as it stands in the fields."""
        return tuple(each.toPlainText().strip() for each in self.forms)

    def flush(self) -> None:
        """Hand over words that are not in the record as they stand."""
        if self.changed():
            self.left.emit()

    def save_now(self) -> None:
        self.flush()

    def changed(self) -> bool:
        """Whether something stands here that was not handed to the record."""
        text = None if self.view is None else self.view.open
        if text is None:
            return False
        return self.standing() != (self.handed or (text.forms, text.remark))

    def standing(self) -> tuple[tuple[str, ...], str]:
        """The translation and the remark as they stand in the fields."""
        return self.written(), self.remark.toPlainText().strip()

    def start(self) -> QWidget:
        return self.title

    def start_writing(self) -> None:
        """Put the caret into the first form of the text."""
        if self.forms:
            self.forms[0].setFocus()

    def _show_text(self, text: TextView | None, language: str) -> None:
        remove_widgets(*self._made)
        self._made, self.forms, self.handed = [], [], None
        if text is None:
            return
        own, say = self.words.language, self.words.say
        left: list[QWidget] = [
            ScriptText(say("bench.source"), own, Role.SMALL, bold=True),
            *(ScriptText(each, "en", Role.QUESTION) for each in text.sources),
        ]
        if text.note:
            left.append(ScriptText(say("bench.note", text=text.note), own, Role.SMALL))
        if text.why:
            left.append(ScriptText(say("bench.why", text=text.why), own, Role.SMALL))
        for voice in text.sounds:
            hear = partial(self.hear_pressed.emit, voice)
            left.append(text_button(self.words, f"bench.hear-{voice}", f"hear-{voice}", hear, icon="speech"))
        if not text.sounds:
            left.append(ScriptText(say("bench.no-sound"), own, Role.SMALL, soft=True))
        for widget in left:
            self._put(self.source, widget)
        self._put(
            self.edit,
            ScriptText(f"{say('bench.words')} - {say(f'languages.state.{text.state}')}", own, Role.SMALL, bold=True),
        )
        standing, remark = (text.forms, text.remark) if text.typed is None else text.typed
        for at, form in enumerate(standing, 1):
            field = WordsEdit(self.words, language, longest=4000)
            field.setObjectName(f"bench-form-{at}")
            field.setAccessibleName(say("bench.words") if len(text.forms) == 1 else say("bench.form", n=at))
            field.setPlainText(form)
            field.textChanged.connect(self.looking.start)
            self.forms.append(field)
            self._put(self.edit, field)
        self.problems = ScriptText("", own, Role.SMALL)
        self._put(self.edit, self.problems)
        self.show_problems(text.problems)
        self.remark.setPlainText(remark)

    def _put(self, card: Card, widget: QWidget) -> None:
        self._made.append(widget)
        card.rows.insertWidget(card.rows.count() - 1, widget)
        widget.show()

    def _choosing(self) -> QWidget:
        card = Card(Ground.PLAIN, pads=(0, 0), gap=8)
        first, second = QHBoxLayout(), QHBoxLayout()
        card.rows.addLayout(first)
        card.rows.addLayout(second)
        first.addWidget(self.language, 1)
        first.addWidget(self.list, 2)
        second.addWidget(self.filter, 1)
        second.addWidget(self.place)
        return card

    def _approving(self) -> QWidget:
        left = Card(Ground.PLAIN, pads=(0, 0), gap=6)
        left.rows.addWidget(ScriptText(self.words.say("bench.remark"), self.words.language, Role.BODY, bold=True))
        left.rows.addWidget(self.remark)
        card = Card(Ground.SURFACE, pads=(20, 14), gap=10)
        card.rows.addWidget(Halves(left, self.code))
        flow = Flow(gap=10)
        for button in self.act_buttons(ACTS, "approve").values():
            flow.add(button)
        card.rows.addWidget(flow)
        return card


STATES = {"keep_draft": "draft", "approve": "reviewed", "field_tested": "field-tested"}


class BenchActs(WorkbenchActs[BenchPage]):
    """The workbench: texts are read, changed and approved; a pack is made of them or put in."""

    place = RecordPlace.BENCH

    def page(self) -> BenchPage:
        page = BenchPage(self.record.words)
        self.wire(page)
        page.acted.connect(partial(self._act, page))
        page.typed.connect(partial(self._look, page))
        page.hear_pressed.connect(partial(self._hear, page))
        page.export_pressed.connect(partial(self._export, page))
        page.import_pressed.connect(partial(self._import, page))
        page.left.connect(partial(self._keep, page))
        self.load(page)
        return page

    def _keep(self, page: BenchPage) -> None:
        """What was typed goes into the record as a draft."""
        if page.view is not None and page.view.open is not None:
            self._record(page, "keep_draft", page.view.open.id)

    def load(self, page: BenchPage) -> None:
        def show(view: BenchView) -> None:
            self.language, self.shown = view.language, view.filter
            self.text = view.open.id if view.open is not None else ""
            page.show_view(view)

        wanted = (self.record.words, self.language, self.shown, self.text)
        self.record.ask(review.view, *wanted, success=show, page=page)

    def _act(self, page: BenchPage, name: str) -> None:
        if page.view is None or page.view.open is None:
            return
        if name in STATES:
            step = 0 if name == "keep_draft" else 1
            self._record(page, name, review.following(page.view, step))
        else:
            self.choose(page, "text", review.following(page.view, 1 if name == "next_text" else -1))

    # --- the words

    def _record(self, page: BenchPage, name: str, then: str) -> None:
        """``then`` is the text that is shown when it is on disk."""
        assert page.view is not None and page.view.open is not None
        language, text, words = page.view.language, page.view.open.id, self.record.words
        (forms, remark), by = page.standing(), page.code.text().strip()
        page.handed = (forms, remark)

        def written(recorded: Recorded) -> None:
            page.done.say(words.say("bench.kept", time=format_time(recorded.at, words.language)))
            if self.text == text:
                self.text = then
            self.load(page)

        def failed(trouble: ScreeningError) -> None:
            page.handed = None
            self.record.complain(trouble)

        self.record.ask(
            _write, language, text, forms, STATES[name], by, remark, success=written, failure=failed, page=page
        )

    def _look(self, page: BenchPage) -> None:
        """Say what is wrong with the words, and keep them should the program end now."""
        if page.view is None or page.view.open is None or page is not self.record.page:
            return
        language, text, forms = page.view.language, page.view.open.id, page.written()
        page.show_problems(review.problems(self.record.words, language, text, forms))
        remark, changed = page.remark.toPlainText().strip(), page.changed()
        if changed or page.view.open.typed is not None:
            typed = (language, text, forms if changed else (), remark)
            self.record.ask(review.keep_typed, *typed, success=lambda _kept: None)

    def _hear(self, page: BenchPage, voice: str) -> None:
        if page.view is not None and page.view.open is not None:
            self.play(page.view.open.sounds[voice])

    # --- packs

    def _export(self, page: BenchPage, folder: str) -> None:
        page.flush()

        def exported(path: Path) -> None:
            page.done.say(self.record.words.say("bench.made", name=path.name))

        self.record.ask(_export, self.language, folder, self.record.installation, success=exported, page=page)

    def _import(self, page: BenchPage, file: str) -> None:
        """Examine a pack and put it in, both beside the vault's thread: no save waits for what it holds."""

        def taken(checked: packs.Examined) -> None:
            page.done.say(self.record.words.say("bench.taken", n=checked.texts))
            self.record.content_changed(lambda: self.load(page))

        def believed(cards: list[Contact]) -> None:
            self.record.run_outside_vault(_put_in, file, cards, success=self.record.while_shown(page, taken))

        self.record.ask(packs.believed, success=believed)


# --- in the vault's thread, and apart from it


def _write(
    vault: Vault, language: str, text: str, forms: tuple[str, ...], state: str, by: str, remark: str
) -> Recorded:
    return review.keep(vault, review.read_text(vault, language, text, forms, state=state, by=by, remark=remark))


def _export(vault: Vault, language: str, folder: str, here: Installation) -> Path:
    done = review.work(vault, language)
    place = typed_folder(folder)
    if not place.is_dir():
        raise BadInput("folder-missing")
    return packs.save(packs.export(vault, language, done.edited, done.reviews, here=here), language, place)


def _put_in(file: str, cards: list[Contact]) -> packs.Examined:
    examined = packs.examine(Path(file.strip()).expanduser(), cards)
    packs.install(examined, cards, packs_folder())
    return examined

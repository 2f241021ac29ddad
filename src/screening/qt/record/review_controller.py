"""What the workbench asks of the open record. Words that were typed are in the record before another text is shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from screening.casework.languages import packs, review
from screening.casework.languages.review import BenchView
from screening.domain.events.catalogue import Recorded
from screening.errors import BadInput, ScreeningError
from screening.qt.record.review_page import BenchPage
from screening.sound.player import Player, read_sound
from screening.store import Vault
from screening.store.crypto.atomic_files import typed_folder
from screening.wording.catalogue.installed_packs import overlay, packs_folder
from screening.wording.catalogue.languages import format_time

if TYPE_CHECKING:
    from screening.qt.session.context import RecordContext

STATES = {"keep_draft": "draft", "approve": "reviewed", "field_tested": "field-tested"}


class BenchActs:
    """The desk's workbench: which language, which texts, which one is open."""

    def __init__(self, pages: RecordContext) -> None:
        self.pages = pages
        self.language, self.shown, self.text = "", "all", ""
        self._player: Player | None = None

    def page(self) -> BenchPage:
        page = BenchPage(self.pages.words)
        page.language_chosen.connect(lambda tag: self._go(page, language=tag, text=""))
        page.filter_chosen.connect(lambda name: self._go(page, shown=name, text=""))
        page.text_chosen.connect(lambda text: self._go(page, text=text))
        page.acted.connect(lambda name: self._act(page, name))
        page.typed.connect(lambda: self._look(page))
        page.heard.connect(lambda voice: self._hear(page, voice))
        page.export_pressed.connect(lambda folder: self._export(page, folder))
        page.import_pressed.connect(lambda file: self._import(page, file))
        self._load(page)
        return page

    def keep(self, page: BenchPage) -> None:
        """Before the page is left or locked: what was typed goes into the record as a draft."""
        if page.changed():
            self._record(page, "keep_draft", page.view.open.id if page.view and page.view.open else "")

    def _load(self, page: BenchPage) -> None:
        words = self.pages.words
        language, shown, text = self.language, self.shown, self.text

        def show(view: BenchView) -> None:
            if page is self.pages.page:
                self.language, self.shown = view.language, view.filter
                self.text = view.open.id if view.open is not None else ""
                page.show_view(view)

        self.pages.desk.ask(lambda vault: review.view(vault, words, language, shown, text), show)

    def _go(self, page: BenchPage, *, language: str = "", shown: str = "", text: str | None = None) -> None:
        self.keep(page)
        self.language = language or self.language
        self.shown = shown or self.shown
        self.text = self.text if text is None else text
        self._load(page)

    def _act(self, page: BenchPage, name: str) -> None:
        if page.view is None or page.view.open is None:
            return
        if name in STATES:
            step = 0 if name == "keep_draft" else 1
            self._record(page, name, review.following(page.view, step))
        else:
            self._go(page, text=review.following(page.view, 1 if name == "next_text" else -1))

    def _record(self, page: BenchPage, name: str, then: str) -> None:
        """``then`` is the text that is shown when it is on disk."""
        assert page.view is not None and page.view.open is not None
        language, text, words = page.view.language, page.view.open.id, self.pages.words
        (forms, remark), by = page.standing(), page.code.text().strip()
        page.handed = (forms, remark)

        def write(vault: Vault) -> Recorded:
            made = review.read_text(vault, language, text, forms, state=STATES[name], by=by, remark=remark)
            return review.keep(vault, made)

        def written(recorded: Recorded) -> None:
            if page is self.pages.page:
                page.show_told(words.say("bench.kept", time=format_time(recorded.at, words.language)))
                if self.text == text:
                    self.text = then
                self._load(page)

        def failed(trouble: ScreeningError) -> None:
            page.handed = None
            self.pages.desk.complained.emit(trouble)

        self.pages.desk.ask(write, written, failed)

    def _look(self, page: BenchPage) -> None:
        """Say what is wrong with the words, and keep them should the program end now."""
        if page.view is None or page.view.open is None or page is not self.pages.page:
            return
        language, text, forms = page.view.language, page.view.open.id, page.written()
        page.show_problems(review.problems(self.pages.words, language, text, forms))
        remark, changed = page.remark.toPlainText().strip(), page.changed()
        if changed or page.view.open.typed is not None:
            self.pages.desk.ask(
                lambda vault: review.keep_typed(vault, language, text, forms if changed else (), remark), _nothing
            )

    def _hear(self, page: BenchPage, voice: str) -> None:
        if page.view is None or page.view.open is None:
            return
        try:
            sound = read_sound(page.view.open.sounds[voice])
            self._player = self._player or Player()
        except BadInput as trouble:
            self.pages.desk.complained.emit(trouble)
            return
        self._player.play([sound])

    def _export(self, page: BenchPage, folder: str) -> None:
        self.keep(page)
        words, language = self.pages.words, self.language

        def make(vault: Vault) -> Path:
            done = review.work(vault, language)
            place = typed_folder(folder)
            if not place.is_dir():
                raise BadInput("folder-missing")
            return packs.save(packs.export(vault, language, done.edited, done.reviews), language, place)

        def made(path: Path) -> None:
            if page is self.pages.page:
                page.show_told(words.say("bench.made", name=path.name))

        self.pages.desk.ask(make, made)

    def _import(self, page: BenchPage, file: str) -> None:
        words = self.pages.words

        def check() -> packs.Checked:
            return packs.check(packs.read(Path(file.strip()).expanduser()))

        def take(vault: Vault, checked: packs.Checked) -> packs.Checked:
            packs.install(checked, packs.believed(vault), overlay() or packs_folder())
            return checked

        def taken(checked: packs.Checked) -> None:
            if page is self.pages.page:
                page.show_told(words.say("bench.taken", n=checked.texts))
                self._load(page)

        desk = self.pages.desk
        desk.aside(check, lambda checked: desk.ask(lambda vault: take(vault, checked), taken))


def _nothing(_kept: object) -> None:
    """It is on disk; the page says so as it is."""

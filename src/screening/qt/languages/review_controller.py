"""What the workbench asks of the open record. Words that were typed are in the record before another text is shown."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from screening.casework.languages import packs, review
from screening.casework.languages.review import BenchView
from screening.domain.events.catalogue import Recorded
from screening.domain.events.contacts import Card
from screening.errors import BadInput, ScreeningError
from screening.qt.languages.review_page import BenchPage
from screening.qt.session.context import RecordContext
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.routes import RecordRoute, RecordRoutes
from screening.sound.player import Player, read_sound
from screening.store import Vault
from screening.store.crypto.atomic_files import typed_folder
from screening.wording.catalogue.installed_packs import overlay, packs_folder
from screening.wording.catalogue.languages import format_time

STATES = {"keep_draft": "draft", "approve": "reviewed", "field_tested": "field-tested"}


class BenchActs:
    """The workbench: which language, which texts, which one is open."""

    def __init__(self, record: RecordContext) -> None:
        self.record = record
        self.language, self.shown, self.text = "", "all", ""
        self._player: Player | None = None

    def routes(self) -> RecordRoutes:
        return {RecordPlace.BENCH: RecordRoute(self.page)}

    def page(self) -> BenchPage:
        page = BenchPage(self.record.words)
        page.language_chosen.connect(partial(self._choose_language, page))
        page.filter_chosen.connect(partial(self._choose_filter, page))
        page.text_chosen.connect(partial(self._choose_text, page))
        page.acted.connect(partial(self._act, page))
        page.typed.connect(partial(self._look, page))
        page.hear_pressed.connect(partial(self._hear, page))
        page.export_pressed.connect(partial(self._export, page))
        page.import_pressed.connect(partial(self._import, page))
        page.left.connect(partial(self._keep, page))
        self._load(page)
        return page

    def _keep(self, page: BenchPage) -> None:
        """What was typed goes into the record as a draft."""
        if page.view is not None and page.view.open is not None:
            self._record(page, "keep_draft", page.view.open.id)

    def _load(self, page: BenchPage) -> None:
        def show(view: BenchView) -> None:
            self.language, self.shown = view.language, view.filter
            self.text = view.open.id if view.open is not None else ""
            page.show_view(view)

        wanted = (self.record.words, self.language, self.shown, self.text)
        self.record.ask(review.view, *wanted, success=show, page=page)

    # --- which text

    def _choose_language(self, page: BenchPage, tag: str) -> None:
        page.flush()
        self.language, self.text = tag or self.language, ""
        self._load(page)

    def _choose_filter(self, page: BenchPage, name: str) -> None:
        page.flush()
        self.shown, self.text = name or self.shown, ""
        self._load(page)

    def _choose_text(self, page: BenchPage, text: str) -> None:
        page.flush()
        self.text = text
        self._load(page)

    def _act(self, page: BenchPage, name: str) -> None:
        if page.view is None or page.view.open is None:
            return
        if name in STATES:
            step = 0 if name == "keep_draft" else 1
            self._record(page, name, review.following(page.view, step))
        else:
            self._choose_text(page, review.following(page.view, 1 if name == "next_text" else -1))

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
            self._load(page)

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
            self.record.ask(review.keep_typed, *typed, success=_nothing)

    def _hear(self, page: BenchPage, voice: str) -> None:
        if page.view is None or page.view.open is None:
            return
        try:
            sound = read_sound(page.view.open.sounds[voice])
            self._player = self._player or Player()
        except BadInput as trouble:
            self.record.complain(trouble)
            return
        self._player.play([sound])

    # --- packs

    def _export(self, page: BenchPage, folder: str) -> None:
        page.flush()

        def exported(path: Path) -> None:
            page.done.say(self.record.words.say("bench.made", name=path.name))

        self.record.ask(_export, self.language, folder, success=exported, page=page)

    def _import(self, page: BenchPage, file: str) -> None:
        """Examine a pack and put it in, both beside the vault's thread: no save waits for what it holds."""

        def taken(checked: packs.Examined) -> None:
            page.done.say(self.record.words.say("bench.taken", n=checked.texts))
            self._load(page)

        def believed(cards: list[Card]) -> None:
            self.record.run_outside_vault(_put_in, file, cards, success=taken, page=page)

        self.record.ask(packs.believed, success=believed)


def _nothing(_kept: object) -> None:
    """It is on disk; the page says so as it is."""


# --- in the vault's thread, and apart from it


def _write(
    vault: Vault, language: str, text: str, forms: tuple[str, ...], state: str, by: str, remark: str
) -> Recorded:
    return review.keep(vault, review.read_text(vault, language, text, forms, state=state, by=by, remark=remark))


def _export(vault: Vault, language: str, folder: str) -> Path:
    done = review.work(vault, language)
    place = typed_folder(folder)
    if not place.is_dir():
        raise BadInput("folder-missing")
    return packs.save(packs.export(vault, language, done.edited, done.reviews), language, place)


def _put_in(file: str, cards: list[Card]) -> packs.Examined:
    examined = packs.examine(Path(file.strip()).expanduser(), cards)
    packs.install(examined, cards, overlay() or packs_folder())
    return examined

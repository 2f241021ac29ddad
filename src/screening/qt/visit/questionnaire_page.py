"""The blank questionnaire on paper: which language beside the officer's, which order, what first, and where to save."""

from __future__ import annotations

import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QBoxLayout

from screening.casework.content.edition import Content
from screening.casework.referral import papers
from screening.casework.view_models import Choice
from screening.casework.visit import pocket_card, questionnaire
from screening.casework.visit.questionnaire import BlankView, BlankWish
from screening.domain.services.directory import Directory
from screening.qt.frame.page import Headed
from screening.qt.session.context import PageActs
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.vault_work import usual_region
from screening.qt.style.theme import active, nested
from screening.qt.text import screen_reader
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.banner import DoneLine
from screening.qt.widgets.buttons import Look, text_button
from screening.qt.widgets.card import Flow
from screening.qt.widgets.choices import CheckLine, Option, Pick
from screening.qt.widgets.path_field import PathField
from screening.store import Vault
from screening.store.folder.safe_paths import save_in


class BlankPage(Headed):
    """Shows a BlankView; ``wanted`` carries the BlankWish and the folder."""

    row_gap = 8
    wanted = Signal(object, str)
    papers_wanted = Signal(str, str)
    """The person's language and the folder, for the papers of a referral to fill in by hand (RE11)."""
    card_wanted = Signal(str, str)
    """The same for the card for the pocket."""

    def __init__(self, words: Says, view: BlankView) -> None:
        super().__init__(words)
        say = words.say
        self.head_with(say("page.blank.title"), say("page.blank.lead"))
        self.person = self._pick(say("page.blank.person"), view.persons, view.person)
        self.profile = self._pick(say("page.blank.order"), view.profiles, questionnaire.PROFILE)
        self._say(say("page.blank.first"))
        self.addons = {each.id: CheckLine(each.text, words.language, name=f"addon-{each.id}") for each in view.addons}
        flow = Flow(gap=12)
        for line in self.addons.values():
            flow.add(line)
        self.rows.addWidget(flow)
        self.short = CheckLine(say("page.blank.short"), words.language, sub=say("page.blank.short-help"), name="short")
        self.rows.addWidget(self.short)
        folder, help = say("page.papers.folder"), say("page.blank.folder-help")
        self.folder = PathField(words, folder, help=help, name="folder")
        self.folder.edit.returnPressed.connect(self.save)
        button = text_button(words, "page.blank.save", "save-blank", self.save, Look.MAIN, cap="Return")
        self.last = nested(self.rows, QBoxLayout(QBoxLayout.Direction.LeftToRight))
        self.last.addWidget(self.folder, 1)
        self.last.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        others = Flow(gap=12)
        for name, text, wanted in (
            ("save-papers", "page.blank.papers", self.papers_wanted), ("save-card", "pocket.save", self.card_wanted),
        ):  # fmt: skip
            others.add(text_button(words, text, name, partial(self._ask, wanted)))
        self.rows.addWidget(others)
        self.done = DoneLine(words.language)
        self.rows.addWidget(self.done)
        self.rows.addStretch(1)
        self.restyle()

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "last"):
            across = QBoxLayout.Direction.TopToBottom if active().compact else QBoxLayout.Direction.LeftToRight
            self.last.setDirection(across)
            self.last.setSpacing(active().space("l"))

    def save(self) -> None:
        """Ask for the sheets as they were chosen."""
        addons = tuple(name for name, line in self.addons.items() if line.isChecked())
        wish = BlankWish(self.person.value, self.profile.value, addons, self.short.isChecked())
        self.wanted.emit(wish, self.folder.text())

    def _ask(self, wanted: SignalInstance) -> None:
        wanted.emit(self.person.value, self.folder.text())

    def show_saved(self, name: str) -> None:
        """Say under which name the sheets were saved."""
        self.done.say(self.words.say("page.papers.saved", name=name))

    def _pick(self, title: str, options: tuple[Choice, ...], value: str) -> Pick:
        self._say(title)
        pick = Pick([Option(each.id, each.text) for each in options], self.words.language, title)
        pick.show_value(value)
        self.rows.addWidget(pick)
        return pick

    def _say(self, title: str) -> None:
        self.rows.addWidget(ScriptText(title, self.words.language, Role.BODY, bold=True))


class BlankActs(PageActs):
    """Has the sheets made and says where they were saved."""

    place = RecordPlace.BLANK

    def page(self) -> Headed:
        page = BlankPage(self.record.words, questionnaire.blank_view(self.record.content, self.record.words))
        page.papers_wanted.connect(partial(self._make_papers, page))
        page.card_wanted.connect(partial(self._make_card, page))
        page.wanted.connect(partial(self._make, page))
        return page

    def _make(self, page: BlankPage, wish: BlankWish, folder: str) -> None:
        record = self.record
        language, role = record.words.language, record.owner.role or questionnaire.ROLE
        made = (record.content, language, role, record.practice, wish, folder)
        record.ask(_sheets, *made, success=partial(self._saved, page), page=page)

    def _make_papers(self, page: BlankPage, person: str, folder: str) -> None:
        made = (self.record.content, self.record.directory, person, folder)
        self.record.ask(_papers, *made, success=partial(self._saved, page), page=page)

    def _make_card(self, page: BlankPage, person: str, folder: str) -> None:
        record = self.record
        made = (record.content, record.directory, record.words.language, record.owner.role, person, folder)
        record.ask(_card, *made, success=partial(self._saved, page), page=page)

    def _saved(self, page: BlankPage, path: Path) -> None:
        page.show_saved(path.name)
        screen_reader.say(page, self.record.words.say("page.papers.saved", name=path.name))


# --- in the vault's thread, away from the window


def _sheets(
    _vault: Vault, content: Content, language: str, role: str, practice: bool, wish: BlankWish, folder: str
) -> Path:
    place = questionnaire.place_in(folder)
    data = questionnaire.make_blank(
        content, officer=language, person=wish.person, profile=wish.profile, addons=wish.addons, role=role,
        short=wish.short, practice=practice,
    )  # fmt: skip
    return save_in(place, questionnaire.sheets_name(language, wish.person), data)


def _papers(_vault: Vault, content: Content, directory: Directory, person: str, folder: str) -> Path:
    questionnaire.offered(person, content.installation)
    place = questionnaire.place_in(folder)
    made = papers.make_empty(content, directory, language=person)
    return save_in(place, questionnaire.papers_name(person), made)


def _card(
    vault: Vault, content: Content, directory: Directory, language: str, role: str, person: str, folder: str
) -> Path:
    place, region = questionnaire.place_in(folder), usual_region(vault)
    made = pocket_card.make_card(
        content, directory, datetime.date.today(), officer=language, person=person, role=role or questionnaire.ROLE,
        region=region if region in directory.regions else "",
    )  # fmt: skip
    return save_in(place, pocket_card.card_name(language, person), made)

"""The blank questionnaire and the empty papers: made away from the window, saved where the officer says."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from screening.casework.content.edition import Content
from screening.casework.referral import papers
from screening.casework.visit import questionnaire
from screening.casework.visit.questionnaire import BlankWish
from screening.domain.services.directory import Directory
from screening.qt.frame.page import Headed
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.record_routes import RecordRoute, RecordRoutes
from screening.qt.text import screen_reader
from screening.qt.visit.questionnaire_page import BlankPage
from screening.store import Vault
from screening.store.folder.safe_paths import save_in

if TYPE_CHECKING:
    from screening.qt.session.context import RecordContext

PLACE = RecordPlace.BLANK


class BlankActs:
    """Has the sheets made and says where they were saved."""

    def __init__(self, record: RecordContext) -> None:
        self.record = record

    def routes(self) -> RecordRoutes:
        return {RecordPlace.BLANK: RecordRoute(self.page)}

    def page(self) -> Headed:
        page = BlankPage(self.record.words, questionnaire.blank_view(self.record.content, self.record.words))
        page.papers_wanted.connect(partial(self._make_papers, page))
        page.wanted.connect(partial(self._make, page))
        return page

    def _make(self, page: BlankPage, wish: BlankWish, folder: str) -> None:
        record = self.record
        language, role = record.words.language, record.owner.role or questionnaire.ROLE
        making = partial(_sheets, record.content, language, role, record.practice, wish, folder)
        record.ask(making, success=partial(self._saved, page))

    def _make_papers(self, page: BlankPage, person: str, folder: str) -> None:
        making = partial(_papers, self.record.content, self.record.directory, person, folder)
        self.record.ask(making, success=partial(self._saved, page))

    def _saved(self, page: BlankPage, path: Path) -> None:
        if page is self.record.page:
            page.show_saved(path.name)
            screen_reader.say(page, self.record.words.say("page.papers.saved", name=path.name))


# --- in the vault's thread, away from the window


def _sheets(
    content: Content, language: str, role: str, practice: bool, wish: BlankWish, folder: str, _vault: Vault
) -> Path:
    place = questionnaire.place_in(folder)
    data = questionnaire.make_blank(
        content, officer=language, person=wish.person, profile=wish.profile, addons=wish.addons, role=role,
        short=wish.short, practice=practice,
    )  # fmt: skip
    return save_in(place, questionnaire.sheets_name(language, wish.person), data)


def _papers(content: Content, directory: Directory, person: str, folder: str, _vault: Vault) -> Path:
    questionnaire.offered(person)
    place = questionnaire.place_in(folder)
    made = papers.make_empty(content, directory, language=person)
    return save_in(place, questionnaire.papers_name(person), made)

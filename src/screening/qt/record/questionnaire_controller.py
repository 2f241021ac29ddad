"""The way to the blank questionnaire: a place beside the cases, where no case is open."""

from __future__ import annotations

from pathlib import Path

from screening.casework.referral import papers
from screening.casework.tools import questionnaire
from screening.casework.tools.questionnaire import BlankWish
from screening.domain.policy.roles import (
    BLANK,
    CARE_OF_FILES,
    COUNTS,
    ERASE,
    EXCHANGE,
    MAY,
    PRACTISE,
    REVIEW,
    SCREEN,
    SERVICES,
    may,
)
from screening.qt.frame.frame import Shell
from screening.qt.frame.frame_views import RailRow, RailView
from screening.qt.record.questionnaire_page import BlankPage
from screening.qt.session.vault_session import Desk
from screening.qt.text import screen_reader
from screening.wording.catalogue.translations import Words

PLACE = "blank"
PEOPLE = "invented-people"
ACTS = {
    "cases": SCREEN, "prepare": SCREEN, "site": SCREEN, "statistics": COUNTS, PLACE: BLANK, "services": SERVICES,
    "keeping": ERASE, "copies": CARE_OF_FILES, "log": CARE_OF_FILES, "keys": CARE_OF_FILES,
    "bundles": EXCHANGE, "people": EXCHANGE, PEOPLE: PRACTISE,
}  # fmt: skip
"""Which act of a role each place is for (SX8)."""


def desk_rail(words: Words, cases: int, current: str, *, practice: bool = False, role: str = "") -> RailView:
    """The places where no case is open: cases, blank questionnaire, services; in practice also invented people."""
    rows: tuple[RailRow, ...] = (
        RailRow("cases", words.say("page.cases.title"), "speech", False, str(cases)),
        RailRow("prepare", words.say("page.prepare.rail"), "tick"),
        RailRow(PLACE, words.say("page.blank.rail"), "sheet"),
        RailRow("services", words.say("services.title"), "speech"),
        RailRow("site", words.say("page.site.rail"), "eye"),
        RailRow("statistics", words.say("stats.title"), "sheet"),
        RailRow("keeping", words.say("page.keeping.rail"), "clock"),
        RailRow("copies", words.say("page.copies.rail"), "folded_sheet"),
        RailRow("log", words.say("page.log.rail"), "speech_lines"),
        RailRow("keys", words.say("page.keys.rail"), "lock"),
        RailRow("safety", words.say("guard.title"), "lock"),
    )
    if not practice:
        rows = (
            *rows,
            RailRow("bundles", words.say("page.bundles.title"), "folded_sheet"),
            RailRow("people", words.say("page.people.title"), "people"),
        )
    if practice:
        rows = (*rows, RailRow(PEOPLE, words.say("play.title"), "people"))
    if role in MAY:
        shown = {place for place, act in ACTS.items() if may(role, act)}
        if may(role, PRACTISE):
            shown.add("cases")
        if may(role, REVIEW):
            shown.add("people")
        rows = tuple(row for row in rows if row.id in shown or row.id not in ACTS)
    if role == "supervisor":
        rows = (RailRow("counts", words.say("page.counts.title"), "sheet"), *rows)
    if role == "reviewer":
        rows = (RailRow("bench", words.say("bench.title"), "speech_lines"), *rows)
    title = next((row.title for row in rows if row.id == current), "")
    return RailView(words.say("rail.desk"), rows, current=current, compact_title=title)


class BlankPlace:
    """Shows the page, has the sheets made away from the window, and says where they were saved."""

    def __init__(self, desk: Desk, shell: Shell, words: Words, cases: int) -> None:
        self.desk = desk
        self.shell = shell
        self.words = words
        self.page = BlankPage(words, questionnaire.blank_view(desk.content, words))
        self.page.papers_wanted.connect(lambda person, folder: self._make_papers(person, folder))
        self.page.wanted.connect(lambda wish, folder: self._make(wish, folder))
        shell.set_rail(desk_rail(words, cases, PLACE, practice=desk.practice, role=desk.owner.role))
        shell.set_page(self.page)
        self.page.start().setFocus()

    def _make(self, wish: BlankWish, folder: str) -> None:
        content, language, role, practice = (
            self.desk.content, self.words.language, self.desk.owner.role, self.desk.practice,
        )  # fmt: skip

        def made() -> Path:
            place = questionnaire.place_in(folder, questionnaire.sheets_name(language, wish.person))
            data = questionnaire.make_blank(
                content, officer=language, person=wish.person, profile=wish.profile, addons=wish.addons,
                role=role or questionnaire.ROLE, short=wish.short, practice=practice,
            )  # fmt: skip
            return questionnaire.save_blank(data, place)

        self.desk.ask(lambda _vault: made(), self._saved)

    def _make_papers(self, person: str, folder: str) -> None:
        content, directory = self.desk.content, self.desk.directory

        def made() -> Path:
            place = questionnaire.place_in(folder, questionnaire.papers_name(person))
            return questionnaire.save_blank(papers.make_empty(content, directory, language=person), place)

        self.desk.ask(lambda _vault: made(), self._saved)

    def _saved(self, path: Path) -> None:
        if self.shell.page() is self.page:
            self.page.show_saved(path.name)
            screen_reader.say(self.page, self.words.say("page.papers.saved", name=path.name))

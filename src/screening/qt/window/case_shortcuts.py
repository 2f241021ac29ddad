"""Keys that belong to the page in hand: playing, explaining, saving; figures and arrows have a module of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screening.casework.interview import help, side_cards
from screening.casework.interview.private_answering import aloud
from screening.errors import ScreeningError
from screening.qt.assessment.reading_page import ReadingPage
from screening.qt.frame.notes_page import NotesPage
from screening.qt.interview.account_page import ListeningPage
from screening.qt.interview.care_page import CarePage
from screening.qt.interview.consent_page import ConsentPage
from screening.qt.interview.topic_page import TopicPage
from screening.qt.referral.papers_page import PapersPage
from screening.qt.session.audio import Ear
from screening.qt.window.figure_keys import Figures

if TYPE_CHECKING:
    from screening.qt.session.context import CaseContext


class PageKeys:
    """Each does what the page in hand makes of it, and nothing where that page has no use for it."""

    def __init__(self, pages: CaseContext) -> None:
        self.pages = pages
        self.words = pages.words
        self.figures = Figures(pages)
        self.ear = Ear()
        pages.window.guard.hushed.connect(self.ear.hush)

    def how(self) -> None:
        if isinstance(self.pages.page, TopicPage) and self.pages.page.open_question is not None:
            self.pages.page.open_question.chip.chosen.emit()

    def where(self) -> None:
        """Mark where the harm happened that was affirmed last."""
        if isinstance(self.pages.page, TopicPage):
            self.pages.page.place()

    def mark(self) -> None:
        if isinstance(self.pages.page, ListeningPage):
            self.pages.page.mark()

    def tell_more(self) -> None:
        if isinstance(self.pages.page, TopicPage):
            self.pages.page.tell_more()

    def save(self) -> None:
        if isinstance(self.pages.page, PapersPage):
            self.pages.page.save()

    def print_paper(self) -> None:
        if isinstance(self.pages.page, PapersPage):
            self.pages.page.ask_print()

    def play(self) -> None:
        """The page's text in the person's language, again as often as it is wanted (F2)."""
        if isinstance(self.pages.page, TopicPage):
            self.hear(self.pages.page.heard())
        elif isinstance(self.pages.page, ConsentPage):
            self.hear(tuple(f"consent.spoken.{part.id}" for part in self.pages.interview.spoken_parts()))
        elif isinstance(self.pages.page, NotesPage):
            self.hear(self.pages.page.heard())
        elif isinstance(self.pages.page, CarePage):
            self.hear(side_cards.grounding(self.pages.interview))
        else:
            self.hear(())

    def hear(self, text_ids: tuple[str, ...], tag: str = "") -> None:
        """Play texts of the person's; where there is nothing to play it is said, never skipped silently (LA11)."""
        interview = self.pages.interview
        heard = [aloud(interview, text_id, tag) for text_id in text_ids]
        try:
            played = self.ear.play([self.ear.sound(each, practice=interview.case.practice) for each in heard])
        except ScreeningError as trouble:
            self.pages.desk.complained.emit(trouble)
            return
        if not played:
            self.pages.shell.complaints.say(self.words.say("page.topic.no-sound"))

    def explain(self) -> None:
        """What the open page or question is for, what it may mean and what else it may be, and its keys (F1).

        A reading's rule opens inside its own page, behind the PIN: nothing of a result is ever a banner (JU15).
        """
        if isinstance(self.pages.page, ReadingPage):
            self.pages.page.toggle_rules()
        else:
            self.pages.shell.complaints.say(self._help())

    def explain_draft(self) -> None:
        self.pages.shell.complaints.say(self.words.say("page.language.draft"))

    def _help(self) -> str:
        page = self.pages.page
        return help.help_of(
            self.pages.interview, self.pages.place, page.open_item if isinstance(page, TopicPage) else ""
        )

"""The pages of the talk itself: topics, the account, finding a question, and the closing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from screening.casework.interview import account, interview_views, quotes, recipient_consent, side_cards
from screening.casework.interview.conflicts import PLACE as DIFFERING
from screening.casework.interview.interview import Interview
from screening.casework.view_models import LinesView, WordsView
from screening.domain.case.rules import ACCOUNT
from screening.domain.events.catalogue import Event
from screening.qt.frame.lines_page import LinesPage
from screening.qt.frame.page import Page
from screening.qt.interview.account_page import ListeningPage
from screening.qt.interview.closing_page import ClosingPage
from screening.qt.interview.find_page import FindPage
from screening.qt.interview.topic_page import TopicPage
from screening.qt.session.vault_session import draft_of
from screening.qt.widgets.card_pool import Deck

if TYPE_CHECKING:
    from screening.qt.session.context import CaseContext


def words_of(topic: str, session: int) -> str:
    """The name of what is half-typed on a topic in a session."""
    return draft_of(f"words.{topic}", session)


class ConversationPages:
    """Holds no fact of the case: it asks the desk's interview and draws what that says."""

    def __init__(self, pages: CaseContext) -> None:
        self.pages = pages
        self.desk = pages.desk
        self.words = pages.words
        self.deck = Deck(self.words)
        self.handed: dict[str, tuple[str, str]] = {}
        """Words that are on their way to the disk, by topic, so that leaving a page twice writes them once."""

    @property
    def interview(self) -> Interview:
        return self.pages.interview

    def topic(self, topic: str, item: str) -> Page:
        page = TopicPage(self.words, self.deck)
        if item:
            # A question that was looked for opens at once, wherever the talk is (IN5); that it was is the reason kept.
            self.pages.record(lambda: self._looked_for(topic), lambda: self._open_item(page, item))
        session = self.interview.case.sessions.number
        view, draft = (
            interview_views.topic_view(self.interview, topic),
            self.desk.drafts.get(words_of(topic, session), ""),
        )
        view = replace(view, beside=(*view.beside, *self._half_typed(topic, session)))
        page.show_view(view, open_item=item, draft=draft)
        page.answered.connect(self._answer)
        page.placed.connect(self._placed)
        page.invited.connect(lambda choice: self._invited(topic, choice))
        page.opened.connect(self._opened_item)
        page.words_typed.connect(lambda text: self.desk.keep_draft(words_of(topic, session), text))
        page.words_left.connect(lambda text, how: self._words(topic, session, text, how))
        page.play_pressed.connect(self.pages.keys.play)
        page.invitation_pressed.connect(lambda: self.pages.keys.hear((f"topic.{topic}.invitation",)))
        page.locked_pressed.connect(self.pages.shell.complaints.say)
        page.rest_pressed.connect(self.pages.window.rest)
        page.differing_pressed.connect(lambda: self.pages.go(DIFFERING))
        return page

    def _looked_for(self, topic: str) -> Event | None:
        return self.interview.invite(topic, "looked_for") if self.interview.invitation_waits(topic) else None

    def _open_item(self, page: TopicPage, item: str) -> None:
        if page is self.pages.page and page.waits:
            self.pages.redraw()
            page.open(item)

    def _invited(self, topic: str, choice: str) -> None:
        """The open invitation was offered, or left out for a reason: now the closed items come (IN1)."""
        skip = "" if choice == interview_views.OFFERED else choice
        self.pages.record(lambda: self.interview.invite(topic, skip), self.pages.redraw)

    def _opened_item(self, name: str) -> None:
        self.pages.shell.complaints.page_left()
        self.pages.person.follow()
        self.desk.keep_place(self.pages.place, name)
        self.pages.keep_in_view()

    def _answer(self, item: str, answer: str, how: str) -> None:
        page = self.pages.page

        def make() -> Event:
            if answer == "not_asked":
                return self.interview.take_back(item)
            now = self.interview.case.answers.get(item)
            where = (now.where or "") if how and now is not None else ""
            return self.interview.answer(item, answer, how or None, where)

        def then() -> None:
            still_there = isinstance(page, TopicPage) and page is self.pages.page and page.open_item == item
            goes_on = still_there and not how and answer != "not_asked"
            with self.pages.shell.main.held():
                self.pages.redraw(going_on=goes_on)
                if isinstance(page, TopicPage) and goes_on:
                    self.pages.window.announce(page.go_on())
            if goes_on:
                self.pages.person.follow()
            harm = answer != "not_asked" and self.interview.protocol.items[item].harm
            if harm and not (isinstance(page, TopicPage) and page is self.pages.page and not page.open_item):
                self.pages.shell.complaints.say(self.words.say("talk-hint.after-harm"))

        self.pages.record(make, then)

    def _placed(self, item: str, where: str) -> None:
        """The same answer given anew, with the place where it happened."""

        def make() -> Event:
            now = self.interview.case.answers[item]
            return self.interview.answer(item, now.answer.value, now.how.value, where)

        self.pages.record(make, self.pages.redraw)

    def _half_typed(self, topic: str, session: int) -> tuple[WordsView, ...]:
        """What was typed on a topic in earlier sessions and never kept: to be read only (DM3)."""
        found = []
        for number in range(1, session):
            text, written = self.desk.drafts.get(words_of(topic, number), ""), self.interview.own_words(topic, number)
            if text and (written is None or written.text != text):
                found.append(WordsView("", text, "told", "", self.words.say("page.topic.half-typed")))
        return tuple(found)

    def _words(self, topic: str, session: int, text: str, how: str) -> None:
        """What stands in the field of a page that was made in this session; of an earlier one it stays half-typed."""
        draft, written = words_of(topic, session), self.interview.own_words(topic, session)
        if (written.text if written else "") == text and (written is None or written.how.value == how):
            self.desk.keep_draft(draft, "")
            return
        if session != self.interview.case.sessions.number:
            self.desk.keep_draft(draft, text)
            return
        if self.handed.get(topic) == (text, how):
            return
        self.handed[topic] = (text, how)
        self.desk.keep_draft(draft, text)

        def then() -> None:
            self.handed.pop(topic, None)
            if self.desk.drafts.get(draft) == text:
                self.desk.keep_draft(draft, "")
            if isinstance(self.pages.page, TopicPage) and self.pages.page.waits:
                self.pages.redraw()
            else:
                self.pages.dress()

        self.desk.record_many(lambda: self.interview.told(topic, text, how), then)

    def closing(self, first: str = "") -> Page:
        """``first`` is the decision that has the keyboard, where one was just asked for by name."""
        page = ClosingPage(self.words)
        page.first = first
        page.show_view(interview_views.closing_view(self.interview, self.desk.directory))
        page.show_drafts({name: self.desk.drafts.get(f"closing.{name}", "") for name in page.fields})
        page.noted.connect(self._note)
        page.identity_pressed.connect(lambda: self.pages.go("identity"))
        page.linked.connect(self.pages.go)
        page.decided.connect(self.pages.opening.decide)
        return page

    def ask_each(self, decision: str) -> Page:
        """Which recipient to ask about, by name; its decision then stands on the closing page (CO1)."""
        page = LinesPage(self.pages.language)
        page.show_view(recipient_consent.choose_view(self.interview, self.desk.directory, decision))
        page.chosen.connect(
            lambda name: self.pages.record(
                lambda: recipient_consent.choose(decision, name), lambda: self.pages.go("closing", f"{decision}:{name}")
            )
        )
        return page

    def _note(self, line: str, text: str) -> None:
        self.desk.keep_draft(f"closing.{line}", text)

        def then() -> None:
            if self.desk.drafts.get(f"closing.{line}") == text:
                self.desk.keep_draft(f"closing.{line}", "")
            self.pages.dress()

        self.desk.record(lambda: self.interview.note(line, text), then)

    def listening(self) -> Page:
        page = ListeningPage(self.words)
        session, view = self.interview.case.sessions.number, account.listening_view(self.interview, "")
        view = replace(view, beside=(*view.beside, *self._half_typed(ACCOUNT, session)))
        page.show_view(view, draft=self.desk.drafts.get(words_of(ACCOUNT, session), ""))
        page.wanted.connect(lambda _text: self.pages.redraw())
        page.words_typed.connect(lambda text: self.desk.keep_draft(words_of(ACCOUNT, session), text))
        page.words_left.connect(lambda text, how: self._words(ACCOUNT, session, text, how))
        page.ticked.connect(self._tick)
        page.tied.connect(
            lambda item, quote: self.desk.record_many(
                lambda: quotes.tie(self.interview, item, quote), self.pages.redraw
            )
        )
        page.told.connect(self.pages.shell.complaints.say)
        page.chosen.connect(lambda item: self.pages.go_to_line(account.place_of(self.interview, item)))
        page.linked.connect(self.pages.go)
        return page

    def _tick(self, item: str, ticked: bool) -> None:
        """A sign was heard in the account: told freely, unless the officer saw it or read it."""
        interview = self.interview

        def make() -> tuple[Event, ...]:
            if not ticked:
                return quotes.untie(interview, item)
            told = interview.protocol.items[item].kind == "ask"
            return (interview.answer(item, "yes", "told" if told else None),)

        self.desk.record_many(make, self.pages.redraw)

    def find(self) -> Page:
        page = FindPage(self.words)
        page.show_view(side_cards.find_view(self.interview, ""))
        page.wanted.connect(lambda text: self._look_for(page, text))
        page.chosen.connect(self.pages.go_to_line)
        return page

    def _look_for(self, page: FindPage, wanted: str) -> None:
        """Show what answers to the words typed, the best at the top of the page."""
        page.show_view(side_cards.find_view(self.interview, wanted))
        self.pages.shell.main.to_top()

    def lines(self, view: LinesView) -> Page:
        page = LinesPage(self.pages.language)
        page.show_view(view)
        page.chosen.connect(self.pages.go_to_line)
        return page

"""The pages of the talk itself: topics, the account, finding a question, and the closing."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from screening.casework.interview import (
    account,
    interview_views,
    recipient_consent,
    record_sheet,
    shared_lines,
    side_cards,
)
from screening.casework.interview.interview import Interview
from screening.casework.interview.view_models import ClosingView, WordsView
from screening.domain.case.places import Place, topic_of
from screening.domain.case.rules import ACCOUNT
from screening.domain.events.catalogue import Event
from screening.domain.known import detention, promises
from screening.qt.frame.lines_page import LinesPage
from screening.qt.frame.page import Page
from screening.qt.frame.record_sheet import RecordPage
from screening.qt.interview.account_page import ListeningPage
from screening.qt.interview.closing_page import ClosingPage
from screening.qt.interview.side_pages import FindPage
from screening.qt.interview.topic_page import TopicPage
from screening.qt.session.case_context import CaseContext, draft_of
from screening.qt.session.routes import Route, Routes
from screening.wording.catalogue.dates import day_of

ASKED = {Place.ASK_SERVICE: "service", Place.ASK_AUTHORITY: "authority"}
"""Which decision a recipient is chosen for, on the page of each."""


def words_of(topic: str, session: int) -> str:
    """The name of what is half-typed on a topic in a session."""
    return draft_of(f"words.{topic}", session)


class ConversationPages:
    """Holds no fact of the case: it asks the interview in hand and draws what that says."""

    def __init__(self, case: CaseContext, follow: Callable[[], None]) -> None:
        self.case = case
        self.follow = follow
        """Shows the person's own view what is asked now."""
        self.words = case.words
        self.handed: dict[str, tuple[str, str]] = {}
        """Words that are on their way to the disk, by topic, so that leaving a page twice writes them once."""

    @property
    def interview(self) -> Interview:
        return self.case.interview

    def routes(self) -> Routes:
        return {
            Place.TOPIC: Route(self.topic),
            Place.LISTENING: Route(self.listening),
            Place.FIND: Route(self.find, aside=True),
            Place.SAID: Route(self.said, aside=True),
            Place.CLOSING: Route(self.closing, self.finish),
            Place.ASK_SERVICE: Route(self.ask_each, aside=True),
            Place.ASK_AUTHORITY: Route(self.ask_each, aside=True),
            Place.SELF: Route(self.for_officer, self.case.show_cases),
        }

    # --- topics

    def topic(self) -> Page:
        topic, item = topic_of(self.case.place), self.case.item
        session = self.interview.case.sessions.number
        view, draft = interview_views.topic_view(self.interview, topic), self.case.draft(words_of(topic, session))
        view = replace(view, beside=(*view.beside, *self._half_typed(topic, session)))
        page = TopicPage(self.words, view, open_item=item, draft=draft, sounds=self.case.can_hear())
        if item:
            # A question that was looked for opens at once, wherever the talk is (IN5); that it was is the reason kept.
            self.case.record(partial(self._looked_for, topic), success=partial(self._open_item, page, item))
        page.redrawn_by(partial(self._draw, page, topic))
        page.answered.connect(partial(self._answer, page, topic))
        page.placed.connect(self._placed)
        page.invited.connect(
            lambda choice: self.case.act(
                self.interview.invite, topic, "" if choice == interview_views.OFFERED else choice
            )
        )
        page.opened.connect(self._opened_item)
        page.words_typed.connect(partial(self.case.keep_draft, words_of(topic, session)))
        page.words_left.connect(partial(self._words, page, topic, session))
        page.play_pressed.connect(self.case.play)
        page.invitation_pressed.connect(lambda: self.case.hear((f"topic.{topic}.invitation",)))
        page.locked_pressed.connect(self.case.notify)
        page.rest_pressed.connect(self.case.rest)
        page.differing_pressed.connect(partial(self.case.go, Place.DIFFERING))
        return page

    def _draw(self, page: TopicPage, topic: str, *, going_on: bool = False) -> None:
        waited = page.waits
        page.update_view(interview_views.topic_view(self.interview, topic), going_on=going_on)
        if waited and not page.waits:
            self.case.focus()

    def _waits(self, page: TopicPage | ListeningPage) -> bool:
        """Whether this page is shown, and the open invitation still comes first on it."""
        return page is self.case.page and page.waits

    def _looked_for(self, topic: str) -> Event | None:
        return self.interview.invite(topic, "looked_for") if self.interview.invitation_waits(topic) else None

    def _open_item(self, page: TopicPage, item: str) -> None:
        if self._waits(page):
            self.case.redraw()
            page.open(item)

    def _opened_item(self, name: str) -> None:
        self.case.clear_messages()
        self.follow()
        self.case.keep_place(name)
        self.case.keep_in_view()

    def _answer(self, page: TopicPage, topic: str, item: str, answer: str, how: str) -> None:
        """Record an answer; once it is on disk the page shows it and goes on to the next question."""
        goes_on = page is self.case.page and page.open_item == item and not how and answer != "not_asked"
        self.case.record(
            partial(self._given, item, answer, how),
            success=partial(self._answered, page, topic, item, answer, how),
            then=(self.case.place, page.follows(item)) if goes_on else None,
        )

    def _given(self, item: str, answer: str, how: str) -> Event:
        if answer == "not_asked":
            return self.interview.take_back(item)
        now = self.interview.case.answers.get(item)
        where = (now.where or "") if how and now is not None else ""
        return self.interview.answer(item, answer, how or None, where)

    def _answered(self, page: TopicPage, topic: str, item: str, answer: str, how: str) -> None:
        there, given = page is self.case.page, answer != "not_asked"
        goes_on = there and page.open_item == item and not how and given
        with self.case.held():
            if goes_on:
                self._draw(page, topic, going_on=True)
                self.case.refresh_frame()
                self.case.announce(page.go_on())
            else:
                self.case.redraw()
            harm = given and self.interview.protocol.items[item].harm
            if harm and not (there and not page.open_item):
                self.case.notify(self.words.say("talk-hint.after-harm"))
        if goes_on:
            self.follow()

    def _placed(self, item: str, where: str) -> None:
        """The same answer given anew, with the place where it happened."""
        now = self.interview.case.answers[item]
        given = partial(self.interview.answer, item, now.answer.value, now.how.value, where)
        self.case.act(given)

    # --- words

    def _half_typed(self, topic: str, session: int) -> tuple[WordsView, ...]:
        """What was typed on a topic in earlier sessions and never kept: to be read only (DM3)."""
        found = []
        for number in range(1, session):
            text, written = self.case.draft(words_of(topic, number)), self.interview.own_words(topic, number)
            if text and (written is None or written.text != text):
                found.append(WordsView(text, self.words.say("page.topic.half-typed")))
        return tuple(found)

    def _words(self, page: TopicPage | ListeningPage, topic: str, session: int, text: str, how: str) -> None:
        """What stands in the field of a page that was made in this session; of an earlier one it stays half-typed."""
        draft, written = words_of(topic, session), self.interview.own_words(topic, session)
        if (written.text if written else "") == text and (written is None or written.how.value == how):
            self.case.keep_draft(draft, "")
            return
        if session != self.interview.case.sessions.number:
            self.case.keep_draft(draft, text)
            return
        if self.handed.get(topic) == (text, how):
            return
        self.handed[topic] = (text, how)
        self.case.keep_draft(draft, text)

        def kept() -> None:
            self.handed.pop(topic, None)
            self.case.drop_draft(draft, text)
            if self._waits(page):
                self.case.redraw()
            else:
                self.case.refresh_frame()

        self.case.record(partial(self.interview.write_words, topic, text, how), success=kept)

    # --- the closing

    def closing(self) -> Page:
        """An item is the decision that has the keyboard, where one was just asked for by name."""

        def view() -> ClosingView:
            return interview_views.closing_view(self.interview, self.case.directory)

        page = ClosingPage(self.words, view(), sounds=self.case.can_hear(), first=self.case.item)
        page.spoke.connect(lambda line: self.case.act(shared_lines.say_line, self.interview, line))
        page.played.connect(self.case.hear)
        page.hinted.connect(self.case.announce)
        page.turned.connect(self._closing_turned)
        page.drawn_by(lambda: page.show_view(view()))
        page.noted.connect(self._note)
        page.identity_pressed.connect(partial(self.case.go, Place.IDENTITY))
        page.linked.connect(self.case.go_to_line)
        page.decided.connect(self.case.opening.decide)
        return page

    def _closing_turned(self, told: str) -> None:
        """Another of its steps stands there now."""
        self.case.refresh_frame()
        self.case.to_top()
        self.case.announce(told)

    def ask_each(self) -> Page:
        """Which recipient to ask about, by name; its decision then stands on the closing page (CO1)."""
        decision = ASKED[Place(self.case.place)]
        page = LinesPage(self.words)
        page.show_view(recipient_consent.choose_view(self.interview, self.case.directory, decision))
        page.chosen.connect(partial(self._choose_recipient, decision))
        return page

    def _choose_recipient(self, decision: str, name: str) -> None:
        closing = partial(self.case.go, Place.CLOSING, f"{decision}:{name}")
        self.case.act(recipient_consent.choose, decision, name, then=closing)

    def _note(self, line: str, text: str) -> None:
        def kept() -> None:
            self.case.drop_draft(f"closing.{line}", text)
            self.case.refresh_frame()
            if line == detention.DAY:
                self.case.redraw()

        self.case.record(partial(self._noted, line, text), success=kept)

    def _noted(self, line: str, text: str) -> Event:
        """A line of the closing; the day of a promise as it was read, so that it is a reminder of that day."""
        if line == detention.DAY:
            return self.interview.beside(detention.PAGE, line, text)
        if line == promises.CLOSING_DAY:
            text = day_of(text, datetime.date.today())
        return self.interview.note(line, text)

    def finish(self) -> None:
        """The talk is closed, once a child's record has what it waits for (CH7, CH8); then the officer's own view."""
        lacks = self.interview.child_lacks()
        self.case.keep_typed()
        if lacks:
            self._finish_once_kept()
        else:
            self._finish()

    def _finish_once_kept(self) -> None:
        """Finish when everything before it is on disk, if the page is still there."""
        self.case.ask(lambda _vault: None, success=lambda _none: self._finish(), page=self.case.page)

    def _finish(self) -> None:
        """Go on to the own view; a talk that has all that it needs is over."""
        if self.case.place == Place.CHILD or self.interview.child_lacks():
            self.case.go(Place.OWN_VIEW)
        else:
            self.case.act(self.interview.stop, "finished", then=partial(self.case.go, Place.OWN_VIEW))

    def finish_child(self) -> None:
        """On from a child's page: back to the closing, or once what was typed counts to the officer's own view."""
        if not self.interview.case.stopped:
            self.case.go(Place.CLOSING)
            return
        self.case.keep_typed()
        self._finish_once_kept()

    # --- the account

    def listening(self) -> Page:
        session, view = self.interview.case.sessions.number, account.listening_view(self.interview, "")
        view = replace(view, beside=(*view.beside, *self._half_typed(ACCOUNT, session)))
        page = ListeningPage(self.words, view, draft=self.case.draft(words_of(ACCOUNT, session)))
        page.redrawn_by(lambda: page.show_view(account.listening_view(self.interview, page.search.text())))
        page.wanted.connect(lambda _text: self.case.redraw())
        page.words_typed.connect(partial(self.case.keep_draft, words_of(ACCOUNT, session)))
        page.words_left.connect(partial(self._words, page, ACCOUNT, session))
        page.ticked.connect(lambda item, ticked: self.case.act(self._heard, item, ticked))
        page.tied.connect(lambda item, quote: self.case.act(account.tie, self.interview, item, quote))
        page.announced.connect(self.case.notify)
        page.chosen.connect(lambda item: self.case.go_to_line(account.place_of(self.interview, item)))
        page.linked.connect(self.case.go)
        return page

    def _heard(self, item: str, ticked: bool) -> tuple[Event, ...]:
        """A sign was heard in the account: told freely, unless the officer saw it or read it."""
        if not ticked:
            return account.untie(self.interview, item)
        told = self.interview.protocol.items[item].kind == "ask"
        return (self.interview.answer(item, "yes", "told" if told else None),)

    # --- finding, and lines to read

    def find(self) -> Page:
        page = FindPage(self.words)
        page.show_view(side_cards.find_view(self.interview, ""))
        page.wanted.connect(partial(self._look_for, page))
        page.chosen.connect(self.case.go_to_line)
        return page

    def _look_for(self, page: FindPage, wanted: str) -> None:
        """Show what answers to the words typed, the best at the top of the page."""
        page.show_view(side_cards.find_view(self.interview, wanted))
        self.case.to_top()

    def said(self) -> Page:
        """The record as a page."""
        page = RecordPage(self.words)
        page.show_view(record_sheet.sheet_view(self.interview), self.case.behind)
        page.sheet.chosen.connect(self.case.go_to_line)
        return page

    def for_officer(self) -> Page:
        page = LinesPage(self.words)
        page.show_view(side_cards.self_view(self.interview))
        return page

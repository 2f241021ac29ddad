"""From a case to the frame's views: strip, rail and bar of every place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from screening.casework.interview import conflicts, frame_views, note_pages, shared_lines
from screening.casework.interview.interview import Interview
from screening.casework.interview.interview_views import language_state
from screening.domain.case import child_and_shelter
from screening.domain.case.places import AFTER, Place, kind, topic_of
from screening.qt.frame.frame_views import BarButton, BarView, Language, RailRow, RailView, StripView
from screening.qt.style.tokens import tokens
from screening.qt.widgets.buttons import Look
from screening.wording.catalogue.languages import format_time, own_name

ICONS = {
    "done": "tick", "part": "begun", "open": "coming", "left-out": "passed", "nothing-noted": "begun",
}  # fmt: skip
"""How far a step is: signs of its own, since circle, square, triangle and bar are answers."""
CONSENT = {"yes": "circle", "no": "square", "later": "triangle", "": "ring"}
"""The shape beside the agreement: what the person said to talking, and a ring where nobody asked."""
SPOKEN = ("done", "part")
"""States of a row that no note says."""
REST, LONG = 20, 45
"""Minutes after which a break, and another day, are suggested in words (IN9, IN13)."""
REVIEWED = ("reviewed", "field-tested")
NO_WAY_HOME = (Place.WORDLESS,)
"""Pages at whose pictures the person points: no touch of theirs leads to the list of cases. The key still does."""
BY_EAR = (Place.CONSENT, Place.PREFER, Place.LISTENING)
"""Places before the first topic from which a person may answer by ear; from every topic they may as well."""


def strip_view(talk: Interview, framed: str, *, place: str = "", minutes: int = 0, saved_at: str = "") -> StripView:
    """The top strip of a case page: which case, where, in which languages, who is in hearing, when it was saved last.

    ``framed`` is the place that strip and rail show, ``place`` the page that is shown, also one beside the way.
    """
    words, phase = talk.words, frame_views.phase(framed)
    tag = talk.case.language.language if talk.case.language else ""
    state = language_state(tag, talk.words.installation) if phase != "after" else ""
    heard = frame_views.hearing(talk) if phase != "after" else ""
    languages: tuple[Language, ...] = ()
    if tag and tag != words.language and phase != "after":
        languages = tuple(Language(own_name(each), each) for each in (words.language, tag))
    draft = words.say(f"shell.{state}") if state else ""
    elapsed = ""
    if minutes and heard:
        elapsed = words.say(
            f"shell.{'minutes-end' if minutes >= LONG else 'minutes-break' if minutes >= REST else 'minutes'}",
            n=minutes,
        )
    return StripView(
        home="" if place in NO_WAY_HOME else words.say("page.cases.title"),
        code=frame_views.code_and_number(talk.case),
        where=words.say(f"strip.where.{phase}"),
        languages=languages,
        draft=draft,
        draft_short=words.say("shell.draft-short") if state == "draft" else draft,
        reviewed=state in REVIEWED,
        hearing=heard,
        elapsed=elapsed,
        saved=words.say("strip.saved", time=format_time(saved_at, words.language)) if saved_at else "",
        saved_short=words.say("shell.saved-short") if saved_at else "",
        practice=talk.case.practice,
    )


def rail_view(talk: Interview, place: str, *, aside: str = "", aside_title: str = "", by_ear: bool = True) -> RailView:
    """The rail of a case page; from 150 % its current row is the one line.

    ``aside`` is a page beside the way, with its title: its row is marked, a row of its own where it has none, and none
    of the way. ``by_ear``:
    whether the person can answer by ear now; a row that led to "not available yet" would be a trap.
    """
    words, steps = talk.words, frame_views.rail_rows(talk, place)
    rows = []
    for row in steps:
        now = row.place == place
        icon = "arrow" if now and not aside else "begun" if now and row.state == "open" else ICONS[row.state]
        state = words.say(f"shell.rail.{row.state}") if row.state in SPOKEN else ""
        rows.append(RailRow(row.place, row.title, icon, icon == "arrow", row.note, short=row.short, state=state))
    foot = tuple(_foot(talk, place, by_ear=by_ear))
    here = aside or place
    if aside_title and here not in {each.id for each in (*rows, *foot)}:
        foot = (*foot, RailRow(here, aside_title, "arrow", True))
    current = next((row.title for row in (*rows, *foot) if row.id == here), "")
    topics = [row.place for row in steps if topic_of(row.place)]
    counted = ""
    if here in topics:
        counted = words.say("page.topic.short", n=topics.index(place) + 1, total=len(topics))
    part = "after" if place in AFTER else "talk" if topic_of(place) or place == Place.CLOSING else "before"
    done = sum(row.state != "open" for row in steps)
    return RailView(
        heading=words.say(f"rail.{part}", done=done, left=len(steps) - done),
        rows=tuple(rows),
        foot=foot,
        current=here,
        compact_title=current,
        compact_place=counted,
    )


def _foot(talk: Interview, place: str, *, by_ear: bool) -> Iterator[RailRow]:
    """What is at hand below the steps of a place."""
    say, case, after, topic = talk.words.say, talk.case, place in AFTER, topic_of(place)
    child, keys = talk.gate().child and not after, tokens().key
    said = str(len(case.answers) + len(case.words))
    yield RailRow(Place.SAID, say("shell.said"), "speech", False, said, keys["said_so_far"])
    yield RailRow(Place.FIND, say("shell.find"), "search", False, "", keys["find"])
    if topic or place == Place.CLOSING:
        yield RailRow(Place.CONSENT, say("rail.consent"), CONSENT[case.consented("talk")])
    if differing := conflicts.count(talk):
        yield RailRow(Place.DIFFERING, say("page.differing.rail"), "warning", False, str(differing))
    if case.consented("identity") == "yes":
        yield RailRow(Place.IDENTITY, say("page.identity.rail"), "people")
    if child:
        yield RailRow(Place.CHILD, say("page.child.rail"), "people")
    if after:
        yield RailRow(Place.SECOND, say("page.second.rail"), "eye")
    if after and not talk.reachable("else"):
        yield RailRow(Place.ELSE, say("page.else.rail"), "search")
    if topic in note_pages.FROM or place in (Place.FEES, Place.PAPERS):
        yield RailRow(Place.FEES, say("page.fees.rail"), "sheet")
    if case.setting == child_and_shelter.SHELTER or after:
        yield RailRow(Place.SESSION, say("page.session.rail"), "sheet")
    if by_ear and not child and (topic or place in BY_EAR):
        yield RailRow(Place.ALONE, say("shell.alone"), "ear")


def bar_view(
    interview: Interview,
    place: str,
    *,
    behind: str = "",
    onward: str = "",
    sealed: bool = False,
    from_summary: bool = False,
    available: bool = True,
) -> BarView:
    """The bar of a page of a case. ``behind`` is the place that a page beside the way leads back to.

    ``onward`` is what Next says while it leads on within the page. ``sealed``: the PIN is asked for in place of the
    page, and nothing of the page can be done yet. ``from_summary``: the way back leads to the summary of the case.
    Without ``available`` there is nothing to go on with, or to refuse.
    """
    bars = _Bars(interview, place, behind)
    if from_summary:
        bars.back = BarButton(
            "back", bars.say("bar.back-to-summary"), Look.OTHER, bars.say("shell.back"), bars.back.cap
        )
    if sealed:
        return BarView(note=bars.say("bar.away"), buttons=(bars.back,))
    made = BARS.get(kind(place), _Bars.aside)(bars)
    if from_summary:
        made = replace(made, buttons=(bars.back, *(each for each in made.buttons if each.id != "back")))
    if not available:
        made = replace(made, buttons=tuple(each for each in made.buttons if each.id != "next"))
    if not onward:
        return made
    buttons = (
        replace(each, text=onward, short=bars.say("shell.next")) if each.id == "next" else each for each in made.buttons
    )
    return replace(made, buttons=tuple(buttons))


class _Bars:
    """The bars, each by what the interview says."""

    def __init__(self, interview: Interview, place: str, behind: str) -> None:
        self.words, self.interview, self.place, self.behind = interview.words, interview, place, behind
        self.say, self.keys = self.words.say, tokens().key
        self.back = BarButton("back", self.say("shell.back"), cap=self.keys["previous_page"])

    # --- before the talk

    def gate(self) -> BarView:
        left = len(self.interview.gate().open_lines)
        end = BarButton("end", self.say("bar.end-gate"), short=self.say("bar.end-short"))
        if left:
            why = self.words.say_count("bar.gate-left", left)
            short = self.words.say_count("bar.left-short", left)
            return self._talk(end, BarButton("next", why, Look.RESTING, short, why=why))
        case = self.interview.case
        return self._talk(end, self._next("bar.to-talk" if case.language and case.agreed else "bar.to-language"))

    def numbers(self) -> BarView:
        if self.interview.waits_for():
            return self._talk(self.back, self._resting("bar.to-language", "locked.numbers"))
        return self._talk(self.back, self._next("bar.to-language"))

    def danger(self) -> BarView:
        end = BarButton("end", self.say("bar.end-danger"), short=self.say("bar.end-short"))
        return self._talk(end, self._go_on())

    def urgent(self) -> BarView:
        return self._talk(self.back, self._go_on()) if self.interview.gate().dangers else self._talk(self.back)

    def language(self) -> BarView:
        if self.interview.case.language is None:
            return self._talk(self.back, self._resting("bar.to-consent", "locked.language"))
        return self._talk(self.back, self._next("bar.to-consent"))

    def arrival(self) -> BarView:
        waits = self.interview.case.agreed and self.interview.rests(Place.PREFER)
        return self._talk(self.back, self._next("bar.to-later" if waits else "bar.to-consent"))

    def child(self) -> BarView:
        return self._talk(self.back, self._next("bar.to-closing"))

    def consent(self) -> BarView:
        later = BarButton("later", self.say("bar.not-now"), short=self.say("bar.not-now-short"))
        if left := shared_lines.lines_left(self.interview):
            why, short = self.words.say_count("bar.lines-left", left), self.words.say_count("bar.left-short", left)
            return self._talk(later, self.back, BarButton("next", why, Look.RESTING, short, why=why))
        on = "bar.to-prefer" if self.interview.case.agreed else "bar.to-closing"
        return self._talk(later, self.back, self._next(on))

    def prefer(self) -> BarView:
        agreed = self.interview.case.agreed
        if agreed and self.interview.rests(self.place):
            return self._talk(self.back, self._next("bar.to-arrival"))
        return self._talk(self.back, self._next("bar.to-account" if agreed else "bar.to-closing"))

    def alone(self) -> BarView:
        talk = replace(self._next("bar.no-talk"), short=self.say("bar.no-talk-short"))  # it is kept as a no
        return self._talk(self.back, talk)

    # --- the talk

    def listening(self) -> BarView:
        return self._talk(self.back, self._next("bar.to-topics"))

    def topic(self) -> BarView:
        topic = topic_of(self.interview.next_place(self.place))
        title = self.say(f"topic.{topic}.title") if topic else self.say("rail.closing")
        text, short, key = self.say("shell.next-to", title=title), self.say("shell.next"), self.keys["next_page"]
        return self._talk(self.back, BarButton("next", text, Look.MAIN, short, key))

    def closing(self) -> BarView:
        return self._talk(self.back, self._next("bar.finish-talk"))

    def aside(self) -> BarView:
        topic = topic_of(self.behind)
        title = self.words.known(f"topic.{topic}.title" if topic else f"rail.{self.behind}")
        text = self.say("bar.back-to", title=title) if title else self.say("bar.back-to-talk")
        return self._talk(replace(self.back, text=text, short=self.back.text))

    # --- after the talk

    def summary(self) -> BarView:
        """It stands before the case: the list leads to it, and back leads there."""
        return BarView(buttons=(replace(self.back, text=self.say("bar.to-cases"), short=self.back.text),))

    def own_view(self) -> BarView:
        later = BarButton("leave", self.say("bar.later"))
        return BarView(note=self.say("bar.away"), buttons=(later, self._next("bar.keep-view")))

    def assessment(self) -> BarView:
        other = BarButton("differ", self.say("bar.differ"), short=self.say("bar.differ-short"))
        return BarView(note=self.say("bar.never-beside"), buttons=(other, self._next("bar.to-taking")))

    def taking(self) -> BarView:
        return BarView(note=self.say("taking.promise"), buttons=(self.back, self._next("bar.to-papers")))

    def adding(self) -> BarView:
        return BarView(note=self.say("taking.promise"), buttons=(self.back,))

    def papers(self) -> BarView:
        return BarView(note=self.say("bar.from-memory"), buttons=(self.back, self._next("bar.to-follow")))

    def follow(self) -> BarView:
        return BarView(note=self.say("taking.promise"), buttons=(self.back, self._next("bar.to-self")))

    def for_officer(self) -> BarView:
        return BarView(note=self.say("bar.nothing-kept"), buttons=(self.back, self._next("bar.to-cases")))

    # --- parts

    def _talk(self, *buttons: BarButton) -> BarView:
        return BarView(talk=True, buttons=buttons)

    def _next(self, text_id: str) -> BarButton:
        return BarButton("next", self.say(text_id), Look.MAIN, self.say("shell.next"), self.keys["next_page"])

    def _resting(self, text_id: str, why: str) -> BarButton:
        return BarButton("next", self.say(text_id), Look.RESTING, self.say("shell.next"), why=self.say(why))

    def _go_on(self) -> BarButton:
        return BarButton("go-on", self.say("bar.go-on"), short=self.say("bar.go-on-short"))


BARS: dict[Place, Callable[[_Bars], BarView]] = {
    Place.GATE: _Bars.gate,
    Place.NUMBERS: _Bars.numbers,
    Place.DANGER: _Bars.danger,
    Place.URGENT: _Bars.urgent,
    Place.LANGUAGE: _Bars.language,
    Place.ARRIVAL: _Bars.arrival,
    Place.CHILD: _Bars.child,
    Place.CONSENT: _Bars.consent,
    Place.PREFER: _Bars.prefer,
    Place.ALONE: _Bars.alone,
    Place.LISTENING: _Bars.listening,
    Place.TOPIC: _Bars.topic,
    Place.CLOSING: _Bars.closing,
    Place.SUMMARY: _Bars.summary,
    Place.OWN_VIEW: _Bars.own_view,
    Place.ASSESSMENT: _Bars.assessment,
    Place.TAKING: _Bars.taking,
    Place.ADDING: _Bars.adding,
    Place.PAPERS: _Bars.papers,
    Place.FOLLOW: _Bars.follow,
    Place.SELF: _Bars.for_officer,
}
"""The bar of each page; every other page beside the way leads back to the talk."""

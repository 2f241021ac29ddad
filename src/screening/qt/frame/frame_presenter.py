"""From a case to the frame's views: strip and rail of every place."""

from __future__ import annotations

from collections.abc import Iterator

from screening.casework.interview import conflicts, frame_views, note_pages
from screening.casework.interview.interview import Interview
from screening.casework.interview.interview_views import language_state
from screening.domain.case import child_and_shelter
from screening.domain.case.places import AFTER, Place, topic_of
from screening.qt.frame.frame_views import Language, RailRow, RailView, StripView
from screening.qt.style.tokens import tokens
from screening.wording.catalogue.languages import format_time, own_name
from screening.wording.catalogue.translations import Words

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


def desk_note(words: Words, *, practice: bool) -> str:
    """What the bar says beside no case: of practice, that nothing is kept; the strip says what is saved."""
    return words.say("play.nothing-kept") if practice else ""


def desk_strip(words: Words, *, home: str = "", saved: str = "", practice: bool = False) -> StripView:
    """The strip of a page that belongs to no case; ``home`` names where everything begins, "" there."""
    return StripView(home=home, where=words.say("strip.where.desk"), saved=saved, practice=practice)


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

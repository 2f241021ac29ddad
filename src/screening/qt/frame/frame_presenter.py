"""From the casework's data to the frame's views: strip and rail of every place."""

from __future__ import annotations

from screening.casework.interview.view_models import RailData, StripData
from screening.domain.case.places import Place, topic_of
from screening.qt.frame.frame_views import Language, RailRow, RailView, StripView
from screening.qt.style.tokens import tokens
from screening.wording.catalogue.translations import Words

ICONS = {
    "done": ("circle", True), "part": ("partly", False), "open": ("ring", False),
    "left-out": ("bar", True), "nothing-noted": ("bar", True),
}  # fmt: skip
CONSENT = {"yes": "tick", "no": "square", "later": "triangle", "": "ring"}
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


def strip_view(words: Words, data: StripData, *, place: str = "", minutes: int = 0) -> StripView:
    """The top strip of a case page. ``place`` is the page that is shown, also one beside the way."""
    languages = [Language(data.officer_language, words.language)]
    if data.person_language:
        languages.append(Language(data.person_language, data.person_tag))
    draft = draft_short = ""
    if data.language_state:
        name = "draft" if data.language_state == "draft" else data.language_state
        draft = words.say(f"shell.{name}")
        draft_short = words.say("shell.draft-short") if name == "draft" else draft
    elapsed = ""
    if minutes and data.hearing:
        elapsed = words.say(
            f"shell.{'minutes-end' if minutes >= LONG else 'minutes-break' if minutes >= REST else 'minutes'}",
            n=minutes,
        )
    return StripView(
        home="" if place in NO_WAY_HOME else words.say("page.cases.title"),
        code=data.code,
        where=data.where,
        languages=tuple(languages) if data.person_language else (),
        draft=draft,
        draft_short=draft_short,
        reviewed=data.language_state in REVIEWED,
        hearing=data.hearing,
        elapsed=elapsed,
        saved=data.saved,
        saved_short=words.say("shell.saved-short") if data.saved else "",
        practice=data.practice,
    )


def desk_note(words: Words, *, practice: bool) -> str:
    """What the bar says beside no case: that all is on disk, or that none of a practice record will be."""
    return words.say("play.nothing-kept" if practice else "bar.desk")


def desk_strip(words: Words, *, home: str = "", saved: str = "", practice: bool = False) -> StripView:
    """The strip of a page that belongs to no case; ``home`` names where everything begins, "" there."""
    return StripView(home=home, where=words.say("strip.where.desk"), saved=saved, practice=practice)


def rail_view(words: Words, data: RailData, *, aside: str = "", by_ear: bool = True) -> RailView:
    """The rail of a case page; from 150 % its current row is the one line.

    ``aside`` is a page beside the way: its own row is marked, where it has one, and none of the way. ``by_ear``:
    whether the person can answer by ear now; a row that led to "not available yet" would be a trap.
    """
    rows = []
    for row in data.rows:
        icon, filled = ICONS[row.state]
        if row.place == data.current and not aside:
            icon, filled = "arrow", True
        state = words.say(f"shell.rail.{row.state}") if row.state in SPOKEN else ""
        rows.append(RailRow(row.place, row.title, icon, filled, row.note, short=row.short, state=state))
    keys = tokens().key
    foot: tuple[RailRow, ...] = (
        RailRow(Place.SAID, words.say("shell.said"), "speech", False, str(data.said), keys["said_so_far"]),
        RailRow(Place.FIND, words.say("shell.find"), "search", False, "", keys["find"]),
    )
    if topic_of(data.current) or data.current == Place.CLOSING:
        foot = (*foot, RailRow(Place.CONSENT, words.say("rail.consent"), CONSENT[data.consent]))
    if data.differing:
        foot = (
            *foot,
            RailRow(Place.DIFFERING, words.say("page.differing.rail"), "warning", False, str(data.differing)),
        )
    if data.identity:
        foot = (*foot, RailRow(Place.IDENTITY, words.say("page.identity.rail"), "people", False))
    if data.child:
        foot = (*foot, RailRow(Place.CHILD, words.say("page.child.rail"), "people"))
    if data.after:
        foot = (*foot, RailRow(Place.SECOND, words.say("page.second.rail"), "eye"))
    if data.elses:
        foot = (*foot, RailRow(Place.ELSE, words.say("page.else.rail"), "search"))
    if data.fees:
        foot = (*foot, RailRow(Place.FEES, words.say("page.fees.rail"), "sheet"))
    if data.stays:
        foot = (*foot, RailRow(Place.SESSION, words.say("page.session.rail"), "sheet"))
    if by_ear and not data.child and (topic_of(data.current) or data.current in BY_EAR):
        foot = (*foot, RailRow(Place.ALONE, words.say("shell.alone"), "ear"))
    here = aside or data.current
    current = next((row.title for row in data.rows if row.place == here), "")
    current = current or next((row.title for row in foot if row.id == here), "")
    place = ""
    topics = [row.place for row in data.rows if topic_of(row.place)]
    if here in topics:
        place = words.say("page.topic.short", n=topics.index(data.current) + 1, total=len(topics))
    return RailView(
        heading=data.heading,
        rows=tuple(rows),
        foot=foot,
        current=here,
        compact_title=current,
        compact_place=place,
    )

"""From the casework's data to the frame's views: strip, rail and bar of every place."""

from __future__ import annotations

from collections.abc import Mapping

from screening.casework.interview.interview import ACCOUNT_PLACE, AFTER, PREFER, TOPIC, Interview
from screening.casework.view_models import RailData, StripData
from screening.qt.frame.frame_views import BarButton, BarView, Language, RailRow, RailView, StripView
from screening.qt.style.tokens import tokens
from screening.qt.widgets.buttons import Look
from screening.wording.catalogue.translations import Words

ICONS = {
    "done": ("circle", True), "part": ("partly", False), "open": ("ring", False),
    "left-out": ("bar", True), "nothing-noted": ("bar", True),
}  # fmt: skip
REST, LONG = 20, 45
"""Minutes after which a break, and another day, are suggested in words (IN9, IN13)."""
REVIEWED = ("reviewed", "field-tested")


def strip_view(words: Words, data: StripData, *, minutes: int = 0) -> StripView:
    """The top strip of a case page."""
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


def desk_strip(words: Words, *, saved: str = "", practice: bool = False) -> StripView:
    """The strip of a page that belongs to no case."""
    return StripView(where=words.say("strip.where.desk"), saved=saved, practice=practice)


def rail_view(words: Words, data: RailData, *, aside: str = "") -> RailView:
    """The rail of a case page; from 150 % its current row is the one line.

    ``aside`` is a page beside the way: its own row is marked, where it has one, and none of the way.
    """
    rows = []
    for row in data.rows:
        icon, filled = ICONS[row.state]
        if row.place == data.current and not aside:
            icon, filled = "arrow", True
        rows.append(RailRow(row.place, row.title, icon, filled, row.note, short=row.short))
    keys = tokens().key
    foot: tuple[RailRow, ...] = (
        RailRow("said", words.say("shell.said"), "speech", False, str(data.said), keys["said_so_far"]),
        RailRow("find", words.say("shell.find"), "search", False, "", keys["find"]),
    )
    if data.differing:
        foot = (*foot, RailRow("differing", words.say("page.differing.rail"), "warning", False, str(data.differing)))
    if data.identity:
        foot = (*foot, RailRow("identity", words.say("page.identity.rail"), "people", False))
    if data.child:
        foot = (*foot, RailRow("child", words.say("page.child.rail"), "people"))
    if data.after:
        foot = (*foot, RailRow("second", words.say("page.second.rail"), "eye"))
    if data.elses:
        foot = (*foot, RailRow("else", words.say("page.else.rail"), "search"))
    if data.stays:
        foot = (*foot, RailRow("session", words.say("page.session.rail"), "sheet"))
    if not data.child and (data.current.startswith(TOPIC) or data.current in ("consent", PREFER, ACCOUNT_PLACE)):
        foot = (*foot, RailRow("alone", words.say("shell.alone"), "ear"))
    here = aside or data.current
    current = next((row.title for row in data.rows if row.place == here), "")
    current = current or next((row.title for row in foot if row.id == here), "")
    place = ""
    topics = [row.place for row in data.rows if row.place.startswith(TOPIC)]
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


def bar_view(words: Words, interview: Interview, place: str, *, sealed: bool = False) -> BarView:
    """The bottom bar of a case page: what goes back, what goes on, and why going on rests.

    ``sealed``: the PIN is asked for in place of the page, and nothing of the page can be done yet.
    """
    say, keys = words.say, tokens().key
    back = BarButton("back", say("shell.back"), cap=keys["previous_page"])
    if sealed:
        return BarView(note=say("bar.away"), buttons=(back,))
    if place == "gate":
        left = len(interview.gate().open_lines)
        end = BarButton("end", say("bar.end-gate"), short=say("bar.end-short"))
        if left:
            why = words.say_count("bar.gate-left", left)
            return BarView(
                talk=True,
                buttons=(end, BarButton("next", why, Look.RESTING, words.say_count("bar.left-short", left), why=why)),
            )
        on = "bar.to-talk" if interview.case.language is not None and interview.case.agreed else "bar.to-language"
        return BarView(talk=True, buttons=(end, _next(words, on, keys)))
    if place == "numbers":
        if interview.waits_for():
            rest = BarButton("next", say("bar.to-language"), Look.RESTING, say("shell.next"), why=say("locked.numbers"))
            return BarView(talk=True, buttons=(back, rest))
        return BarView(talk=True, buttons=(back, _next(words, "bar.to-language", keys)))
    if place == "danger":
        return BarView(
            talk=True,
            buttons=(
                BarButton("end", say("bar.end-danger"), short=say("bar.end-short")),
                BarButton("go-on", say("bar.go-on"), short=say("bar.go-on-short")),
            ),
        )
    if place == "urgent":
        go_on = BarButton("go-on", say("bar.go-on"), short=say("bar.go-on-short"))
        return BarView(talk=True, buttons=(back, go_on) if interview.gate().dangers else (back,))
    if place == "language":
        if interview.case.language is None:
            why = say("locked.language")
            rest = BarButton("next", say("bar.to-consent"), Look.RESTING, say("shell.next"), why=why)
            return BarView(talk=True, buttons=(back, rest))
        return BarView(talk=True, buttons=(back, _next(words, "bar.to-consent", keys)))
    if place == "consent":
        later = BarButton("later", say("bar.not-now"), short=say("bar.not-now-short"))
        if not interview.case.decided_now("talk"):
            # No button pushes on while the person has not decided; the way to the end stays open.
            end = BarButton("next", say("bar.undecided"), Look.OTHER, say("shell.next"), keys["next_page"])
            return BarView(talk=True, buttons=(later, back, end))
        on = "bar.to-prefer" if interview.case.agreed else "bar.to-closing"
        return BarView(talk=True, buttons=(later, back, _next(words, on, keys)))
    if place in ("consent", PREFER) and interview.case.agreed and interview.rests(place):
        return BarView(talk=True, buttons=(back, _next(words, "bar.to-arrival", keys)))
    if place == PREFER:
        on = "bar.to-account" if interview.case.agreed else "bar.to-closing"
        return BarView(talk=True, buttons=(back, _next(words, on, keys)))
    if place.startswith(TOPIC):
        after = interview.next_place(place)
        title = say("rail.closing") if after == "closing" else say(f"topic.{after.removeprefix(TOPIC)}.title")
        return BarView(
            talk=True,
            buttons=(
                back,
                BarButton("next", say("shell.next-to", title=title), Look.MAIN, say("shell.next"), keys["next_page"]),
            ),
        )
    if place == "alone":
        return BarView(talk=True, buttons=(back, _next(words, "bar.no-talk", keys)))
    if place == "arrival" and interview.case.agreed and interview.rests(PREFER):
        return BarView(talk=True, buttons=(back, _next(words, "bar.to-later", keys)))
    if place == "arrival":
        return BarView(talk=True, buttons=(back, _next(words, "bar.to-consent", keys)))
    if place == "child":
        return BarView(talk=True, buttons=(back, _next(words, "bar.to-closing", keys)))
    if place == ACCOUNT_PLACE:
        return BarView(talk=True, buttons=(back, _next(words, "bar.to-topics", keys)))
    if place == "closing":
        return BarView(talk=True, buttons=(back, _next(words, "bar.finish-talk", keys)))
    if place in (*AFTER, "adding"):
        return _after(words, place, back, keys)
    return BarView(
        talk=True, buttons=(BarButton("back", say("bar.back-to-talk"), Look.OTHER, cap=keys["previous_page"]),)
    )


def _after(words: Words, place: str, back: BarButton, keys: Mapping[str, str]) -> BarView:
    say = words.say
    if place == "own-view":
        later = BarButton("leave", say("bar.later"))
        return BarView(note=say("bar.away"), buttons=(later, _next(words, "bar.keep-view", keys)))
    if place == "reading":
        other = BarButton("differ", say("bar.differ"), short=say("bar.differ-short"))
        return BarView(note=say("bar.never-beside"), buttons=(other, _next(words, "bar.to-taking", keys)))
    if place == "taking":
        return BarView(note=say("taking.promise"), buttons=(back, _next(words, "bar.to-papers", keys)))
    if place == "adding":
        return BarView(note=say("taking.promise"), buttons=(back,))
    if place == "papers":
        return BarView(note=say("bar.from-memory"), buttons=(back, _next(words, "bar.to-follow", keys)))
    if place == "follow":
        return BarView(note=say("taking.promise"), buttons=(back, _next(words, "bar.to-self", keys)))
    return BarView(note=say("bar.nothing-kept"), buttons=(back, _next(words, "bar.to-cases", keys)))


def _next(words: Words, text_id: str, keys: Mapping[str, str]) -> BarButton:
    return BarButton("next", words.say(text_id), Look.MAIN, words.say("shell.next"), keys["next_page"])

"""The page of an inspection: the lot, what is seen of the place, and, afterwards, what may be said of it."""

from __future__ import annotations

from collections.abc import Sequence

from screening.casework.content.edition import Content
from screening.casework.interview.interview_views import lengths
from screening.casework.interview.note_pages import NoteRow, NotesView
from screening.casework.view_models import Pair
from screening.domain.case import inspections
from screening.domain.case.case import Case
from screening.domain.case.inspections import Site
from screening.wording.catalogue.languages import format_date, name_in, offered_languages
from screening.wording.catalogue.translations import Words

SEEN = "seen:"


def site_view(
    content: Content, words: Words, found: Sequence[Site], cases: Sequence[Case] = (), minutes: Sequence[int] = ()
) -> NotesView:
    """Return the page of the open inspection, or of beginning one, and what may be said of those that are over."""
    say = words.say
    now = inspections.open_site(found)
    rows: list[NoteRow] = []
    if now is None:
        rows += [
            NoteRow("place", "line", Pair(say("page.site.place"))),
            NoteRow("site-begin", "act", Pair(say("page.site.begin")), main=True),
        ]
        for site in reversed(found):
            rows += _summary(content, words, site, [case for case in cases if case.site == site.id])
    else:
        rows += _open(content, words, now, minutes)
    return NotesView("site", say("page.site.title"), say("page.site.lead"), words.language, tuple(rows))


def _open(content: Content, words: Words, site: Site, minutes: Sequence[int]) -> list[NoteRow]:
    say = words.say
    known = offered_languages(installation=words.installation)
    offered = ", ".join(f"{pack.tag} {name_in(pack.tag, words.language)}" for pack in known)
    rows = [
        NoteRow("", "heading", Pair(say("page.site.at", place=site.place))),
        NoteRow("", "info", Pair(say("page.site.waits"))),
        NoteRow("list", "words", Pair(say("page.site.list")), "\n".join(site.lines), help=say("page.site.list-help")),
        NoteRow("", "info", Pair(say("page.site.languages", languages=offered))),
        NoteRow(
            "most", "line", Pair(say("page.site.most")), help=say("page.site.most-help", n=inspections.LEAST_DRAWN)
        ),
        NoteRow("added", "line", Pair(say("page.site.added")), ", ".join(site.added), help=say("page.site.added-help")),
        NoteRow("site-draw", "act", Pair(say("page.site.draw")), main=not site.drawn),
    ]
    if site.drawn:
        rows.append(NoteRow("", "info", Pair(say("page.site.drawn", numbers=", ".join(site.drawn)))))
        rows.append(NoteRow("", "info", Pair(say("page.site.same"))))
    if took := lengths(words, minutes):
        rows.append(NoteRow("", "info", Pair(took)))
    rows.append(NoteRow("", "heading", Pair(say("page.site.seen"))))
    options = (("yes", say("answer.yes"), "circle"), ("no", say("answer.no"), "square"))
    rows += [
        NoteRow(f"{SEEN}{item}", "choice", Pair(say(f"item.{item}.text")), site.seen.get(item, ""), options)
        for item in content.protocol.addons["site"].items
    ]
    rows += [
        NoteRow("note", "words", Pair(say("page.site.note")), site.note, help=say("page.site.note-help")),
        NoteRow("site-close", "act", Pair(say("page.site.close")), help=say("page.site.close-help")),
    ]
    return rows


def _summary(content: Content, words: Words, site: Site, cases: Sequence[Case]) -> list[NoteRow]:
    """Return what was seen stands for itself; what people said is counted only from LEAST_PEOPLE on (BI7)."""
    say = words.say
    day = format_date(site.opened_at, words.language)
    rows = [NoteRow("", "heading", Pair(say("page.site.over", place=site.place, date=day)))]
    for item, answer in site.seen.items():
        if answer == "yes":
            rows.append(NoteRow("", "info", Pair(say("page.site.was-seen", sign=say(f"item.{item}.mark")))))
    if site.note:
        rows.append(NoteRow("", "info", Pair(site.note)))
    people = inspections.answered(cases)
    if people < inspections.LEAST_PEOPLE:
        few = say("page.site.too-few", n=inspections.LEAST_PEOPLE)
        return [*rows, NoteRow("", "info", Pair(few))]
    rows.append(NoteRow("", "info", Pair(say("page.site.people", n=people))))
    for item, count in inspections.signs_said(cases).items():
        if item not in content.protocol.items:
            continue
        rows.append(NoteRow("", "info", Pair(say("page.site.count", sign=say(f"item.{item}.mark"), n=count))))
    rows.append(NoteRow("", "info", Pair(say("page.site.left", n=inspections.LEAST_PEOPLE))))
    if inspections.same_words(cases):
        rows.append(NoteRow("", "info", Pair(say("page.site.coached"))))
    return rows

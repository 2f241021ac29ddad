"""The page of an inspection: the lot, what is seen of the place, and, afterwards, what may be said of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from screening.casework.content.directory import labour_offices, shipped
from screening.casework.content.edition import Content
from screening.casework.interview.interview_views import lengths
from screening.casework.interview.note_pages import NoteRow, NotesView
from screening.casework.view_models import Pair
from screening.domain.case import inspections
from screening.domain.case.case import Case
from screening.domain.case.inspections import Site
from screening.domain.services.directory import Directory
from screening.wording.catalogue.languages import format_date, name_in, offered_languages
from screening.wording.catalogue.packs import Pack
from screening.wording.catalogue.recordings import recordings
from screening.wording.catalogue.translations import Words

SEEN, AGAIN, PRINT = "seen:", "again:", "print:"


def site_view(
    content: Content,
    words: Words,
    found: Sequence[Site],
    cases: Sequence[Case] = (),
    minutes: Sequence[int] = (),
    directory: Directory | None = None,
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
            rows += _steps(words, site, directory or shipped(content.installation))
    else:
        rows += _open(content, words, now, minutes)
    return NotesView("site", say("page.site.title"), say("page.site.lead"), words.language, tuple(rows))


def _open(content: Content, words: Words, site: Site, minutes: Sequence[int]) -> list[NoteRow]:
    say = words.say
    known = offered_languages(installation=words.installation)
    offered, heard = _named(known, words), _named((pack for pack in known if _has_voice(pack, words)), words)
    rows = [
        NoteRow("", "heading", Pair(say("page.site.at", place=site.place))),
        NoteRow("", "info", Pair(say("page.site.waits"))),
        NoteRow("list", "words", Pair(say("page.site.list")), "\n".join(site.lines), help=say("page.site.list-help")),
        NoteRow("", "info", Pair(say("page.site.languages", languages=offered))),
        NoteRow("", "info", Pair(say("page.site.voices", languages=heard) if heard else say("page.site.no-voice"))),
        NoteRow(
            "most",
            "line",
            Pair(say("page.site.most")),
            help=say("page.site.most-help", n=inspections.LEAST_DRAWN, needed=inspections.TO_SHOW),
        ),
        NoteRow("added", "line", Pair(say("page.site.added")), ", ".join(site.added), help=say("page.site.added-help")),
        NoteRow("site-draw", "act", Pair(say("page.site.draw")), main=not site.drawn),
    ]
    if site.lines:
        rows.append(NoteRow("", "info", Pair(_can_show(words, site))))
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


def _named(packs: Iterable[Pack], words: Words) -> str:
    return ", ".join(f"{pack.tag} {name_in(pack.tag, words.language)}" for pack in packs)


def _has_voice(pack: Pack, words: Words) -> bool:
    """Whether a person may hear recordings in this language here."""
    found = recordings(pack.tag, words.installation)
    return found.trusted and any(found.files.values())


def _can_show(words: Words, site: Site) -> str:
    """Return before anybody is asked what the lot can show: a sign needs ten who say yes and ten who do not."""
    n = len(site.drawn or site.lines)
    told = "page.site.can-show" if inspections.can_show(site) else "page.site.cannot-show"
    return words.say(told, n=n, least=inspections.LEAST_PEOPLE, needed=inspections.TO_SHOW)


def _steps(words: Words, site: Site, directory: Directory) -> list[NoteRow]:
    """Return what to do about what was seen: to whom a complaint goes, by the directory, and the next visit."""
    say, today = words.say, datetime.date.today()
    rows = []
    if "yes" in site.seen.values():
        for name, number in labour_offices(directory, words, today):
            told = say("page.site.complain", name=name, number=number or say("page.site.no-number"))
            rows.append(NoteRow("", "info", Pair(told)))
    rows.append(NoteRow(f"{PRINT}{site.id}", "act", Pair(say("page.site.print", place=site.place))))
    help = say("page.site.again-read", day=format_date(site.again, words.language)) if site.again else say("day.help")
    label = Pair(say("page.site.again", place=site.place))
    return [*rows, NoteRow(f"{AGAIN}{site.id}", "line", label, site.again, help=help)]


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

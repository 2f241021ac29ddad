"""The papers of a case: one file for each recipient, holding its own sheets and what the person agreed to, no more."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from screening.casework.assessment.answer_file import Sheet, assess_sheet
from screening.casework.content import country
from screening.casework.content.directory import labour_offices, name_of, shipped
from screening.casework.content.edition import Content
from screening.casework.interview import holders, record_sheet
from screening.casework.interview.interview import Interview
from screening.casework.referral import recipients, referral_form, social_report
from screening.casework.referral.referral_form import OWN as OWN
from screening.casework.referral.referral_form import PERSON as PERSON
from screening.casework.referral.referral_form import Keeper, answer_day, facts, numbers
from screening.casework.referral.referral_form import forms as forms
from screening.documents.forms.facts import Facts, Handed, SeenSite, SheetLine
from screening.documents.forms.leaves import build_papers
from screening.documents.forms.loader import Form
from screening.documents.forms.paper import Stated, once
from screening.documents.forms.redaction import left_out, visible
from screening.domain.case import child_and_shelter, release
from screening.domain.case.inspections import Site
from screening.domain.events.catalogue import Event, FormIssued
from screening.domain.events.referral import ReferralSent, SheetNoted
from screening.domain.known import detention, promises
from screening.domain.known import needs as known_needs
from screening.domain.known.known import every_text
from screening.domain.protocol.model import Protocol
from screening.domain.scoring.assessment import Assessment, assess
from screening.domain.scoring.weights import Weights
from screening.domain.services.directory import Directory, need_states, needs_of, offers_of
from screening.errors import BadInput, NotAccepted
from screening.store import passphrase_trouble
from screening.wording.catalogue.translations import Words

LAW = "law"
"""Not a sheet of its own: by country, the day whose law the papers of the case say, and its digest (``law_digest``)."""
PERSONS = ("plan", "rights", "card")
MINDED = ("must-not-know", "afraid", "sleep", "near")
"""What a shelter's first night found out, which the next worker has to mind."""


@dataclass(frozen=True, slots=True)
class File:
    """One document in memory: whom it is for, what is in it, its bytes and the letters that stand for them."""

    recipient: str
    forms: tuple[str, ...]
    parts: tuple[str, ...]
    data: bytes
    digest: str
    seal: str
    stated: tuple[Stated, ...] = ()
    """Every field that its sheets print, and what stands in it."""
    left_out: tuple[str, ...] = ()
    """Labels of what is in the record and on none of its sheets."""
    answer_by: str = ""
    """The ISO day by which the paper asks for an answer; "" where it asks for none."""


def sheets_for(interview: Interview, directory: Directory, recipient: str, known: dict[str, Form]) -> tuple[Form, ...]:
    """The layouts of a recipient's file: those whose part was granted, and the slip that comes back."""
    if recipient == OWN:
        return tuple(next(form for form in known.values() if form.sheet == sheet) for sheet in ("B", "own"))
    if recipient == PERSON:
        theirs = (*PERSONS, "social") if social_report.own_copy(interview.case) else PERSONS
        return tuple(form for form in known.values() if form.sheet in theirs and form.size != "card")
    granted = recipients.granted(interview, directory, recipient)
    wanted = [form for form in known.values() if form.part and form.part in granted]
    slips = [form for form in known.values() if form.sheet == "slip"]
    strips = any(section.kind == "answer-strip" for form in wanted for section in form.sections)
    return (*wanted, *(() if strips else slips)) if wanted else ()


def make_file(
    interview: Interview,
    keeper: Keeper,
    directory: Directory,
    recipient: str,
    today: datetime.date,
) -> File:
    """The document for a recipient, in memory. Nothing is written to make it.

    Raises NotAccepted: taken-back, view-first or reading-first before the reading was opened, and nothing-granted where
    the person agreed to nothing for this recipient.
    """
    release.not_taken_back(interview.case)
    if recipient == OWN:
        return _own_copy(interview, keeper, directory, today)
    wanted = sheets_for(interview, directory, recipient, forms(interview.content.installation))
    if not wanted:
        raise NotAccepted("nothing-granted")
    granted = release.THEIR_OWN if recipient == PERSON else recipients.granted(interview, directory, recipient)
    known = facts(interview, keeper, directory, recipient, today)
    return _made(recipient, wanted, known, granted, interview.content)


def _own_copy(interview: Interview, keeper: Keeper, directory: Directory, today: datetime.date) -> File:
    """The record's own copy: the sheet with signs, and behind it everything that was written, decided and passed on.

    Nothing is kept back from the officer who keeps the record. Raises NotAccepted: view-first, reading-first.
    """
    case = interview.case
    if case.assessed is None:
        raise NotAccepted("view-first" if case.view is None else "reading-first")
    whole = replace(
        facts(interview, keeper, directory, OWN, today),
        day=case.opened_at[:10],
        offered=frozenset(),
        all_promises=tuple((each.text, each.by_day, each.outcome) for each in promises.of(case)),
        decided=_decided(interview),
        held=tuple(holders.left(interview)),
        record=own_record(interview),
        written=tuple(every_text(case)),
    )
    wanted = sheets_for(interview, directory, OWN, forms(interview.content.installation))
    return _made(OWN, wanted, whole, None, interview.content)


def own_record(interview: Interview) -> tuple[SheetLine, ...]:
    """Return the rows of the record's sheet, as they are seen and read back."""
    return tuple(
        SheetLine(each.kind, each.text, each.note, each.language, each.beneath) for each in record_sheet.rows(interview)
    )


def _decided(interview: Interview) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Each recipient for whom anything was decided, by name, with what was said to each part."""
    found: dict[str, dict[str, str]] = {}
    for _decision, key in interview.case.consent:
        name, _, part = key.partition(":")
        if name and part in release.DECISIONS and (value := release.said(interview.case, name, part)):
            found.setdefault(name, {})[part] = value
    return tuple((interview.name_of(name), tuple(parts.items())) for name, parts in found.items())


def make_urgent(
    interview: Interview, keeper: Keeper, directory: Directory, recipient: str, today: datetime.date
) -> File:
    """Sheet A alone, to be answered on the same day; for the urgent way, with no reading and no signs.

    Where the person is stands on it after their yes to that alone. Of its other fields none was shown, so none was
    left blank.

    Raises NotAccepted("nothing-granted") without the person's yes to their needs or a recorded duty, and after their
    no; ("taken-back").
    """
    case = interview.case
    allowed = release.urgent(case, recipient, recipients.gives(case, directory, recipient)).parts
    known = facts(interview, keeper, directory, recipient, today)
    agreed = release.said(case, recipient, "needs") == "yes"
    place = release.said(case, recipient, "place") if agreed else ""
    known = replace(
        known,
        answer_by=answer_day(today, urgent=True),
        offered=frozenset(release.PLACES if "place" in allowed else ()),
        granted=(*known.granted, ("place", place)) if agreed else known.granted,
    )
    wanted = [form for form in forms(interview.content.installation).values() if form.sheet == "A"]
    return _made(recipient, wanted, known, allowed, interview.content)


def make_card(interview: Interview, keeper: Keeper, directory: Directory, today: datetime.date) -> File:
    """The person's card. Raises NotAccepted("card-not-safe") unless they said that a small card is safe (RE9), and
    ("no-number-checked") where no number was rung here; ("taken-back")."""
    release.not_taken_back(interview.case)
    if interview.case.referrals.card != "small-card":
        raise NotAccepted("card-not-safe")
    known = facts(interview, keeper, directory, PERSON, today)
    if not known.numbers:
        raise NotAccepted("no-number-checked")
    return _made(PERSON, (_sheet("card", interview.content),), known, frozenset(), interview.content)


def make_handover(interview: Interview, keeper: Keeper, directory: Directory, today: datetime.date) -> File:
    """The sheet for the next worker: no account, what is promised, the plan, the needs (SH9).

    Raises NotAccepted("handover-not-told") before the person was told and said yes; ("taken-back").
    """
    case = interview.case
    release.next_worker(case)
    found = facts(interview, keeper, directory, OWN, today)
    minded = [(f"arrival.{name}", case.sessions.note(child_and_shelter.ARRIVAL, name)) for name in MINDED]
    handed = Handed(
        case.sessions.note(child_and_shelter.HANDOVER, "to"),
        tuple(each for each in minded if each[1]),
        found.promises,
    )
    known = replace(found, handed=handed)
    handover = child_and_shelter.HANDOVER
    return _made(handover, (_sheet(handover, interview.content),), known, frozenset(), interview.content)


def make_visit(
    content: Content,
    keeper: Keeper,
    directory: Directory,
    today: datetime.date,
    words: Words,
    *,
    done: frozenset[str] = frozenset(),
) -> bytes:
    """The sheet to prepare a visit: what to see to, what of it is ``done``, and the numbers that were rung.

    It carries nothing of a case.
    """
    bare = replace(
        _bare(content),
        day=today.isoformat(),
        officer=keeper.officer,
        organisation=keeper.organisation,
        face_languages=(words.language,),
        numbers=numbers(directory, "", today, words),
        done=done,
    )
    return _made(OWN, (_sheet("visit", content),), bare, frozenset(), content).data


def make_site(content: Content, keeper: Keeper, directory: Directory, site: Site, today: datetime.date) -> File:
    """The sheet of what was seen at a workplace: no person, the law, room for a signature, and letters to check it."""
    words = Words("en", content.installation)
    offices = labour_offices(directory, words, today)
    seen = tuple(name for name, answer in site.seen.items() if answer == "yes" and name in content.protocol.items)
    bare = replace(
        _bare(content),
        day=today.isoformat(),
        law=country.law_on(content.installation),
        age_band="adult",
        officer=keeper.officer,
        organisation=keeper.organisation,
        fingerprint=keeper.fingerprint,
        entries=keeper.entries,
        log=keeper.log,
        site=SeenSite(site.place, site.opened_at[:10], seen, site.note, site.again, tuple(offices)),
    )
    return _made(OWN, (_sheet("site", content),), bare, frozenset(), content)


def _sheet(name: str, content: Content) -> Form:
    return next(form for form in forms(content.installation).values() if form.sheet == name)


def _bare(content: Content) -> Facts:
    """What a paper without a case is made from."""
    return Facts(content.protocol, nothing_read(content.protocol, content.weights, "adult"), {})


def make_empty(
    content: Content, directory: Directory, *, language: str, folder: str = "", wanted: Sequence[str] = ()
) -> bytes:
    """Papers to fill in by hand, in memory: all of a folder that stand on A4, or those wanted. No case is needed.

    The record's own copy is none of them.

    Raises BadInput: ``no-such-layouts``, ``no-such-sheet``.
    """
    from screening.documents.forms.blank_forms import empties
    from screening.documents.forms.render import render_all

    known = {
        name: form
        for name, form in forms(content.installation, folder).items()
        if form.size != "card" and form.sheet != "own"
    }
    chosen = [form for name in wanted for form in _named(known, name)] or [*known.values()]
    bare = replace(
        _bare(content),
        language=language,
        needs=tuple((need.id, False) for need in directory.needs),
        need_states=need_states(directory, {}, ()),
        law=country.law_on(content.installation),
        wage_law=country.of(content.installation).wages,
        money=country.money(content.installation),
    )
    words = Words("en", content.installation, edition=content.protocol.id)
    return render_all([each for form in chosen for each in empties(form, bare, root_words=words)])


def issued(file: File, way: str) -> Event:
    """The event that the file left the program: its layouts and digest, nothing of its words."""
    return FormIssued(" ".join(file.forms), way, file.digest)


def leaves(interview: Interview, file: File, way: str) -> tuple[Event, ...]:
    """The events of a paper that leaves: with which law it was made, where the case does not say that yet, and that
    it left."""
    day, here = interview.case.opened_at[:10], interview.content.installation
    made_with = f"{day} {country.law_digest(here, day)}"
    known = interview.case.referrals.note(LAW, here.country) == made_with
    return (*(() if known else (SheetNoted(LAW, here.country, made_with),)), issued(file, way))


def sent(file: File, way: str, today: datetime.date) -> Event | None:
    """The event that a recipient has it now, with the day by which an answer is waited for (RE8); None for others."""
    if file.recipient in (OWN, PERSON):
        return None
    answer_by = file.answer_by or answer_day(today, urgent=False)
    return ReferralSent(file.recipient, file.parts, way, file.digest, answer_by)


def locked(file: File, folder: Path, code: str, passphrase: str) -> Callable[[], Path]:
    """What writes the file into ``folder`` under AES-256, once that is noted; its name says the code and no more, not
    whom it is for (RE18).

    Raises BadInput with what ``passphrase_trouble`` says, ``folder-missing`` and others.
    """
    from screening.documents.paper_check.check import lock

    trouble = passphrase_trouble(passphrase)
    if trouble:
        raise BadInput(trouble)
    place = referral_form.place_for(folder)
    return partial(referral_form.save_paper, lock(file.data, passphrase), place, code)


def from_answers(
    sheet: Sheet,
    content: Content,
    folder: Path,
    *,
    layouts: str = "",
    wanted: Sequence[str] = (),
    recipient: str = "",
) -> Path:
    """Papers of a bare answer file, as one PDF in ``folder``. ``wanted`` are layouts by id or sheet letter.

    With a recipient, only what its kind of service may ever get: nobody's yes is recorded in an answer file.
    Raises BadInput: ``no-such-layouts``, ``no-such-sheet``, ``no-such-recipient``, ``sheet-not-for-recipient``.
    """
    known = forms(content.installation, layouts)
    directory = shipped(content.installation)
    chosen = [form for name in wanted for form in _named(known, name)] or [
        form for form in known.values() if form.sheet == "B"
    ][:1]
    granted = release.EVERYTHING
    words = Words("en", content.installation)
    entry = None
    if recipient:
        entry = directory.entries.get(recipient)
        if entry is None:
            raise BadInput("no-such-recipient", name=recipient[:40], known=", ".join(sorted(directory.entries)))
        granted = frozenset(directory.services[entry.service].gives)
        for form in chosen:
            if form.part and form.part not in granted:
                raise BadInput("sheet-not-for-recipient", sheet=form.id, name=recipient)
    assessment = assess_sheet(sheet, content)
    base = referral_form.facts_of_sheet(sheet, content, assessment)
    named = set(needs_of(directory, content.protocol.items, sheet.answers, {}, ()))
    offers = offers_of(directory, assessment.paths, named)
    known_facts = replace(
        base,
        haste=known_needs.haste_of_answers(content.protocol, sheet.answers, tuple(named)),
        need_states=need_states(directory, sheet.answers, named, offers),
        face_languages=entry.languages if entry is not None else (),
        stay=() if detention.is_open(sheet.held, assessment.paths) else None,
        needs=tuple((need.id, need.id in named) for need in directory.needs),
        recipient=name_of(entry, words) if entry is not None else "",
        granted=tuple((part, "") for part in (directory.services[entry.service].gives if entry else ())),
        wage_law=country.of(content.installation).wages,
        money=country.money(content.installation),
    )
    file = _made(recipient or OWN, chosen, known_facts, granted, content)
    return referral_form.write_sheet(file.data, folder)


def _named(known: dict[str, Form], name: str) -> Iterable[Form]:
    found = [form for form in known.values() if name in (form.id, form.sheet) or name.upper() == form.sheet]
    if not found:
        raise BadInput("no-such-sheet", sheet=name[:40], known=", ".join(known))
    return found[:1]


def nothing_read(protocol: Protocol, weights: Weights, age_band: str) -> Assessment:
    """The assessment of no answers: what a sheet without signs is built with."""
    return assess(protocol, weights, {}, age_band=age_band)


def _made(
    recipient: str, wanted: Sequence[Form], known: Facts, granted: frozenset[str] | None, content: Content
) -> File:
    """The file of these layouts, with what was ``granted``; None keeps nothing back."""
    from screening.documents.forms.render import render_all
    from screening.documents.paper_check.check import printed_letters

    words = Words("en", content.installation, edition=content.protocol.id)
    nothing = nothing_read(content.protocol, content.weights, known.age_band)
    told = [(form, known if granted is None else visible(known, form, granted, nothing)) for form in wanted]
    sheets = [sheet for form, facts in told for sheet in build_papers(form, facts, root_words=words)]
    data = render_all(sheets)
    stated = once(each for sheet in sheets for each in sheet.stated)
    return File(
        recipient,
        tuple(form.id for form in wanted),
        tuple(part for part in sorted(granted or ()) if any(part in _reads(form) for form in wanted)),
        data,
        hashlib.sha256(data).hexdigest(),
        printed_letters(data),
        stated,
        left_out(known, stated) if recipient not in (OWN, PERSON, child_and_shelter.HANDOVER) else (),
        known.answer_by,
    )


def _reads(form: Form) -> frozenset[str]:
    """The parts that a layout can show."""
    shown = {form.part}
    if any("reach" in section.fields for section in form.sections):
        shown.add("contact")
    if any(section.kind == "words" for section in form.sections):
        shown.add("words")
    return frozenset(shown)

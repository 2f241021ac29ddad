"""From a case to its paper: gathering the facts, making the PDF in memory, saving it where the officer says."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from screening.casework.assessment.answer_file import Sheet
from screening.casework.assessment.assessment import assessment_of
from screening.casework.content import country
from screening.casework.content.directory import hours_of, name_of
from screening.casework.content.edition import Content
from screening.casework.interview.interview import Interview
from screening.casework.interview.view_models import IdentityView
from screening.casework.referral import recipients, social_report
from screening.documents.forms.facts import Facts
from screening.documents.forms.loader import NOTES, Form, open_forms
from screening.domain.case import referrals, release, rules
from screening.domain.case.case import Case
from screening.domain.events.catalogue import IdentityHandled, ViewWritten
from screening.domain.events.hash_chain import LogHead
from screening.domain.events.later import FormalDecisionLearned, NeedMet
from screening.domain.known import detention, known, needs, outcomes, promises
from screening.domain.known.known import CLOSING_LINES, Known, LeftBlank
from screening.domain.scoring import question_value
from screening.domain.scoring.assessment import Assessment
from screening.domain.services.directory import Directory
from screening.errors import BadInput, NotAccepted
from screening.settings import COUNTRY, Installation
from screening.store import KeptIdentity, Vault, passphrase_trouble
from screening.store.folder import safe_paths
from screening.store.folder.safe_paths import save_in
from screening.store.vault.vault import noted
from screening.wording.catalogue.languages import interface_packs
from screening.wording.catalogue.packs import SOURCE
from screening.wording.catalogue.translations import Words

OWN = "own"
"""Not a recipient: the record's own copy, which stays with the officer."""
PERSON = "person"
"""The person: what they may take along."""
NUMBERS = ("emergency", "focal-point", "shelter", "child-protection")
CALL, CALL_FOR_CHILD = ("focal-point", "shelter"), ("child-protection", "shelter")
"""Whose numbers stand beside what is asked first for somebody who is held."""
MOST_MISSING = 6
OFFICE: dict[str, Known] = dict.fromkeys(("officer", "organisation", "telephone"), LeftBlank())
"""Fields of the office that refers: what is not written in its settings was left blank."""


@dataclass(frozen=True, slots=True)
class Keeper:
    """Whose record it is, and how the record stands: printed on the form so that its head leaves the laptop."""

    officer: str
    organisation: str
    fingerprint: str
    entries: int
    log: LogHead | None = None
    """How the record's own log stands; printed beside it."""
    telephone: str = ""
    """Of the office, with its hours; "" where it was left blank."""


def facts(interview: Interview, keeper: Keeper, directory: Directory, recipient: str, today: datetime.date) -> Facts:
    """Everything that papers may say of the case; ``documents.forms.redaction.visible`` takes away what a reader may
    not have. No name is among it: names stand on a slip of their own (RE5).
    """
    case, protocol, here = interview.case, interview.protocol, interview.content.installation
    assessment = assessment_of(interview)
    worth = question_value.worth_asking(protocol, interview.content.weights, case.answers, child=assessment.child)
    view = case.view.event if case.view is not None else None
    named = needs.named(case, protocol.items, directory)
    haste = needs.haste(case, protocol, named)
    entry = directory.entries.get(recipient)
    referral = case.referrals.sent.get(recipient, referrals.Referral(recipient))
    region = case.referrals.note("service", "region")
    unasked = case.referrals.note("urgent", f"unasked:{recipient}") == "yes"
    return Facts(
        protocol=protocol,
        assessment=assessment,
        answers=case.answers,
        code=case.code,
        day=today.isoformat(),
        hour=interview.now().astimezone().strftime("%H:%M"),
        law=country.law_on(here, case.opened_at[:10]),
        age_band=rules.age_band(case),
        setting=known.setting(case),
        language=case.language.language if case.language else "",
        officer=keeper.officer,
        organisation=keeper.organisation,
        telephone=keeper.telephone,
        consent=tuple((each.id, case.consented(each.id)) for each in protocol.decisions if not each.per_recipient),
        explained={each.id: told for each in protocol.decisions if (told := known.explained(case, each.id))},
        words=social_report.words_for_paper(case.words),
        view=view if isinstance(view, ViewWritten) else None,
        known=known.all_of(case, NOTES) | OFFICE,
        promises=tuple((each.text, each.by_day) for each in promises.of(case) if not each.outcome),
        interviewer=known.wishes_interviewer(case),
        missing=tuple(each.item for each in worth[:MOST_MISSING] if each.value > 0),
        danger=needs.dangers(case),
        fingerprint=keeper.fingerprint,
        entries=keeper.entries,
        log=keeper.log,
        practice=case.practice,
        needs=tuple((need.id, need.id in named) for need in directory.needs),
        offered=frozenset(NOTES) - set(CLOSING_LINES),
        haste=haste,
        region=region,
        recipient=name_of(entry, interview.words) if entry is not None else "",
        recipient_text=f"directory.entry.{entry.id}.name" if entry is not None and not entry.name else "",
        face_languages=entry.languages if entry is not None else (interview.words.language,) * (recipient == OWN),
        need_states=needs.states(case, protocol.items, directory, assessment.paths),
        answer_by=answer_day(today, urgent=haste.urgent) if entry is not None else "",
        granted=tuple(
            (part, release.said(case, recipient, part))
            for part in recipients.gives(case, directory, recipient)
            if part != "identity"
        ),
        duty=referral.duty if referral.basis == "duty" else "",
        stay=_stay(interview, directory, assessment.paths, region, today),
        told=bool(release.said(case, recipient, "needs")) or not unasked,
        numbers=numbers(directory, region, today, interview.words),
        wage_law=country.of(here).wages,
        money=country.money(here),
        chosen=social_report.chosen_words(case),
        struck=social_report.struck(case),
        read_back=social_report.read_back(case),
        own=recipient == PERSON,
        plan=_plan(case),
        later=_later(interview),
    )


def _later(interview: Interview) -> tuple[FormalDecisionLearned | NeedMet, ...]:
    """What became of the case: decisions by matter, then needs, each with who saw to it as they are called."""
    decided = (each.event for each in outcomes.every_decision(interview.case))
    met = (each.event for several in outcomes.needs_met(interview.case).values() for each in several)
    named = (replace(each, by=interview.name_of(each.by)) if each.by else each for each in met)
    return (*decided, *named)


def _stay(
    interview: Interview, directory: Directory, paths: Sequence[str], region: str, today: datetime.date
) -> tuple[tuple[str, str, str], ...] | None:
    """Whom to call for somebody who is held while trafficking is open; None where nothing is asked first."""
    if not detention.is_open(detention.held(interview.case), paths):
        return None
    child = rules.age_band(interview.case) != "adult"
    return numbers(directory, region, today, interview.words, CALL_FOR_CHILD if child else CALL)


def answer_day(today: datetime.date, *, urgent: bool) -> str:
    """Return the ISO day by which an answer is waited for: the same day where help is urgent, as the paper says."""
    return (today if urgent else today + datetime.timedelta(referrals.ANSWER_DAYS)).isoformat()


def _plan(case: Case) -> dict[str, str]:
    """The safety plan as it was made with the person, with what was typed for the paper in place of it."""
    made = {name: note.text for (page, name), note in case.sessions.notes.items() if page == "plan"}
    return made | {name: text for (sheet, name), text in case.referrals.notes.items() if sheet == "plan"}


def numbers(
    directory: Directory, region: str, today: datetime.date, words: Words, names: Sequence[str] = NUMBERS
) -> tuple[tuple[str, str, str], ...]:
    """Numbers that were rung here: whose it is, the number, its hours. Nothing else is printed (RE2)."""
    found = [directory.number(name, region, today) for name in names]
    return tuple(
        (name_of(entry, words), entry.phones[0], hours_of(entry, words)) for entry in found if entry is not None
    )


def waits_for(interview: Interview) -> str:
    """Return why no paper with a reading is made yet, in words; "" once the officer has opened it."""
    if interview.case.assessed is not None:
        return ""
    return interview.words.say("locked.view" if interview.case.view is None else "locked.reading")


def save_paper(data: bytes, folder: Path, code: str) -> Path:
    """Write a paper into ``folder`` under a name of its own, which says nothing but the code.

    Raises what ``safe_paths.save_in`` raises.
    """
    return safe_paths.save_in(folder, f"notes-{code or 'sheet'}.pdf", data)


def place_for(folder: Path) -> Path:
    """Return the folder for papers, when there is one.

    Raises BadInput("folder-missing"), ("inside-record") or ("path-not-local").
    """
    place = safe_paths.outside(folder)
    if not place.is_dir():
        raise BadInput("folder-missing")
    return place


def facts_of_sheet(sheet: Sheet, content: Content, assessment: Assessment) -> Facts:
    """Return what a bare answer file says: no code, no words, no decisions."""
    worth = question_value.worth_asking(content.protocol, content.weights, sheet.answers, child=assessment.child)
    known = {row["id"] for row in content.protocol.tables["settings"].get("setting", ())}
    return Facts(
        protocol=content.protocol,
        assessment=assessment,
        answers=sheet.answers,
        day=datetime.date.today().isoformat(),
        law=country.law_on(content.installation),
        age_band=sheet.age_band,
        setting=sheet.setting if sheet.setting in known else "",
        missing=tuple(each.item for each in worth[:MOST_MISSING] if each.value > 0),
    )


def write_sheet(data: bytes, folder: Path) -> Path:
    """Write a paper without a case's code into ``folder``, which is made when it is not there.

    Raises what ``save_paper`` raises.
    """
    return safe_paths.save_in(safe_paths.made_folder(folder), "notes-sheet.pdf", data)


GENERIC = "referral-generic"
"""Layouts for every country."""


def forms(here: Installation, folder: str = "") -> dict[str, Form]:
    """Return the layouts of one folder by id, those of the country unless told, and for sheets that it has not the
    generic ones.

    Raises BadInput("form-unsound") or ("no-such-layouts").
    """
    name = folder or country.of(here).sheets[0]
    if not name.replace("-", "").isalnum() or not (root := here.form_folder(name)).is_dir():
        raise BadInput("no-such-layouts", form=name[:40])
    own = open_forms(root)
    if name != GENERIC:
        there = {form.sheet for form in own.values()}
        more = open_forms(here.form_folder(GENERIC))
        own |= {form.id: form for form in more.values() if form.sheet not in there}
    if here.country == COUNTRY:
        return own
    return {form.id: replace(form, languages=_spoken(form, here)) for form in own.values()}


def paper_languages(here: Installation) -> tuple[str, ...]:
    """Return the languages of a paper that belongs to no layout: the first of the country's officers, then English."""
    written = {pack.tag for pack in interface_packs()}
    officers = tuple(tag for tag in country.of(here).officers if tag in written and tag != SOURCE)
    return (*officers[:1], SOURCE)


def _spoken(form: Form, here: Installation) -> tuple[str, ...]:
    """Return the languages of a layout in a country; that of the person stands first where it says so."""
    if "person" in form.languages:
        return ("person", *paper_languages(here)[: len(form.languages) - 1])
    return paper_languages(here)


def identity_view(interview: Interview, person: KeptIdentity | None) -> IdentityView:
    """Return the page of name and contact. ``person`` is None when nothing is kept."""
    say = interview.words.say
    agreed = interview.case.consented("identity") == "yes"
    shown = person if person is not None and agreed else KeptIdentity("", "", "")
    lead = say("page.identity.lead" if agreed else "page.identity.closed")
    return IdentityView(say("page.identity.title"), lead, agreed, shown.name, shown.contact, shown.phrase)


def save_slip(vault: Vault, case: Case, folder: Path, languages: tuple[str, str], passphrase: str) -> Path:
    """Write the name slip into ``folder`` under AES-256: no name leaves the record in clear (SX2).

    What is noted first holds no name and no digest, which could be guessed. Raises NotAccepted("slip-needs-consent") or
    ("slip-needs-name"), BadInput with what ``passphrase_trouble`` says, and what ``safe_paths.save_in`` raises.
    """
    from screening.documents.forms.slips import name_slip  # what makes papers is loaded with the first of them
    from screening.documents.paper_check.check import lock

    if not release.name_allowed(case):
        raise NotAccepted("slip-needs-consent")
    person = vault.people.read(case.code)
    if person is None:
        raise NotAccepted("slip-needs-name")
    if trouble := passphrase_trouble(passphrase):
        raise BadInput(trouble)
    data = name_slip(case.code, person.name, person.contact, person.phrase, languages, practice=case.practice)
    place = place_for(folder)
    with noted(vault, case.code, IdentityHandled("slip"), IdentityHandled("slip-failed")):
        return save_in(place, f"slip-{case.code}.pdf", lock(data, passphrase))

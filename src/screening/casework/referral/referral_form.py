"""From a case to its paper: gathering the facts, making the PDF in memory, saving it where the officer says."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from screening.casework.assessment.answer_file import Sheet
from screening.casework.assessment.assessment import assessment_of
from screening.casework.content import country
from screening.casework.content.edition import Content
from screening.casework.interview.interview import Interview
from screening.casework.interview.view_models import IdentityView
from screening.documents.forms.facts import Facts, Told
from screening.documents.forms.loader import NOTES, Form, open_forms
from screening.domain.case import rules
from screening.domain.case.case import Case, Spoken
from screening.domain.case.release import name_allowed
from screening.domain.events.catalogue import IdentityHandled, ViewWritten
from screening.domain.events.hash_chain import LogHead
from screening.domain.known import known, needs, promises
from screening.domain.known.known import Known, LeftBlank
from screening.domain.scoring import question_value
from screening.domain.scoring.assessment import Assessment
from screening.errors import BadInput, NotAccepted
from screening.settings import COUNTRY, Installation
from screening.store import KeptIdentity, Vault, passphrase_trouble
from screening.store.folder import safe_paths
from screening.store.folder.safe_paths import save_in
from screening.store.vault.vault import noted
from screening.wording.catalogue.languages import interface_packs
from screening.wording.catalogue.packs import SOURCE

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


def facts_of(interview: Interview, keeper: Keeper) -> Facts:
    """Return what a form may say about the case. No name is among it: names stand on a slip of their own (RE5)."""
    case = interview.case
    assessment = assessment_of(interview)
    worth = question_value.worth_asking(
        interview.protocol, interview.content.weights, case.answers, child=assessment.child
    )
    view = case.view.event if case.view is not None else None
    return Facts(
        protocol=interview.protocol,
        assessment=assessment,
        answers=case.answers,
        code=case.code,
        day=case.opened_at[:10],
        law=country.law_on(interview.content.installation, case.opened_at[:10]),
        age_band=rules.age_band(case),
        setting=known.setting(case),
        language=case.language.language if case.language else "",
        officer=keeper.officer,
        organisation=keeper.organisation,
        consent=tuple(
            (each.id, case.consented(each.id)) for each in interview.protocol.decisions if not each.per_recipient
        ),
        explained={each.id: told for each in interview.protocol.decisions if (told := known.explained(case, each.id))},
        words=words_for_paper(case.words),
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
        telephone=keeper.telephone,
    )


def words_for_paper(words: Sequence[Spoken]) -> tuple[Told, ...]:
    """Return the person's words for a paper. Where a topic has words of more than one session, each says when (DM3)."""
    sessions = {each.topic: {other.session for other in words if other.topic == each.topic} for each in words}
    return tuple(
        Told(each.topic, each.text, each.how.value, each.at if len(sessions[each.topic]) > 1 else "") for each in words
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

    if not name_allowed(case):
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

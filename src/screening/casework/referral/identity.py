"""Name and contact beside a case: what the page says, and the slip, a paper of its own."""

from __future__ import annotations

from pathlib import Path

from screening.casework.interview.interview import Interview
from screening.casework.interview.recipient_views import IdentityView
from screening.casework.referral.referral_form import place_for
from screening.domain.case.case import Case
from screening.domain.case.release import name_allowed
from screening.domain.events.catalogue import IdentityHandled
from screening.errors import BadInput, NotAccepted
from screening.store import Person, Vault, passphrase_trouble
from screening.store.folder.safe_paths import save_in
from screening.store.vault.vault import noted


def identity_view(interview: Interview, person: Person | None) -> IdentityView:
    """Return the page of name and contact. ``person`` is None when nothing is kept."""
    say = interview.words.say
    agreed = interview.case.consented("identity") == "yes"
    shown = person if person is not None and agreed else Person("", "", "")
    lead = say("page.identity.lead" if agreed else "page.identity.closed")
    return IdentityView(say("page.identity.title"), lead, agreed, shown.name, shown.contact, shown.phrase)


def save_slip(vault: Vault, case: Case, folder: Path, languages: tuple[str, str], passphrase: str) -> Path:
    """Write the name slip into ``folder`` under AES-256: no name leaves the record in clear (SX2).

    What is noted first holds no name and no digest, which could be guessed. Raises NotAccepted("slip-needs-consent") or
    ("slip-needs-name"), BadInput with what ``passphrase_trouble`` says, and what ``safe_paths.save_in`` raises.
    """
    from screening.documents.forms.name_slip import name_slip  # what makes papers is loaded with the first of them
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

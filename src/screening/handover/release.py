"""A case on its way to another system: what the person agreed to, what is noted, and the file, locked or not."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from screening.casework.content import directory as directories
from screening.casework.content.edition import Content, content_of
from screening.casework.interview.interview import Interview
from screening.casework.record import leaving
from screening.casework.referral.recipients import gives
from screening.domain.case.case import fold
from screening.domain.case.release import for_format
from screening.domain.events.catalogue import FormIssued
from screening.domain.events.referral import ReferralSent
from screening.domain.events.timestamps import utc_text
from screening.domain.policy.roles import SERVICES, must
from screening.errors import BadInput
from screening.handover import fhir, primero
from screening.store import Vault
from screening.store.crypto.age import locked
from screening.store.folder import safe_paths
from screening.store.vault.vault import noted
from screening.wording.catalogue.translations import Words


def hand_over(
    vault: Vault,
    kind: str,
    code: str,
    recipient: str,
    out: Path,
    content: Content,
    *,
    passphrase: str = "",
    mapping: Path | None = None,
    age: int | None = None,
    form: bool = False,
    language: str = "en",
    second: Callable[[], str] = lambda: "",
) -> Path:
    """Write a case in a format of another system for a recipient of the directory, noted before the file is there.

    With a ``passphrase`` the file is locked (age). ``mapping`` and ``age``, the person's years, are for Primero;
    ``form`` puts the questionnaire into FHIR as well, and ``language`` is that of its texts. ``second`` is asked for
    the second person's passphrase where several cases left by one hand lately (SX8). Raises NotAccepted:
    ``hand-over-not-agreed`` where the person did not agree to this for this recipient, ``hand-over-practice``,
    ``role-may-not``; BadInput: ``bundle-no-such-case``, ``hand-over-age``, ``not-written`` and what ``new_file``
    raises; what ``leaving.agreed`` raises; NotSaved with nothing written.
    """
    must(vault.role, SERVICES)
    place = safe_paths.new_file(out)
    if code not in vault.cases():
        raise BadInput("bundle-no-such-case", case=code[:20])
    case = fold(code, vault.events(code))
    own = content_of(case, content)
    words = Words(language, own.installation, edition=own.protocol.id)
    interview = Interview(own, case, words, vault.role)
    directory = directories.in_use(vault.events(""), own.installation)
    allowed = for_format(case, kind, recipient, gives(case, directory, recipient))
    if kind == "fhir":
        at = utc_text(vault.clock())
        origin = fhir.Sender(vault.organisation, vault.role, vault.fingerprint(code), at)
        to = directories.names(directory, words)[recipient]
        made = fhir.bundle(interview, origin, allowed, to, form=form)
    else:
        names = primero.mapping(mapping)
        made = primero.case_json(interview, directory, allowed, vault.organisation, names, age)
    data = as_bytes(made)
    if passphrase:
        data = locked(data, passphrase)
    digest = hashlib.sha256(data).hexdigest()
    agreed = leaving.agreed(vault, (code,), second() if leaving.needs_second(vault, (code,)) else "")
    with (
        leaving.left(vault, code, kind, digest, agreed),
        noted(vault, code, FormIssued(kind, "saved", digest), FormIssued(kind, "failed", digest)),
    ):
        path = safe_paths.save_new(place, data)
    vault.append(code, ReferralSent(recipient, tuple(sorted(allowed.parts)), "saved", digest, ""))
    return path


def as_bytes(made: object) -> bytes:
    """Return it as JSON without the spaces that would double it."""
    return (json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n").encode()

"""The questionnaire to take along on paper: its languages, order and add-ons, and saving it where it is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from screening.casework.content.edition import Content
from screening.casework.view_models import Choice
from screening.documents.forms.loader import open_blank
from screening.errors import BadInput, printable
from screening.settings import Installation
from screening.store.crypto import atomic_files
from screening.wording.catalogue.languages import (
    languages,
    name_in,
    officer_languages,
    readable_languages,
    written_packs,
)
from screening.wording.catalogue.translations import Words


@dataclass(frozen=True, slots=True)
class BlankWish:
    """What the officer chose on the page."""

    person: str
    profile: str
    addons: tuple[str, ...] = ()
    short: bool = False


@dataclass(frozen=True, slots=True)
class BlankView:
    """What can be chosen on the page. ``person`` is what is chosen at first, and ``PROFILE`` of the profiles."""

    persons: tuple[Choice, ...]
    person: str
    profiles: tuple[Choice, ...]
    addons: tuple[Choice, ...]


FORM = "questionnaire"
ROLE = "labour-officer"
PROFILE = "field"


def make_blank(
    content: Content,
    *,
    officer: str,
    person: str,
    profile: str = PROFILE,
    addons: Sequence[str] = (),
    role: str = ROLE,
    short: bool = False,
    practice: bool = False,
) -> bytes:
    """Return the blank questionnaire as PDF, in memory.

    Raises BadInput: "no-such-language", "blank-language" for a language that cannot say everything that is needed,
    "blank-choice" for a profile, an add-on or a role that the edition does not have, "form-unsound".
    """
    protocol = content.protocol
    roles = list(dict.fromkeys(each for part in protocol.spoken for each in part.roles))
    _among("profile", profile, protocol.profiles)
    for each in addons:
        _among("addon", each, protocol.addons)
    _among("role", role, roles)
    here = content.installation
    from screening.documents.forms.questionnaire import WantedSheets, questionnaire  # loaded with the first paper

    return questionnaire(
        WantedSheets(
            protocol,
            open_blank(here.form_folder(FORM)),
            words_of(officer, [pack.tag for pack in officer_languages()], protocol.id, here),
            words_of(person, [pack.tag for pack in readable_languages(installation=here)], protocol.id, here),
            role,
            protocol.profiles[profile],
            tuple(protocol.addons[each] for each in dict.fromkeys(addons)),
            short,
            practice,
        )
    )


def place_in(folder: str) -> Path:
    """Return the folder that the sheets go into. Raises BadInput("folder-missing")."""
    place = atomic_files.typed_folder(folder)
    if not place.is_dir():
        raise BadInput("folder-missing")
    return place


def sheets_name(officer: str, person: str) -> str:
    """Return the name of a file of questions: it says nothing of what is asked."""
    return f"blank-{officer}-{person}.pdf"


def offered(language: str, here: Installation) -> None:
    """Raise BadInput as ``make_blank`` does for a language that cannot stand on a paper for a person."""
    words_of(language, [pack.tag for pack in readable_languages(installation=here)], "", here)


def papers_name(person: str) -> str:
    """Return the name of a file of empty papers: it says nothing of what they are for."""
    return f"blank-papers-{person}.pdf"


def blank_view(content: Content, words: Words) -> BlankView:
    """Return the page on which an officer asks for the sheets.

    Whether a language is complete is asked when a sheet is made: the page does not wait for the texts of them all.
    """
    say, protocol = words.say, content.protocol
    tags = [pack.tag for pack in written_packs()]
    return BlankView(
        persons=tuple(Choice(tag, name_in(tag, words.language)) for tag in tags),
        person=next((tag for tag in tags if tag != words.language), words.language),
        profiles=tuple(Choice(name, say(f"profile.{name}.title")) for name in protocol.profiles),
        addons=tuple(Choice(name, say(f"addon.{name}.title")) for name in protocol.addons),
    )


def words_of(tag: str, whole: Sequence[str], edition: str, here: Installation) -> Words:
    """Return a language of the ``whole`` ones. Raises BadInput("no-such-language") and ("blank-language")."""
    known = [pack.tag for pack in languages()]
    if tag not in known:
        raise BadInput("no-such-language", language=tag[:20], known=", ".join(known))
    if tag not in whole:
        raise BadInput("blank-language", language=tag, known=", ".join(whole))
    return Words(tag, here, edition=edition)


def _among(kind: str, name: str, known: Iterable[str]) -> None:
    if name not in known:
        raise BadInput("blank-choice", kind=kind, name=printable(name), known=", ".join(known))

"""What is wrong with the files of a content pack, before anything of it is put in."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from screening import settings
from screening.authoring.content_check import check_content
from screening.casework.content import country
from screening.casework.content.edition import open_content
from screening.casework.content.in_use import PAGE, voices_in
from screening.casework.languages.packs import letters
from screening.domain.content.foreign_files import read_foreign
from screening.domain.content.problems import Problem
from screening.domain.content.strict_toml import LARGEST
from screening.domain.countries.loader import read_countries
from screening.domain.countries.model import Convention, Country
from screening.domain.policy.content_age import PacksOfRecord, read_age
from screening.domain.protocol.loader import edition_digest
from screening.domain.protocol.model import Protocol
from screening.errors import BadInput
from screening.settings import Installation
from screening.wording.catalogue.packs import SOURCE, packs
from screening.wording.catalogue.source_texts import Audience, Folder, SourceText, read_texts
from screening.wording.catalogue.translations import Catalogue, Key, catalogue, read_catalogue
from screening.wording.lint.pack_checks import form_faults

NO_LAYOUTS = ("directory", "fonts")
"""Folders of forms that go by themselves, or never."""
LANGUAGE_FILE = re.compile(r"locales/(?P<tag>[^/]+)/(?P<audience>person|officer)\.(po|mo)")


IN_FORCE = frozenset({"since", "from", "until"})
"""Keys of a law whose day may come: it is passed before it is in force."""


def editions_in(root: Path) -> list[Path]:
    """Return the folders of the editions below a content root."""
    return sorted(each.parent for each in root.glob("indicators/*/edition.toml"))


def must_be_as_kept(edition: str, digest: str, known: PacksOfRecord) -> None:
    """Raise BadInput("content-edition-kept") for another edition of a name that is here, or was in this record."""
    own = settings.indicators_root() / edition
    here = edition_digest(own) if (own / "edition.toml").is_file() else known.editions.get(edition, digest)
    if here != digest:
        raise BadInput("content-edition-kept", edition=edition)


def problems_of(
    root: Path,
    edition: str,
    editions: Mapping[str, str],
    known: PacksOfRecord,
    here: Installation,
    latest: datetime.date | None = None,
) -> list[Problem]:
    """Return every problem of the files below ``root``, of which ``editions`` says name and digest.

    No day in them is after the ``latest`` one, where there is one.
    """
    found = [] if latest is None else _late_days(root, latest)
    there = {*editions, *known.editions, *(each.name for each in editions_in(settings.content_root()))}
    if edition not in there and edition:
        found.append(Problem(PAGE, "edition", f'There is no edition "{edition}".', "Export the pack again."))
    for name in editions:
        found += check_content([root / "indicators" / name])[0]
    strays = {each.name for each in (root / "indicators").glob("*") if each.is_dir()} - set(editions)
    found += [Problem(f"indicators/{each}", "the folder", "It is no edition.", "Take it out.") for each in strays]
    if (root / "indicators" / "age.toml").is_file():
        read_age(root / "indicators", found)
    voices_in(root / "indicators", found)
    if (root / "forms").is_dir():
        found += _form_problems(root / "forms")
    if (root / "countries").is_dir():
        found += _law_problems(root / "countries", here)
    if not found:
        found += _translation_problems(root, here)
    return found


def _late_days(root: Path, latest: datetime.date) -> list[Problem]:
    """Name the files that say something was published, checked or verified on a day that has not come."""
    found = []
    for path in sorted(root.glob("**/*.toml")):
        try:
            ahead = IN_FORCE if path.is_relative_to(root / "countries") else frozenset()
            days = set(_days(tomllib.loads(read_foreign(path, LARGEST).decode("utf-8")), ahead))
        except (OSError, ValueError, RecursionError):
            continue  # said by those who read it
        for day in sorted(each for each in days if each > latest):
            told = f"{day.isoformat()} has not come yet."
            found.append(Problem(path.relative_to(root).as_posix(), "a day", told, "Write a day that has passed."))
    return found


def _days(value: object, but: frozenset[str]) -> Iterator[datetime.date]:
    """Return every day in a file, except under the keys ``but``."""
    if isinstance(value, datetime.datetime):
        yield value.date()
    elif isinstance(value, datetime.date):
        yield value
    elif isinstance(value, dict | list):
        for each in [value[key] for key in value.keys() - but] if isinstance(value, dict) else value:
            yield from _days(each, but)


def must_not_be_older(new: Protocol | None, here: Installation) -> None:
    """Raise BadInput("content-edition-older") for an edition of an earlier day than the one in use."""
    present = open_content(here=here).protocol
    if new and new.published and present.published and new.published < present.published and new.id != present.id:
        raise BadInput("content-edition-older", edition=new.id, present=present.id)


def _form_problems(forms: Path) -> list[Problem]:
    """Return what is wrong with forms and directory; layouts come all together or not at all."""
    found: list[Problem] = []
    mine = {each.name for each in forms.iterdir() if each.name not in NO_LAYOUTS}
    own = {each.name for each in settings.forms_root().iterdir() if each.name not in NO_LAYOUTS}
    if mine:
        found += check_content([forms])[0]
        what, remedy = "It is not in the pack.", "Forms come all together: export them from one folder."
        found += [Problem(f"forms/{each}", "the folder", what, remedy) for each in sorted(own - mine)]
    elif (forms / "directory").is_dir():
        found += check_content([forms / "directory"])[0]
    return found


def _law_problems(countries: Path, here: Installation) -> list[Problem]:
    """Return what is wrong with the law: countries come all together, and no statement goes, since papers name it."""
    forms = countries.parent / "forms"
    convention, brought, found, _ = read_countries(countries, forms if forms.is_dir() else settings.forms_root())
    if found or convention is None:
        return found
    present, own = country.shipped(here)
    what = "It is not in the pack."
    for name in sorted(own.keys() - brought.keys()):
        found.append(Problem(f"countries/{name}", "the folder", what, "Countries come all together: take one folder."))
    for each in sorted(_statements(present, own) - _statements(convention, brought)):
        found.append(Problem("countries", f"statement {each}", what, "Papers name it: keep it, and give it `until`."))
    return found


def _statements(convention: Convention, countries: Mapping[str, Country]) -> set[str]:
    every = (convention.statements, *(each.statements for each in countries.values()))
    return {each.id for statements in every for each in statements}


def catalogues_of(root: Path) -> Iterator[tuple[str, str, Catalogue | None]]:
    """Return each catalogue of a pack: its file, language and translations; None where it cannot be read."""
    for path in sorted(root.glob("locales/*/*.?o")):
        yield path.relative_to(root).as_posix(), path.parent.name, read_catalogue(path.with_suffix(""))


def _translation_problems(root: Path, here: Installation) -> list[Problem]:
    texts: dict[Key, SourceText] = {
        (text.id, text.source): text for text in read_texts(root, (Folder.PROTOCOL, Folder.FORMS, Folder.COUNTRIES))
    }
    known, found = packs(settings.content_root()), []
    for file, tag, brought in catalogues_of(root):
        pack = known.get(tag)
        if pack is None or tag == SOURCE:
            found.append(Problem(file, "the language", "This program has no such language.", "Take it out."))
        elif brought is None:
            found.append(Problem(file, "the catalogue", "It cannot be read.", "Export the pack again."))
        else:
            mine = {key: forms for key, forms in brought.entries.items() if key in texts}
            own = catalogue(settings.content_root(), tag, audience_of(file), here).entries
            for key, forms in mine.items():
                if own.get(key) != forms:
                    faults = form_faults(texts[key], forms, pack, settings.content_root())
                    found += [Problem(file, key[0], what, remedy) for what, remedy in faults]
                    found += [replace(each, file=file) for each in letters({key: forms})]
    return found


def audience_of(file: str) -> Audience:
    """Return whom the texts of a pack's catalogue are for, by its name."""
    named = LANGUAGE_FILE.fullmatch(file)
    assert named is not None
    return Audience(named["audience"])

"""The layouts of papers of the country in use: its own, and for the other sheets those that name no country's law."""

from __future__ import annotations

from dataclasses import replace

from screening import settings
from screening.casework.content import country
from screening.documents.forms.loader import Form, open_forms
from screening.errors import BadInput
from screening.wording.catalogue.languages import interface_packs
from screening.wording.catalogue.packs import SOURCE

GENERIC = "referral-generic"
"""Layouts for every country."""


def own_folder() -> str:
    """Return the folder of the layouts that are the country's own."""
    return country.in_use().sheets[0]


def forms(folder: str = "") -> dict[str, Form]:
    """Return the layouts of one folder by id, those of the country in use unless told, and for sheets that it has not
    the generic ones.

    Raises BadInput("form-unsound") or ("no-such-layouts").
    """
    name = folder or own_folder()
    if not name.replace("-", "").isalnum() or not (root := settings.form_folder(name)).is_dir():
        raise BadInput("no-such-layouts", form=name[:40])
    own = open_forms(root)
    if name != GENERIC:
        there = {form.sheet for form in own.values()}
        more = open_forms(settings.form_folder(GENERIC))
        own |= {form.id: form for form in more.values() if form.sheet not in there}
    if country.in_use().id == country.DEFAULT:
        return own
    return {form.id: replace(form, languages=_spoken(form)) for form in own.values()}


def paper_languages() -> tuple[str, ...]:
    """Return the languages of a paper that belongs to no layout: the first of the country's officers, then English."""
    written = {pack.tag for pack in interface_packs()}
    officers = tuple(tag for tag in country.in_use().officers if tag in written and tag != SOURCE)
    return (*officers[:1], SOURCE)


def _spoken(form: Form) -> tuple[str, ...]:
    """Return the languages of a layout in the country in use; that of the person stands first where it says so."""
    if "person" in form.languages:
        return ("person", *paper_languages()[: len(form.languages) - 1])
    return paper_languages()

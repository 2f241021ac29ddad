"""What is wrong in the texts of a pack that comes from outside: all that the checks know, before it is put in."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog

from screening.domain.content.problems import Problem
from screening.errors import BadInput
from screening.wording.catalogue.catalogue_files import parse_po
from screening.wording.catalogue.packs import Pack
from screening.wording.catalogue.reviews import Review, digest_of, parse_reviews
from screening.wording.catalogue.source_texts import Audience, SourceText, read_texts
from screening.wording.catalogue.translations import Key, Words, catalogue
from screening.wording.lint.catalogue_checks import banned_words, key_of, swapped_translations, translation_faults

PO, REVIEWS = "person.po", "reviews.toml"
TIMES, MORE = 6, 200
"""A translation is at most so many times as long as the English text, and so many signs more."""


def person_texts(root: Path, edition: str = "") -> dict[str, SourceText]:
    """The texts for the person of one edition by id, in file order."""
    words = Words(edition=edition, root=root)
    return {each: words.text(each) for each in words.ids(Audience.PERSON)}


@functools.lru_cache(maxsize=4)
def every_person_text(root: Path) -> Mapping[Key, SourceText]:
    """The texts for the person of every edition: an item that was only said more clearly has the same id in two."""
    found: dict[Key, SourceText] = {}
    for text in read_texts(root):
        if text.audience is Audience.PERSON:
            found.setdefault((text.id, text.source), text)
    return found


def form_faults(text: SourceText, forms: tuple[str, ...], pack: Pack, root: Path) -> list[tuple[str, str]]:
    """What is wrong with one translation as it stands in an editor."""
    catalog = Catalog()
    source = (text.source, text.plural) if text.plural else text.source
    message = catalog.add(source, forms if text.plural else forms[0], context=text.id)
    banned = banned_words(root, pack.tag, [])
    return [*translation_faults(text, message, max(1, len(forms)), pack, banned), *_too_long(text, forms)]


def po_problems(data: bytes, pack: Pack, root: Path) -> tuple[dict[Key, tuple[str, ...]], list[Problem]]:
    """The translations of a catalogue, and everything that is wrong in it."""
    found: list[Problem] = []
    try:
        catalog = parse_po(data)
    except (ValueError, UnicodeError, KeyError, TypeError, RecursionError) as trouble:
        what = f"{type(trouble).__name__}: the catalogue cannot be read."
        return {}, [Problem(PO, "the catalogue", what, "Export it again; a line of it is broken.")]
    known, banned = every_person_text(root), banned_words(root, pack.tag, [])
    forms_of: dict[Key, tuple[str, ...]] = {}
    for message in catalog:
        if not message.id:
            continue
        key = key_of(message)
        text = known.get((str(key[0]), key[1]))
        if text is None:
            what = "It translates a text that this program does not have."
            found.append(Problem(PO, str(key[0])[:80], what, "Export the pack from this version and review it there."))
            continue
        string = message.string
        forms = (string,) if isinstance(string, str) else tuple(string or ())
        faults = [*translation_faults(text, message, catalog.num_plurals, pack, banned), *_too_long(text, forms)]
        found += (Problem(PO, text.id, what, remedy) for what, remedy in faults)
        if forms and all(forms):
            forms_of[text.id, text.source] = forms
    before = catalogue(root, pack.tag, Audience.PERSON).entries
    found += (Problem(PO, text_id, what, remedy) for text_id, what, remedy in swapped_translations(forms_of, before))
    if not forms_of and not found:
        found.append(Problem(PO, "the catalogue", "It holds no text.", "Export the pack again."))
    return forms_of, found


def review_rows(
    data: bytes, forms: Mapping[Key, tuple[str, ...]], root: Path
) -> tuple[tuple[Review, ...], list[Problem]]:
    """The reviews of a pack; each must be of words that the pack holds."""
    try:
        rows = parse_reviews(tomllib.loads(data.decode("utf-8")), REVIEWS)
    except (ValueError, RecursionError):
        return (), [Problem(REVIEWS, "the reviews", "The file cannot be read.", "Export the pack again.")]
    except BadInput as trouble:
        return (), [Problem(REVIEWS, "the reviews", f"{trouble.details['reason']}.", "Export the pack again.")]
    held = {(text.id, digest_of(text, forms.get(key, ()))) for key, text in every_person_text(root).items()}
    what, remedy = "The review is of other words than the pack holds.", "Read the text again and approve it."
    return rows, [Problem(REVIEWS, row.id, what, remedy) for row in rows if (row.id, row.digest) not in held]


def _too_long(text: SourceText, forms: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    most = TIMES * max(len(text.source), len(text.plural)) + MORE
    if any(len(each) > most for each in forms):
        yield f"It is longer than {most} signs.", "Say it shortly: the person hears it once."

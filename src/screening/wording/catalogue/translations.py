"""Words in a language: the texts by id, translated where a trustworthy translation exists, else in English."""

from __future__ import annotations

import functools
import gettext
import io
import struct
import sys
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from screening.domain.content.foreign_files import read_foreign
from screening.settings import OWN, Installation, content_root
from screening.wording.catalogue.country_fields import country_field
from screening.wording.catalogue.packs import SOURCE, Pack, State, normal, pack_for
from screening.wording.catalogue.reviews import digest_of, reviews
from screening.wording.catalogue.source_texts import (
    Audience,
    Folder,
    SourceText,
    fields_of,
    filled,
    group_of,
    groups_of,
    source_texts,
)

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
LARGEST = 16 << 20
"""Bytes of a catalogue."""

Key = tuple[str, str]
"""A text id and the English text that was translated: a translation of an older wording is never shown."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The usable translations of one language for one audience. ``plural`` gives the form's index for a number."""

    entries: Mapping[Key, tuple[str, ...]]
    plural: Callable[[int], int]


class Words:
    """Everything that can be said, in one language.

    An id that is not among the source texts, or a field without a value, is our own mistake: LookupError.
    """

    def __init__(
        self,
        language: str = SOURCE,
        installation: Installation = OWN,
        *,
        edition: str = "",
        root: Path | None = None,
    ) -> None:
        """Without ``edition`` it is the one that new cases open under in this installation."""
        self.language, self.installation = normal(language), installation
        self._edition = edition
        self._root = root if root is not None else content_root()
        self._place = str(self._root)
        self._wordings: dict[str, tuple[SourceText, tuple[str, ...], str]] = {}
        """What each text was said with."""
        self._pack: Pack | None = None
        self._pack_of = ""

    @property
    def edition(self) -> str:
        """The edition whose texts these are."""
        return self._edition or self.installation.edition

    @property
    def _what(self) -> tuple[str, str, str, Installation]:
        return self.language, self.edition, self._place, self.installation

    def turn_to(self, language: str = "", installation: Installation | None = None) -> None:
        """Say everything in another language, or of other content and another country, from now on, to everybody who
        holds these very words.

        Only for words that one window made for itself, in its own thread: those of ``within`` are shared.
        """
        self.language = normal(language) if language else self.language
        self.installation = installation or self.installation
        self._wordings = {}

    @property
    def pack(self) -> Pack | None:
        """The pack that serves this language; None when there is none and everything is said in English."""
        if self._pack_of != self.language:
            self._pack, self._pack_of = pack_for(self.language, self._root), self.language
        return self._pack

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``, of the language and not of a text that had to be shown in English."""
        return "ltr" if self.pack is None else self.pack.direction

    def say(self, text_id: str, **fields: str | int) -> str:
        """Return the text with its named fields filled in: those of the country by themselves."""
        return self.say_with(text_id, fields)

    def say_with(self, text_id: str, fields: Mapping[str, str | int], count: int | None = None) -> str:
        """``say``, or ``say_count`` when there is a count, for fields that are not known by name."""
        if text_id not in self._wordings:
            text = self.text(text_id)
            translated = self._translated(text)
            self._wordings[text_id] = (text, translated, self.direction if translated else "ltr")
        text, translated, direction = self._wordings[text_id]
        if count is None:
            wording = translated[0] if translated else text.source
        else:
            fields = {"n": count, **fields}
            wording = self._form(text, translated, count)
        known = {name: str(value) for name, value in fields.items()}
        for name in fields_of(wording) - known.keys() if "{" in wording else ():
            known[name] = country_field(name, self)
        return filled(wording, {name: isolated(value, direction) for name, value in known.items()})

    def known(self, text_id: str, otherwise: str = "", **fields: str | int) -> str:
        """Return the text, or ``otherwise`` where there is none: for a name from an event of another program."""
        try:
            return self.say_with(text_id, fields)
        except LookupError:
            return otherwise

    def say_count(self, text_id: str, n: int, **fields: str | int) -> str:
        """Return the form of a text with ``.one`` and ``.other`` for ``n``, which fills ``{n}``."""
        return self.say_with(text_id, fields, n)

    def say_in(self, language: str, text_id: str, **fields: str | int) -> str:
        """Return the same text in another language, as when the person's words stand beside the officer's."""
        return self.within(language).say(text_id, **fields)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Words) and self._what == other._what

    def __hash__(self) -> int:
        return hash(self._what)

    def within(self, language: str) -> Words:
        """Return the same edition's words in another language."""
        return _words(language, self.installation, self._edition, self._root)

    def of_edition(self, edition: str, installation: Installation | None = None) -> Words:
        """Return the same language's words of another edition, in another country: a case speaks as it was taken."""
        where = installation or self.installation
        if (edition, where) == (self.edition, self.installation):
            return self
        return Words(self.language, where, edition=edition, root=self._root)

    def has(self, text_id: str) -> bool:
        """Return whether there is such a text at all, in any language."""
        return text_id in self._texts(group_of(text_id))

    def source(self, text_id: str) -> str:
        """Return the English wording, its fields unfilled."""
        return self.text(text_id).source

    def state(self, text_id: str) -> State:
        """Return how far what ``say`` returns can be trusted (LA3): a draft until these very words were read."""
        pack, text = self.pack, self.text(text_id)
        forms = self._translated(text)
        if pack is None or not forms:
            return State.SOURCE
        read = reviews(self._root, pack.tag, self.installation)
        found = read.get((text.id, digest_of(text, forms))) if read else None
        return State.DRAFT if found is None else found.state

    def ids(self, audience: Audience | None = None) -> tuple[str, ...]:
        """Return the ids of all texts, or of those for one audience, in file order."""
        groups = tuple(Folder) if audience is None else groups_of(audience)
        every = (text for group in groups for text in self._texts(group).values())
        return tuple(text.id for text in every if audience in (None, text.audience))

    def unfilled(self, text_id: str) -> str:
        """Return the wording in this language with its fields as they stand; of a plural the form for many."""
        text = self.text(text_id)
        translated = self._translated(text)
        return translated[-1] if translated else text.plural or text.source

    def text(self, text_id: str) -> SourceText:
        """Return the source text of an id. Raises LookupError where there is none."""
        return self._texts(group_of(text_id))[text_id]

    def _texts(self, group: Folder) -> Mapping[str, SourceText]:
        return source_texts(self._root, group, self.edition, self.installation)

    def _catalogue(self, audience: Audience) -> Catalogue:
        assert self.pack is not None
        return catalogue(self._root, self.pack.tag, audience, self.installation)

    def _translated(self, text: SourceText, held: Catalogue | None = None) -> tuple[str, ...]:
        """Return the forms of the translation; empty when English must be shown. ``held`` is its catalogue, read."""
        pack = self.pack
        if pack is None or pack.tag == SOURCE or pack.heard_only or text.audience not in pack.audience:
            return ()
        held = held or self._catalogue(text.audience)
        forms = held.entries.get((text.id, text.source), ())
        return forms if keeps_fields(text, forms) else ()

    def _form(self, text: SourceText, translated: tuple[str, ...], count: int) -> str:
        if not text.plural:
            raise LookupError(f"{text.id} has no plural forms")
        if not translated:
            return text.source if count == 1 else text.plural
        index = self._catalogue(text.audience).plural(count)
        return translated[index] if 0 <= index < len(translated) else translated[-1]


@functools.lru_cache(maxsize=64)
def _words(language: str, installation: Installation, edition: str, root: Path) -> Words:
    return Words(language, installation, edition=edition, root=root)


def keeps_fields(text: SourceText, forms: tuple[str, ...]) -> bool:
    """Return whether every translated form has the fields of the source, no more and no fewer.

    Where a language has several plural forms, some may leave out what the English ``.one`` form leaves out.
    """
    if not text.plural:
        return len(forms) == 1 and fields_of(forms[0]) == fields_of(text.source)
    full, few = fields_of(text.plural), fields_of(text.source)
    allowed = (full, few) if len(forms) > 1 else (full,)
    return bool(forms) and all(fields_of(form) in allowed for form in forms)


def isolated(value: str, direction: str) -> str:
    """Set ``value`` apart where its letters run another way than the sentence, so that neither reorders the other.

    A number by itself stands as it is; one with signs in it ("2026-1", "+60 3") would be turned round.
    """
    if value.isascii() and (direction == "ltr" or value.isdigit()):
        return value
    classes = {unicodedata.bidirectional(sign) for sign in value}
    apart = classes & {"R", "AL"} if direction == "ltr" else "L" in classes or ("EN" in classes and not value.isdigit())
    return f"{FIRST_STRONG_ISOLATE}{value}{POP_ISOLATE}" if apart else value


def person_pack_complete(
    language: str, *, edition: str = "", root: Path | None = None, installation: Installation = OWN
) -> bool:
    """Return whether all texts for the person can be said in ``language``.

    A half-translated pack would fall into English in the middle of an interview, so it is not offered.
    """
    return _complete(language, edition or installation.edition, root or content_root(), installation)


@functools.lru_cache(maxsize=256)
def _complete(language: str, edition: str, root: Path, installation: Installation) -> bool:
    """Answer ``person_pack_complete`` once: it is asked of every language wherever one is chosen.

    The catalogue is read for this and not kept: a talk needs one of them, and all take 4 MiB.
    """
    words = Words(language, installation, edition=edition, root=root)
    if words.pack is None or words.pack.tag == SOURCE:
        return words.pack is not None
    held = read_whole(root, words.pack.tag, Audience.PERSON, installation)
    return all(words._translated(words.text(each), held) for each in words.ids(Audience.PERSON))


@functools.lru_cache(maxsize=64)
def catalogue(root: Path, tag: str, audience: Audience, here: Installation = OWN) -> Catalogue:
    """Return the translations of one language, with those of the packs of an installation, read once and kept."""
    return read_whole(root, tag, audience, here)


def read_whole(root: Path, tag: str, audience: Audience, here: Installation = OWN) -> Catalogue:
    """Read the translations of one language: the ``.po`` of a checkout, else the ``.mo`` that a wheel carries.

    Fuzzy and empty entries are left out. A catalogue that is missing or unreadable is an empty one.
    """
    read = read_catalogue(root / "locales" / tag / "LC_MESSAGES" / str(audience)) or Catalogue({}, int)
    entries = read.entries
    if root == content_root():
        for pack in here.put_in:  # what came first stays: no pack changes the words of an edition that is in use
            brought = read_catalogue(pack / "locales" / tag / str(audience))
            entries = entries if brought is None else {**brought.entries, **entries}
    added = here.language_pack(tag, root)
    more = None if added is None else read_catalogue(added / str(audience))
    return Catalogue(entries if more is None else {**entries, **more.entries}, read.plural)


def read_catalogue(stem: Path) -> Catalogue | None:
    """Return the catalogue at ``stem`` with ``.po`` or ``.mo`` added; None when neither can be read."""
    source = stem.with_suffix(".po")
    try:
        return read_catalogue_file(source if source.exists() else stem.with_suffix(".mo"))
    except (OSError, ValueError):
        return None


def read_catalogue_file(path: Path) -> Catalogue:
    """Read a catalogue, ``.po`` as translators write it or ``.mo`` as ``hatch_build.py`` compiles it.

    Raises OSError, or ValueError when a line of it cannot be read or the compiled file is damaged.
    """
    if path.suffix == ".mo":
        return parse_compiled(read_foreign(path, LARGEST))
    from screening.wording.catalogue import catalogue_files  # English does not wait for Babel

    read = catalogue_files.open_po(path)
    found: dict[Key, tuple[str, ...]] = {}
    for message in read:
        if message.id and message.context and not message.fuzzy:
            source: Any = message.id if isinstance(message.id, str) else message.id[0]
            string: Any = message.string
            forms: tuple[str, ...] = (string,) if isinstance(string, str) else tuple(string or ())
            if forms and all(forms):
                found[sys.intern(message.context), sys.intern(source)] = forms  # the same in every language
    return Catalogue(found, plural_rule(read.plural_expr))


class _Compiled(gettext.GNUTranslations):
    """A compiled catalogue, read by the standard library: in a third of the time and memory that Babel takes."""

    _catalog: dict[str | tuple[str, int], str]
    """Forms by context and text, those of a plural by number too: the library has no other way to them all."""
    plural: Callable[[int], int]

    def entries(self) -> dict[Key, tuple[str, ...]]:
        """The forms of every message that has a context and is translated."""
        found: dict[Key, tuple[str, ...]] = {}
        for name, form in self._catalog.items():
            context, _, source = (name if isinstance(name, str) else name[0]).partition("\x04")
            if context and source:
                key = sys.intern(context), sys.intern(source)  # the same in every language
                found[key] = (*found.get(key, ()), form)
        return {key: forms for key, forms in found.items() if all(forms)}


def parse_compiled(content: bytes) -> Catalogue:
    """Return the compiled catalogue. Raises ValueError when it is damaged."""
    try:
        read = _Compiled(io.BytesIO(content))
    except (OSError, ValueError, LookupError, struct.error) as trouble:
        raise ValueError("The compiled file is damaged or cut off") from trouble
    return Catalogue(read.entries(), _without_errors(read.plural))


def plural_rule(expression: str) -> Callable[[int], int]:
    """Return the gettext plural expression as a function that never raises; 0 where the expression has no value."""
    try:
        return _without_errors(gettext.c2py(expression))
    except ValueError:
        return lambda n: 0


def _without_errors(rule: Callable[[int], int]) -> Callable[[int], int]:
    def index(n: int) -> int:
        try:
            return rule(abs(n))
        except (ArithmeticError, ValueError):
            return 0

    return index


def answer_id(kind: str, answer: str) -> str:
    """Return the text id for an answer to an item of that kind (``ask``, ``observe``, ``document``).

    An older record may hold something seen as declined; it is told as it was recorded.
    """
    return f"answer.{answer}" if kind == "ask" or answer == "declined" else f"seen.{answer}"


def came(say: Callable[[str], str], how: str, where: str = "", *, short: bool = False) -> str:
    """Return how an answer came and, of harm, where it happened, in words: "told freely, on the way"."""
    told = say(f"how.short.{how}" if short else f"how.{how}")
    return f"{told}, {say(f'where.{where}')}" if where else told


def mark_id(words: Words, item: str, *, child: bool = False) -> str:
    """Return the text that names an item: of a child the one for what the child's own page asks under it."""
    own = f"page.child.mark.{item}"
    return own if child and words.has(own) else f"item.{item}.mark"

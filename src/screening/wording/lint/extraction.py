"""From the English content files to the translators' catalogues: the Babel extractor, and the one command around it.

``python -m screening.wording.lint.extraction --write`` renews ``locales/*.pot`` and every pack's ``.po``;
``--check`` changes nothing and exits 1 naming what would change. People and CI use the same command.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from babel.plural import to_gettext

from screening.errors import BadInput
from screening.settings import content_root
from screening.wording.catalogue.catalogue_files import open_po, parse_po
from screening.wording.catalogue.languages import cldr
from screening.wording.catalogue.packs import SOURCE, Pack, read_packs
from screening.wording.catalogue.source_texts import (
    RULES,
    Audience,
    Folder,
    SourceText,
    content_files,
    joined,
    matches,
    texts_in,
)

Place = tuple[str | int, ...]

HEADER = {
    Audience.PERSON: "# Screening: what is said to the person and shown to the person.",
    Audience.OFFICER: "# Screening: what the officer reads.",
    Audience.PRACTICE: "# Screening: what is said in practice. Some questions are bad on purpose.",
}
LEFT_OUT = re.compile(r'"(POT-Creation-Date:|Generated-By:|Plural-Forms:|.*(EMAIL@ADDRESS|YEAR-MO-DA|<LL@li.org>))')
"""Headers that change when no word does, and headers that nobody filled in; the plural rule is set apart."""


@dataclass(frozen=True, slots=True)
class TomlEntry:
    """One ``key = value`` or table header of a TOML file, and the comment directly above it."""

    place: Place
    line: int
    note: tuple[str, ...]


def statements(source: str) -> Iterator[TomlEntry]:
    """Yield the statements of a TOML file, so that the comments which tomllib drops can reach translators."""
    rows: dict[Place, int] = {}
    table: Place = ()
    note: list[str] = []
    lines = source.split("\n")
    at = 0
    while at < len(lines):
        line, first = lines[at].strip(), at + 1
        at += 1
        if line.startswith("#"):
            note.append(line.lstrip("#").strip())
            continue
        if line:
            if line.startswith("["):
                table = _header(line, rows)
                place = table
            else:
                written = line
                while (key := _key(written)) is None and at < len(lines):
                    written += "\n" + lines[at]
                    at += 1
                place = (*table, *(key or ()))
            yield TomlEntry(place, first, tuple(each for each in note if each))
        note.clear()


def extract(
    fileobj: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[tuple[int, str, tuple[str, ...], list[str]]]:
    """Babel's extraction method (``locales/babel-person.cfg`` and its two neighbours); ``audience`` is its option."""
    file = _content_name(Path(getattr(fileobj, "name", "")))
    audience = Audience(options["audience"]) if "audience" in options else None
    for text, line, note in _noted(fileobj.read().decode("utf-8"), file):
        if audience in (None, text.audience):
            if text.plural:
                yield line, "npgettext", (text.id, text.source, text.plural), note
            else:
                yield line, "pgettext", (text.id, text.source), note


def template(root: Path, audience: Audience) -> Catalog:
    """Return the catalogue of every source text for one audience, untranslated, in file order."""
    made = _empty(Catalog(), audience)
    for group in Folder:
        for path in content_files(root, group):
            name = path.relative_to(root).as_posix()
            try:
                source = path.read_text("utf-8")
                for text, _, note in _noted(source, name):
                    if text.audience is audience and text.source:
                        message = (text.source, text.plural) if text.plural else text.source
                        made.add(message, context=text.id, auto_comments=note)
            except (OSError, ValueError) as trouble:
                raise BadInput("content-unreadable", file=name, reason=str(trouble)) from trouble
    return made


def renewed(path: Path, pack: Pack, audience: Audience, source: Catalog) -> Catalog:
    """Return the pack's catalogue at ``path`` with the texts of ``source``; a missing file is begun.

    Nothing is matched by likeness. A translation whose English changed is kept as obsolete, for the translator to
    look at, and comes back by itself when the English does. Raises BadInput("content-unreadable").
    """
    if path.exists():
        try:
            catalog = open_po(path, obsolete=True)
        except (OSError, ValueError) as trouble:
            raise BadInput("content-unreadable", file=f"{pack.tag}/{path.name}", reason=str(trouble)) from trouble
    else:
        catalog = _empty(Catalog(locale=cldr(pack.tag)), audience, pack)
    catalog.mime_headers = [("Plural-Forms", plural_forms(pack.tag))]
    for key, message in list(catalog.obsolete.items()):
        if source.get(_plain(message.id), message.context) is not None:
            if catalog.get(_plain(message.id), message.context) is None:
                catalog[message.id] = message
            del catalog.obsolete[key]
    catalog.update(source, no_fuzzy_matching=True, update_creation_date=False)
    for key, message in list(catalog.obsolete.items()):
        if not any((message.string,) if isinstance(message.string, str) else message.string or ()):
            del catalog.obsolete[key]
    return catalog


def exported(root: Path, pack: Pack, entries: Mapping[tuple[str, str], tuple[str, ...]]) -> bytes:
    """Return the pack's catalogue for the person as a file of its own, with the notes for translators."""
    catalog = template(root, Audience.PERSON)
    catalog.header_comment = _empty(Catalog(), Audience.PERSON, pack).header_comment
    catalog.mime_headers = [("Plural-Forms", plural_forms(pack.tag))]
    for message in catalog:
        source = message.id if isinstance(message.id, str) else message.id[0] if message.id else ""
        forms = entries.get((str(message.context), source))
        if message.id and forms:
            message.string = forms[0] if isinstance(message.id, str) else forms
    return written(catalog, plural_forms(pack.tag))


def plural_forms(tag: str) -> str:
    """Return the Plural-Forms header after CLDR's rules; one form for a language that CLDR does not know."""
    locale = cldr(tag)
    return "nplurals=1; plural=0;" if locale is None else to_gettext(locale.plural_form)


def written(catalog: Catalog, plural: str = "") -> bytes:
    """Return the catalogue as a file that changes only when words do: no dates, no line numbers, one line a text.

    ``plural`` is its Plural-Forms header; Babel writes one only for the languages it knows.
    """
    for message in catalog:
        message.flags.discard("python-format")  # a per cent sign is only a per cent sign
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=0, no_location=True)
    kept = [line for line in buffer.getvalue().decode("utf-8").split("\n") if not LEFT_OUT.match(line)]
    if plural:
        kept.insert(kept.index('"MIME-Version: 1.0\\n"'), f'"Plural-Forms: {plural}\\n"')
    return ("\n".join(kept).rstrip("\n") + "\n").encode("utf-8")


def expected(root: Path) -> dict[Path, bytes]:
    """Return what every template and catalogue should contain, by path."""
    files: dict[Path, bytes] = {}
    for audience in Audience:
        source = template(root, audience)
        files[root / "locales" / f"{audience}.pot"] = written(source)
        for pack in read_packs(root).values():
            if pack.tag != SOURCE and audience in pack.audience:
                path = root / "locales" / pack.tag / "LC_MESSAGES" / f"{audience}.po"
                files[path] = written(renewed(path, pack, audience, source), plural_forms(pack.tag))
    return files


def differing(root: Path) -> dict[Path, list[str]]:
    """Return the files that are not as expected, each with the ids that differ; none where only the layout does."""
    found: dict[Path, list[str]] = {}
    for path, content in expected(root).items():
        present = path.read_bytes() if path.exists() else b""
        if present != content:
            found[path] = _differing_ids(present, content)
    return found


def main(argv: list[str] | None = None) -> int:
    """Run the command and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m screening.wording.lint.extraction", description=__doc__)
    parser.add_argument("--root", type=Path, default=None, help="the folder that holds indicators, locales and forms")
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("--write", action="store_true", help="renew the templates and catalogues")
    choice.add_argument("--check", action="store_true", help="change nothing; exit 1 naming what differs")
    given = parser.parse_args(argv)
    root = content_root() if given.root is None else given.root
    try:
        changes = differing(root)
        for path, ids in changes.items():
            shown = ", ".join(ids[:8]) + (f" and {len(ids) - 8} more" if len(ids) > 8 else "")
            sys.stdout.write(f"{path.relative_to(root).as_posix()}: {shown or 'layout only'}\n")
        if given.write:
            for path, content in expected(root).items():
                if path in changes:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(content)
    except BadInput as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    if given.check and changes:
        sys.stdout.write("Run: python -m screening.wording.lint.extraction --write\n")
        return 1
    return 0


def _noted(source: str, file: str) -> Iterator[tuple[SourceText, int, list[str]]]:
    """Yield the texts of one file with their lines and the comments above them and above their tables."""
    by_place = {each.place: each for each in statements(source)}
    for text in joined(texts_in(tomllib.loads(source), file)):
        above = [by_place[at] for end in range(len(text.place) + 1) if (at := text.place[:end]) in by_place]
        if text.plural and (other := by_place.get((*text.place[:-1], "other"))):
            above.append(other)
        yield text, (above[-1].line if above else 1), [line for each in above for line in each.note]


def _header(line: str, rows: dict[Place, int]) -> Place:
    """Return the place that ``[a.b]`` or ``[[a.b]]`` opens; ``rows`` counts the tables of each array so far."""
    array = line.startswith("[[")
    keys = _key(line) or ()
    place: Place = ()
    for index, key in enumerate(keys):
        place = (*place, key)
        if array and index == len(keys) - 1:
            rows[place] = rows.get(place, 0) + 1
        if place in rows:
            place = (*place, rows[place] - 1)
    return place


def _key(statement: str) -> tuple[str, ...] | None:
    """Return the dotted key of a header or of ``key = value``; None while the value goes on in the next line."""
    try:
        tomllib.loads(statement)
        found: Any = tomllib.loads(statement if statement.startswith("[") else _valueless(statement))
    except tomllib.TOMLDecodeError:
        return None
    keys: list[str] = []
    while isinstance(found, dict) and found:
        key, found = next(iter(found.items()))
        keys.append(key)
    return tuple(keys)


def _valueless(statement: str) -> str:
    """``key = 0`` for ``key = value``: the value may itself hold tables and signs of equality."""
    at = statement.index("=")
    while True:
        try:
            tomllib.loads(short := statement[:at] + "= 0")
            return short
        except tomllib.TOMLDecodeError:
            at = statement.index("=", at + 1)


def _content_name(path: Path) -> str:
    """Return the path from the content root, found by which rows of the table of places it fits."""
    parts = path.parts
    names = ("/".join(parts[start:]) for start in range(len(parts)))
    return next((name for name in names if any(matches(name, rule.files) for rule in RULES)), path.name)


def _empty(catalog: Catalog, audience: Audience, pack: Pack | None = None) -> Catalog:
    catalog.project, catalog.version, catalog.fuzzy = "Screening", "1", False
    language = "" if pack is None else f"\n# {pack.own_name} ({pack.tag})"
    catalog.header_comment = HEADER[audience] + language
    return catalog


def _plain(message_id: Any) -> Any:
    return tuple(message_id) if isinstance(message_id, list) else message_id


def _differing_ids(present: bytes, content: bytes) -> list[str]:
    """Return the text ids whose entries differ, in the order of the expected file, then of the present one."""
    try:
        old, new = (parse_po(each) for each in (present, content))
    except ValueError:
        return []
    entries = [{(m.context, _plain(m.id)): (m.string, m.auto_comments) for m in each if m.id} for each in (new, old)]
    keys = dict.fromkeys([*entries[0], *entries[1]])
    return list(dict.fromkeys(str(key[0]) for key in keys if entries[0].get(key) != entries[1].get(key)))


if __name__ == "__main__":
    sys.exit(main())

"""What is wrong in the texts and their translations: every problem at once, for the people who write them.

``python -m screening.wording.lint.catalogue_checks`` prints them and exits 1; ``--gaps`` also names what is not
translated yet.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message

from screening.domain.content.problems import Problem
from screening.errors import BadInput
from screening.settings import content_root
from screening.wording.catalogue.catalogue_files import open_mo, open_po
from screening.wording.catalogue.completeness import core_problems
from screening.wording.catalogue.languages import pack_state
from screening.wording.catalogue.packs import SOURCE, Pack, State, read_pack
from screening.wording.catalogue.reviews import FILE, FINISHED, Review, read_reviews, review_problems
from screening.wording.catalogue.source_texts import (
    GROUPS,
    Audience,
    Folder,
    SourceText,
    content_files,
    edition_of,
    fields_of,
    group_of_file,
    joined,
    read_toml,
    texts_in,
)
from screening.wording.catalogue.translations import keeps_fields
from screening.wording.lint.question_style import Marks
from screening.wording.lint.rules import Banned, lint, looks_like_zawgyi
from screening.wording.lint.spoken_length import spoken_problems
from screening.wording.lint.statements import statement_problems

ID = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+")
CODED_ID = re.compile(r"[a-z]+(\.[A-Za-z0-9_-]+)+")
"""Protocol ids carry published codes, as ACT-01."""
BRACES = re.compile(r"[{}]")


def problems(root: Path | None = None) -> list[Problem]:
    """Everything that is wrong in the texts, the packs and the catalogues; gaps are told by ``gaps``."""
    root = content_root() if root is None else root
    found = (source_problems, pack_problems, catalogue_problems, core_problems, spoken_problems)
    return sorted({problem for each in found for problem in each(root)})


def source_problems(root: Path) -> list[Problem]:
    """What is wrong in the English texts."""
    found: list[Problem] = []
    texts = list(_texts(root, found))
    banned = banned_words(root, SOURCE, found)
    grouped: dict[tuple[str, str], list[SourceText]] = {}
    for text in texts:
        grouped.setdefault((edition_of(text.file), text.id), []).append(text)
    for (edition, text_id), same in grouped.items():
        if len(same) > 1:
            files = ", ".join(dict.fromkeys(text.file for text in same))
            what = f"The id stands {len(same)} times" + (f" in edition {edition}." if edition else ".")
            found.append(Problem(same[0].file, text_id, what, f"Give each text an id of its own: {files}."))
    for text in texts:
        found += (
            Problem(text.file, text.id, what, remedy)
            for what, remedy in _faults(text, banned.of(edition_of(text.file)))
        )
    found += statement_problems(root, texts)
    return found


def pack_problems(root: Path) -> list[Problem]:
    """What is wrong in what the packs say of themselves."""
    found: list[Problem] = []
    ids = {text.id for text in _texts(root, [])}
    for folder in sorted(path for path in (root / "locales").iterdir() if path.is_dir()):
        page = folder / "pack.toml"
        name = page.relative_to(root).as_posix()
        if not page.exists():
            found.append(Problem(name, "the pack", "The file is not there.", "Write it as docs/translating.md shows."))
            continue
        try:
            pack = read_pack(page, root)
        except BadInput as trouble:
            found.append(Problem(name, "the pack", f"{trouble.details['reason']}.", "See docs/translating.md."))
            continue
        if pack.state in (State.REVIEWED, State.FIELD_TESTED) and not pack.reviewers:
            what = f"The state is {pack.state} and no reviewer is named."
            found.append(Problem(name, "reviewers", what, "Name who read it, or set the state back to draft."))
        if (pack.state is State.SOURCE) != (pack.tag == SOURCE):
            found.append(Problem(name, "state", f"The state {pack.state} does not fit.", "Only English is the source."))
        found += _reviews(root, pack, ids)
        if pack.heard_only and Audience.OFFICER in pack.audience:
            what = "A language that is only heard has no page for officers."
            found.append(Problem(name, "audience", what, 'Write audience = ["person"], or take heard_only out.'))
        marks = page.with_name("questions.toml")
        if marks.exists():
            try:
                Marks.read(tomllib.loads(marks.read_text("utf-8")))
            except (OSError, ValueError) as trouble:
                what = f"The lists cannot be used: {trouble}."
                found.append(Problem(marks.relative_to(root).as_posix(), "the lists", what, QUESTIONS))
        if Audience.PERSON not in pack.audience:
            found.append(Problem(name, "audience", "The person is left out.", 'Add "person": every pack serves them.'))
    return found


def _reviews(root: Path, pack: Pack, ids: Set[str]) -> list[Problem]:
    """What is wrong in a pack's reviews, and whether the pack says more of itself than they do."""
    folder = root / "locales" / pack.tag
    name = (folder / FILE).relative_to(root).as_posix()
    read: tuple[Review, ...] = ()
    if (folder / FILE).is_file():
        try:
            read = read_reviews(folder / FILE, name)
        except BadInput as trouble:
            return [Problem(name, "the reviews", f"{trouble.details['reason']}.", "See docs/translating.md.")]
    found = review_problems(read, ids, name, reviewers=pack.reviewers)
    if pack.state in FINISHED and pack_state(pack.tag, root=root) not in FINISHED[FINISHED.index(pack.state) :]:
        what = f"The pack says {pack.state}, and not every text was read in its present words."
        found.append(Problem(name, "the pack", what, "Set the state in pack.toml back to draft."))
    return found


def catalogue_problems(root: Path) -> list[Problem]:
    """What is wrong in the translations that there are: in the catalogues of a checkout, or in those of a wheel.

    A compiled catalogue has no empty entries and names no language, so that what is missing in one is no problem.
    """
    found: list[Problem] = []
    texts = {(text.id, text.source): text for text in _texts(root, [])}
    for pack, audience, path in _catalogues(root):
        file = path.relative_to(root).as_posix()
        if not path.exists():
            found.append(Problem(file, "the catalogue", "The file is not there.", RENEW))
            continue
        catalog = _read(path, file, found)
        if catalog is None:
            continue
        banned = banned_words(root, pack.tag, found)
        expected = {key: text for key, text in texts.items() if text.audience is audience}
        messages = {key_of(message): message for message in catalog if message.id}
        if path.suffix == ".po":
            missing = [key for key in expected if key not in messages]
            found += _named(file, missing, "The present English text is not in the catalogue.")
            found += _twice(file, path.read_text("utf-8"), messages)
        left = [key for key in messages if key not in expected]
        found += _named(file, left, "The entry translates a text that is no longer there.")
        found += (
            Problem(file, text_id, what, remedy) for text_id, what, remedy in swapped_translations(forms_of(catalog))
        )
        for key in expected.keys() & messages.keys():
            text = expected[key]
            held = banned.of(edition_of(text.file))
            for what, remedy in translation_faults(text, messages[key], catalog.num_plurals, pack, held):
                found.append(Problem(file, key[0], what, remedy))
    return found


def gaps(root: Path | None = None) -> list[Problem]:
    """One problem for each catalogue in which texts have no translation yet, naming them."""
    root = content_root() if root is None else root
    found: list[Problem] = []
    for pack, audience, path in _catalogues(root):
        file = path.relative_to(root).as_posix()
        expected = {(text.id, text.source): text for text in _texts(root, []) if text.audience is audience}
        catalog = _read(path, file, []) if path.exists() else None
        said = {key_of(m) for m in catalog or () if m.id and not m.fuzzy and all(_forms(m))}
        open_ids = [text_id for text_id, source in expected if (text_id, source) not in said]
        if open_ids:
            what = f"{len(open_ids)} of {len(expected)} texts have no translation."
            remedy = f"Translate them into {pack.own_name}; until then the pack is not offered."
            found.append(Problem(file, ", ".join(open_ids), what, remedy))
    return found


def main(argv: list[str] | None = None) -> int:
    """The command. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m screening.wording.lint.catalogue_checks", description=__doc__)
    parser.add_argument("--root", type=Path, default=None, help="the folder that holds indicators, locales and forms")
    parser.add_argument("--gaps", action="store_true", help="also name what has no translation yet")
    given = parser.parse_args(argv)
    found = problems(given.root) + (gaps(given.root) if given.gaps else [])
    sys.stdout.writelines(f"{problem}\n" for problem in found)
    return 1 if found else 0


RENEW = "Run: python -m screening.wording.lint.extraction --write."


def _texts(root: Path, found: list[Problem]) -> Iterator[SourceText]:
    """Every English text; files that cannot be read, and values that are no texts, become problems."""
    for group in Folder:
        for path in content_files(root, group):
            name = path.relative_to(root).as_posix()
            try:
                document = read_toml(path, name)
            except BadInput as trouble:
                found.append(Problem(name, "the file", f"{trouble.details['reason']}.", "Mend the TOML."))
                continue
            if group is Folder.INTERFACE:
                what, remedy = "The value is not a text.", "Put it in quotation marks."
                found += (Problem(name, place, what, remedy) for place in _not_texts(document, ""))
            yield from joined(texts_in(document, name))


def _not_texts(table: Mapping[str, Any], above: str) -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _not_texts(value, f"{above}{key}.")
        elif not isinstance(value, str):
            yield above + key


def _faults(text: SourceText, banned: Banned) -> Iterator[tuple[str, str]]:
    """What is wrong with one English text."""
    group = group_of_file(text.file)
    if not (CODED_ID if group is Folder.PROTOCOL else ID).fullmatch(text.id):
        yield "The id is not small letters, digits, hyphens and points.", "Give the table a plain id."
    if group is Folder.INTERFACE and text.id.split(".")[0] in GROUPS:
        yield f"Ids that begin with {text.id.split('.')[0]!r} belong to another folder.", "Begin with another word."
    for source in filter(None, (text.source, text.plural)):
        left = BRACES.sub("", source)
        if len(source) - len(left) != 2 * len(re.findall(r"\{[a-z][a-z0-9_]*\}", source)):
            yield "A brace is not part of a named field.", "Write fields as {name}, in small letters."
        yield from lint(source, banned, text.audience, "Latn")
    if not text.source.strip():
        yield "The text is empty.", "Write it, or take the id out."
    if text.plural and "n" not in fields_of(text.plural):
        yield "The .other form does not say {n}.", "Say the number in it."


def translation_faults(
    text: SourceText, message: Message, forms: int, pack: Pack, banned: Banned
) -> Iterator[tuple[str, str]]:
    """What is wrong with one translation; one that is not there yet is no fault."""
    translated = tuple(_forms(message))
    if not any(translated):
        return
    if message.fuzzy:
        yield "The translation is marked fuzzy and is not shown.", "Read it again and take the mark off."
    if len(translated) != (forms if text.plural else 1):
        yield f"There are {len(translated)} forms, not {forms}.", RENEW
    if not all(translated):
        yield "A plural form is empty.", "Fill in every form."
    elif not keeps_fields(text, translated):
        names = ", ".join(sorted(f"{{{name}}}" for name in fields_of(text.plural or text.source))) or "none"
        yield "The fields are not those of the English text, so English is shown.", f"Keep these fields: {names}."
    for form in filter(None, translated):
        yield from lint(form, banned, text.audience, pack.script, text.source)
        if pack.tag.split("-")[0] == "my" and looks_like_zawgyi(form):
            yield "It looks like Zawgyi, not Unicode.", "Convert it to Unicode and read it again."


def _named(file: str, keys: Iterable[tuple[str, str]], what: str) -> list[Problem]:
    """One problem for all these entries."""
    ids = ", ".join(text_id for text_id, _ in keys)
    return [Problem(file, ids, what, RENEW)] if ids else []


def _twice(file: str, source: str, messages: Mapping[Any, Message]) -> Iterator[Problem]:
    """Entries written twice: Babel keeps the first of them and says nothing."""
    written = Counter(re.findall(r'^msgctxt "(.*)"$', source, re.MULTILINE))
    kept = Counter(str(key[0]) for key in messages)
    for text_id, times in written.items():
        if times > kept[text_id] > 0:
            yield Problem(file, text_id, "The entry is written twice.", "Keep one of them.")


def _catalogues(root: Path) -> Iterator[tuple[Pack, Audience, Path]]:
    """Every catalogue that a readable pack should have: the compiled one where its source was not brought along."""
    for page in sorted(root.glob("locales/*/pack.toml")):
        try:
            pack = read_pack(page, root)
        except BadInput:
            continue  # told by pack_problems
        if pack.tag != SOURCE:
            for audience in sorted(pack.audience):
                source = page.parent / "LC_MESSAGES" / f"{audience}.po"
                compiled = source.with_suffix(".mo")
                yield pack, audience, compiled if compiled.exists() and not source.exists() else source


def _read(path: Path, file: str, found: list[Problem]) -> Catalog | None:
    try:
        return open_po(path) if path.suffix == ".po" else open_mo(path)
    except ValueError as trouble:
        found.append(Problem(file, "the catalogue", f"{trouble}.", "Mend the file; until then English is shown."))
        return None


def banned_words(root: Path, tag: str, found: list[Problem]) -> Banned:
    path = root / "locales" / tag / "banned.toml"
    file = path.relative_to(root).as_posix()
    try:
        return Banned.read(tomllib.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError) as trouble:
        found.append(Problem(file, "the list", f"{type(trouble).__name__}: the list cannot be used.", LIST))
        return Banned({}, ())


QUESTIONS = "Write them as locales/en/questions.toml does."
LIST = "Write the words that must not be said in this language, as locales/en/banned.toml does."


def key_of(message: Message) -> tuple[str, str]:
    return message.context or "", str(message.id if isinstance(message.id, str) else message.id[0])


def forms_of(catalog: Catalog) -> dict[tuple[str, str], tuple[str, ...]]:
    """Id and English text of each entry to its translation."""
    return {key_of(message): _forms(message) for message in catalog if message.id}


def _forms(message: Message) -> tuple[str, ...]:
    string: Any = message.string
    return (string,) if isinstance(string, str) else tuple(string or ("",))


Forms = Mapping[tuple[str, str], tuple[str, ...]]
"""Id and English text of each entry to its translation, in all its forms."""
OPPOSITES = (("Yes", "No"), ("Yes.", "No."), ("Seen", "Not seen"))
"""English texts of which one must never be said for the other."""
ONE = ("It says the same as the translation of {other!r}.", "Read both again: one of them is not what it says.")
TURNED = (
    "Its words are the program's own for {other!r}.",
    "Read both again. If the pack is right, the program's own words are wrong: tell those who maintain it.",
)


def swapped_translations(forms: Forms, before: Forms | None = None) -> Iterator[tuple[str, str, str]]:
    """Id, what is wrong, and what to do, for each text that says another one.

    ``before`` are the translations that the program has in the same language; without them only opposites within the
    catalogue itself are found.
    """
    here = {key: _plain(said) for key, said in forms.items() if any(said)}
    there = {key: _plain(said) for key, said in (before or {}).items() if any(said)}
    told: set[str] = set()
    for one, other in (*OPPOSITES, *(pair[::-1] for pair in OPPOSITES)):
        said = {words for key, words in here.items() if key[1] == other}
        shipped = {words for key, words in there.items() if key[1] == other}
        for key, words in here.items():
            if key[1] == one and words in said | shipped:
                told.add(key[0])
                what, remedy = ONE if words in said else TURNED
                yield key[0], what.format(other=other), remedy
    saying: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for key, words in there.items():
        saying.setdefault(words, []).append(key)
    for key, words in here.items():
        own = there.get(key, words)
        others = (each for each in saying.get(words, ()) if here.get(each) == own and each[1] != key[1])
        if key[0] not in told and words != own and (found := next(others, None)):
            yield key[0], TURNED[0].format(other=found[1]), TURNED[1]


def _plain(said: tuple[str, ...]) -> tuple[str, ...]:
    """The letters and marks of a translation: no other full stop, space or joiner makes another word of it."""
    return tuple(
        "".join(
            sign for sign in unicodedata.normalize("NFKC", each).casefold() if unicodedata.category(sign)[0] in "LMN"
        )
        for each in said
    )


if __name__ == "__main__":
    sys.exit(main())

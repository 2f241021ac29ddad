"""Content packs: edition with its weights and law cards, directory, forms and their translations, in one signed file.

A pack is checked whole before anything is put in, lies beside the program's own content, and never stands in for an
edition that is here: texts under which answers were recorded do not change.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import re
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from screening import __version__, settings
from screening.casework import content_in_use
from screening.casework.content_in_use import PAGE, SIGNED, TAG, known_of, place_of, use_of
from screening.casework.directory import of_folder, shipped
from screening.casework.edition import open_content
from screening.casework.languages.packs import believed, letters
from screening.casework.tools.content_check import check_content
from screening.domain.content.problems import Problem
from screening.domain.content.safe_open import HEAD, open_foreign, read_foreign, read_plain
from screening.domain.events.contacts import Card
from screening.domain.events.exchange import ContentPutIn, ContentRolledBack
from screening.domain.policy.content_age import law_checked_on, open_age, read_age
from screening.domain.policy.content_packs import PacksOfRecord
from screening.domain.protocol.loader import edition_digest, open_edition
from screening.domain.protocol.model import Protocol
from screening.domain.services.directory import Directory
from screening.errors import BadInput
from screening.store import Vault
from screening.store.crypto import atomic_files
from screening.store.exchange.pack_file import CONTENT, LARGEST_TEXT, PackFile, make_pack, must_begin, read_pack_file
from screening.store.vault.vault import VAULT
from screening.wording.catalogue.languages import format_date, name_in, offered_languages
from screening.wording.catalogue.packs import SOURCE, packs
from screening.wording.catalogue.source_texts import Audience, Group, Text, read_texts
from screening.wording.catalogue.translations import Catalogue, Key, Words, catalogue, keeps_fields, read_catalogue
from screening.wording.lint.pack_checks import form_faults
from screening.wording.script.visible_controls import visible_text

NO_LAYOUTS = ("directory", "fonts")
"""Folders of forms that go by themselves, or never."""
VERSION = re.compile(r"[0-9]{1,5}(\.[0-9]{1,5}){1,3}")
LONGEST_NOTE = 1000
LANGUAGE_FILE = re.compile(r"locales/(?P<tag>[^/]+)/(?P<audience>person|officer)\.(po|mo)")


@dataclass(frozen=True, slots=True)
class Examined:
    """A pack whose signer is believed, and what was found in it."""

    file: PackFile
    edition: str
    """The edition that new cases would open under."""
    editions: Mapping[str, str]
    """Each edition in it to its digest."""
    note: str
    problems: tuple[Problem, ...]
    changes: tuple[str, ...]
    """What changes by putting it in, in words."""


def read(path: Path) -> PackFile:
    """Return the pack at ``path``, its signature checked and nothing in it read as content.

    Raises BadInput: what ``read_pack_file`` raises, and ``pack-not-found``.
    """
    place = atomic_files.local_path(path)
    if not place.is_file():
        raise BadInput("pack-not-found", file=place.name)
    with os.fdopen(open_foreign(place), "rb") as opened:
        must_begin(opened.read(HEAD), CONTENT)
        opened.seek(0)
        return read_pack_file(opened.read(CONTENT.largest + 1), CONTENT)


def is_one(path: Path) -> bool:
    """Return whether a file begins as a content pack; whether it is one, ``read`` says."""
    try:
        with os.fdopen(open_foreign(atomic_files.local_path(path)), "rb") as opened:
            return opened.read(len(CONTENT.magic)) == CONTENT.magic
    except OSError:
        return False


def believe(file: PackFile, known: Iterable[Card]) -> None:
    """Raise BadInput("pack-unknown-signer") where the signer is none of those whose number was checked."""
    if file.signer.signing not in {card.signing for card in known}:
        raise BadInput("pack-unknown-signer", name=file.signer.name, number=file.signer.number)


def examine(file: PackFile, words: Words, known: PacksOfRecord | None = None, version: str = __version__) -> Examined:
    """Return everything that is in a pack and wrong with it. Only for one whose signer is believed; nothing is changed.

    Raises BadInput: ``content-needs-newer``, ``content-edition-kept``, ``content-edition-older``, ``content-older``.
    """
    known = known or PacksOfRecord()
    page = _page(file.files.get(PAGE, b""))
    if _numbers(page["needs"]) > _numbers(version):
        raise BadInput("content-needs-newer", needs=page["needs"], own=version)
    standing = known.of(known.in_use)
    if standing is not None and standing.made_at >= file.made_at:
        raise BadInput("content-older")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _write(root, file.files, Path.write_bytes)
        editions = {each.name: edition_digest(each) for each in _editions(root)}
        for edition, digest in editions.items():
            _kept(edition, digest, known)
        problems = _problems(root, page["edition"], editions, known)
        changes: tuple[str, ...] = ()
        if not problems:
            new = open_edition(root / "indicators" / page["edition"]) if page["edition"] in editions else None
            _not_older(new)
            changes = tuple(_changes(root, page["edition"], new, words))
    return Examined(file, page["edition"], editions, page["note"], tuple(sorted(set(problems))), changes)


def install(vault: Vault, examined: Examined, folder: Path | None = None) -> Path:
    """Put the pack in, whole or not at all, and use it from now on; the record's log says so.

    Raises BadInput: ``pack-problems`` (``n``), ``pack-unknown-signer``, ``content-older``, ``not-written``, and
    NotSaved where the log could not be written: the files then lie there and are not used.
    """
    file, known = examined.file, known_of(vault)
    believe(file, believed(vault))
    if examined.problems:
        raise BadInput("pack-problems", n=len(examined.problems))
    standing = known.of(known.in_use)
    if standing is not None and standing.made_at >= file.made_at:
        raise BadInput("content-older")
    for edition, digest in examined.editions.items():
        _kept(edition, digest, known)
    pack = _pack(file)
    place = place_of(pack, folder)
    try:
        _put(place, file)
    except OSError as trouble:
        raise BadInput("not-written", file=file.signer.name, reason=trouble.strerror or "") from None
    editions = tuple(f"{each}={digest}" for each, digest in sorted(examined.editions.items()))
    vault.append(VAULT, ContentPutIn(pack, file.signer.number, file.made_at, editions))
    use_of(vault, folder)
    return place


def roll_back(vault: Vault, folder: Path | None = None) -> str:
    """Use what was in use before the newest pack; return that pack. Its editions stay readable for their cases.

    Raises BadInput("content-no-pack").
    """
    known = known_of(vault)
    if not known.in_use:
        raise BadInput("content-no-pack")
    vault.append(VAULT, ContentRolledBack(known.in_use))
    use_of(vault, folder)
    return known.in_use


def put_in(
    vault: Vault,
    file: PackFile,
    words: Words,
    folder: Path | None = None,
    tell: Callable[[str], object] = lambda line: None,
) -> Path:
    """Believe, examine and install; ``tell`` gets what was found, before anything is put in.

    Raises what these three raise.
    """
    use_of(vault, folder)
    believe(file, believed(vault))
    examined = examine(file, words, known_of(vault))
    for line in lines(examined, words):
        tell(line)
    return install(vault, examined, folder)


def export(vault: Vault, source: Path | None = None, edition: str = "", note: str = "") -> bytes:
    """Return the content in a folder as a signed pack; the program's own without one.

    ``edition`` is the one that new cases open under; the one whose day is the latest, unless told.
    Raises BadInput: ``content-no-folder``, ``content-no-edition``, ``content-too-much``.
    """
    root = source or settings.content_root()
    if not any((root / name).is_dir() for name in settings.FOLDERS):
        raise BadInput("content-no-folder", folder=root.name)
    found = {each.name: each for each in _editions(root)}
    if edition and edition not in found:
        raise BadInput("content-no-edition", edition=edition[:40])
    chosen = edition or (settings.EDITION if source is None else _latest(found))
    files = dict(_collected(root, found.get(chosen)))
    if len(note) > LONGEST_NOTE or not files:
        raise BadInput("content-too-much" if files else "content-no-folder", folder=root.name, most=LONGEST_NOTE)
    page = {"edition": chosen, "needs": __version__, "note": note}
    lines = "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in page.items())
    files[PAGE] = lines.encode("utf-8")
    for name in files:
        if not CONTENT.name.fullmatch(name):
            raise BadInput("pack-file-name", name=name[:60])
    return make_pack(vault, TAG, files, CONTENT)


@dataclass(frozen=True, slots=True)
class Row:
    """One pack that lies beside the program, or that the record's log names."""

    pack: str
    signer: str
    number: str
    made_at: str
    editions: tuple[str, ...]
    state: str
    """``in-use``, ``before``, ``rolled-back``, ``gone`` (missing or changed), ``lying`` where no record was asked."""


def listed(known: PacksOfRecord | None, folder: Path | None = None) -> list[Row]:
    """Return the packs of a record, the newest first; without a record, those that lie there as they were signed."""
    there = {each.pack: each for each in content_in_use.lying_there(folder)}
    if known is None:
        return [Row(each.pack, each.signer.name, each.signer.number, "", (), "lying") for each in there.values()]
    rows = []
    for event in reversed(known.put_in):
        found = there.get(event.pack)
        state = "before" if event.pack in known.standing else "rolled-back"
        state = "in-use" if event.pack == known.in_use else state
        editions = tuple(each.partition("=")[0] for each in event.editions)
        name = "" if found is None else found.signer.name
        rows.append(Row(event.pack, name, event.signer, event.made_at, editions, state if found else "gone"))
    return rows


@dataclass(frozen=True, slots=True)
class Packs:
    """What a record knows of packs: whom it believes (signing keys), its log, and each pack in a line."""

    believed: frozenset[str]
    known: PacksOfRecord
    lines: tuple[str, ...] = ()

    @property
    def in_use(self) -> bool:
        """Whether a pack is in use, which can be rolled back."""
        return bool(self.known.in_use)


def packs_here(vault: Vault, words: Words | None = None) -> Packs:
    """Return what a record knows of packs; each pack in words where words are given."""
    known = known_of(vault)
    told = () if words is None else tuple(line(each, words) for each in listed(known))
    return Packs(frozenset(card.signing for card in believed(vault)), known, told)


def lines(examined: Examined, words: Words) -> Iterator[str]:
    """Say when a pack was made, what its maker says, what changes, and everything that is wrong."""
    yield words.say("content.made-at", day=format_date(examined.file.made_at[:10], words.language))
    if examined.note:
        yield words.say("content.note", note=examined.note)
    yield from (str(each) for each in examined.problems)
    if not examined.problems:
        yield from examined.changes or (words.say("content.nothing-changes"),)
        yield words.say("content.good")


def line(row: Row, words: Words) -> str:
    """One pack in one line."""
    if row.state == "lying":
        return words.say("content.row-lying", name=row.signer, number=row.number, pack=row.pack[:16])
    return words.say(
        "content.row",
        day=format_date(row.made_at[:10], words.language),
        name=row.signer,
        number=row.number,
        editions=", ".join(row.editions) or words.say("content.no-editions"),
        state=words.say(f"content.state.{row.state}"),
    )


def as_json(row: Row) -> dict[str, object]:
    return {"tag": TAG, **asdict(row)}


# --- parts


def _pack(file: PackFile) -> str:
    return hashlib.sha256(file.signed).hexdigest()


def _page(data: bytes) -> dict[str, str]:
    """Return the pack's own page. Raises BadInput("pack-damaged")."""
    try:
        table = tomllib.loads(data.decode("utf-8"))
        page = {key: table.pop(key) for key in ("edition", "needs", "note")}
    except (ValueError, RecursionError, KeyError):
        raise BadInput("pack-damaged") from None
    if table or not all(isinstance(each, str) for each in page.values()) or not VERSION.fullmatch(page["needs"]):
        raise BadInput("pack-damaged")
    return {**page, "note": visible_text(page["note"][:LONGEST_NOTE])}


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(each) for each in re.findall(r"[0-9]+", version)[:4])


def _editions(root: Path) -> list[Path]:
    return sorted(each.parent for each in root.glob("indicators/*/edition.toml"))


def _latest(found: Mapping[str, Path]) -> str:
    days = {name: open_edition(each).published or datetime.date.min for name, each in found.items()}
    return max(days, key=lambda name: (days[name], name), default="")


def _collected(root: Path, edition: Path | None) -> Iterator[tuple[str, bytes]]:
    paths = [*(edition.rglob("*.toml") if edition else ()), root / "indicators" / "age.toml"]
    paths += [each for each in root.glob("forms/**/*.toml") if each.parent.name != "fonts"]
    for path in sorted(paths):
        if path.is_file():
            yield path.relative_to(root).as_posix(), read_foreign(path, LARGEST_TEXT)
    for folder in sorted(root.glob("locales/*/LC_MESSAGES")):
        for audience in (Audience.PERSON, Audience.OFFICER):
            path = next((each for end in (".po", ".mo") if (each := folder / f"{audience}{end}").is_file()), None)
            if path is not None:
                yield f"locales/{folder.parent.name}/{path.name}", read_foreign(path, CONTENT.largest)


def _write(root: Path, files: Mapping[str, bytes], write: Callable[[Path, bytes], object]) -> None:
    """Write files whose names were held against the one pattern of content packs."""
    for name, data in files.items():
        target = root / name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write(target, data)


def _put(place: Path, file: PackFile) -> None:
    """Write the pack's folder: made beside it, and named when it is whole."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    making = place.with_name(f"{place.name}.new")
    atomic_files.remove(making)
    making.mkdir(mode=0o700)
    _write(making, {**file.files, SIGNED: file.signed}, atomic_files.write_atomic)
    atomic_files.remove(place)
    making.replace(place)


def _kept(edition: str, digest: str, known: PacksOfRecord) -> None:
    """Raise BadInput("content-edition-kept") for another edition of a name that is here, or was in this record."""
    own = settings.indicators_root() / edition
    here = edition_digest(own) if (own / "edition.toml").is_file() else known.editions.get(edition, digest)
    if here != digest:
        raise BadInput("content-edition-kept", edition=edition)


def _problems(root: Path, edition: str, editions: Mapping[str, str], known: PacksOfRecord) -> list[Problem]:
    found: list[Problem] = []
    here = {*editions, *known.editions, *(each.name for each in _editions(settings.content_root()))}
    if edition not in here and edition:
        found.append(Problem(PAGE, "edition", f'There is no edition "{edition}".', "Export the pack again."))
    for name in editions:
        found += check_content([root / "indicators" / name])[0]
    strays = {each.name for each in (root / "indicators").glob("*") if each.is_dir()} - set(editions)
    found += [Problem(f"indicators/{each}", "the folder", "It is no edition.", "Take it out.") for each in strays]
    if (root / "indicators" / "age.toml").is_file():
        read_age(root / "indicators", found)
    if (root / "forms").is_dir():
        found += _form_problems(root / "forms")
    if not found:
        found += _translation_problems(root)
    return found


def _not_older(new: Protocol | None) -> None:
    """Raise BadInput("content-edition-older") for an edition of an earlier day than the one in use."""
    present = open_content().protocol
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


def _brought(root: Path) -> Iterator[tuple[str, str, Catalogue | None]]:
    """Return each catalogue of a pack: its file, language and translations; None where it cannot be read."""
    for path in sorted(root.glob("locales/*/*.?o")):
        yield path.relative_to(root).as_posix(), path.parent.name, read_catalogue(path.with_suffix(""))


def _translation_problems(root: Path) -> list[Problem]:
    texts: dict[Key, Text] = {(text.id, text.source): text for text in read_texts(root, (Group.PROTOCOL, Group.FORMS))}
    known, found = packs(settings.content_root()), []
    for file, tag, brought in _brought(root):
        pack = known.get(tag)
        if pack is None or tag == SOURCE:
            found.append(Problem(file, "the language", "This program has no such language.", "Take it out."))
        elif brought is None:
            found.append(Problem(file, "the catalogue", "It cannot be read.", "Export the pack again."))
        else:
            mine = {key: forms for key, forms in brought.entries.items() if key in texts}
            own = catalogue(settings.content_root(), tag, _audience(file)).entries
            for key, forms in mine.items():
                if own.get(key) != forms:
                    faults = form_faults(texts[key], forms, pack, settings.content_root())
                    found += [Problem(file, key[0], what, remedy) for what, remedy in faults]
                    found += [replace(each, file=file) for each in letters({key: forms})]
    return found


def _audience(file: str) -> Audience:
    named = LANGUAGE_FILE.fullmatch(file)
    assert named is not None
    return Audience(named["audience"])


def _changes(root: Path, edition: str, new: Protocol | None, words: Words) -> Iterator[str]:
    """Say what changes by putting the pack in."""
    present = open_content().protocol
    if new is not None and new.digest != present.digest:
        yield from _edition_changes(new, present, words)
        yield from _language_changes(root, edition, words)
    elif edition and edition != present.id:
        yield words.say("content.other-edition", edition=edition, before=present.id)
    elif edition:
        yield words.say("content.same-edition", edition=edition)
    if (root / "forms" / "directory").is_dir():
        yield _directory_change(of_folder(root / "forms" / "directory"), shipped(), words)
    if differing := _differing(root):
        yield words.say_count("content.forms", differing)
    if (root / "indicators" / "age.toml").is_file():
        limits = open_age(root / "indicators")
        yield words.say("content.limits", law=limits.law, directory=limits.directory)


def _edition_changes(new: Protocol, present: Protocol, words: Words) -> Iterator[str]:
    yield words.say("content.new-edition", edition=new.id, before=present.id)
    yield words.say(
        "content.items",
        new=len(new.items.keys() - present.items.keys()),
        gone=len(present.items.keys() - new.items.keys()),
        n=len(new.items),
    )
    looked_at = law_checked_on(new)
    if looked_at is not None:
        yield words.say("content.law", day=format_date(looked_at, words.language))


def _language_changes(root: Path, edition: str, words: Words) -> Iterator[str]:
    """Name the languages in which people can be asked now, and could not under the new edition."""
    needed = [text for text in read_texts(root, (Group.PROTOCOL,), edition) if text.audience is Audience.PERSON]
    brought = {tag: each for file, tag, each in _brought(root) if each and _audience(file) is Audience.PERSON}
    lost = []
    for pack in offered_languages():
        if pack.tag == SOURCE or pack.heard_only:
            continue
        entries = dict(catalogue(settings.content_root(), pack.tag, Audience.PERSON).entries)
        if pack.tag in brought:
            entries = {**brought[pack.tag].entries, **entries}
        if not all(keeps_fields(text, entries.get((text.id, text.source), ())) for text in needed):
            lost.append(name_in(pack.tag, words.language))
    if lost:
        yield words.say("content.languages-lost", languages=", ".join(lost))


def _directory_change(new: Directory, present: Directory, words: Words) -> str:
    added, gone = new.entries.keys() - present.entries.keys(), present.entries.keys() - new.entries.keys()
    changed = [
        each for each in new.entries.keys() & present.entries.keys() if new.entries[each] != present.entries[each]
    ]
    assert new.checked_on is not None
    return words.say(
        "content.directory", n=len(new.entries), new=len(added), gone=len(gone), changed=len(changed),
        day=format_date(new.checked_on, words.language),
    )  # fmt: skip


LARGEST_FORM = 1 << 20
"""Bytes; the largest file of forms is a fiftieth of that."""


def _differing(root: Path) -> int:
    """Return how many files of forms are not as those in use."""
    count = 0
    for path in root.glob("forms/**/*.toml"):
        if path.parent.name != "directory":
            name = path.relative_to(root / "forms")
            own = (
                settings.form_folder(name.parts[0]) / name.name if len(name.parts) > 1 else settings.forms_root() / name
            )
            count += not own.is_file() or read_plain(own, LARGEST_FORM) != read_plain(path, LARGEST_FORM)
    return count

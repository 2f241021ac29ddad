"""Content packs: edition with its weights, law, directory, forms and their translations, in one signed file.

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
from dataclasses import asdict, dataclass
from pathlib import Path

from screening import __version__, settings
from screening.casework.content import in_use as content_in_use
from screening.casework.content.in_use import PAGE, SIGNED, TAG, content_of_record, known_of, place_of
from screening.casework.languages import packs
from screening.casework.languages.packs import believed
from screening.content_packs.changes import changes_of
from screening.content_packs.checks import editions_in, must_be_as_kept, must_not_be_older, problems_of
from screening.domain.content.foreign_files import open_foreign, read_foreign
from screening.domain.content.problems import Problem
from screening.domain.events.contacts import ContactCard
from screening.domain.events.exchange import ContentPutIn, ContentRolledBack
from screening.domain.policy import computer_voice
from screening.domain.policy.content_age import NAME, PacksOfRecord
from screening.domain.protocol.loader import edition_digest, open_edition
from screening.errors import BadInput
from screening.settings import Installation
from screening.store import Vault
from screening.store.crypto import atomic_files
from screening.store.exchange import pack_apart
from screening.store.exchange.pack_file import CONTENT, LARGEST_TEXT, PackFile, make_pack, signer_of
from screening.store.vault.vault import VAULT
from screening.wording.catalogue.languages import format_date
from screening.wording.catalogue.source_texts import Audience
from screening.wording.catalogue.translations import Words
from screening.wording.script.visible_controls import visible_text

VERSION = re.compile(r"[0-9]{1,5}(\.[0-9]{1,5}){1,3}")
LONGEST_NOTE = 1000


@dataclass(frozen=True, slots=True)
class ExaminedContent:
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
    wrong: int
    """How many problems there are in all; from another process only the first ones come back."""


def read(path: Path) -> PackFile:
    """Return the content pack at ``path``. Raises what ``packs.read`` raises."""
    return packs.read(path, CONTENT)


def signer(path: Path) -> ContactCard:
    """Return who signed the content pack at ``path``: a card of whoever's signature fits. Nothing is unfolded.

    Raises what ``read`` raises of the part that is signed.
    """
    return signer_of(pack_apart.foreign_bytes(path, CONTENT), CONTENT)


def examine_file(
    path: Path, words: Words, known: PacksOfRecord, believed: Iterable[ContactCard], today: datetime.date | None = None
) -> ExaminedContent:
    """Return what ``examine`` finds in the pack at ``path``, in a process with bounds on time and memory.

    Nothing is unfolded of a pack that none of those ``believed`` signed.
    Raises BadInput: what ``read`` and ``examine`` raise, ``pack-unknown-signer`` and ``file-too-costly``.
    """
    keys, log = {card.signing for card in believed}, json.dumps(asdict(known))
    here = json.dumps(words.installation.as_plain())
    day = (today or datetime.datetime.now(datetime.UTC).date()).isoformat()
    with tempfile.TemporaryDirectory() as folder:
        told, file = pack_apart.apart(
            f"{__name__}:examine_apart",
            path,
            CONTENT,
            keys,
            words.language,
            log,
            here,
            day,
            folder,
        )
    problems, changes = pack_apart.problems_in(told["problems"]), tuple(told["changes"])
    return ExaminedContent(file=file, **{**told, "problems": problems, "changes": changes})


def examine_apart(data: bytes, keys: str, language: str, log: str, here: str, day: str, folder: str) -> bytes:
    """Examine a pack, for ``examine_file``, which removes the ``folder`` that all is written to meanwhile."""
    words, table = Words(language, Installation.from_plain(json.loads(here))), json.loads(log)
    put_in = tuple(ContentPutIn(**{**each, "editions": tuple(each["editions"])}) for each in table["put_in"])
    known = PacksOfRecord(put_in, tuple(table["standing"]), table["editions"])
    tempfile.tempdir = folder
    today = datetime.date.fromisoformat(day)
    found = examine(pack_apart.of_believed(data, keys, CONTENT), words, known, today=today)
    told = {name: getattr(found, name) for name in ("edition", "editions", "note", "changes", "wrong")}
    return pack_apart.together({**told, "problems": pack_apart.short(found.problems)}, found.file)


def is_one(path: Path) -> bool:
    """Return whether a file begins as a content pack; whether it is one, ``read`` says."""
    try:
        with os.fdopen(open_foreign(atomic_files.local_path(path)), "rb") as opened:
            return opened.read(len(CONTENT.magic)) == CONTENT.magic
    except OSError:
        return False


def believe(file: PackFile, known: Iterable[ContactCard]) -> None:
    """Raise BadInput("pack-unknown-signer") where the signer is none of those whose number was checked."""
    if file.signer.signing not in {card.signing for card in known}:
        raise BadInput("pack-unknown-signer", name=file.signer.name, number=file.signer.number)


def examine(
    file: PackFile,
    words: Words,
    known: PacksOfRecord | None = None,
    version: str = __version__,
    today: datetime.date | None = None,
) -> ExaminedContent:
    """Return everything that is in a pack and wrong with it. Only for one whose signer is believed; nothing is changed.

    No day in it is later than the one after ``today``. Raises BadInput: ``content-needs-newer``,
    ``content-edition-kept``, ``content-edition-older``, ``content-older``, ``pack-from-later``.
    """
    known, here = known or PacksOfRecord(), words.installation
    if today is not None:
        packs.must_not_be_from_later(file, today)
    page = _page(file.files.get(PAGE, b""))
    if _numbers(page["needs"]) > _numbers(version):
        raise BadInput("content-needs-newer", needs=page["needs"], own=version)
    standing = known.of(known.in_use)
    if standing is not None and standing.made_at >= file.made_at:
        raise BadInput("content-older")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _write(root, file.files, Path.write_bytes)
        editions = {each.name: edition_digest(each) for each in editions_in(root)}
        for edition, digest in editions.items():
            must_be_as_kept(edition, digest, known)
        problems = problems_of(root, page["edition"], editions, known, here, today and today + datetime.timedelta(1))
        changes: tuple[str, ...] = ()
        if not problems:
            new = open_edition(root / "indicators" / page["edition"]) if page["edition"] in editions else None
            must_not_be_older(new, here)
            changes = tuple(changes_of(root, page["edition"], new, words))
    told = tuple(sorted(set(problems)))
    return ExaminedContent(file, page["edition"], editions, page["note"], told, changes, len(told))


def install(vault: Vault, examined: ExaminedContent, folder: Path | None = None) -> Path:
    """Put the pack in, whole or not at all, and use it from now on; the record's log says so.

    Raises BadInput: ``pack-problems`` (``n``), ``pack-unknown-signer``, ``content-older``, ``not-written``, and
    NotSaved where the log could not be written: the files then lie there and are not used.
    """
    may_be_put_in(vault, examined)
    place = put(examined, folder)
    note_put_in(vault, examined)
    return place


def may_be_put_in(vault: Vault, examined: ExaminedContent) -> None:
    """Raise the BadInput of ``install`` that are told before anything is written."""
    file, known = examined.file, known_of(vault)
    believe(file, believed(vault))
    packs.must_not_be_from_later(file, vault.clock().date())
    if examined.problems:
        raise BadInput("pack-problems", n=examined.wrong)
    standing = known.of(known.in_use)
    if standing is not None and standing.made_at >= file.made_at:
        raise BadInput("content-older")
    for edition, digest in examined.editions.items():
        must_be_as_kept(edition, digest, known)


def put(examined: ExaminedContent, folder: Path | None = None) -> Path:
    """Write the files of a pack, which ``may_be_put_in``; they are not used before the log says so. No vault is needed.

    Raises BadInput("not-written").
    """
    file = examined.file
    place = place_of(_pack(file), folder)
    try:
        _put(place, file)
    except OSError as trouble:
        raise BadInput("not-written", file=place.name, reason=trouble.strerror or "") from None
    return place


def note_put_in(vault: Vault, examined: ExaminedContent) -> None:
    """Note that a pack is in use whose files are there. Raises what ``may_be_put_in`` raises, and NotSaved."""
    may_be_put_in(vault, examined)
    file = examined.file
    editions = tuple(f"{each}={digest}" for each, digest in sorted(examined.editions.items()))
    vault.append(VAULT, ContentPutIn(_pack(file), file.signer.number, file.made_at, editions))


def roll_back(vault: Vault) -> str:
    """Use what was in use before the newest pack; return that pack. Its editions stay readable for their cases.

    Raises BadInput("content-no-pack").
    """
    known = known_of(vault)
    if not known.in_use:
        raise BadInput("content-no-pack")
    vault.append(VAULT, ContentRolledBack(known.in_use))
    return known.in_use


def put_in(
    vault: Vault,
    file: PackFile | Path,
    words: Words,
    folder: Path | None = None,
    tell: Callable[[str], object] = lambda line: None,
) -> Path:
    """Believe, examine and install; ``tell`` gets what was found, before anything is put in.

    Raises what these three raise.
    """
    words, cards = Words(words.language, content_of_record(vault, folder)[0]), believed(vault)
    if isinstance(file, Path):
        examined = examine_file(file, words, known_of(vault), cards, vault.clock().date())
    else:
        believe(file, cards)
        examined = examine(file, words, known_of(vault), today=vault.clock().date())
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
    found = {each.name: each for each in editions_in(root)}
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
class PackRow:
    """One pack that lies beside the program, or that the record's log names."""

    pack: str
    signer: str
    number: str
    made_at: str
    editions: tuple[str, ...]
    state: str
    """``in-use``, ``before``, ``rolled-back``, ``gone`` (missing or changed), ``lying`` where no record was asked."""


def listed(known: PacksOfRecord | None, folder: Path | None = None) -> list[PackRow]:
    """Return the packs of a record, the newest first; without a record, those that lie there as they were signed."""
    there = {each.pack: each for each in content_in_use.lying_there(folder)}
    if known is None:
        return [PackRow(each.pack, each.signer.name, each.signer.number, "", (), "lying") for each in there.values()]
    rows = []
    for event in reversed(known.put_in):
        found = there.get(event.pack)
        state = "before" if event.pack in known.standing else "rolled-back"
        state = "in-use" if event.pack == known.in_use else state
        editions = tuple(each.partition("=")[0] for each in event.editions)
        name = "" if found is None else found.signer.name
        rows.append(PackRow(event.pack, name, event.signer, event.made_at, editions, state if found else "gone"))
    return rows


@dataclass(frozen=True, slots=True)
class Packs:
    """What a record knows of packs: whom it believes (signing keys), its log, and each pack in a line."""

    believed: frozenset[str]
    known: PacksOfRecord
    today: datetime.date
    lines: tuple[str, ...] = ()

    @property
    def in_use(self) -> bool:
        """Whether a pack is in use, which can be rolled back."""
        return bool(self.known.in_use)


def packs_here(vault: Vault, words: Words | None = None) -> Packs:
    """Return what a record knows of packs; each pack in words where words are given."""
    known = known_of(vault)
    told = () if words is None else tuple(line(each, words) for each in listed(known))
    return Packs(frozenset(card.signing for card in believed(vault)), known, vault.clock().date(), told)


def lines(examined: ExaminedContent, words: Words) -> Iterator[str]:
    """Say when a pack was made, what its maker says, what changes, and everything that is wrong."""
    yield words.say("content.made-at", day=format_date(examined.file.made_at[:10], words.language))
    if examined.note:
        yield words.say("content.note", note=examined.note)
    yield from (str(each) for each in examined.problems)
    if not examined.problems:
        yield from examined.changes or (words.say("content.nothing-changes"),)
        yield words.say("content.good")


def line(row: PackRow, words: Words) -> str:
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


def as_json(row: PackRow) -> dict[str, object]:
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


def _latest(found: Mapping[str, Path]) -> str:
    days = {name: open_edition(each).published or datetime.date.min for name, each in found.items()}
    return max(days, key=lambda name: (days[name], name), default="")


def _collected(root: Path, edition: Path | None) -> Iterator[tuple[str, bytes]]:
    paths = [*(edition.rglob("*.toml") if edition else ()), root / NAME, root / computer_voice.NAME]
    paths += [each for each in root.glob("forms/**/*.toml") if each.parent.name != "fonts"]
    paths += root.glob("countries/**/*.toml")
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
    atomic_files.take_name(making, place)

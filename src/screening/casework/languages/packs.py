"""Packs as files: checked whole, put in beside the program, listed, made and signed."""

from __future__ import annotations

import datetime
import hashlib
import json
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from screening import settings
from screening.casework.content.in_use import SIGNED, signed_pack
from screening.casework.languages.language_table import no_glyph
from screening.domain.content.foreign_files import read_foreign
from screening.domain.content.problems import Problem
from screening.domain.events.contacts import ContactCard
from screening.errors import BadInput, NotSaved
from screening.settings import Installation
from screening.sound.measure import measure
from screening.store import Vault, contacts, own_card, publisher_card
from screening.store.crypto import atomic_files
from screening.store.exchange import pack_apart
from screening.store.exchange.pack_file import (
    LANGUAGE,
    LARGEST_SOUND,
    PackFile,
    Sort,
    make_pack,
    must_be_believed,
    read_pack_file,
)
from screening.store.folder import safe_paths
from screening.wording.catalogue.completeness import heard_ids
from screening.wording.catalogue.packs import CURRENT, NAME, SOURCE, Pack, State, packs
from screening.wording.catalogue.recordings import VOICES, Recordings, recordings, recordings_in
from screening.wording.catalogue.reviews import Review, reviews, written
from screening.wording.catalogue.source_texts import Audience
from screening.wording.catalogue.translations import Catalogue, Key, catalogue
from screening.wording.lint.extraction import exported
from screening.wording.lint.pack_checks import PO, REVIEWS, every_person_text, po_problems, review_rows

PAGE, SOUND_PAGE, SOUNDS = "pack.toml", "audio/audio.toml", "audio/"
ORIGIN = "origin.json"
SOUND_REMEDIES = {
    "too-long": ("It is longer than 15 seconds.", "Say it in fewer words, or leave out the pause."),
    "too-short": ("It is shorter than a third of a second.", "Record it again."),
    "silent": ("Nothing is heard in it.", "Record it again."),
    "too-quiet": ("It is quieter than -32 dBFS.", "Go nearer to the microphone, or raise the level."),
    "too-loud": ("It is louder than -12 dBFS.", "Lower the level: it would startle."),
    "clipped": ("The voice is cut off at full scale.", "Lower the level and record it again."),
}


@dataclass(frozen=True, slots=True)
class Examined:
    """A pack file and what is wrong in it; ``unheard``: voice to core texts without a recording."""

    file: PackFile
    texts: int
    reviews: int
    problems: tuple[Problem, ...]
    wrong: int
    """How many problems there are in all; from another process only the first ones come back."""
    unheard: Mapping[str, tuple[str, ...]]


def examine(path: Path, believed: Iterable[ContactCard] | None = None) -> Examined:
    """Return the language pack at ``path``, read and checked whole in a process with bounds on time and memory.

    With ``believed``, nothing is unfolded of a pack that none of them signed.
    Raises BadInput: what ``read`` and ``check`` raise, ``pack-unknown-signer`` and ``file-too-costly``.
    """
    keys = None if believed is None else {card.signing for card in believed}
    told, file = pack_apart.apart(f"{__name__}:examine_apart", path, LANGUAGE, keys)
    unheard = {voice: tuple(ids) for voice, ids in told["unheard"].items()}
    problems = pack_apart.problems_in(told["problems"])
    return Examined(file, told["texts"], told["reviews"], problems, told["wrong"], unheard)


def examine_apart(data: bytes, keys: str) -> bytes:
    """Check a pack, for ``examine``."""
    checked = check(pack_apart.of_believed(data, keys))
    told = {
        "texts": checked.texts, "reviews": checked.reviews, "problems": pack_apart.short(checked.problems),
        "wrong": checked.wrong, "unheard": checked.unheard,
    }  # fmt: skip
    return pack_apart.together(told, checked.file)


def read(path: Path, sort: Sort = LANGUAGE) -> PackFile:
    """Return the pack at ``path``, its signature checked and nothing in it read as content.

    Raises BadInput: what ``read_pack_file`` raises, and ``pack-not-found``.
    """
    return read_pack_file(pack_apart.foreign_bytes(path, sort), sort)


def check(file: PackFile) -> Examined:
    """Everything at once. Raises BadInput("pack-language") for a language that this program has no pack of."""
    root = settings.content_root()
    pack = packs(root).get(file.tag)
    if pack is None or pack.tag == SOURCE:
        raise BadInput("pack-language", language=file.tag)
    found = _page(file.files.get(PAGE, b""), pack)
    forms: dict[Key, tuple[str, ...]] = {}
    if PO in file.files:
        forms, wrong = po_problems(file.files[PO], pack, root)
        found += [*wrong, *letters(forms)]
    else:
        found.append(Problem(PO, "the catalogue", "It is not in the pack.", "Export the pack again."))
    rows, wrong = review_rows(file.files.get(REVIEWS, b""), forms, root)
    found += wrong
    sounds = {name: data for name, data in file.files.items() if name.startswith(SOUNDS) and name != SOUND_PAGE}
    found += sound_problems(sounds, _ids(root))
    if sounds:
        found += _sound_page(file.files.get(SOUND_PAGE))
    heard = {name.partition("/")[2].rpartition(".")[0] for name in sounds}
    ids = heard_ids(root)
    unheard = {voice: tuple(each for each in ids if f"{voice}/{each}" not in heard) for voice in VOICES}
    problems = tuple(sorted(set(found)))
    return Examined(file, len(forms), len(rows), problems, len(problems), unheard)


def sound_problems(sounds: Mapping[str, bytes], ids: set[str]) -> list[Problem]:
    """Recordings of no text, that cannot be read, or that nobody should have to hear."""
    found = []
    for name, data in sounds.items():
        text_id = name.rpartition("/")[2].rpartition(".")[0]
        if text_id not in ids:
            found.append(Problem(name, text_id, "There is no such text.", "Name the file after the text's id."))
        try:
            faults = measure(data, name.rpartition("/")[2]).faults()
        except BadInput:
            remedy = "Save it as WAV, FLAC, Ogg Vorbis or MP3."
            found.append(Problem(name, text_id, "It cannot be read as sound.", remedy))
            continue
        found += (Problem(name, text_id, *SOUND_REMEDIES[fault]) for fault in faults)
    return found


def program_sounds(tag: str, here: Installation) -> tuple[list[Problem], Mapping[str, tuple[str, ...]]]:
    """Return what is wrong in the recordings that are in use for a language, and what has none."""
    found, root = recordings(tag, here), settings.content_root()
    ids = heard_ids(root)
    return sound_problems(_files(found), _ids(root)), {voice: found.missing(voice, ids) for voice in VOICES}


def install(checked: Examined, believed: Iterable[ContactCard], folder: Path) -> Path:
    """Put the pack in, whole or not at all.

    Raises BadInput: ``pack-problems`` (``n``), ``pack-unknown-signer`` (``number``), ``pack-older``,
    ``pack-from-later``, ``not-written``.
    """
    file, known = checked.file, tuple(believed)
    must_be_believed(file.signer, {card.signing for card in known})
    if checked.problems:
        raise BadInput("pack-problems", n=checked.wrong)
    must_not_be_from_later(file, datetime.datetime.now(datetime.UTC).date())
    home = folder / file.tag
    before = _origin(home)
    if before is not None and before["made_at"] >= file.made_at:
        raise BadInput("pack-older", language=file.tag)
    name = file.digest[:16]
    origin = {"made_at": file.made_at, "signer": file.signer.name, "number": file.signer.number, "digest": file.digest}
    try:
        for place in (folder, home):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        atomic_files.remove(home / name)
        for inner, data in {**file.files, ORIGIN: json.dumps(origin).encode(), SIGNED: file.signed}.items():
            target = home / name / inner
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            atomic_files.write_atomic(target, data)
        atomic_files.write_atomic(home / CURRENT, name.encode("ascii"))
        for old in [each for each in home.iterdir() if each.is_dir() and each.name != name]:
            atomic_files.remove(old)
    except OSError as trouble:
        raise BadInput("not-written", file=f"{file.tag}/{name}", reason=trouble.strerror or "") from None
    return home / name


def must_not_be_from_later(file: PackFile, today: datetime.date) -> None:
    """Raise BadInput("pack-from-later") for a pack that says it was made after tomorrow: none would ever follow it."""
    if datetime.date.fromisoformat(file.made_at[:10]) > today + datetime.timedelta(1):
        raise BadInput("pack-from-later", day=file.made_at[:10])


def signed_packs(
    folder: Path, believed: Collection[str] | None
) -> tuple[tuple[tuple[str, Path], ...], tuple[str, ...]]:
    """Each language with the pack in ``folder`` that is as it was signed, and the languages of those that are not used.

    A pack that was laid there by hand, or changed since, is none of them; nor is one by a signing key that is not
    among those ``believed``. With None, anybody's signature will do: for showing what lies there.
    """
    good: list[tuple[str, Path]] = []
    other: list[str] = []
    known = packs(settings.content_root())
    homes = sorted(each for each in folder.iterdir() if each.name in known) if folder.is_dir() else []
    for home in homes:
        where = _at(home)
        if where is None:
            continue
        pack = signed_pack(where, home.name, LANGUAGE, beside=ORIGIN)
        if pack is not None and (believed is None or pack.signer.signing in believed):
            good.append((home.name, where))
        else:
            other.append(home.name)
    return tuple(good), tuple(other)


def packs_of_record(vault: Vault, folder: Path) -> tuple[tuple[tuple[str, Path], ...], tuple[str, ...]]:
    """Return the packs in a folder that were signed by somebody whom the record believes, as ``signed_packs`` does."""
    try:
        cards = believed(vault)
    except NotSaved:  # its own card was never made, and cannot be now
        cards = trusted(vault)
    return signed_packs(folder, {card.signing for card in cards})


def installed(folder: Path) -> list[dict[str, str]]:
    """Return the packs that were put in: language, when made, by whom."""
    homes = sorted(each for each in folder.iterdir() if each.is_dir()) if folder.is_dir() else []
    return [{"tag": home.name, **origin} for home in homes if (origin := _origin(home)) is not None]


def export(
    vault: Vault,
    tag: str,
    edited: Mapping[Key, tuple[str, ...]],
    read: Iterable[Review],
    here: Installation,
    sounds: Path | None = None,
) -> bytes:
    """Return the pack of a language as a signed file: what is in use with these translations and reviews over
    it.

    ``sounds``: a folder with audio.toml whose recordings take the place of those in use.
    Raises BadInput: ``pack-language``, and ``recordings-none`` for a folder without.
    """
    root = settings.content_root()
    pack = packs(root).get(tag)
    if pack is None or tag == SOURCE:
        raise BadInput("pack-language", language=tag[:20])
    used: Catalogue = catalogue(root, tag, Audience.PERSON, here)
    po = exported(root, pack, {**used.entries, **edited})
    forms, _ = po_problems(po, pack, root)
    rows = {(each.id, each.digest): each for each in (*reviews(root, tag, here).values(), *read)}
    kept, _ = review_rows(written(rows.values()).encode(), forms, root)
    good = [each for each in kept if not review_rows(written([each]).encode(), forms, root)[1]]
    inside = {
        PO: po,
        REVIEWS: written(good).encode("utf-8"),
        PAGE: _page_of(pack, own_card(vault).name, vault.clock().date(), good).encode("utf-8"),
        **_sounds(recordings(tag, here) if sounds is None else _from_folder(sounds, tag)),
    }
    return make_pack(vault, tag, inside)


def save(data: bytes, tag: str, out: Path) -> Path:
    """Save the file, in a folder under its usual name.

    Raises BadInput("folder-missing"), ("bundle-file-exists"), ("inside-record") and ("not-written").
    """
    if out.is_dir():
        return safe_paths.save_in(out, f"{tag}-{hashlib.sha256(data).hexdigest()[:8]}.screening-pack", data)
    if not out.parent.is_dir():
        raise BadInput("folder-missing")
    return safe_paths.save_new(out, data)


def believed(vault: Vault) -> list[ContactCard]:
    """Return whose packs a record believes: its own, and those of publishers whom it trusts for content."""
    return [publisher_card(vault), *trusted(vault)]


def trusted(vault: Vault) -> list[ContactCard]:
    """Return the headquarters and publishers whom a record trusts for content and language packs."""
    return [each.card for each in contacts(vault).values() if each.content]


def _from_folder(folder: Path, tag: str) -> Recordings:
    place = atomic_files.local_path(folder)
    found = recordings_in(place, tag, place)
    if not any(found.files.values()):
        raise BadInput("recordings-none", folder=place.name)
    return found


def sound_page(found: Recordings) -> str:
    """``audio.toml`` of recordings that have a day."""
    names = ", ".join(json.dumps(each, ensure_ascii=False) for each in found.reviewers)
    assert found.date is not None
    page = f'state = "{found.state}"\nreviewers = [{names}]\ndate = {found.date.isoformat()}\n'
    return page + "synthetic = true\n" * found.synthetic


def _sounds(found: Recordings) -> dict[str, bytes]:
    made = _files(found)
    if made and found.date is not None:
        made[SOUND_PAGE] = sound_page(found).encode("utf-8")
    return made


def _files(found: Recordings) -> dict[str, bytes]:
    """The recordings under their names in a pack."""
    return {
        f"{SOUNDS}{voice}/{text_id}{path.suffix}": read_foreign(path, LARGEST_SOUND)
        for voice, named in found.files.items()
        for text_id, path in named.items()
    }


def _page_of(pack: Pack, author: str, day: datetime.date, read: Iterable[Review]) -> str:
    quoted = ", ".join(json.dumps(each) for each in sorted({*pack.reviewers, *(row.by for row in read)}))
    return (
        f'tag = "{pack.tag}"\nauthor = {json.dumps(author, ensure_ascii=False)}\ndate = {day.isoformat()}\n'
        f"reviewers = [{quoted}]\n"
    )


def _page(data: bytes, pack: Pack) -> list[Problem]:
    try:
        table = tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        return [Problem(PAGE, "the pack", "The page cannot be read.", "Export the pack again.")]
    found = []
    if table.get("tag") != pack.tag:
        found.append(Problem(PAGE, "tag", "It names another language than the pack.", "Export the pack again."))
    if not isinstance(table.get("author"), str) or not isinstance(table.get("date"), datetime.date):
        found.append(Problem(PAGE, "author", "Author or day is missing.", "Export the pack again."))
    return found


def _sound_page(data: bytes | None) -> list[Problem]:
    try:
        table = tomllib.loads((data or b"").decode("utf-8"))
        state, synthetic = State(table["state"]), table.get("synthetic", False)
        if synthetic is True and state is not State.DRAFT:
            what = "It says that a voice made by a computer was reviewed for people."
            return [Problem(SOUND_PAGE, "synthetic", what, "Leave its state at draft: it is for practice alone.")]
        whole = (
            isinstance(synthetic, bool)
            and isinstance(table["reviewers"], list)
            and isinstance(table["date"], datetime.date)
        )
    except (KeyError, ValueError, RecursionError):
        whole = False
    what = "It does not say state, reviewers and date of the recordings."
    return [] if whole else [Problem(SOUND_PAGE, "the page", what, "Write it as docs/translating.md shows.")]


def _ids(root: Path) -> set[str]:
    """Return the ids of the texts for the person, of every edition."""
    return {text_id for text_id, _ in every_person_text(root)}


def letters(forms: Mapping[Key, tuple[str, ...]]) -> list[Problem]:
    """Return each translation with a letter that no bundled font has."""
    found = []
    for (text_id, _), texts in forms.items():
        if missing := no_glyph(texts):
            what = f"No bundled font has {', '.join(missing[:6])}."
            found.append(Problem(PO, text_id, what, "Write it with the letters of the language."))
    return found


def _origin(home: Path) -> dict[str, str] | None:
    where = _at(home)
    try:
        read: dict[str, str] = json.loads(read_foreign(where / ORIGIN, LARGEST_SOUND)) if where else {}
        return read if read.get("made_at") else None
    except (OSError, ValueError):
        return None


def _at(home: Path) -> Path | None:
    try:
        name = read_foreign(home / CURRENT, 100).decode("ascii").strip()
        return home / name if NAME.fullmatch(name) else None
    except (OSError, ValueError):
        return None

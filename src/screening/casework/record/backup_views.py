"""Copies of the record: how many there are, how old the newest is, one on a stick, and bringing one back."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from screening.domain.events.record import CopyMade
from screening.record_place import entries
from screening.store import Restored, SeveralCopies, Vault, make_copy, restore_vault
from screening.store.crypto.atomic_files import typed_folder
from screening.store.folder.automatic_copies import any_backup
from screening.wording.catalogue.languages import format_moment
from screening.wording.catalogue.translations import Words

DAYS = 7
"""After so many days without a copy outside the computer the page says so (SX7)."""


@dataclass(frozen=True, slots=True)
class Copies:
    """What the page of copies shows. ``stick`` is the day of the newest copy outside this computer; "" for none."""

    here: int
    newest: str
    stick: str


def copies(vault: Vault) -> Copies:
    made = [each.at for each in vault.events("") if isinstance(each.event, CopyMade)]
    if vault.folder is None:
        return Copies(0, "", "")
    backups = any_backup(vault.folder, vault.keys.vault)
    newest = ""
    if backups:
        seconds = (backups[0] / "vault.db").stat().st_mtime
        newest = datetime.datetime.fromtimestamp(seconds, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Copies(len(backups), newest, made[-1] if made else "")


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that is on the stick, and whether the record could note it."""

    path: Path
    noted: bool
    replaced: bool = False
    """Whether an earlier copy of this record there is gone now."""


def copy_to_stick(vault: Vault, folder: str) -> Copied:
    """Make the copy. Raises what ``make_copy`` raises."""
    place = typed_folder(folder)
    before = _names(place)
    path = make_copy(vault, place)
    return Copied(path, not vault.trouble, bool(before - _names(place)))


def _names(place: Path) -> set[str]:
    """The names in a folder; none where it cannot be read."""
    try:
        return {each.name for each in entries(place)}
    except OSError:
        return set()


def bring_back(copy: str, folder: Path, passphrase: str, which: int = 0) -> Restored:
    """Bring a record back from a copy into a new folder. Raises what ``restore_vault`` raises."""
    return restore_vault(Path(copy).expanduser(), folder, passphrase, which=which)


def choice_lines(trouble: SeveralCopies, words: Words) -> tuple[str, ...]:
    """Return the copies to choose from: number in the list, day of the newest entry, the copy's own name."""
    lines = []
    for place, each in enumerate(trouble.choices, 1):
        at = format_moment(each.at, words.language) if each.at else "-"
        lines.append(words.say_count("copy.choice", each.cases, place=place, day=at, name=each.path.name))
    return tuple(lines)


def restored_lines(restored: Restored, words: Words) -> tuple[str, ...]:
    """Return what came back, in plain lines."""
    return (
        words.say_count("verify.events", restored.events),
        words.say_count("verify.cases", restored.cases),
        words.say("restore.whole" if restored.whole else "restore.faults"),
    )

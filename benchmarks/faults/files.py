"""Every file of a locked record missing, empty, cut, overwritten or swapped: is anything lost without a word?

    python benchmarks/faults/files.py

Prints one word for each file and damage (see flips.py), and says what is not "silent" but could not be opened or
brought back with the passphrase alone; there the copy on a stick and the backup remain, which ``backup`` shows.
"""

from __future__ import annotations

import secrets
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from flips import PASSPHRASE, make, outcome, told

from screening.errors import StoreTrouble
from screening.store import open_vault, restore_vault
from screening.store.folder.automatic_copies import any_backup

Damage = Callable[[Path, Path], None]


def cut(share: float) -> Damage:
    def act(path: Path, _other: Path) -> None:
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * share) if share < 1 else -1])

    return act


def swapped_within(path: Path, _other: Path) -> None:
    """With the next file of the same folder."""
    files = sorted(each for each in path.parent.iterdir() if each.is_file())
    beside = files[(files.index(path) + 1) % len(files)]
    mine, theirs = path.read_bytes(), beside.read_bytes()
    path.write_bytes(theirs)
    beside.write_bytes(mine)


def a_folder(path: Path, _other: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGES: dict[str, Damage] = {
    "missing": lambda path, _other: path.unlink(),
    "empty": lambda path, _other: path.write_bytes(b"") and None,
    "cut to half": cut(0.5),
    "cut by one byte": cut(1),
    "overwritten": lambda path, _other: path.write_bytes(secrets.token_bytes(path.stat().st_size)) and None,
    "zeroed": lambda path, _other: path.write_bytes(bytes(path.stat().st_size)) and None,
    "with more behind": lambda path, _other: path.write_bytes(path.read_bytes() + b"more") and None,
    "of another record": lambda path, other: shutil.copy(other, path) and None,
    "swapped with the next": swapped_within,
    "a folder": a_folder,
}


def backup_opens(folder: Path, below: Path) -> bool:
    """Whether the newest backup alone brings the record back."""
    shutil.rmtree(below / "restored", ignore_errors=True)
    try:
        return restore_vault(any_backup(folder)[0], below / "restored", PASSPHRASE).whole
    except (StoreTrouble, IndexError):
        return False


def main() -> None:
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as place:
        below = Path(place)
        case = make(below / "made")
        make(below / "other", officer="B")
        with open_vault(below / "made", PASSPHRASE) as vault:
            before = told(vault, case)
        names = sorted(str(path.relative_to(below / "made")) for path in (below / "made").rglob("*") if path.is_file())
        for name in names:
            words = {}
            for damage, act in DAMAGES.items():
                folder = below / "vault"
                shutil.copytree(below / "made", folder)
                act(folder / name, below / "other" / name)
                word = outcome(folder, case, before)
                if word.startswith("refused"):
                    word += ", backup whole" if backup_opens(folder, below) else ", NO BACKUP"
                words[damage] = word
                total[word] += 1
                shutil.rmtree(folder)
            print(name, words, flush=True)
    print("all", dict(total))
    sys.exit(1 if total["silent"] or any("NO BACKUP" in word for word in total) else 0)


if __name__ == "__main__":
    main()

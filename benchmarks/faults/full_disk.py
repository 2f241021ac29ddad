"""A vault on a disk of one mebibyte, written until nothing fits, then given room again.

    unshare -rm python benchmarks/faults/full_disk.py

Mounts a small tmpfs, so it needs a mount namespace of its own.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from screening.domain.events.catalogue import CaseOpened, WordsWritten
from screening.errors import NotSaved
from screening.store import create_vault, open_vault
from screening.store.crypto.key_file import Cost

PASSPHRASE = "lantern copper meadow thimble walnut"


def main() -> None:
    with tempfile.TemporaryDirectory() as below:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", below], check=True)
        try:
            session(Path(below))
        finally:
            subprocess.run(["umount", below], check=True)


def session(disk: Path) -> None:
    folder, ballast = disk / "vault", disk / "ballast"
    vault = create_vault(folder, PASSPHRASE, "A", "officer", "", cost=Cost(1, 64 << 20))
    ballast.write_bytes(bytes(200_000))
    case = vault.new_case()
    vault.append(case, CaseOpened("2026-1", "office", "adult"))
    saved = 0

    def fill() -> str:
        nonlocal saved
        try:
            while True:
                vault.append(case, WordsWritten("work", str(saved), "said " * 100))
                saved += 1
        except NotSaved as trouble:
            return trouble.code

    print("until full:", fill(), "after", saved, "answers")
    vault._let_go()
    vault = open_vault(folder, PASSPHRASE)
    readable = len(vault.events(case)[1:])
    print("opened on the full disk:", readable, "of", saved, "answers readable; writing:", vault.trouble or "possible")
    ballast.unlink()
    print("room again: everything holds:", vault.reopen().holds)
    # What the recorder had taken when the vault could not is brought back at a new start.
    assert saved <= len(vault.events(case)[1:]) <= saved + 1
    saved = len(vault.events(case)[1:])
    print("until full again:", fill(), "after", saved, "answers")
    vault.close()
    print("locked; told:", [notice.code for notice in vault.notices])
    vault = open_vault(folder, PASSPHRASE)
    print("opened again:", len(vault.events(case)[1:]), "of", saved, "answers; holds:", vault.verify().holds)
    vault._let_go()


if __name__ == "__main__":
    main()

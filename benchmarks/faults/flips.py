"""One bit flipped anywhere in a locked record: is it noticed or harmless, and is everything brought back?

    python benchmarks/faults/flips.py [--flips 2000] [--seed 1]

"Silent" is the only bad word: the record opens, says nothing, and something is missing or other than it was.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, CaseOpened, ConsentDecided
from screening.errors import StoreTrouble
from screening.store import KeptIdentity, Vault, create_vault, open_vault, rebuild_vault
from screening.store.crypto.key_file import Cost
from screening.store.folder import throttle

PASSPHRASE = "lantern copper meadow thimble walnut"
NUR = KeptIdentity("Nur", "+60 1 234", "the parcel")
SHARES = {"vault.db": 50, "recorder.bin": 25, "keys.json": 5, "keys.bak": 5, "identity.db": 6, "identity.copy": 3,
          "identity.key": 3, "identity.key.bak": 3}  # fmt: skip
"""How many of a hundred flips fall into each file."""


def make(folder: Path, answers: int = 120, officer: str = "A") -> str:
    """A record with answers, a draft and a name, locked; the case's code."""
    vault = create_vault(folder, PASSPHRASE, officer, "officer", "", cost=Cost(1, 64 << 20))
    case = vault.new_case()
    vault.append(case, CaseOpened("2026-1", "office", "adult"))
    vault.append(case, ConsentDecided("identity", "yes", "v", "en"))
    for number in range(answers):
        vault.append(case, AnswerGiven(f"item-{number}", Answer.YES, How.TOLD))
    vault.people.keep(case, NUR)
    vault.set_draft(case, "words", "half")
    vault.close()
    return case


def told(vault: Vault, case: str) -> tuple[object, ...]:
    """All that an officer put into the record."""
    try:
        person: object = vault.people.read(case)
    except StoreTrouble as trouble:
        person = trouble.code
    return vault.events(case), vault.draft(case, "words"), person


def outcome(folder: Path, case: str, before: tuple[object, ...]) -> str:
    """What becomes of a damaged record at the next start: one word, "silent" being the bad one."""
    throttle._waits.clear()
    refused = ""
    try:
        vault = open_vault(folder, PASSPHRASE)
    except StoreTrouble as trouble:
        refused = trouble.code
        throttle._waits.clear()
        try:
            rebuild_vault(folder, PASSPHRASE)
            vault = open_vault(folder, PASSPHRASE)
        except StoreTrouble as again:
            return f"refused {again.code}"
    try:
        same = told(vault, case) == before
        holds, said = vault.verify().holds, bool(vault.notices)
    except StoreTrouble as trouble:
        return f"refused {trouble.code}"
    finally:
        vault._let_go()
    if same and holds:
        return "brought back" if refused else "noticed" if said else "harmless"
    return "told" if refused or said or not holds else "silent"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flips", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)
    found: dict[str, Counter[str]] = {name: Counter() for name in SHARES}
    with tempfile.TemporaryDirectory() as below:
        made = Path(below) / "made"
        case = make(made)
        with open_vault(made, PASSPHRASE) as vault:
            before = told(vault, case)
        for _ in range(chosen.flips):
            name = chance.choices(list(SHARES), list(SHARES.values()))[0]
            folder = Path(below) / "vault"
            shutil.copytree(made, folder)
            data = bytearray((folder / name).read_bytes())
            bit = chance.randrange(len(data) * 8)
            data[bit // 8] ^= 1 << bit % 8
            (folder / name).write_bytes(data)
            found[name][outcome(folder, case, before)] += 1
            shutil.rmtree(folder)
    total: Counter[str] = Counter()
    for name, words in found.items():
        print(name, dict(words), flush=True)
        total += words
    print("all", dict(total))
    sys.exit(1 if total["silent"] else 0)


if __name__ == "__main__":
    main()

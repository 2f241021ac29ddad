"""Power cuts, simulated: what the disk may hold if the power goes at any moment of a session, opened and compared.

    python benchmarks/faults/powercut.py [--images 10000] [--seed 1] [--control]

Needs strace, whose log says what was written, synced, cut, made and renamed. An image is the state at one moment,
in which every write that was not yet synced is kept, dropped, or torn into 512-byte sectors; a cut that was not synced
happened or did not; and names made, removed or changed since the folder's last sync exist up to a random point. With
``--control`` the session syncs nothing, which must lose answers: else the simulator would see nothing.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, CaseOpened
from screening.errors import StoreTrouble
from screening.store import create_vault, open_vault
from screening.store.crypto.key_file import Cost
from screening.store.database import driver, journal
from screening.store.integrity import record_opening
from screening.store.vault.lifecycle import open_with_keys

PASSPHRASE = "lantern copper meadow thimble walnut"
ANSWERS = 40
PRAGMAS = driver.AfterFirstRead
SECTOR = 512
CALLS = "openat,close,write,pwrite64,lseek,fsync,fdatasync,ftruncate,rename,unlink"
LINE = re.compile(r"^(\d+ +)?(\w+)\((.*)\) += (-?\d+)")
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


def child(folder: Path, case: str, *, control: bool) -> None:
    """A session: unlock, answers and drafts, a new recorder in the middle."""
    if control:
        driver.AfterFirstRead = tuple(each.replace("synchronous = FULL", "synchronous = OFF") for each in PRAGMAS)
        journal.sync = lambda _: None
    vault = open_vault(folder, PASSPHRASE)
    for number in range(1, ANSWERS + 1):
        vault.append(case, AnswerGiven(f"item-{number}", Answer.YES, How.TOLD))
        os.write(1, b"saved %d\n" % number)
        if number % 10 == 5:
            vault.set_draft(case, "words", f"draft {number}" * 40)
        if number == ANSWERS // 2:
            vault._let_go()
            (folder / "recorder.bin").unlink()
            vault = open_vault(folder, PASSPHRASE)
    vault._let_go()


Op = tuple[str, int, bytes]
"""``write`` at an offset, or ``cut`` to a length."""


@dataclass
class Inode:
    durable: bytes = b""
    pending: list[Op] = field(default_factory=list)

    def image(self, chance: random.Random) -> bytes:
        data = bytearray(self.durable)
        for op in self.pending:
            fate = chance.random()
            if fate < 0.4:
                apply(data, op)
            elif fate < 0.7 and op[0] == "write":
                _, offset, content = op
                for start in range(0, len(content), SECTOR):
                    if chance.random() < 0.5:
                        apply(data, ("write", offset + start, content[start : start + SECTOR]))
        return bytes(data)

    def sync(self) -> None:
        data = bytearray(self.durable)
        for op in self.pending:
            apply(data, op)
        self.durable, self.pending = bytes(data), []


def apply(data: bytearray, op: Op) -> None:
    kind, at, content = op
    if kind == "cut":
        del data[at:]
        data.extend(bytes(at - len(data)))
        return
    data.extend(bytes(max(0, at - len(data))))
    data[at : at + len(content)] = content


Name = tuple[str, str, "Inode | str | None"]


class Disk:
    """The vault's folder as the log changes it; only files directly in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names = {path.name: Inode(path.read_bytes()) for path in folder.iterdir() if path.is_file()}
        self.durable_names = dict(self.names)
        self.pending_names: list[Callable[[dict[str, Inode]], None]] = []
        self.open: dict[int, tuple[str, Inode | None]] = {}
        self.offsets: dict[int, int] = {}
        self.saved = 0

    def step(self, line: str) -> bool:
        """Take one line of the log; whether it changed anything."""
        found = LINE.match(line)
        if found is None or int(found[4]) < 0:
            return False
        call, arguments, result = found[2], found[3], int(found[4])
        texts = [bytes.fromhex(each.replace("\\x", "")) for each in TEXT.findall(arguments)]
        if call in ("openat", "rename", "unlink"):
            paths = [Path(os.fsdecode(text)) for text in texts]
            return self._named(call, paths, arguments, result)
        fd = int(arguments.split(",")[0])
        if call == "close":
            self.open.pop(fd, None)
            return False
        if call == "write" and fd == 1:
            self.saved += texts[0].startswith(b"saved")
            return False
        name, inode = self.open.get(fd, ("", None))
        if call in ("fsync", "fdatasync") and name == "/":
            self.durable_names, self.pending_names = dict(self.names), []
            return True
        if inode is None:
            return False
        if call == "lseek":
            self.offsets[fd] = result
            return False
        if call == "write":
            inode.pending.append(("write", self.offsets.get(fd, 0), texts[0][:result]))
            self.offsets[fd] = self.offsets.get(fd, 0) + result
        elif call == "pwrite64":
            inode.pending.append(("write", int(arguments.split(",")[-1]), texts[0][:result]))
        elif call == "ftruncate":
            inode.pending.append(("cut", int(arguments.split(",")[1]), b""))
        else:
            inode.sync()
        return True

    def _named(self, call: str, paths: list[Path], arguments: str, result: int) -> bool:
        if call == "openat" and paths[0] == self.folder:
            self.open[result] = ("/", None)
            return False
        if paths[0].parent != self.folder:
            return False
        name = paths[0].name
        if call == "openat":
            self.offsets[result] = 0
            made = name not in self.names
            if made and "O_CREAT" in arguments:
                inode = Inode()
                self._change(lambda names: names.update({name: inode}))
            self.open[result] = (name, self.names.get(name))
            return made
        if call == "rename":
            other = paths[1].name
            self._change(lambda names: names.update({other: names.pop(name)}) if name in names else None)
        else:
            self._change(lambda names: names.pop(name, None) and None)
        return True

    def _change(self, change: Callable[[dict[str, Inode]], None]) -> None:
        change(self.names)
        self.pending_names.append(change)

    def image(self, to: Path, chance: random.Random) -> None:
        names = dict(self.durable_names)
        for change in self.pending_names[: chance.randint(0, len(self.pending_names))]:
            change(names)
        to.mkdir()
        for name, inode in names.items():
            (to / name).write_bytes(inode.image(chance))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--images", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--control", action="store_true")
    parser.add_argument("--child", nargs=2)
    chosen = parser.parse_args()
    if chosen.child:
        child(Path(chosen.child[0]), chosen.child[1], control=chosen.control)
        return
    chance = random.Random(chosen.seed)
    tally: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as below:
        folder = Path(below) / "vault"
        vault = create_vault(folder, PASSPHRASE, "A", "officer", "", cost=Cost(1, 64 << 20))
        case = vault.new_case()
        vault.append(case, CaseOpened("2026-1", "office", "adult"))
        vault.append(case, AnswerGiven("item-0", Answer.YES, How.TOLD))
        vault.close()
        opened = record_opening.unlock(folder, PASSPHRASE).keys
        disk = Disk(folder)
        log = Path(below) / "log"
        subprocess.run(
            ["strace", "-qq", "-xx", "-s", "1000000", "-o", str(log), "-e", f"trace={CALLS}",
             sys.executable, __file__, *(["--control"] if chosen.control else []), "--child", str(folder), case],
            check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        lines = [line for line in log.read_text().split("\n") if line]
        probe = Disk(folder)
        probe.names = {name: Inode(inode.durable) for name, inode in disk.names.items()}
        changing = sum(probe.step(line) for line in lines)
        tally["moments"] = changing
        each = max(1, round(chosen.images / changing))
        for line in lines:
            if not disk.step(line):
                continue
            for _ in range(each):
                image = Path(below) / "image"
                disk.image(image, chance)
                tally["images"] += 1
                try:
                    cut = open_with_keys(image, opened)
                    items = [it.event.item for it in cut.events(case) if isinstance(it.event, AnswerGiven)]
                    tally["lost an acknowledged answer"] += len(items) < disk.saved + 1
                    tally["faults"] += not cut.verify().holds
                    tally["told something"] += bool(cut.notices)
                    cut._let_go()
                except StoreTrouble as trouble:
                    tally[f"did not open: {trouble.code}"] += 1
                shutil.rmtree(image)
    print(dict(tally))


if __name__ == "__main__":
    main()

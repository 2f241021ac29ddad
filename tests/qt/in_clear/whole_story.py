"""Several days of one record, each in a process of its own, and another laptop beside it: what is found from outside.

The program runs as an officer starts it, on a record on disk, with every folder that it could write to watched. A text
of its own stands in every field. After each day the files, the process and what the system tells of it are searched.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import screening
from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, CaseOpened, ConsentDecided, Recorded, WordsWritten
from screening.domain.events.contacts import parse_card
from screening.domain.events.referral import ReferralAnswered
from screening.store import add_contact, make_bundle, new_recovery_key, open_vault, own_card, take_in
from tests.qt.in_clear.search import FIGURES, STEM, Search, children, files_in, marker

SESSION = Path(__file__).resolve().parent / "real_session.py"
SOURCE = Path(screening.__file__).resolve().parent.parent
PATIENCE = 180
WATCHED = ("config", "data", "cache", "state", "runtime", "temp", "work")
"""Where desktops keep settings, recent lists, caches, sockets and leftovers."""
CHOSEN = ("papers", "stick", "forms", "exports")
"""Folders that the officer chose for what leaves the record, or comes in."""
ELSEWHERE = ("/tmp", "/var/tmp", "/dev/shm")
COLLEAGUE, THEIR_WORDS, THEIR_NOTE, FILLED_IN, COUNTED = 901, 902, 903, 910, 930
ENOUGH = 12
"""Cases that agreed to be counted: with fewer nothing is exported. So many are possible victims, so many not."""
SIGNS = ("papers-kept", "locked", "little-pay", "debt-grows", "violence")


@dataclass
class Story:
    """One record's home, and what was found in it."""

    home: Path
    first: int = 0
    found: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Where somebody looked, and what they found there."""
    told: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What each day tells of itself."""
    held: dict[str, int | None] = field(default_factory=dict)
    """How many planted texts the process held while its record was open; None where it cannot be read."""
    kept: list[Recorded] = field(default_factory=list)
    """Every event of the record after its first day."""
    said: str = ""
    """Everything that the programs wrote to their terminals."""

    def __post_init__(self) -> None:
        for name in (*WATCHED, *CHOSEN):
            (self.home / name).mkdir(parents=True)
        self.search = Search(STEM, FIGURES, "lantern copper")
        self.before = {each for folder in ELSEWHERE for each in list_of(Path(folder))}

    @property
    def record(self) -> Path:
        return self.home / "data" / "notes" / "record"

    @property
    def papers(self) -> Path:
        return self.home / "papers"

    @property
    def environ(self) -> dict[str, str]:
        """A desktop's environment whose every folder lies in ``home``."""
        mine = {"LD_PRELOAD", "PYTHONPATH", "PYTHONSTARTUP", "PYTHONHOME"}
        kept = {name: text for name, text in os.environ.items() if not name.startswith("XDG_") and name not in mine}
        folders = {
            "HOME": "", "TMPDIR": "temp", "TEMP": "temp", "TMP": "temp", "XDG_CONFIG_HOME": "config",
            "XDG_DATA_HOME": "data", "XDG_CACHE_HOME": "cache", "XDG_STATE_HOME": "state", "XDG_RUNTIME_DIR": "runtime",
        }  # fmt: skip
        return {**kept, **{name: str(self.home / folder) for name, folder in folders.items()}}

    # --- days

    @contextmanager
    def day(self, run: str, end: str, wrapped: tuple[str, ...] = (), **plan: Any) -> Iterator[subprocess.Popen[str]]:
        """The program, driven to the end of a run, before it ends; what it is told stands in no watched folder."""
        file = self.home.parent / f"{run}.json"
        plan |= {"source": str(SOURCE), "folder": str(self.record), "papers": str(self.papers), "run": run,
                 "first": self.first, "end": end, "stick": str(self.home / "stick"),
                 "recording": str(self.home.parent / "recording.wav")}  # fmt: skip
        file.write_text(json.dumps(plan), encoding="utf-8")
        errors = self.home / "state" / f"{run}.log"
        with errors.open("w", encoding="utf-8") as log:
            process = subprocess.Popen(
                [*wrapped, sys.executable, str(SESSION), str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=log, text=True, cwd=self.home / "work", env=self.environ,
            )  # fmt: skip
        assert process.stdin is not None and process.stdout is not None
        try:
            line = process.stdout.readline()
            if not line.strip():
                code = process.wait(PATIENCE)
                raise AssertionError(f"ended with {code}: {errors.read_text(encoding='utf-8')}")
            self.told[run] = json.loads(line)
            self.first = self.told[run]["used"]
            yield process
        finally:
            process.kill()
            self.said += process.communicate()[0]

    def look(self, name: str, pid: int) -> None:
        """At an open record: the control that the memory would show it, and everything that must not."""
        held = self.search.in_memory(pid)
        self.held[name] = None if held is None else len(held)
        self.found[f"{name}, in sight"] = [each for one in (pid, *children(pid)) for each in self.search.in_sight(one)]
        self.found[f"{name}, in files"] = self.in_files()

    def look_after_lock(self, name: str, pid: int) -> None:
        """At the same process with another program in it, and at whatever it left running."""
        end = time.monotonic() + PATIENCE
        while not locked(pid):
            assert time.monotonic() < end
        after = self.search.in_memory(pid)
        self.held[f"{name}, locked"] = None if after is None else len(after)
        self.found[f"{name}, memory after the lock"] = after or []
        below = children(pid)
        self.found[f"{name}, processes after the lock"] = [f"{each} still runs" for each in below]
        self.found[f"{name}, in sight after the lock"] = self.search.in_sight(pid)
        self.found[f"{name}, in files after the lock"] = self.in_files()

    def in_files(self) -> list[str]:
        """Everything below ``home``, but two papers that are clear by their nature: a card, and what was printed."""
        clear = [*self.papers.glob("card-*.txt"), self.papers / "tray.pdf", self.home / "forms"]
        return self.search.in_folder(self.home, clear)

    def elsewhere(self) -> list[str]:
        """In new files of the folders that all programs share."""
        new = {each for folder in ELSEWHERE for each in list_of(Path(folder))} - self.before
        own = {*self.home.parents, self.home}
        found = []
        for path in new - own:
            try:
                found += self.search.hits(str(path).encode(), str(path))
                found += self.search.in_file(path) if path.is_file() else self.search.in_folder(path)
            except OSError:
                continue  # of another program, and gone again
        return found

    def left_lying(self) -> list[str]:
        """Files of the watched folders that belong to nothing: no record, no log of the test."""
        known = {self.home / "state" / f"{run}.log" for run in self.told}
        asked_for = {self.record, *(self.home / name for name in CHOSEN)}
        left = (each for each in files_in(self.home) - known if not asked_for & {*each.parents})
        return sorted(str(each.relative_to(self.home)) for each in left)

    # --- the command line, and another laptop

    def command(self, *words: str, typed: tuple[str, ...]) -> str:
        """A command that needs no window; what it prints is searched like everything else."""
        done = subprocess.run(
            [sys.executable, "-m", "screening", *words], input="\n".join((*typed, "")), capture_output=True, text=True,
            cwd=self.home / "work", env={**self.environ, "PYTHONPATH": str(SOURCE)}, timeout=PATIENCE,
        )  # fmt: skip
        assert done.returncode == 0, f"{words}: {done.stderr}"
        self.said += done.stdout + done.stderr
        return done.stdout


class Colleague:
    """Another laptop, which gets two cases, answers otherwise in one of them, and gives it back."""

    def __init__(self, story: Story) -> None:
        from tests.store.some_bundles import laptop

        self.story = story
        self.vault = laptop(marker(COLLEAGUE))
        self.vault.officer, self.vault.organisation = marker(COLLEAGUE), marker(COLLEAGUE)
        self.card = own_card(self.vault)

    def answers(self, card: str, code: str) -> Path:
        theirs = parse_card(card)
        add_contact(self.vault, theirs, theirs.number)
        for bundle in sorted(self.story.papers.glob("bundle-*.age")):
            take_in(self.vault, bundle)
        assert code in self.vault.cases()
        self.vault.append(code, AnswerGiven("papers-kept", Answer.NO, How.ASKED))
        self.vault.append(code, WordsWritten("papers", "1", marker(THEIR_WORDS)))
        self.vault.append(code, ReferralAnswered("labour-department", "declined", "", marker(THEIR_NOTE)))
        return make_bundle(self.vault, [code], [theirs.number], self.story.home / "stick").path


def filled_in(story: Story, root: Any) -> Path:
    """An answer set as a form server gives it, with a planted text in its words, its name and a field nobody knows."""
    from screening.casework.content.edition import open_content
    from tests.casework import some_form

    protocol = open_content().protocol
    texts = iter(marker(FILLED_IN + at) for at in range(9))
    answers = some_form.filled(root, {
        **some_form.SPEAKING, "setting": "clinic", "profile": "shelter", "language": "ur", "papers_kept": "no",
        "edition": protocol.id, "edition_digest": protocol.digest, "words_money": next(texts),
        "closing_wishes": next(texts), "instanceID": "uuid:beef",
    })  # fmt: skip
    answers.set("id", next(texts))
    answers.set("version", next(texts))
    some_form.ElementTree.SubElement(answers, f"a_{next(texts)}").text = next(texts)
    path = story.home / "forms" / "answers.xml"
    path.write_bytes(some_form.as_xml(answers))
    return path


def whole_story(home: Path, root: Any, wrapped: tuple[str, ...] = ()) -> Story:
    """A record from its first day to a withdrawal, with a lock by key, a kill, and a lock because nobody is there."""
    story = Story(home)
    colleague = Colleague(story)
    recovery = story.home.parent / "recovery"
    with story.day(
        "first", "lock", wrapped, card=colleague.card.text(), number=colleague.card.number,
        recipient=new_recovery_key(recovery), recovery=str(recovery),
    ) as process:  # fmt: skip
        story.look("first", process.pid)
        go_on(process)
        story.look_after_lock("first", process.pid)
    first = story.told["first"]
    known = {name: first[name] for name in ("passphrase", "second", "case", "child", "shelter")}
    with open_vault(story.record, first["passphrase"]) as vault:
        story.kept = [event for case in ("", *vault.cases()) for event in vault.events(case)]
        for number in range(2 * ENOUGH):
            signs = [AnswerGiven(each, Answer.YES, How.TOLD) for each in SIGNS] if number < ENOUGH else []
            words = [WordsWritten("work", "1", marker(COUNTED + number))] if number < ENOUGH else []
            happened = (CaseOpened("2026-1", "workplace", "field"), ConsentDecided("count", "yes", "", "en"), *signs,
                        *words)  # fmt: skip
            vault.append_many(vault.new_case(), happened)
    commands(story, filled_in(story, root), known["passphrase"], known["second"])
    bundle = colleague.answers(first["card"], known["shelter"])
    with story.day("second", "kill", **known) as process:
        story.look("second", process.pid)
        go_on(process)
        assert process.wait(PATIENCE) == -signal.SIGKILL
        story.found["second, in files after the kill"] = story.in_files()
    known |= {"bundle": str(bundle), "erased": [*first["of case"], first["case"]]}
    with story.day("third", "idle", wrapped, **known) as process:
        story.look("third", process.pid)
        go_on(process)
        story.look_after_lock("third", process.pid)
    story.found["folders of all programs"] = story.elsewhere()
    return story


def commands(story: Story, answers: Path, passphrase: str, second: str) -> None:
    """Exports, the check, a copy brought back, an answer set taken in: all from the command line."""
    out, folder = story.home / "exports", str(story.record)
    for kind, typed in (("htcds", (passphrase, second)), ("ctdc", (passphrase, second)), ("summary", (passphrase,))):
        story.command("export", kind, "--vault", folder, "--out", str(out / f"{kind}.csv"), typed=typed)
    story.command("verify", "--vault", folder, typed=(passphrase,))
    (copy,) = (story.home / "stick").glob("notes-copy*")
    story.command("restore", str(copy), "--to", str(out / "again"), typed=(passphrase,))
    story.command("protocol", "import-submission", str(answers), "--vault", folder, typed=(passphrase,))


def go_on(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def locked(pid: int) -> bool:
    """The same process, but another program in it, which has come as far as its window."""
    if b"real_session" in Path(f"/proc/{pid}/cmdline").read_bytes():
        return False
    try:
        return b"libqoffscreen" in Path(f"/proc/{pid}/maps").read_bytes()
    except PermissionError:
        return True


def list_of(folder: Path) -> list[Path]:
    return [each for each in folder.iterdir() if not each.name.startswith("pytest-of-")] if folder.is_dir() else []

"""F1: a file on a stick that is a link to the record's own database.

Looking at it made the system drop the locks of the record, a second process came in, and each of the two wrote over
what the other one had acknowledged. Now the record is held by a lock on a file that nothing else opens, no file of an
open record is opened as a foreign one, and a process that finds that another one has opened the record since writes
no more.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from screening.store import Vault, open_vault
from screening.store.folder.process_lock import FILE as LOCK
from tests.hostile.processes import Process, command
from tests.store.some_vault import PASSPHRASE

Start = Callable[[], Process]

READERS = {
    "bundle": "from screening.store import look_into; look_into(vault, link)",
    "card": "from screening.casework.record.exchange import read_card; read_card(link)",
    "pack": "from screening.casework.languages.packs import read; read(link)",
    "recovery key": "from screening.store.folder.recovery_key import read_secret; read_secret(link)",
    "logo": "from screening.documents.layout.logo import read_logo; read_logo(link)",
    "font": "from screening.documents.typography.fonts import _opened; from screening.wording.script.typefaces "
    "import typeface\n"
    "_opened(link, typeface('Latn'))",
    "PDF": "from screening.casework.referral.paper_check import check_file; check_file(link)",
    "submission": "from screening.odk.submission import read_submissions; read_submissions(link)",
    "answer file": "from screening.casework.assessment.answer_file import read_json; read_json(link)",
    "coders' table": "from screening.evaluation.evaluation import read_coded; read_coded(link, None)",
    "catalogue": "from screening.wording.catalogue.translations import read_catalogue_file; read_catalogue_file(link)",
    "recording": "from screening.sound.player import read_sound; read_sound(link)",
    "headquarters' identity": "from screening.hub.identity import believed; believed(link)",
    "content file": "from screening.domain.content.strict_toml import read_file; read_file(link.parent, link.name, [])",
}
"""Every reader of a file that somebody names, as a process with the record open calls it."""


@pytest.fixture
def locked(vault: Vault, folder: Path) -> Path:
    vault.close()
    return folder


def kept(folder: Path) -> dict[str, int]:
    """Case to number of entries, of a record that must hold."""
    with open_vault(folder, PASSPHRASE) as vault:
        assert vault.verify().holds
        return {case: len(vault.events(case)) for case in vault.cases()}


def drop_posix_locks(process: Process, folder: Path) -> None:
    """What any library inside the process could do by mistake."""
    process.do(f"import os; os.close(os.open({str(folder / 'vault.db')!r}, os.O_RDONLY))")


@pytest.mark.one_in(2)
@pytest.mark.parametrize("name", ["link", "hard link"])
def test_no_reader_lets_a_second_process_in(locked: Path, process: Start, tmp_path: Path, name: str) -> None:
    first, second = process(), process()
    first.open(locked, PASSPHRASE)
    case = first.write(3)
    for number, reader in enumerate(READERS):
        for database in ("vault.db", "recorder.bin", "keys.json"):
            link = tmp_path / f"stick-{number}-{database}.toml"
            if name == "link":
                link.symlink_to(locked / database)
            else:
                os.link(locked / database, link)
            first.do(f"link = Path({str(link)!r})")
            told = first.refused(READERS[reader])
            assert told == "file-of-record" or reader in ("logo", "catalogue", "content file"), reader
        assert second.refused_opening(locked, PASSPHRASE) == "vault-open-elsewhere", reader
    more = first.write(2)
    first.do("vault.close()")
    assert kept(locked) == {case: 4, more: 3}


@pytest.mark.sweep
def test_the_command_line_is_kept_out_as_well(locked: Path, process: Start) -> None:
    first = process()
    first.open(locked, PASSPHRASE)
    case = first.write(3)
    drop_posix_locks(first, locked)
    for asked in (["bundle", "card"], ["verify"]):
        told = command(*asked, "--vault", locked, typed=PASSPHRASE + "\n")
        assert told.returncode != 0
        assert "open in another window" in told.stderr
    more = first.write(1)
    first.do("vault.close()")
    assert kept(locked) == {case: 4, more: 2}


def test_of_three_processes_only_the_one_that_came_last_goes_on_writing(locked: Path, process: Start) -> None:
    """Somebody removes the lock itself, too: each process that was overtaken stops with one sentence."""
    processes = [process(), process(), process()]
    written: dict[str, int] = {}
    for here, before in zip(processes, [None, *processes], strict=False):
        if before is not None:
            (locked / LOCK).unlink()
            drop_posix_locks(before, locked)
        here.open(locked, PASSPHRASE)
        written[here.write(5)] = 6
        if before is not None:
            # Nothing that it does reaches the disk any more: entries, drafts, places, keys.
            for act in (
                "vault.append(case, AnswerGiven('late', Answer.NO, How.TOLD))",
                "vault.set_draft(case, 'words', 'half')",
                "vault.backup() or vault.set_place(case, 'topic')",
                "add_recovery(vault, 'age1q')",
            ):
                assert before.refused(act) in ("not-saved-second-writer", "recovery-not-a-key")
            before.do("vault.close()")
        written[here.write(1)] = 2
    processes[-1].do("vault.close()")
    assert kept(locked) == written


def test_the_one_that_was_overtaken_goes_on_when_the_other_has_ended(locked: Path, process: Start) -> None:
    first, second = process(), process()
    first.open(locked, PASSPHRASE)
    case = first.write(5)
    (locked / LOCK).unlink()
    drop_posix_locks(first, locked)
    second.open(locked, PASSPHRASE)
    theirs = second.write(40)
    late = "vault.append(case, AnswerGiven('late', Answer.NO, How.TOLD))"
    assert first.refused(late) == "not-saved-second-writer"
    assert first.refused("vault.reopen()") == "vault-open-elsewhere"
    second.do("vault.close()")
    first.do("vault.reopen()")
    first.do(late)
    first.do("vault.close()")
    assert kept(locked) == {case: 7, theirs: 41}


def test_a_recorder_that_grew_stops_the_writer_even_under_an_untouched_lock(locked: Path) -> None:
    """An earlier program knows nothing of the lock: what it adds to the second file is seen."""
    from screening.errors import NotSaved

    with open_vault(locked, PASSPHRASE) as vault:
        with (locked / "recorder.bin").open("ab") as file:
            file.write(b"another frame")
        with pytest.raises(NotSaved, match="not-saved-second-writer"), vault.transaction() as tables:
            tables.count_up(["a"])
    assert (locked / "recorder.bin").read_bytes().endswith(b"another frame")


@pytest.mark.one_in(2)
@pytest.mark.parametrize("others", [1, 2])
def test_the_journal_itself_tells_where_the_lock_was_put_back_as_it_was(
    locked: Path, process: Start, others: int
) -> None:
    """The number stands in the lock; but each opening is an entry of the journal too, before anything else is done."""
    first = process()
    first.open(locked, PASSPHRASE)
    case = first.write(3)
    before, keeper = (locked / LOCK).read_bytes(), locked / "kept"
    os.link(locked / LOCK, keeper)
    written = {case: 4}
    for _ in range(others):
        (locked / LOCK).unlink()
        drop_posix_locks(first, locked)
        other = process()
        other.open(locked, PASSPHRASE)
        written[other.write(2)] = 3
        other.do("vault.close()")
    (locked / LOCK).unlink()
    os.link(keeper, locked / LOCK)
    assert (locked / LOCK).read_bytes() == before
    assert first.refused("vault.append(case, AnswerGiven('late', Answer.NO, How.TOLD))") == "not-saved-second-writer"
    first.do("vault.close()")
    assert kept(locked) == written


def test_one_that_only_looked_and_saved_nothing_is_seen_as_well(locked: Path, process: Start) -> None:
    first, second = process(), process()
    first.open(locked, PASSPHRASE)
    case = first.write(1)
    (locked / LOCK).rename(locked / "elsewhere")
    drop_posix_locks(first, locked)
    second.open(locked, PASSPHRASE)
    (locked / LOCK).unlink()
    (locked / "elsewhere").rename(locked / LOCK)
    assert first.refused("vault.set_draft(case, 'words', 'half')") == "not-saved-second-writer"
    second.end()
    first.do("vault.close()")
    assert kept(locked) == {case: 2}


def test_a_process_that_is_killed_holds_nothing(locked: Path, process: Start) -> None:
    first = process()
    first.open(locked, PASSPHRASE)
    case = first.write(3)
    first.end()
    assert kept(locked) == {case: 4}


def test_a_link_in_the_place_of_the_lock_is_not_followed(locked: Path, process: Start, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.write_text("mine")
    (locked / LOCK).unlink()
    (locked / LOCK).symlink_to(mine)
    first = process()
    assert first.refused_opening(locked, PASSPHRASE) == "vault-not-readable"
    assert mine.read_text() == "mine"


OWN = {
    "domain/content/foreign_files.py": "the door itself",
    "store/crypto/atomic_files.py": "the record's own files",
    "store/folder/process_lock.py": "the lock",
    "record_place.py": "the lock, looked at before a passphrase is asked",
    "qt/platform/one_window.py": "the empty file by which a second start has the window come forward",
    "store/folder/sealed_marker.py": "the record's own files",
    "store/classbook.py": "the book's own files",
    "store/folder/identity_db.py": "the record's own files",
    "store/crypto/passphrase.py": "the list of words that ships with the program",
    "store/folder/elapsed.py": "the number that the kernel gives each start of the computer",
    "casework/computer/computer_check.py": "what the kernel says of this computer's memory, disks and processes",
    "hub/codes.py": "code lists that ship with the program",
    "hub/dashboard.py": "charts that ship with the program",
    "hub/place.py": "where a headquarters was set up, which root wrote",
    "hub/setting_up.py": "the headquarters' own files, which root wrote",
    "hub/status.py": "what the kernel says of this computer's disk",
    "casework/computer/about.py": "the list of parts that ships with a package",
    "wording/handbook/chapters.py": "the handbook that ships with the program",
    "documents/paper_check/digest.py": "streams inside a PDF that came through the door",
}
RAW = {"read_bytes", "read_text", "open"}
SHIPPED = {"question_style.py", "typefaces.py", "word_segmentation.py", "source_texts.py", "languages.py",
           "extraction.py", "catalogue_checks.py", "export.py", "tokens.py", "fonts.py", "text_search.py", "icons.py",
           "migrations.py", "spoken_length.py", "utterance_signs.py", "bands.py"}  # fmt: skip
"""Read only what ships with the program."""


@pytest.mark.sweep
def test_nothing_else_opens_a_file() -> None:
    source = Path(__file__).parents[2] / "src" / "screening"
    found = []
    for path in source.rglob("*.py"):
        if path.relative_to(source).as_posix() in OWN or path.name in SHIPPED:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func
            text = ast.unparse(called)
            bare = isinstance(called, ast.Name) and called.id == "open"
            reads = isinstance(called, ast.Attribute) and called.attr in ("read_bytes", "read_text")
            opens = isinstance(called, ast.Attribute) and called.attr == "open" and bool(node.args) and (
                (isinstance(node.args[0], ast.Constant) and "r" in str(node.args[0].value)) or text == "os.open"
            )  # fmt: skip
            if (bare or reads or opens) and "page." not in text and "ground." not in text and "review." not in text:
                found.append(f"{path.relative_to(source)}:{node.lineno} {text}")
    assert found == []

"""The head of the log of what was done with a record leaves with papers and bundles, and tells what was cut there."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from screening.casework.record.verification import check_now, verify_record
from screening.domain.events.exchange import BundleMade
from screening.domain.events.hash_chain import LogHead
from screening.domain.events.record import CopyMade, LogCleared
from screening.errors import BadInput
from screening.store import Vault, create_vault, make_bundle, open_vault, take_in, verify_against
from screening.store.bundles import bundle_format as bundles
from screening.store.bundles.manifest import manifest_json
from screening.store.database import journal_rebuild
from screening.store.database.driver import connect
from screening.store.database.tables import Tables
from screening.store.exchange.exchange import own_keys
from screening.store.integrity import record_opening
from screening.wording.catalogue.translations import Words
from tests.store.some_bundles import introduce, laptop, number
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case


def cut_with_the_key(folder: Path, kind: str) -> None:
    """Take the log's end from an entry of this kind on, and make all files agree."""
    keys = record_opening.unlock(folder, PASSPHRASE).keys
    con = connect(folder / "vault.db", keys.sub("sqlcipher"), keys.salt)
    tables = Tables(con)
    first = next(row for row in tables.rows("") if row.link.kind == kind)
    with tables.transaction():
        con.execute("DELETE FROM event WHERE case_code = '' AND seq >= ?", (first.link.seq,))
        con.execute("UPDATE head SET events = (SELECT count(*) FROM event WHERE case_code = '') WHERE case_code = ''")
    journal_rebuild.renew(folder, keys, tables).close()
    con.close()


def told(folder: Path, log: LogHead) -> str:
    _, heads = verify_against(folder, PASSPHRASE, "", log=log.fingerprint, acts=log.entries)
    assert all(head.log for head in heads)
    return heads[0].state


@pytest.fixture
def sent(vault: Vault, folder: Path, tmp_path: Path) -> LogHead:
    """The log's head on a paper that was made after a bundle left."""
    budi = laptop("Budi")
    introduce(vault, budi)
    make_bundle(vault, [begin_case(vault, 2)], [number(budi)], tmp_path)
    printed = vault.log_head()
    vault.close()
    return printed


@pytest.mark.parametrize("backups", [True, False], ids=["backups-left", "backups-gone"])
def test_a_log_that_was_cut_with_the_key_is_told_by_a_paper(sent: LogHead, folder: Path, backups: bool) -> None:
    assert told(folder, sent) == "stands"
    cut_with_the_key(folder, BundleMade.kind)
    if not backups:
        shutil.rmtree(folder / "backup")
    assert verify_record(folder, PASSPHRASE).sound  # a chain that checks itself proves nothing
    report = verify_record(folder, PASSPHRASE, log=sent.fingerprint, acts=sent.entries)
    assert not report.sound
    seq = f"{sent.entries}"
    told_at = f"Entry {seq} of case - (strand " if backups else f"Entries of the log are missing from entry {seq} on"
    assert any(line.startswith(told_at) for line in report.lines)


@pytest.mark.one_in(2)
@pytest.mark.parametrize("copied", ["before it was opened", "while it was open"])
def test_a_copy_put_back_after_a_bundle_is_told_by_the_bundle(
    vault: Vault, folder: Path, tmp_path: Path, copied: str
) -> None:
    budi, before = laptop("Budi"), tmp_path / "before"
    introduce(vault, budi)
    case = begin_case(vault, 2)
    paper = vault.fingerprint(case)
    if copied == "before it was opened":
        vault.close()
        shutil.copytree(folder, before)
        vault = open_vault(folder, PASSPHRASE)
    else:
        shutil.copytree(folder, before)
    made = make_bundle(vault, [case], [number(budi)], tmp_path)
    taken = take_in(budi, made.path)
    assert taken.log is not None
    assert vault.check_head(taken.log.fingerprint, entries=taken.log.entries, log=True).state == "stands"
    vault.close()
    assert told(folder, taken.log) == "stands"

    shutil.rmtree(folder)
    before.rename(folder)
    assert told(folder, taken.log) == "cut"
    with open_vault(folder, PASSPHRASE) as again:
        assert again.check_head(paper, case=case).state == "stands"
        report = check_now(again, Words("en"), log=taken.log.fingerprint, acts=taken.log.entries)
        assert not report.sound


def test_what_is_cleared_or_emptied_lawfully_changes_no_head(vault: Vault, folder: Path, tmp_path: Path) -> None:
    budi = laptop("Budi")
    introduce(vault, budi)
    case, clock = begin_case(vault, 2), vault.clock
    vault.clock = lambda: datetime.now(UTC) - timedelta(days=900)
    vault.append("", CopyMade("stick"))
    vault.clock = clock
    taken = take_in(budi, make_bundle(vault, [case], [number(budi)], tmp_path).path)
    log, copied = vault.log_head(), next(e for e in vault.events("") if isinstance(e.event, CopyMade))
    vault.append("", LogCleared((f"{copied.strand} {copied.seq}-{copied.seq}",), ""))
    vault.erase([case], "withdrawn")
    assert taken.log is not None
    for each in (taken.log, log):
        found = vault.check_head(each.fingerprint, entries=each.entries, log=True)
        assert (found.state, found.entries, found.now) == ("stands", each.entries, vault.log_head().entries)
    assert vault.check_head(log.fingerprint).log, "also where the record's own is asked for"


def test_another_head_is_unknown_and_what_is_none_is_said(vault: Vault) -> None:
    head = "ABCD " * 5 + "ABCD"
    assert vault.check_head(head, log=True).state == "unknown"
    assert vault.check_head(head, log=True, entries=1).state == "changed"
    assert vault.check_head(head, log=True, entries=1000).state == "cut"
    with pytest.raises(BadInput, match="not-a-head"):
        vault.check_head("Log 34", log=True)


def test_a_bundle_says_a_count_and_a_digest_of_the_log_and_no_more(tmp_path: Path) -> None:
    aina, budi = laptop("Aina"), laptop("Budi")
    introduce(aina, budi)
    secret, case = begin_case(aina, 1), begin_case(aina, 1)
    made = make_bundle(aina, [case], [number(budi)], tmp_path)
    manifest = bundles.read(made.path.read_bytes(), own_keys(budi).identity).manifest
    log = manifest_json(manifest)["log"]
    assert log == [len(aina.events("")) - 1, manifest.log.fingerprint if manifest.log else ""]
    assert secret not in json.dumps(manifest_json(manifest))


def test_a_paper_of_two_records_shows_two_logs(tmp_path: Path) -> None:
    heads = set()
    for name in ("a", "b"):
        with create_vault(tmp_path / name, PASSPHRASE, "Officer", "ngo", "House", cost=QUICK) as each:
            heads.add(each.log_head().fingerprint)
    assert len(heads) == 2

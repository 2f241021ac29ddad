"""Records of every shape that was ever published open, whole, however often the upgrade is interrupted."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from screening.domain.events.catalogue import WordsWritten
from screening.store import open_vault, rebuild_vault
from screening.store.database import driver, schema
from tests.store.some_vault import PASSPHRASE

KEPT = Path(__file__).parents[2] / "files"
SHAPES = sorted(path.name for path in KEPT.glob("vault-*"))


@pytest.fixture(params=SHAPES)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a record that was written two years before its shape was left behind."""
    return Path(shutil.copytree(KEPT / request.param, tmp_path / "old"))


def test_every_earlier_shape_is_kept() -> None:
    assert [f"vault-{number}" for number in range(1, len(schema.STEPS))] == SHAPES[: len(schema.STEPS) - 1]


def whole(folder: Path) -> None:
    """Everything that was written two years ago is there, to the letter."""
    with open_vault(folder, PASSPHRASE) as vault:
        assert schema.version(vault._open().con) == len(schema.STEPS)
        assert vault.verify().holds
        assert vault.officer == "Officer Aina"
        cases = sorted(vault.cases())
        assert len(cases) == 3
        said = set()
        for case in cases:
            events = vault.events(case)
            assert len(events) == 8
            assert {each.at[:4] for each in events} == {"2024"}
            said |= {each.event.text for each in events if isinstance(each.event, WordsWritten)}
            (draft,) = vault.drafts(case).values()
            assert draft.startswith("half a line")
            assert "closing" in vault.place(case)
        assert said == {f"Kata-kata lama {number}: စကား" for number in range(3)}


def test_a_record_of_two_years_ago_opens_with_everything(old: Path) -> None:
    whole(old)


def test_it_can_be_written_erased_and_opened_again(old: Path) -> None:
    with open_vault(old, PASSPHRASE) as vault:
        first, second, third = vault.cases()
        vault.append(first, WordsWritten("needs", "2", "new", vault.events(first)[2].event.how))
        assert vault.erase([second], "asked") == 1
    with open_vault(old, PASSPHRASE) as again:
        assert set(again.cases()) == {first, third}
        assert again.verify().holds


STEP = schema.STEPS[-1]


@pytest.mark.parametrize("at", range(len(STEP) + 1))
def test_an_upgrade_of_it_stopped_at_any_statement_can_be_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    folder = Path(shutil.copytree(KEPT / SHAPES[-1], tmp_path / "old"))
    before = (folder / "vault.db").read_bytes()
    with monkeypatch.context() as stopped:
        stopped.setattr(schema, "STEPS", (*schema.STEPS[:-1], (*STEP[:at], "SELECT no_such_thing()", *STEP[at:])))
        with pytest.raises(Exception, match="vault-not-readable"):
            open_vault(folder, PASSPHRASE)
    assert (folder / "vault.db").read_bytes() == before
    whole(folder)


def test_a_step_that_fails_leaves_no_transaction_open_and_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(driver.dbapi.connect(":memory:", isolation_level=None)) as con:
        monkeypatch.setattr(schema, "STEPS", (("CREATE TABLE one (a)",), ("CREATE TABLE two (a)", "SELECT no_such()")))
        with pytest.raises(driver.dbapi.OperationalError, match="no_such"):
            schema.upgrade(con)
        assert not con.in_transaction
        assert con.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
        assert schema.version(con) == 0


def test_its_damaged_file_is_brought_back_from_recorder_and_from_a_backup_of_its_own_shape(old: Path) -> None:
    with open_vault(old, PASSPHRASE):
        pass
    backups = sorted((old / "backup").iterdir())
    assert len(backups) >= 1
    (old / "vault.db").write_bytes(b"damaged")
    (old / "recorder.bin").unlink()
    shutil.rmtree(backups[-1]) if len(backups) > 1 else None
    rebuild_vault(old, PASSPHRASE)
    with open_vault(old, PASSPHRASE) as again:
        assert len(again.cases()) == 3
        assert again.verify().first is None

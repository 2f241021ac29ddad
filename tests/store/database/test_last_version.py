"""A record goes from the last version to this one and back again: nothing is lost, in either direction.

``tests/files/record-0.1.0`` was made by the code of version 0.1.0; ``tests/files/older.py`` says how.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, Unknown, WordsWritten, to_json
from screening.domain.events.exchange import ContentPutIn
from screening.domain.events.hash_chain import canonical
from screening.store import open_vault, verify_vault
from screening.store.vault.vault import VAULT, Vault

ROOT = Path(__file__).parents[3]
KEPT = ROOT / "tests" / "files"
OLDER = KEPT / "older.py"
LAST = "fceea465"
"""The last commit of version 0.1.0."""
PUT_IN = ContentPutIn("ab" * 32, "04715 42890", "2027-01-05T09:00:00Z", ("2027-1=cd",))


def older() -> ModuleType:
    spec = importlib.util.spec_from_file_location("older", OLDER)
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


PASSPHRASE = older().PASSPHRASE


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return Path(shutil.copytree(KEPT / "record-0.1.0", tmp_path / "record"))


def entries(vault: Vault) -> dict[str, str]:
    """Digest to content of everything in the record."""
    found = (each for case in (VAULT, *vault.cases()) for each in vault.events(case))
    return {each.digest: f"{each.event.kind} {canonical(to_json(each.event)).decode()}" for each in found}


def used_here(folder: Path) -> dict[str, str]:
    """What is in the record after this program wrote to it: something that 0.1.0 knows, and something it does not."""
    with open_vault(folder, PASSPHRASE) as vault:
        case = sorted(vault.cases())[0]
        vault.append(case, AnswerGiven("held-for-money", Answer.NO, How.ASKED))
        vault.append(VAULT, PUT_IN)
    with open_vault(folder, PASSPHRASE) as vault:
        return entries(vault)


def test_a_record_of_the_last_version_opens_whole_and_is_written_to(record: Path) -> None:
    with open_vault(record, PASSPHRASE) as vault:
        before, notices = entries(vault), vault.notices
        words = [
            each.event.text
            for case in vault.cases()
            for each in vault.events(case)
            if isinstance(each.event, WordsWritten)
        ]
        drafts = [vault.drafts(case) for case in vault.cases()]
        assert not [each for case in vault.cases() for each in vault.events(case) if isinstance(each.event, Unknown)]
    assert [each.code for each in notices] in ([], ["clock-moved"])
    assert sorted(words) == ["Kata-kata lama 0: စကား", "Kata-kata lama 1: စကား"]
    assert sorted(each["words.pay"] for each in drafts) == ["half a line 0", "half a line 1"]
    after = used_here(record)
    assert before.items() <= after.items()
    assert verify_vault(record, PASSPHRASE).holds


def test_a_record_that_went_back_to_the_last_version_has_everything_of_both(tmp_path: Path) -> None:
    """``record-0.1.0-back``: written by this program, then opened and answered in by the code of 0.1.0."""
    folder = Path(shutil.copytree(KEPT / "record-0.1.0-back", tmp_path / "record"))
    with open_vault(folder, PASSPHRASE) as vault:
        told = [each.event for each in vault.events(VAULT)]
        answers = {
            each.event.item
            for case in vault.cases()
            for each in vault.events(case)
            if isinstance(each.event, AnswerGiven)
        }
    assert PUT_IN in told, "an event that the last version does not know is kept word for word"
    assert {"held-for-money", "can-leave"} <= answers, "of this version, and of the last one after it"
    assert verify_vault(folder, PASSPHRASE).holds


@pytest.mark.long
def test_the_last_version_itself_opens_what_this_one_wrote_and_the_other_way_round(tmp_path: Path) -> None:
    packed = subprocess.run(
        ["git", "archive", LAST, "src", "indicators", "locales", "forms"], cwd=ROOT, capture_output=True, check=False
    )
    if packed.returncode:
        pytest.skip("the history of the source is not here")
    (tmp_path / "old").mkdir()
    subprocess.run(["tar", "-x", "-C", str(tmp_path / "old")], input=packed.stdout, check=True)

    def last(act: str, folder: Path) -> str:
        surroundings = {**os.environ, "PYTHONPATH": str(tmp_path / "old" / "src")}
        done = subprocess.run(
            [sys.executable, "-P", str(OLDER), act, str(folder)], env=surroundings, capture_output=True, check=True
        )
        return done.stdout.decode()

    folder = tmp_path / "record"
    last("make", folder)
    here = used_here(folder)
    saw = json.loads(last("use", folder))
    assert saw["holds"]
    assert saw["notices"] in ([], ["recorder-damaged"]), "it makes the second file anew, whose sum it does not know"
    assert saw["unknown"] == ["content-put-in"]
    assert len(saw["cases"]) == 2
    with open_vault(folder, PASSPHRASE) as vault:
        assert here.items() <= entries(vault).items()
    assert verify_vault(folder, PASSPHRASE).holds

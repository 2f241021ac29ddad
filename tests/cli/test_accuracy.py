"""Accuracy in the field and the second look from the command line."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tests.casework.some_screened import SIGNS, put_in
from tests.made_vaults import PASSPHRASE, made_record, made_vault

ANSWERS = dict.fromkeys(SIGNS, "yes")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = [{"answers": ANSWERS, "identified": at < 30} for at in range(45)]
    rows += [{"answers": {}, "second": at < 12, "weight": 2} for at in range(40)]
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_files_give_figures_in_words_and_as_json(run, file: Path) -> None:
    code, told, err = run("field-accuracy", file)
    assert (code, err) == (0, "")
    assert "67 % (52 % to 79 %), 30 of 45" in told
    code, told, _ = run("field-accuracy", file, "--json")
    found = json.loads(told)
    assert found["identified_of_flagged"] == {"found": 30, "of": 45, "value": 0.67, "low": 0.52, "high": 0.79}
    assert 0 < found["sensitivity"]["low"] < found["sensitivity"]["value"] < found["sensitivity"]["high"] < 1


def test_neither_a_file_nor_a_record_is_a_question_of_use(run, file: Path, tmp_path: Path) -> None:
    assert run("field-accuracy")[0] == 2
    assert run("field-accuracy", file, "--vault", tmp_path)[0] == 2


def test_a_file_that_cannot_be_read_is_one_sentence(run, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text('{"answers": {}, "identified": "perhaps"}', encoding="utf-8")
    code, told, err = run("field-accuracy", tmp_path / "bad.jsonl")
    assert (code, told) == (2, "")
    assert len(err.strip().splitlines()) == 1


def test_a_lot_is_drawn_listed_and_not_drawn_again(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "record"
    with made_vault(folder, "Officer", "ngo") as vault:
        put_in(vault, 4, flagged=False)

    def typed(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSPHRASE}\n"))
        return run(*arguments, "--vault", folder)

    assert typed("second-look", "list") == (0, "No record has been drawn yet.\n", "")
    code, told, _ = typed("second-look", "draw", "--most", "3")
    assert (code, told) == (0, "Drawn by lot, to be seen again: 3.\n")
    code, told, _ = typed("second-look", "list")
    assert code == 0
    assert told.count("waits for a second reader") == 3
    assert "3 of 4 drawn. The numbers of the lot agree." in told
    code, told, err = typed("second-look", "draw")
    assert (code, told) == (2, "")
    assert "Nothing was drawn" in err
    code, told, _ = typed("field-accuracy", "--json")
    assert code == 0
    assert json.loads(told)["people"] is None


def test_a_role_without_counts_is_refused(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = made_record(tmp_path / "record", "Trainer", "trainer")
    for command in (("second-look", "draw"), ("second-look", "list"), ("field-accuracy",)):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSPHRASE}\n"))
        code, told, err = run(*command, "--vault", folder)
        assert (code, told) == (2, "")
        assert err


def test_how_many_it_takes_is_reckoned_before_a_study(run) -> None:
    code, told, _ = run("second-look", "plan", "--flagged", 300, "--not-flagged", 900)
    assert code == 0
    assert len(told.splitlines()) == 2
    code, told, _ = run("second-look", "plan", "--flagged", 40, "--not-flagged", 60, "--half", 2)
    assert "more than the 40 flagged" in told
    assert "would not make the sensitivity known" in told

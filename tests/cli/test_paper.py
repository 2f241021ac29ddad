"""Papers and statistics from the command line: what is made, what is refused, and what is found changed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pypdf
import pytest

from screening.domain.events.catalogue import CaseOpened, ConsentDecided
from screening.domain.events.record import CountsTaken
from screening.store import create_vault, name_second, open_vault
from screening.store.crypto.key_file import Cost
from screening.store.folder import throttle

PASSPHRASE = "lantern copper meadow thimble walnut"


@pytest.fixture
def answers(tmp_path: Path) -> str:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"answers": {"papers-kept": "yes", "little-pay": "yes"}}), encoding="utf-8")
    return str(path)


def test_a_sheet_for_a_recipient_is_made(run, answers: str, tmp_path: Path) -> None:
    code, out, _ = run("form", answers, "--out", str(tmp_path), "--sheet", "labour", "--recipient", "labour-department")
    assert code == 0
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(out.strip()).pages)
    assert "Labour-remedy sheet" in text
    assert "Labour Department" in text


def test_another_folder_of_layouts_is_another_country_s_paper(run, answers: str, tmp_path: Path) -> None:
    code, out, _ = run("form", answers, "--out", str(tmp_path), "--layout", "referral-generic", "--sheet", "A")
    assert code == 0
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(out.strip()).pages)
    assert "Referral for assistance" in text
    assert "Keperluan" not in text


@pytest.mark.parametrize(
    ("more", "part"),
    [
        (("--sheet", "B", "--recipient", "tenaganita"), "not for tenaganita"),
        (("--sheet", "Z"), "no sheet"),
        (("--recipient", "nobody"), "not in the directory"),
        (("--layout", "nowhere"), "no folder of forms"),
    ],
)
def test_what_cannot_be_made_is_one_sentence(
    run, answers: str, tmp_path: Path, more: tuple[str, ...], part: str
) -> None:
    code, out, err = run("form", answers, "--out", str(tmp_path / "o"), *more)
    assert (code, out) == (2, "")
    assert part in err
    assert len(err.strip().splitlines()) == 1
    assert not (tmp_path / "o").exists()


def test_form_alone_says_what_it_needs(run) -> None:
    code, _, err = run("form")
    assert code == 2
    assert "ANSWERS.json" in err


def test_a_paper_without_letters_and_a_file_that_is_none_are_told(run, answers: str, tmp_path: Path) -> None:
    _, out, _ = run("form", answers, "--out", str(tmp_path))
    code, told, _ = run("form", "--check", out.strip())
    assert code == 1
    assert "no check code" in told
    code, _, err = run("form", "--check", answers)
    assert code == 2
    assert "cannot be read as a PDF" in err


def test_statistics_come_from_a_vault_and_too_few_do_not_leave(run, tmp_path: Path, monkeypatch) -> None:
    folder = tmp_path / "record"
    create_vault(folder, PASSPHRASE, "Officer", "ngo", "House", cost=Cost(1, 64 << 20)).close()

    def export(kind: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(PASSPHRASE + "\n"))
        return run("export", kind, "--vault", str(folder), "--out", str(tmp_path / f"{kind}.csv"))

    code, out, _ = export("summary")
    assert code == 0
    rows = list(csv.DictReader(io.StringIO(Path(out.strip()).read_text("utf-8"))))
    assert rows[0] == {"dimension": "cases", "value": "", "path": "", "count": "*"}
    for kind in ("htcds", "ctdc"):
        code, _, err = export(kind)
        assert code == 2
        assert "Fewer than 10" in err
        assert not (tmp_path / f"{kind}.csv").exists()


def test_the_pdf_stands_beside_the_table_and_both_are_noted(run, tmp_path: Path, monkeypatch) -> None:
    folder, out = tmp_path / "record", tmp_path / "counts.csv"
    create_vault(folder, PASSPHRASE, "Officer", "ngo", "House", cost=Cost(1, 64 << 20)).close()
    code, _, err = run("export", "htcds", "--vault", str(folder), "--out", str(out), "--pdf")
    assert code == 2 and "summary" in err
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSPHRASE + "\n"))
    code, told, _ = run("export", "summary", "--vault", str(folder), "--out", str(out), "--pdf", "--language", "ms")
    assert code == 0
    assert [Path(line).name for line in told.split()] == ["counts.csv", "counts.pdf"]
    assert (tmp_path / "counts.pdf").read_bytes().startswith(b"%PDF")
    with open_vault(folder, PASSPHRASE) as vault:
        taken = [each.event for each in vault.events("") if isinstance(each.event, CountsTaken)]
    assert [(each.what, each.way) for each in taken] == [("summary", "saved"), ("page", "saved")]


def test_rows_for_each_person_take_both_passphrases_from_standard_input(run, tmp_path: Path, monkeypatch) -> None:
    folder = tmp_path / "record"
    quick = Cost(1, 64 << 20)
    second = "saddle pepper window orchid marble"
    with create_vault(folder, PASSPHRASE, "Officer", "ngo", "House", cost=quick) as vault:
        name_second(vault, "Officer Chong", second, cost=quick)
        for _ in range(10):
            opened = CaseOpened("2026-1", "workplace", "field")
            vault.append_many(vault.new_case(), (opened, ConsentDecided("count", "yes", "v", "en")))

    def export(*typed: str) -> tuple[int, str, str]:
        monkeypatch.setattr(throttle, "_waits", {})
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
        return run("export", "htcds", "--vault", str(folder), "--out", str(tmp_path / "out.csv"))

    for typed in ((PASSPHRASE,), (PASSPHRASE, PASSPHRASE)):
        code, _, err = export(*typed)
        assert code == 2
        assert "second person" in err
        assert not (tmp_path / "out.csv").exists()
    code, out, err = export(PASSPHRASE, second)
    assert (code, err) == (0, "")
    assert len(list(csv.DictReader(io.StringIO(Path(out.strip()).read_text("utf-8"))))) == 10
    with open_vault(folder, PASSPHRASE) as vault:
        taken = [each.event for each in vault.events("") if isinstance(each.event, CountsTaken)]
    assert [(each.what, each.second) for each in taken] == [("htcds", "Officer Chong")]


def test_empty_papers_are_made_without_a_case(run, tmp_path: Path) -> None:
    code, told, _ = run("form", "--blank", "--sheet", "A", "--sheet", "C", "--out", str(tmp_path / "paper"))
    assert code == 0
    assert Path(told.strip()).name == "blank-papers-ms.pdf"
    assert len(pypdf.PdfReader(told.strip()).pages) >= 2
    assert run("form", "--blank", "--language", "xx", "--out", str(tmp_path))[0] != 0

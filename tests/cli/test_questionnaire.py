"""``screening protocol questionnaire``: a PDF where it was asked for, or one sentence."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest

from screening.cli.main import main


def run(*arguments: object) -> int:
    try:
        main(["protocol", "questionnaire", *map(str, arguments)])
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_the_sheets_are_written_and_their_place_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.pdf"
    assert (
        run("--officer", "en", "--person", "ur", "--addon", "fishing", "--addon", "site", "--short", "--out", path) == 0
    )
    assert capsys.readouterr().out.strip() == str(path)
    reader = pypdf.PdfReader(path)
    assert reader.metadata is not None and reader.metadata.title == "2026-3"
    assert "Fishing and work at sea" in reader.pages[0].extract_text()
    assert [each.name for each in tmp_path.iterdir()] == ["a.pdf"]


@pytest.mark.parametrize(
    "wrong",
    [
        ("--officer", "bn"), ("--person", "tlh"), ("--profile", "raid"), ("--addon", "mining"), ("--role", "police"),
        ("--edition", "1999-1"), ("--addon", "x\x1b[31m"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_one_sentence_and_no_file(
    wrong: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*wrong, "--out", tmp_path / "a.pdf") == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1 and "\x1b" not in said.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["nowhere/a.pdf", "//server/share/a.pdf", "."])
def test_a_place_that_cannot_be_written_is_one_sentence(
    place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("--short", "--out", place) == 2
    assert capsys.readouterr().err.count("\n") == 1

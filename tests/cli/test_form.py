"""``screening form``: an answer file in, a PDF out, its path told; one sentence for anything else."""

from __future__ import annotations

import functools
import io
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from screening.wording.catalogue.translations import Words

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def form(run: Run) -> Run:
    return functools.partial(run, "form")


def answers(folder: Path, text: str = '{"answers": {"papers-kept": "yes", "locked": "declined"}}') -> Path:
    path = folder / "a.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_pdf_is_made_and_its_path_told(form: Run, tmp_path: Path) -> None:
    code, out, err = form(answers(tmp_path), "--out", tmp_path / "out")
    assert (code, err) == (0, "")
    path = Path(out.strip())
    assert path.parent == tmp_path / "out"
    assert [path] == list((tmp_path / "out").iterdir())
    told = " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages)
    assert Words("en").say("item.papers-kept.mark") in told
    assert Words("ms").say("form.silent.some").split(",")[0] in told


def test_the_same_answers_give_the_same_paper(form: Run, tmp_path: Path) -> None:
    papers = []
    for name in ("one", "two"):
        _, out, _ = form(answers(tmp_path), "--out", tmp_path / name)
        papers.append(pypdf.PdfReader(io.BytesIO(Path(out.strip()).read_bytes())).pages[0].extract_text())
    assert papers[0] == papers[1]


@pytest.mark.parametrize(
    "text",
    ["{", "[]", '{"answers": {"no-such-item": "yes"}}', '{"answers": {"locked": "perhaps"}}', '{"edition": "1066-1"}'],
)
def test_a_bad_answer_file_is_one_sentence_and_no_paper(form: Run, tmp_path: Path, text: str) -> None:
    code, out, err = form(answers(tmp_path, text), "--out", tmp_path / "out")
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
    assert "Traceback" not in err
    assert not (tmp_path / "out").exists()


def test_a_missing_file_is_one_sentence(form: Run, tmp_path: Path) -> None:
    code, out, err = form(tmp_path / "nowhere.json", "--out", tmp_path)
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1


def test_a_folder_on_another_machine_is_one_sentence_and_is_not_made(
    form: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = answers(tmp_path)
    monkeypatch.chdir(tmp_path)
    code, out, err = form(file, "--out", "\\\\server\\share")
    assert (code, out) == (2, "")
    assert [each.name for each in tmp_path.iterdir()] == ["a.json"]
    assert err.strip() == Words("en").say("error.path-not-local")


def test_without_a_folder_nothing_is_made(form: Run, tmp_path: Path) -> None:
    code, out, _ = form(answers(tmp_path))
    assert (code, out) == (2, "")
    assert [each.name for each in tmp_path.iterdir()] == ["a.json"]

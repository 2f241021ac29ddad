"""Layouts of forms: each thing that can be wrong is named, all at once, and what ships has nothing wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening import settings
from screening.documents.forms.loader import Form, check_forms, open_form, read_form
from screening.domain.content.problems import Problem
from screening.errors import BadInput

SOUND = """
id = "small"
sheet = "B"
languages = ["ms", "en"]
source = "docs/requirements.md RE4"
checked_on = 2026-11-24

[[section]]
id = "head"
kind = "fields"
fields = ["date", "code"]

[[section]]
id = "statement"
kind = "statement"

[[section]]
id = "not-asked"
kind = "not-asked"

[[section]]
id = "law"
kind = "law"

[text]
section.head = "Case"
section.statement = "What this asks of you"
section.not-asked = "Not asked"
section.law = "What this paper is"
"""


def read(folder: Path, text: str) -> tuple[Form | None, list[Problem]]:
    path = folder / "form.toml"
    path.write_text(text, encoding="utf-8")
    return read_form(path, "forms/small/form.toml")


def changed(*changes: tuple[str, str]) -> str:
    text = SOUND
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    return text


def test_a_sound_layout_is_read_in_its_order(tmp_path: Path) -> None:
    form, problems = read(tmp_path, SOUND)
    assert problems == []
    assert form is not None
    assert (form.id, form.sheet, form.languages) == ("small", "B", ("ms", "en"))
    assert [each.id for each in form.sections] == ["head", "statement", "not-asked", "law"]
    assert form.sections[0].fields == ("date", "code")


@pytest.mark.parametrize(
    ("before", "after", "place", "what"),
    [
        ('section.law = "What this paper is"\n', "", "section law", "no heading"),
        ('kind = "law"', 'kind = "laws"', "section", '"kind" has no choice "laws"'),
        ('["date", "code"]', '["date", "name"]', "section", '"fields" has no choice "name"'),
        ('id = "law"', 'id = "statement"', "section statement", '"statement" is used twice'),
        ('kind = "statement"', 'kind = "closing"', "section", '"statement" is missing'),
        ('kind = "not-asked"', 'kind = "closing"', "section", '"not-asked" is missing'),
        ('kind = "law"', 'kind = "closing"', "section", '"law" is missing'),
        ('["ms", "en"]', '["ms", "en", "bn"]', "languages", "one or two languages"),
        ('["ms", "en"]', "[]", "languages", "one or two languages"),
        ('fields = ["date", "code"]\n', "", "section head", "only with them"),
        ('kind = "law"', 'kind = "law"\nfields = ["date"]', "section law", "only with them"),
        ('kind = "statement"', 'kind = "statement"\ncards = ["duty"]', "section statement", "Statements go with"),
        ('kind = "statement"', 'kind = "statement"\nstatements = ["duty"]', "section statement", "Statements go with"),
        ('sheet = "B"', "", "the file", '"sheet" is missing'),
        ('sheet = "B"', 'sheet = "B"\nlogo = "crest.png"', "logo", "no small PNG file beside the layout"),
        ('sheet = "B"', 'sheet = "B"\nfooter = "x"', "the file", '"footer" is not a key'),
        ('sheet = "B"', 'sheet = "A"', "section not-asked", 'Sheet A may not hold "not-asked"'),
        ('sheet = "B"', 'sheet = "Z"', "the file", 'no choice "Z"'),
        ('sheet = "B"', "sheet = B", "the file", "not TOML"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path: Path, before: str, after: str, place: str, what: str) -> None:
    form, problems = read(tmp_path, changed((before, after)))
    assert form is None
    assert [each for each in problems if place in each.place and what in each.what], problems
    for problem in problems:
        assert problem.file == "forms/small/form.toml"
        assert problem.remedy


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    form, problems = read(
        tmp_path,
        changed(
            ('section.head = "Case"\n', ""),
            ('kind = "law"', 'kind = "laws"'),
            ('["date", "code"]', '["date", "code", "passport"]'),
            ('id = "not-asked"', 'id = "statement"'),
            ('["ms", "en"]', '["ms", "en", "ur"]'),
        ),
    )
    told = " ".join(str(each) for each in problems)
    assert form is None
    for part in ('"laws"', '"passport"', "used twice", '"law" is missing', "one or two languages"):
        assert part in told


@pytest.mark.parametrize("text", ["section = 3", 'section = "law"', "section = []"])
def test_headings_of_another_kind_are_told_as_missing(tmp_path: Path, text: str) -> None:
    form, problems = read(tmp_path, SOUND.split("[text]")[0] + f"[text]\n{text}\n")
    assert form is None
    assert len([each for each in problems if "no heading" in each.what]) == 4


def test_a_layout_with_problems_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "form.toml").write_text("sheet = ", encoding="utf-8")
    with pytest.raises(BadInput) as told:
        open_form(tmp_path)
    assert told.value.code == "form-unsound"


def test_a_folder_without_a_layout_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        open_form(tmp_path / "nowhere")


def test_the_shipped_forms_have_no_problem() -> None:
    problems, files = check_forms(settings.forms_root())
    assert problems == []
    assert files >= 1


def test_every_layout_below_a_folder_is_checked(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "form.toml").write_text(f'id = "{name}"', encoding="utf-8")
    problems, files = check_forms(tmp_path)
    assert files == 2
    assert {each.file for each in problems} == {"forms/one/form.toml", "forms/two/form.toml"}

"""Which texts can be heard: by text id and voice, with a state; a real person hears reviewed ones only."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.errors import BadInput
from screening.wording.catalogue.packs import packs
from screening.wording.catalogue.recordings import recordings

PACK = """tag = "bn"
own_name = "বাংলা"
script = "Beng"
direction = "ltr"
audience = ["person"]
state = "draft"
author = "a hand"
date = 2026-11-24
reviewers = []
"""


@pytest.fixture
def root(tmp_path: Path):
    audio = tmp_path / "locales" / "bn" / "audio"
    audio.mkdir(parents=True)
    (audio.parent / "pack.toml").write_text(PACK, "utf-8")
    packs.cache_clear()
    yield tmp_path
    packs.cache_clear()


def page(root: Path, state: str = "reviewed", reviewers: str = '["R-1"]') -> Path:
    audio = root / "locales" / "bn" / "audio"
    (audio / "audio.toml").write_text(f'state = "{state}"\nreviewers = {reviewers}\ndate = 2026-11-20\n', "utf-8")
    return audio


def test_files_are_found_by_text_id_and_voice(root):
    audio = page(root)
    for name in (
        "private.yes.female.flac",
        "private.yes.male.wav",
        "private.no.female.ogg",
        "notes.txt",
        "x.child.wav",
    ):
        (audio / name).touch()
    found = recordings("bn", root=root)
    assert found.trusted
    assert set(found.files["female"]) == {"private.yes", "private.no"}
    assert found.missing("male", ("private.yes", "private.no")) == ("private.no",)


@pytest.mark.parametrize(("state", "reviewers"), [("draft", '["R-1"]'), ("reviewed", "[]"), ("source", '["R-1"]')])
def test_what_nobody_has_reviewed_is_not_for_a_real_person(root, state, reviewers):
    page(root, state, reviewers)
    assert not recordings("bn", root=root).trusted


def test_without_the_page_there_are_no_recordings(root):
    assert not recordings("bn", root=root).files
    assert not recordings("bn-IN", root=root).trusted


@pytest.mark.requirement("NV21")
def test_no_other_language_stands_in(root):
    (page(root) / "private.yes.female.flac").touch()
    assert not recordings("ctg", root=root).files


@pytest.mark.parametrize("text", ['state = "good"', "reviewers = []", "state = ["])
def test_a_page_that_cannot_be_read_is_told(root, text):
    (page(root) / "audio.toml").write_text(text, "utf-8")
    with pytest.raises(BadInput) as trouble:
        recordings("bn", root=root)
    assert trouble.value.code == "content-unreadable"


@pytest.mark.requirement("LA3")
def test_a_computers_voice_is_for_no_real_person_whatever_its_state_says(root):
    audio = page(root, "field-tested")
    assert recordings("bn", root=root).field_tested
    (audio / "audio.toml").write_text((audio / "audio.toml").read_text("utf-8") + "synthetic = true\n", "utf-8")
    found = recordings("bn", root=root)
    assert (found.synthetic, found.trusted, found.field_tested) == (True, False, False)

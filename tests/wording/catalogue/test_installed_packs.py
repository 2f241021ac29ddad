"""Packs that were put in after the program: which folder is in use, and that another root never sees them."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening import settings
from screening.wording.catalogue.installed_packs import overlay, put_in, use_overlay
from screening.wording.catalogue.source_texts import Audience, Folder, source_texts
from screening.wording.catalogue.translations import Words, catalogue

NAME = "0123456789abcdef"


@pytest.fixture
def packs(tmp_path: Path):
    home = tmp_path / "packs" / "bn"
    (home / NAME).mkdir(parents=True)
    (home / "current").write_text(NAME, "ascii")
    use_overlay(tmp_path / "packs", {"bn": NAME})
    yield tmp_path / "packs"
    use_overlay(None)


def test_the_folder_that_current_names_is_in_use(packs: Path) -> None:
    assert overlay() == packs
    assert put_in("bn") == packs / "bn" / NAME
    assert put_in("ne") is None


def test_a_folder_that_nobody_vouched_for_is_no_pack(packs: Path) -> None:
    use_overlay(packs)
    assert put_in("bn") is None
    use_overlay(packs, {"bn": "fedcba9876543210", "ne": NAME})
    assert put_in("bn") is None


def test_another_root_has_the_packs_of_its_own_only(packs: Path, tmp_path: Path) -> None:
    assert put_in("bn", tmp_path) is None


@pytest.mark.parametrize("name", ["", "..", "../../bn", "fedcba9876543210", "0123456789ABCDEF", "x" * 16])
def test_a_name_that_is_not_one_is_no_pack(packs: Path, name: str) -> None:
    (packs / "bn" / "current").write_text(name, "ascii")
    assert put_in("bn") is None


def test_a_folder_without_words_leaves_the_programs_own(packs: Path) -> None:
    assert Words("bn").say("answer.yes") != "Yes"


def test_what_was_read_stays_where_the_same_packs_come_into_use_again(packs: Path, tmp_path: Path) -> None:
    read = catalogue(settings.content_root(), "bn", Audience.PERSON)
    use_overlay(packs, {"bn": NAME})
    assert catalogue(settings.content_root(), "bn", Audience.PERSON) is read
    use_overlay(packs, {})
    assert catalogue(settings.content_root(), "bn", Audience.PERSON) is not read


def test_texts_are_read_once_and_those_of_other_content_beside_them(tmp_path: Path) -> None:
    root, edition = settings.content_root(), settings.EDITION
    read = source_texts(root, Folder.PROTOCOL, edition, settings.Installation())
    assert source_texts(root, Folder.PROTOCOL, edition, settings.OWN) is read
    assert source_texts(root, Folder.PROTOCOL, edition, settings.Installation(put_in=(tmp_path,))) is not read

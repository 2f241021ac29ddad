"""Packs put in after the program: an installation names the folder of each, and no other content sees them."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening import settings
from screening.settings import OWN, Installation
from screening.wording.catalogue.packs import has_packs
from screening.wording.catalogue.source_texts import Audience, Folder, source_texts
from screening.wording.catalogue.translations import Words, catalogue


@pytest.fixture
def here(tmp_path: Path) -> Installation:
    (tmp_path / "bn").mkdir()
    return Installation(language_packs=(("bn", tmp_path / "bn"),))


def test_only_the_language_that_a_pack_was_put_in_for_has_one(here: Installation, tmp_path: Path) -> None:
    assert here.language_pack("bn", settings.content_root()) == tmp_path / "bn"
    assert here.language_pack("ne") is None
    assert OWN.language_pack("bn") is None


def test_other_content_than_the_programs_own_has_no_packs_put_in(here: Installation, tmp_path: Path) -> None:
    assert here.language_pack("bn", tmp_path) is None


def test_a_pack_without_words_leaves_the_programs_own(here: Installation) -> None:
    assert Words("bn", here).say("answer.yes") == Words("bn").say("answer.yes") != "Yes"


def test_what_was_read_stays_where_the_same_packs_come_into_use_again(here: Installation, tmp_path: Path) -> None:
    read = catalogue(settings.content_root(), "bn", Audience.PERSON, here)
    again = Installation(language_packs=(("bn", tmp_path / "bn"),))
    assert catalogue(settings.content_root(), "bn", Audience.PERSON, again) is read
    assert catalogue(settings.content_root(), "bn", Audience.PERSON) is not read


def test_another_process_of_the_program_is_told_of_every_pack(here: Installation) -> None:
    assert Installation.from_plain(here.as_plain()) == here


def test_a_folder_without_packs_is_not_looked_into(tmp_path: Path) -> None:
    assert not has_packs(tmp_path / "packs")
    assert not has_packs(tmp_path)
    (tmp_path / "bn").mkdir()
    assert has_packs(tmp_path)


def test_texts_are_read_once_and_those_of_other_content_beside_them(tmp_path: Path) -> None:
    root, edition = settings.content_root(), settings.EDITION
    read = source_texts(root, Folder.PROTOCOL, edition, settings.Installation())
    assert source_texts(root, Folder.PROTOCOL, edition, settings.OWN) is read
    assert source_texts(root, Folder.PROTOCOL, edition, settings.Installation(put_in=(tmp_path,))) is not read

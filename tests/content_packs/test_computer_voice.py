"""A computer's voice may speak to a real person by the organisation's signed word alone, and no file's on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from screening.casework.content import in_use
from screening.content_packs import packs as content_packs
from screening.domain.events.exchange import ContentPutIn
from screening.errors import BadInput
from screening.settings import OWN
from screening.store import Vault
from screening.store.exchange.pack_file import CONTENT, PackFile, read_pack_file
from screening.store.vault.vault import VAULT
from screening.wording.catalogue.translations import Words
from tests.casework.some_content import believes, change, record


@pytest.fixture
def headquarters() -> Iterator[Vault]:
    vault = record("Headquarters")
    yield vault
    vault.close()


@pytest.fixture
def officer(headquarters: Vault) -> Iterator[Vault]:
    vault = record("Devi", 6)
    believes(vault, headquarters)
    yield vault
    vault.close()


def pack(signer: Vault, folder: Path, *languages: str) -> PackFile:
    """A pack that says nothing but this."""
    place = folder / "content-of" / "indicators"
    place.mkdir(parents=True, exist_ok=True)
    named = ", ".join(f'"{each}"' for each in languages)
    lines = f'computer_voice = [{named}]\nsource = "The board"\nchecked_on = 2026-11-03\n'
    (place / "computer_voice.toml").write_text(lines, "utf-8")
    return read_pack_file(content_packs.export(signer, place.parent), CONTENT)


def put_in(officer: Vault, made: PackFile, folder: Path) -> list[str]:
    told: list[str] = []
    content_packs.put_in(officer, made, Words("en"), folder / "packs", told.append)
    return told


def allowed(officer: Vault, folder: Path) -> tuple[str, ...]:
    return in_use.content_of_record(officer, folder / "packs")[0].computer_voice


def test_it_is_off_until_a_signed_pack_names_the_language_and_off_again_when_that_is_rolled_back(
    officer: Vault, headquarters: Vault, tmp_path: Path
) -> None:
    assert OWN.computer_voice == allowed(officer, tmp_path) == ()
    told = put_in(officer, pack(headquarters, tmp_path, "bn", "ur"), tmp_path)
    assert any(line.startswith("A computer’s voice may read") and "Bangla" in line and "Urdu" in line for line in told)
    assert allowed(officer, tmp_path) == ("bn", "ur")
    content_packs.roll_back(officer)
    assert allowed(officer, tmp_path) == ()


def test_a_pack_that_says_nothing_of_it_takes_it_away_and_that_is_said(
    officer: Vault, headquarters: Vault, tmp_path: Path
) -> None:
    put_in(officer, pack(headquarters, tmp_path, "bn"), tmp_path)
    limits = tmp_path / "other" / "indicators"
    limits.mkdir(parents=True)
    (limits / "age.toml").write_bytes((OWN.age_root / "age.toml").read_bytes())
    headquarters.clock = officer.clock
    here, _ = in_use.content_of_record(officer, tmp_path / "packs")
    later = read_pack_file(content_packs.export(headquarters, limits.parent), CONTENT)
    told = content_packs.examine(later, Words("en", here)).changes
    assert "A computer’s voice is no longer allowed in any language." in told
    assert any("computer_voice.toml" in line and "is removed" in line for line in told)


def test_a_setting_signed_by_a_stranger_changes_nothing_and_is_said(officer: Vault, tmp_path: Path) -> None:
    stranger = record("Stranger")
    with pytest.raises(BadInput) as trouble:
        put_in(officer, pack(stranger, tmp_path, "bn"), tmp_path)
    stranger.close()
    assert trouble.value.code == "pack-unknown-signer"
    assert allowed(officer, tmp_path) == ()
    assert not any(isinstance(each.event, ContentPutIn) for each in officer.events(VAULT))


def test_a_setting_that_was_changed_on_the_disk_counts_for_nothing_and_is_told(
    officer: Vault, headquarters: Vault, tmp_path: Path
) -> None:
    put_in(officer, pack(headquarters, tmp_path, "bn"), tmp_path)
    (place,) = (tmp_path / "packs" / "content").iterdir()
    change(place / "indicators" / "computer_voice.toml", '"bn"', '"bn", "ur"')
    here, spoilt = in_use.content_of_record(officer, tmp_path / "packs")
    assert here.computer_voice == ()
    assert spoilt


@pytest.mark.parametrize("tag", ["xx", "km", "my"])
def test_a_pack_that_names_a_language_without_a_fit_voice_is_not_put_in(
    officer: Vault, headquarters: Vault, tmp_path: Path, tag: str
) -> None:
    with pytest.raises(BadInput) as trouble:
        put_in(officer, pack(headquarters, tmp_path, "bn", tag), tmp_path)
    assert trouble.value.code == "pack-problems"
    assert allowed(officer, tmp_path) == ()

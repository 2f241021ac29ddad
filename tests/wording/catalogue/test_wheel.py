"""What an installed program has to speak with: the texts, and the catalogues compiled."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from screening.settings import content_root
from screening.wording.catalogue.translations import read_catalogue_file

LOCALES = "screening/content/locales"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    [made] = WheelBuilder(str(content_root())).build(directory=str(folder), versions=["standard"])
    return zipfile.ZipFile(made)


@pytest.mark.sweep
def test_every_catalogue_is_compiled_and_says_the_same(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    sources = sorted((content_root() / "locales").glob("*/LC_MESSAGES/*.po"))
    assert sources
    for path in sources:
        name = path.relative_to(content_root() / "locales").with_suffix(".mo").as_posix()
        compiled = Path(wheel.extract(f"{LOCALES}/{name}", tmp_path))
        assert read_catalogue_file(compiled).entries == read_catalogue_file(path).entries


def test_a_wheel_carries_what_is_read_and_not_what_is_written_by_hand(wheel: zipfile.ZipFile) -> None:
    names = {name for name in wheel.namelist() if name.startswith(LOCALES)}
    assert {Path(name).suffix for name in names} <= {".toml", ".mo", ".txt"}
    assert f"{LOCALES}/en/errors.toml" in names
    assert f"{LOCALES}/ur/pack.toml" in names
    assert any(name.startswith("screening/content/indicators/2026-1/topics/") for name in wheel.namelist())

"""The wheel, installed with what it needs into an environment of its own, far from this checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from screening import __version__, settings

pytestmark = pytest.mark.sweep


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the commands of a new environment that holds the wheel and nothing else of ours."""
    folder = tmp_path_factory.mktemp("installed")
    [wheel] = WheelBuilder(str(settings.content_root())).build(directory=str(folder), versions=["standard"])
    venv.create(folder / "venv", with_pip=True)
    commands = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run([commands / "python", "-m", "pip", "install", "--quiet", wheel], check=True)
    return commands


def run(commands: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    alone = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    return subprocess.run(
        [commands / "screening", *arguments], capture_output=True, text=True, cwd=commands, env=alone, check=False
    )


def test_it_names_its_version(installed: Path) -> None:
    assert run(installed, "--version").stdout == f"screening, version {__version__}\n"


def test_it_checks_clean(installed: Path) -> None:
    checked = run(installed, "check")
    assert (checked.returncode, checked.stderr) == (0, ""), checked.stdout


def test_it_reads_answers(installed: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "answers.json"
    sheet.write_text(json.dumps({"answers": {"papers-kept": {"answer": "yes", "where": "work"}}}), "utf-8")
    scored = run(installed, "score", str(sheet), "--json")
    assert (scored.returncode, scored.stderr) == (0, "")
    assert json.loads(scored.stdout)["edition"] == settings.EDITION


def test_it_carries_the_handbook_in_every_language_of_officers(installed: Path) -> None:
    asked = (
        "from screening.wording.handbook import chapters; print(*chapters.languages(), len(chapters.table().chapters))"
    )
    said = subprocess.run([installed / "python", "-I", "-c", asked], capture_output=True, text=True, check=True).stdout
    *languages, chapter_count = said.split()
    assert sorted(languages) == ["en", "id", "ms", "th"]
    assert int(chapter_count) > 20

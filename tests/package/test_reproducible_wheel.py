"""The same commit makes the same wheel, byte for byte, wherever and whenever it is built."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from screening.settings import content_root

PARTS = (
    "src",
    "indicators",
    "locales",
    "forms",
    "countries",
    "docs/handbook",
    "pyproject.toml",
    "hatch_build.py",
    "README.md",
    "LICENSE",
)
BUILD = (
    "from hatchling.builders.wheel import WheelBuilder; import sys; print(*WheelBuilder('.').build(directory='out'))"
)


def copied(folder: Path, mode: int, when: int) -> Path:
    """A copy of what the wheel is made from, each file with other rights and another time."""
    folder.mkdir()
    for name in PARTS:
        source = content_root() / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, folder / name)
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(mode)
            os.utime(path, (when, when))
    return folder


def digest_of_wheel(folder: Path, **environment: str) -> str:
    alone = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    told = subprocess.run(
        [sys.executable, "-c", BUILD], cwd=folder, env=alone | environment, capture_output=True, text=True, check=True
    )
    return hashlib.sha256((folder / told.stdout.strip()).read_bytes()).hexdigest()


@pytest.mark.sweep
def test_two_builds_of_one_commit_are_the_same_bytes(tmp_path: Path) -> None:
    first = copied(tmp_path / "a", 0o600, 1_000_000_000)
    second = copied(tmp_path / "somewhere-else", 0o664, 1_700_000_000)
    assert digest_of_wheel(first, TZ="UTC", LC_ALL="C", PYTHONHASHSEED="1") == digest_of_wheel(
        second, TZ="Asia/Kuala_Lumpur", LC_ALL="C.UTF-8", PYTHONHASHSEED="2"
    )

"""What the tests of the commands share."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from screening.cli.main import main
from tests.made_vaults import PASSPHRASE

PackCommand = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run a command: its exit code, what it printed, its error."""

    def running(*arguments: object) -> tuple[int, str, str]:
        code = 0
        try:
            main([*map(str, arguments)])
        except SystemExit as ended:
            code = int(ended.code or 0)
        told = capsys.readouterr()
        return code, told.out, told.err

    return running


@pytest.fixture
def pack(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> PackCommand:
    """Run ``screening pack`` with a folder of packs of its own: its exit code, what it printed, its error."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(PASSPHRASE + "\n"))
        code = 0
        try:
            main(["pack", *arguments, "--packs", str(tmp_path / "packs")])
        except SystemExit as ended:
            code = int(ended.code or 0)
        told = capsys.readouterr()
        return code, told.out, told.err

    return run

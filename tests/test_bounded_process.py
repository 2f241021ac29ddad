"""Work within bounds, in a packaged program as in a checkout."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from screening import bounded_process
from screening.errors import BadInput

CHECK = "screening.casework.referral.paper_check:checked_apart"


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program as an installer leaves it: one file to start, and no interpreter beside it."""
    program = tmp_path / "notes"
    program.write_text(f'#!/bin/sh\necho "$@" > "{tmp_path}/started"\nexec "{sys.executable}" -I -m screening "$@"\n')
    program.chmod(0o700)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    return tmp_path / "started"


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for the program is a shell script")
def test_a_packaged_program_starts_itself_for_work_within_bounds(packaged: Path) -> None:
    with pytest.raises(BadInput, match="pdf-unreadable"):
        bounded_process.run(CHECK, b"no pdf", "")
    assert packaged.read_text() == f"{bounded_process.ARGUMENT}\n"


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for the program is a shell script")
def test_a_packaged_program_lives_on_where_its_work_dies(packaged: Path) -> None:
    with pytest.raises(BadInput, match="file-too-costly"):
        bounded_process.run("screening.hostile_work:none", b"")
    assert packaged.exists()

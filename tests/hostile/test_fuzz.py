"""Hostile files as a program makes them, a while for each kind: ``benchmarks/faults/fuzz.py``.

What once crashed stands among the tests of its reader.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.faults import fuzz

SECONDS = float(os.environ.get("SCREENING_FUZZ_SECONDS", "60"))
"""For each kind; ``.ci/run`` takes 10."""


@pytest.mark.sweep
@pytest.mark.parametrize("target", fuzz.TARGETS)
def test_no_file_brings_the_program_down(target: str, tmp_path: Path) -> None:
    tried, _ = fuzz.fuzz(target, SECONDS, keep=tmp_path)
    assert tried > 0


def test_what_brings_it_down_is_told_and_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The harness itself: a reader that does not bear one letter."""

    def broken(below: Path) -> fuzz.Target:
        def read(data: bytes) -> None:
            assert b"e" not in data

        return fuzz.Target(fuzz.st.binary(max_size=50), read)

    monkeypatch.setitem(fuzz.TARGETS, "broken", broken)
    with pytest.raises(AssertionError):
        fuzz.fuzz("broken", 5, keep=tmp_path)
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"e"]

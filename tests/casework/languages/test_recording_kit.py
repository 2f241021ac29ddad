"""The recording kit in every language that a computer's voice speaks: the longest lines go in, and none is too long."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.recording_kit import in_this_process, tried
from screening.sound import recording_levels
from screening.sound.computer_voice import can_speak
from screening.sound.measure import LONGEST
from screening.wording.catalogue.languages import languages
from screening.wording.catalogue.packs import SOURCE


@pytest.mark.sweep
@pytest.mark.requirement("LA11")
@pytest.mark.parametrize("tag", [pack.tag for pack in languages() if pack.tag != SOURCE])
def test_what_a_voice_reads_of_a_pack_is_taken_in(tag: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not can_speak(tag):
        pytest.skip("no voice on this computer")
    monkeypatch.setattr(recording_levels, "take", in_this_process)
    found = tried(tag, tmp_path, every=30, longest=8)
    assert (found.faults, found.taken) == ({}, found.said)
    assert found.said >= 14
    assert max(found.seconds) <= LONGEST
    assert max(found.levels) - min(found.levels) < 3

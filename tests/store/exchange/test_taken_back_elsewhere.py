"""A record that one laptop heard the person take back, while another went on with it (CO8)."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.domain.case import sessions
from screening.domain.events.catalogue import CaseOpened, ConsentDecided, TalkResumed, TalkStopped
from screening.domain.events.session import Withdrawn
from screening.store import Vault, take_in
from tests.store.some_bundles import bundle, case_of, introduce, laptop

AGREED = (ConsentDecided("talk", "yes", "v", "en"), ConsentDecided("notes", "yes", "v", "en"))


def brought(sender: Vault, receiver: Vault, folder: Path) -> None:
    folder.mkdir()
    take_in(receiver, bundle(sender, receiver, folder))


@pytest.mark.requirement("CO8")
def test_a_talk_that_went_on_elsewhere_does_not_open_it_and_one_that_knew_of_it_does(tmp_path: Path) -> None:
    aina, budi = laptop("Aina"), laptop("Budi")
    introduce(aina, budi)
    code = aina.new_case()
    aina.append_many(code, (CaseOpened("2026-1", "field", "field"), *AGREED))
    brought(aina, budi, tmp_path / "1")
    budi.append_many(code, (TalkResumed(), *AGREED))
    aina.append_many(code, (Withdrawn("keep"), TalkStopped("withdrawn")))
    brought(budi, aina, tmp_path / "2")
    assert (case_of(aina, code).taken_back, case_of(aina, code).stopped) == (True, "withdrawn")
    brought(aina, budi, tmp_path / "3")
    known = sessions.knew(case_of(budi, code).sessions, budi.strand)
    budi.append_many(code, (*known, TalkResumed(), *AGREED))
    brought(budi, aina, tmp_path / "4")
    assert not case_of(aina, code).taken_back
    assert not case_of(budi, code).taken_back

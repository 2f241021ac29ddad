"""What is told of a paper that somebody brings: unchanged where the whole file is, or was by the rule of its time."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.casework.referral import paper_check
from screening.casework.referral.paper_check import lines
from screening.documents.paper_check.check import PaperCheck
from screening.errors import BadInput
from screening.wording.catalogue.translations import Words

EN = Words("en")
SEAL = "K7RM-4QXD-W"


@pytest.mark.parametrize(
    ("checked", "verdict", "unchanged"),
    [
        (PaperCheck(SEAL, SEAL, 2, False), "unchanged", True),
        (PaperCheck(SEAL, SEAL, 2, False, edition=1), "older", True),
        (PaperCheck(SEAL, SEAL, 2, False, saved_again=True), "saved-again", False),
        (PaperCheck(SEAL, SEAL, 2, False, saved_again=True, written_by="Some Editor"), "saved-again", False),
        (PaperCheck(SEAL, "OTHER", 2, False), "changed", False),
        (PaperCheck(SEAL, "OTHER", 2, False, written_by="Some Editor"), "written-anew", False),
        (PaperCheck(SEAL, "OTHER", 2, False, edition=1), "changed", False),
        (PaperCheck("", "OTHER", 2, False), "changed-letters", False),
        (PaperCheck("", "", 2, False), "changed-letters", False),
    ],
)
def test_each_state_of_a_paper_has_its_sentence(checked: PaperCheck, verdict: str, unchanged: bool) -> None:
    told, whole = lines(checked, EN)
    assert told[0] == EN.say(f"papercheck.{verdict}", seal=SEAL)
    assert told[1] == EN.say_count("papercheck.pages", 2)
    assert told[2:] == ([EN.say("papercheck.ask")] if unchanged else [])
    assert whole is unchanged


def test_a_file_without_a_seal_of_the_first_edition_is_no_paper_of_ours() -> None:
    assert lines(PaperCheck("", "OTHER", 2, False, edition=1), EN) == ([EN.say("papercheck.no-seal")], False)


def test_a_file_that_is_not_there_or_too_big_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadInput, match="file-unreadable"):
        paper_check.check_file(tmp_path / "none.pdf")
    monkeypatch.setattr(paper_check, "LARGEST", 4)
    monkeypatch.setattr(paper_check.bounded_process, "run", lambda name, data, passphrase: b"null")
    file = tmp_path / "paper.pdf"
    file.write_bytes(b"12345")
    with pytest.raises(BadInput, match="pdf-too-big"):
        paper_check.check_file(file)
    file.write_bytes(b"1234")
    with pytest.raises(TypeError):  # it is read, and what stands for the check tells nothing
        paper_check.check_file(file)

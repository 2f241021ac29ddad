"""``screening pack``: made by one record, refused and then put in by another that checked the reviewer's number."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from screening.store import add_contact, open_vault, publisher_card, trust
from tests.made_vaults import PASSPHRASE, made_record


@pytest.mark.sweep
def test_a_pack_goes_from_a_reviewer_to_an_officer(pack, tmp_path: Path) -> None:
    theirs, own = (
        made_record(tmp_path / "reviewer", "reviewer", "reviewer", "House"),
        made_record(tmp_path / "officer", "labour-officer", "labour-officer", "House"),
    )
    assert pack("list")[:2] == (0, "No pack was added; the program’s own packs are in use.\n")
    code, out, _ = pack("export", "--vault", str(theirs), "--language", "ne", "--out", str(tmp_path))
    made = next(tmp_path.glob("*.screening-pack"))
    assert (code, made.name in out) == (0, True)
    code, out, _ = pack("check", str(made), "--json")
    told = json.loads(out)
    assert (code, told["tag"], told["problems"]) == (0, "ne", [])
    code, _, err = pack("import", str(made), "--vault", str(own))
    assert code == 2
    assert told["number"] in err
    with open_vault(theirs, PASSPHRASE) as reviewer:
        card = publisher_card(reviewer)
    with open_vault(own, PASSPHRASE) as officer:
        add_contact(officer, card, card.number)
        trust(officer, card.number, content=True, updates=False)
    code, out, _ = pack("import", str(made), "--vault", str(own))
    assert (code, "ne" in out) == (0, True)
    code, out, _ = pack("list", "--json")
    assert [row["tag"] for row in json.loads(out)] == ["ne"]
    code, _, err = pack("import", str(made), "--vault", str(own))
    assert (code, "as new as this one" in err) == (2, True)


def test_a_file_that_is_no_pack_is_one_sentence(pack, tmp_path: Path) -> None:
    (tmp_path / "x.screening-pack").write_bytes(b"PK\x03\x04")
    code, out, err = pack("check", str(tmp_path / "x.screening-pack"))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert pack("check", str(tmp_path / "nothing"))[0] == 2


def test_a_language_without_recordings_is_told_so(pack) -> None:
    code, out, _ = pack("check", "bn")
    assert code == 0
    assert "no recording" in out


def test_english_has_no_pack_to_export(pack, tmp_path: Path) -> None:
    own = made_record(tmp_path / "reviewer", "reviewer", "reviewer", "House")
    assert pack("export", "--vault", str(own), "--language", "en", "--out", str(tmp_path))[0] == 2


def test_a_recording_script_is_written_on_paper_and_as_a_list(pack, tmp_path: Path) -> None:
    code, out, _ = pack("script", "bn", "--out", str(tmp_path / "script"))
    assert (code, len(out.splitlines())) == (0, 2)
    assert sorted(path.name for path in (tmp_path / "script").iterdir()) == [
        "recording-script-bn.pdf",
        "recordings-bn.m3u8",
    ]


def test_recordings_with_problems_are_told_and_nothing_is_written(pack, tmp_path: Path) -> None:
    pytest.importorskip("av")
    (tmp_path / "telephone").mkdir()
    (tmp_path / "telephone" / "hello.wav").write_bytes(b"no sound")
    asked = ("recordings", str(tmp_path / "telephone"), "--language", "bn", "--voice", "male")
    code, out, _ = pack(*asked, "--part", "--out", str(tmp_path / "ready"))
    assert (code, "hello.wav: hello: No text has this number or name." in out) == (1, True)
    assert not (tmp_path / "ready").exists()

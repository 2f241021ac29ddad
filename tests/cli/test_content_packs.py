"""``screening pack`` with content: made by headquarters, refused and then put in by an officer, and rolled back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from screening.store import add_contact, open_vault, publisher_card, trust
from tests.casework.some_content import EDITION, content
from tests.made_vaults import PASSPHRASE, made_record


@pytest.mark.sweep
@pytest.mark.requirement("HW9")
def test_content_goes_from_headquarters_to_an_officer_and_is_rolled_back(pack, tmp_path: Path) -> None:
    theirs = str(made_record(tmp_path / "hq", "Headquarters", "supervisor"))
    own = str(made_record(tmp_path / "officer", "Devi", "labour-officer"))
    source = content(tmp_path / "content")
    code, out, _ = pack("export", "--vault", theirs, "--from", str(source), "--out", str(tmp_path))
    made = str(next(tmp_path.glob("content-*.screening-pack")))
    with open_vault(Path(theirs), PASSPHRASE) as vault:
        card = publisher_card(vault)
    assert (code, card.number in out) == (0, True)

    code, out, _ = pack("check", made)
    assert (code, card.number in out, EDITION in out) == (1, True, False), "nothing is read before somebody is believed"
    code, _, err = pack("check", made, "--number", "1" * 30)
    assert (code, err.count("\n")) == (2, 1)
    code, out, _ = pack("check", made, "--number", card.number, "--json")
    assert (code, json.loads(out)["edition"], json.loads(out)["problems"]) == (0, EDITION, [])
    code, out, err = pack("add", made, "--vault", own)
    assert (code, out, card.number in err) == (2, "", True)
    assert not (tmp_path / "packs").exists()

    with open_vault(Path(own), PASSPHRASE) as vault:
        add_contact(vault, card, card.number)
        trust(vault, card.number, content=True, updates=False)
    assert pack("add", made, "--vault", own)[0] == 0
    assert pack("add", made, "--vault", own)[0] == 2
    _, out, _ = pack("list", "--vault", own, "--json")
    assert [(each["editions"], each["state"]) for each in json.loads(out)] == [([EDITION], "in-use")]
    assert pack("roll-back", "--vault", own)[0] == 0
    assert pack("roll-back", "--vault", own)[0] == 2
    _, out, _ = pack("list", "--vault", own)
    assert "no longer in use" in out


def test_the_former_name_of_add_is_still_understood(pack, tmp_path: Path) -> None:
    own = str(made_record(tmp_path / "officer", "Devi", "labour-officer"))
    code, _, err = pack("import", str(tmp_path / "nothing"), "--vault", own)
    assert (code, err.count("\n")) == (2, 1)

"""``screening bundle`` from the terminal: two records on two laptops, and a stick between them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from screening.casework.content.edition import open_content
from screening.cli.main import main
from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, CaseOpened
from screening.domain.events.contacts import parse_card
from screening.domain.events.session import Withdrawn
from screening.store import create_vault, name_second, open_vault
from screening.store.crypto.key_file import Cost
from tests.casework.some_talk import Session

PASSPHRASE = "lantern copper meadow thimble walnut"
SECOND = "ladder orchid pebble sailor timber"


class Laptops:
    """Two records and a stick; ``run`` types the passphrase."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.stick = folder / "stick"
        self.stick.mkdir()
        self.monkeypatch, self.capsys = monkeypatch, capsys
        for name in ("aina", "budi"):
            path = folder / name
            setattr(self, name, path)
            create_vault(path, PASSPHRASE, name.title(), "labour-officer", "Office", cost=Cost(1, 64 << 20)).close()

    def run(self, *arguments: object, code: int = 0, second: str = "") -> str:
        """What the command prints; on both streams."""
        typed = CliRunner().isolation(input=f"{PASSPHRASE}\n{second}\n")
        with typed as (out, error, _):
            try:
                main(["bundle", *map(str, arguments)])
                ended = 0
            except SystemExit as left:
                ended = int(left.code or 0)
            said = (out.getvalue() + error.getvalue()).decode().replace("\r\n", "\n")
        assert ended == code, said
        return said

    def introduce(self) -> None:
        for own, other in ((self.aina, self.budi), (self.budi, self.aina)):
            self.run("card", "--vault", other, "--out", self.stick / f"{other.name}.txt")
            number = parse_card((self.stick / f"{other.name}.txt").read_text()).number
            self.run("add", self.stick / f"{other.name}.txt", "--vault", own, "--number", number)

    def case(self) -> str:
        with open_vault(self.aina, PASSPHRASE) as vault:
            code = vault.new_case()
            vault.append(code, CaseOpened("2026-1", "workplace", "field"))
            vault.append(code, AnswerGiven("locked", Answer.YES, How.TOLD))
        return code


@pytest.fixture
def laptops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Laptops:
    return Laptops(tmp_path, monkeypatch, capsys)


def test_a_case_goes_from_one_laptop_to_the_other_over_a_stick(laptops: Laptops) -> None:
    laptops.introduce()
    code = laptops.case()
    create = ("create", "--vault", laptops.aina, "--to", "Budi", "--case", code, "--out", laptops.stick)
    assert f"Case {code} has no recorded yes" in laptops.run(*create, code=2)
    laptops.run(*create, "--duty", "Standing order 4")
    (sent,) = laptops.stick.glob("bundle-*.age")
    assert "2 entries are new here." in laptops.run("open", sent, "--vault", laptops.budi, "--look")
    assert "2 entries are new here." in laptops.run("open", sent, "--vault", laptops.budi)
    assert "The bundle has nothing new for this record." in laptops.run("open", sent, "--vault", laptops.budi)
    with open_vault(laptops.budi, PASSPHRASE) as vault:
        assert vault.cases() == (code,)


@pytest.mark.sweep
@pytest.mark.requirement("CO8")
def test_all_cases_are_those_that_nobody_took_back(laptops: Laptops) -> None:
    laptops.introduce()
    back, code = laptops.case(), laptops.case()
    with open_vault(laptops.aina, PASSPHRASE) as vault:
        vault.append(back, Withdrawn("keep"))
    create = ("create", "--vault", laptops.aina, "--to", "Budi", "--all", "--duty", "Order 4", "--out", laptops.stick)
    assert f"not every recipient had them before: {back}" in laptops.run(*create)
    (sent,) = laptops.stick.glob("bundle-*.age")
    laptops.run("open", sent, "--vault", laptops.budi)
    with open_vault(laptops.budi, PASSPHRASE) as vault:
        assert vault.cases() == (code,)


@pytest.mark.requirement("CO7")
def test_what_a_person_said_to_a_colleague_is_recorded_and_lets_the_case_go(laptops: Laptops) -> None:
    laptops.introduce()
    with open_vault(laptops.aina, PASSPHRASE) as vault:
        code = Session(vault, open_content(), practice=False).gate().agrees().code
    laptops.run("agreed", "--vault", laptops.aina, "--case", code.lower(), "--to", "Budi", "--said", "yes")
    laptops.run("create", "--vault", laptops.aina, "--to", "Budi", "--case", code, "--out", laptops.stick)
    assert len(list(laptops.stick.glob("bundle-*.age"))) == 1


def test_the_card_is_printed_and_its_number_is_said(laptops: Laptops) -> None:
    said = laptops.run("card", "--vault", laptops.aina)
    card = parse_card(said.partition("Your number")[0])
    assert card.name == "Aina" and f"Your number: {card.number}" in said


def test_the_people_are_listed_with_what_was_checked(laptops: Laptops) -> None:
    assert laptops.run("people", "--vault", laptops.aina) == "No contacts yet.\n"
    laptops.run("card", "--vault", laptops.budi, "--out", laptops.stick)
    (card,) = laptops.stick.glob("card-*.txt")
    assert "You can send to it after you check its number" in laptops.run("add", card, "--vault", laptops.aina)
    assert "Number not checked yet" in laptops.run("people", "--vault", laptops.aina)
    laptops.run("remove", "Budi", "--vault", laptops.aina)
    assert laptops.run("people", "--vault", laptops.aina) == "No contacts yet.\n"


@pytest.mark.sweep
def test_several_cases_go_out_with_the_second_person_only(laptops: Laptops) -> None:
    laptops.introduce()
    for _ in range(2):
        laptops.case()
    create = ("create", "--vault", laptops.aina, "--to", "Budi", "--all", "--duty", "Order 4", "--out", laptops.stick)
    laptops.run(*create, second=SECOND, code=2)
    with open_vault(laptops.aina, PASSPHRASE) as vault:
        name_second(vault, "Chandra", SECOND, cost=Cost(1, 64 << 20))
    assert "The bundle holds 2 cases." in laptops.run(*create, second=SECOND)
    laptops.run(*create, second="another lantern copper meadow walnut", code=2)
    assert len(list(laptops.stick.glob("bundle-*.age"))) == 1


REFUSED = [
    (("create", "--to", "Nobody", "--all", "--out", "{stick}"), "That card is not among your contacts"),
    (("create", "--to", "Budi", "--out", "{stick}"), "No case was chosen"),
    (("create", "--to", "Budi", "--case", "AAAA-AAAA-A", "--out", "{stick}"), "There is no case"),
    (
        ("create", "--to", "Budi", "--all", "--duty", "x", "--out", "//host/share"),
        "not on this computer's own disk",
    ),
    (("open", "{stick}/budi.txt"), "is not a bundle of this program"),
    (("open", "{stick}/none.age"), "There is no file with that name"),
    (("add", "{stick}/none.txt"), "There is no file with that name"),
    (("add", "{stick}/aina.txt"), "this record’s own card"),
    (("add", "{stick}/budi.txt", "--number", "11111"), "That number does not match this card"),
    (("remove", "Nobody"), "That card is not among your contacts"),
]


def test_what_cannot_be_done_is_one_sentence_and_code_two(laptops: Laptops) -> None:
    laptops.introduce()
    laptops.case()
    before = sorted(laptops.stick.iterdir())
    for arguments, said in REFUSED:
        filled = [each.format(stick=laptops.stick) for each in arguments]
        told = laptops.run(*filled, "--vault", laptops.aina, code=2)
        assert said in told and len(told.strip().splitlines()) == 1
    assert sorted(laptops.stick.iterdir()) == before

"""``screening hub`` from the terminal, against a real PostgreSQL."""

from __future__ import annotations

import datetime
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

from screening.cli.main import main
from screening.domain.events.contacts import parse_card
from screening.store import add_contact, make_bundle, own_card
from tests.hub.some_hub import a_case
from tests.store.some_bundles import laptop
from tests.store.some_vault import begin_case

PASSPHRASE = "lantern copper meadow thimble walnut"


def run(*arguments: object, typed: str = PASSPHRASE) -> tuple[int, str, str]:
    """Exit code, and what stands on either stream."""
    with CliRunner().isolation(input=f"{typed}\n") as (out, error, _):
        try:
            main(["hub", *map(str, arguments)])
            code = 0
        except SystemExit as left:
            code = int(left.code or 0)
        return code, out.getvalue().decode(), error.getvalue().decode()


def test_from_new_keys_to_rows(url: str, tmp_path: Path) -> None:
    identity, senders = tmp_path / "hq.age", tmp_path / "senders.txt"
    code, text, _ = run("keys", "--out", identity, "--name", "Registry", "--organisation", "Headquarters")
    assert code == 0
    card = parse_card(text)
    assert run("card", "--identity", identity)[1] == text
    aina, eve = laptop("Aina"), laptop("Eve")
    for vault in (aina, eve):
        add_contact(vault, card, card.number)
        begin_case(vault, 2)
    theirs = own_card(aina)
    (tmp_path / "aina.txt").write_text(theirs.text())
    assert run("believe", tmp_path / "aina.txt", "--senders", senders, "--number", theirs.number)[0] == 0
    sent, other = (make_bundle(vault, vault.cases(), [card.number], tmp_path).path for vault in (aina, eve))
    into = ("--database", url, "--identity", identity, "--senders", senders, "--ledger", tmp_path / "ledger")
    code, said, told = run("import", sent, other, *into)
    assert code == 2
    log = aina.log_head()
    beside = f"The sender’s log had {log.entries - 1} entries then, with the fingerprint "
    line = f"{sent.name}: from Aina, cases: 1, new entries: "
    assert said.startswith(f"{line}3.\n{beside}")
    assert told.startswith(f"{other.name}: The bundle comes from a laptop whose card you have not checked.")
    code, again, _ = run("import", sent, *into)
    assert (code, again) == (0, said.replace(f"{line}3.", f"{line}0."))
    with psycopg.connect(url) as con:
        assert con.execute("SELECT count(*) FROM screening.event").fetchone() == (3,)


@pytest.mark.one_in(2)
@pytest.mark.parametrize(
    ("typed", "url", "said"),
    [
        ("wrong", "postgresql:///x", "That passphrase does not open the keys"),
        (PASSPHRASE, "host=hq.example.org", "does not ask for a checked, encrypted connection"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_code_two(tmp_path: Path, typed: str, url: str, said: str) -> None:
    identity, senders = tmp_path / "hq.age", tmp_path / "senders.txt"
    run("keys", "--out", identity, "--name", "Registry")
    card = own_card(laptop("Aina"))
    senders.write_text(card.text())
    (tmp_path / "x.age").write_bytes(b"x")
    into = ("--database", url, "--identity", identity, "--senders", senders, "--ledger", tmp_path / "ledger")
    arguments = ("import", tmp_path / "x.age", *into)
    code, out, told = run(*arguments, typed=typed)
    assert (code, out, len(told.splitlines())) == (2, "", 1)
    assert said in told


@pytest.mark.sweep
def test_new_keys_need_the_same_passphrase_twice(tmp_path: Path) -> None:
    identity = tmp_path / "hq.age"
    code, out, told = run("keys", "--out", identity, "--name", "Registry", typed=f"{PASSPHRASE}\n{PASSPHRASE}x")
    assert (code, out, identity.exists()) == (2, "", False)
    assert told.startswith("The two passphrases differ. Nothing was written.")
    assert run("keys", "--out", identity, "--name", "Registry", typed=f"{PASSPHRASE}\n{PASSPHRASE}")[0] == 0


def test_who_is_believed_is_listed(tmp_path: Path) -> None:
    senders = tmp_path / "senders.txt"
    senders.touch()
    assert run("believed", "--senders", senders)[1].startswith("Nobody’s card is believed yet.")
    cards = [own_card(laptop(name)) for name in ("Budi", "Aina")]
    for card in cards:
        (tmp_path / "card.txt").write_text(card.text())
        run("believe", tmp_path / "card.txt", "--senders", senders, "--number", card.number)
    assert run("believed", "--senders", senders)[1].splitlines() == [
        "  ".join(filter(None, (card.number, card.name, card.organisation))) for card in reversed(cards)
    ]


@pytest.mark.parametrize("command", ["believe", "keys", "export", "erase"])
def test_a_folder_that_is_not_there_is_said_and_no_stick_is_asked_for(tmp_path: Path, command: str) -> None:
    there = tmp_path / "nowhere" / "file"
    arguments = {
        "believe": ("card.txt", "--senders", there, "--number", "x"),
        "keys": ("--out", there, "--name", "Registry"),
        "export": ("--case", "x", "--to", "x", "--purpose", "x", "--out", there),
        "erase": ("--case", "x", "--reason", "asked", "--by", "a", "--second", "b", "--ledger", there),
    }
    code, _, told = run(command, *arguments[command])
    assert code == 2
    assert told.startswith(f"There is no folder {there.parent}. Nothing was read or written.")


def test_a_ledger_that_is_nowhere_ends_with_two(url: str, tmp_path: Path) -> None:
    code, out, told = run("erase-again", "--ledger", tmp_path / "none", "--database", url)
    assert (code, out) == (2, "")
    assert told.startswith("There is no file of erasures none there. Nothing was erased again.")


@pytest.mark.sweep
def test_an_export_without_a_purpose_is_refused(url: str, tmp_path: Path) -> None:
    identity, senders = tmp_path / "hq.age", tmp_path / "senders.txt"
    run("keys", "--out", identity, "--name", "Registry")
    card = own_card(laptop("Aina"))
    senders.write_text(card.text())
    what = ("--case", "ZZZZ-ZZZZ-Z", "--to", card.number, "--purpose", "", "--out", tmp_path / "out.age")
    code, _, told = run("export", *what, "--database", url, "--identity", identity, "--senders", senders)
    assert (code, (tmp_path / "out.age").exists()) == (2, False)
    assert told.startswith("No purpose was written.")


@pytest.mark.sweep
def test_a_letter_is_entered_by_two_people_and_a_case_that_is_not_here_is_said(url: str, tmp_path: Path) -> None:
    identity, senders = tmp_path / "hq.age", tmp_path / "senders.txt"
    aina, registry = laptop("Aina"), parse_card(run("keys", "--out", identity, "--name", "Registry")[1])
    senders.write_text(own_card(aina).text())
    add_contact(aina, registry, registry.number)
    case = a_case(aina)
    bundle = make_bundle(aina, [case], [registry.number], tmp_path, purpose="monthly").path
    run("import", bundle, "--database", url, "--identity", identity, "--senders", senders)
    day = datetime.date.today().isoformat()
    letter = (
        "--matter", "identification", "--result", "identified", "--body", "magistrate", "--day", day,
        "--reference", "Order 7", "--by", "Farah", "--database", url, "--identity", identity,
    )  # fmt: skip
    code, out, told = run("decision", "--case", case.lower(), "--second", "Goh", *letter)
    assert (code, told) == (0, "")
    assert out.startswith(f"Recorded in case {case}.")
    assert "Order 7" not in out
    code, _, told = run("decision", "--case", case, "--second", "Farah", *letter)
    assert code == 2 and told
    code, _, told = run("decision", "--case", "ZZZZ-ZZZZ-Z", "--second", "Goh", *letter)
    assert code == 2 and told

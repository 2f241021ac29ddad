"""``screening sign-update`` and ``screening verify-update``: a program update, before anybody runs it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from screening.casework.computer import update_check
from screening.cli.terminal import FILE, opened, say
from screening.domain.events.contacts import same_number
from screening.store import publisher_card


@click.command("sign-update")
@click.argument("file", type=FILE)
@click.option("--vault", "folder", type=FILE, required=True, help="The folder of the record whose keys sign.")
def sign_update(file: Path, folder: Path) -> None:
    """Sign a program update by the keys of a record, in a small file beside it, as the record's publisher card.

    Version and computers are those that the file names inside, where it was built.
    The passphrase is read from the terminal or standard input.
    """
    with opened(folder) as vault:
        place = update_check.sign(vault, file)
        number = publisher_card(vault).number
    say("update.signed", path=str(place), number=number)


@click.command("verify-update")
@click.argument("file", type=FILE)
@click.option("--signature", type=FILE, help="Its signature; FILE.signature beside it without this.")
@click.option("--vault", "folder", type=FILE, help="The folder of a record: believe whom it trusts for updates.")
@click.option("--number", default="", help="Or believe the signer who has this number, as they read it aloud.")
def verify_update(file: Path, signature: Path | None, folder: Path | None, number: str) -> None:
    """Check a program update before it is run: whole, for this computer, not older, signed by somebody believed.

    The signature of a file for another kind of computer is told all the same, then the command ends as refused.
    Exit 1 where the signature fits and nobody was named to believe. With --vault the passphrase is read from the
    terminal or standard input. Nothing is changed.
    """
    signed = update_check.verify(file, signature)
    if folder is not None:
        with opened(folder) as vault:
            known = update_check.trusted(vault)
    else:
        known = [signed.signer] if number and same_number(number, signed.signer.number) else []
    asked = folder is not None or bool(number)
    if asked:
        update_check.believe(signed, known)
    who = signed.signer
    fields: dict[str, Any] = {"name": who.name, "version": signed.version, "platform": signed.platform}
    if not asked:
        say("update.not-asked", number=who.number, **fields)
    elif signed.platform == update_check.this_platform():
        say("update.good", **fields)
    else:
        say("update.elsewhere", **fields)
    update_check.fits(signed)
    if not asked:
        raise SystemExit(1)

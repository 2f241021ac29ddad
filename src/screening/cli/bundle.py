"""``screening bundle`` and ``screening hand-over``: cards, people, and cases that go to others."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from screening.store import Vault
from screening.wording.catalogue.translations import Words

FILE = click.Path(path_type=Path)
VAULT = click.option("--vault", "folder", type=FILE, required=True, help="The folder of the vault.")


def ask_passphrase(text_id: str = "cli.passphrase") -> str:
    """From the terminal without showing it, else the next line of standard input."""
    if sys.stdin.isatty():
        return str(click.prompt(Words("en").say(text_id), hide_input=True, err=True))
    return sys.stdin.readline().rstrip("\n")


@contextmanager
def opened(folder: Path) -> Iterator[Vault]:
    """The vault, unlocked with the passphrase that is typed or piped in."""
    from screening.casework.content import in_use as content_in_use
    from screening.store import open_vault

    with open_vault(folder, ask_passphrase()) as vault:
        content_in_use.use_of(vault)
        yield vault


@click.group()
def bundle() -> None:
    """Carry cases to other laptops or to headquarters. Passphrases come from the terminal or standard input."""


@bundle.command()
@VAULT
@click.option("--out", type=FILE, help="Write the card to this file or folder; without it, it is printed.")
@click.option("--publisher", is_flag=True, help="The card under which this record signs packs and program updates.")
def card(folder: Path, out: Path | None, publisher: bool) -> None:
    """This record's card: give it to those who are to send you bundles, and read its number aloud to them."""
    from screening.casework.record.exchange import save_card
    from screening.store import own_card, publisher_card

    words = Words("en")
    with opened(folder) as vault:
        own = publisher_card(vault) if publisher else own_card(vault)
    if out is None:
        click.echo(own.text(), nl=False)
    else:
        click.echo(words.say("exchange.card-saved", path=str(save_card(own, out))))
    click.echo(words.say("exchange.your-number", number=own.number), err=out is None)


@bundle.command("people")
@VAULT
def list_people(folder: Path) -> None:
    """Whose cards are here, and whether their numbers were checked."""
    from screening.casework.record.exchange import people

    words = Words("en")
    with opened(folder) as vault:
        rows = people(vault, words)
    for row in rows:
        click.echo(f"{row.number}  {row.name}  {row.about}  {row.state}")
    if not rows:
        click.echo(words.say("exchange.nobody"))


@bundle.command()
@click.argument("card_file", metavar="CARD", type=FILE)
@VAULT
@click.option(
    "--number", default="", help="The number that the person reads aloud; without it the card is not checked."
)
def add(card_file: Path, folder: Path, number: str) -> None:
    """Add somebody's card. Nothing goes to it before the number they read aloud was given."""
    from screening.casework.record.exchange import read_card
    from screening.store import add_contact

    theirs = read_card(card_file)
    with opened(folder) as vault:
        contact = add_contact(vault, theirs, number)
    click.echo(Words("en").say("exchange.added-checked" if contact.checked else "exchange.added"))


@bundle.command()
@click.argument("who")
@VAULT
@click.option("--for", "what", multiple=True, type=click.Choice(["content", "updates"]), help="May be repeated.")
def trust(who: str, folder: Path, what: tuple[str, ...]) -> None:
    """Trust a checked headquarters or publisher, by name or number, for packs of content and languages, or for updates.

    Without --for they are trusted for neither; that cases are exchanged stays as it is.
    """
    from screening.casework.record.exchange import find_person
    from screening.store import contacts
    from screening.store import trust as trusting

    with opened(folder) as vault:
        number = find_person(contacts(vault), who)
        trusting(vault, number, content="content" in what, updates="updates" in what)
    click.echo(Words("en").say("exchange.trust-noted"))


@bundle.command()
@click.argument("who")
@VAULT
def remove(who: str, folder: Path) -> None:
    """Take somebody out, by name or number. What they brought stays."""
    from screening.casework.record.exchange import find_person
    from screening.store import contacts, remove_contact

    with opened(folder) as vault:
        remove_contact(vault, find_person(contacts(vault), who))
    click.echo(Words("en").say("exchange.removed"))


@bundle.command()
@VAULT
@click.option("--to", "to", multiple=True, required=True, help="Whom it is for, by name or number; may be repeated.")
@click.option("--case", "cases", multiple=True, help="A case to send; may be repeated.")
@click.option("--all", "all_of_them", is_flag=True, help="Send every case.")
@click.option("--purpose", default="", help="What it is for; the recipient reads it.")
@click.option("--duty", default="", help="The duty in law by which cases go without a yes.")
@click.option("--out", type=FILE, required=True, help="The folder, or the file that is to be made.")
def create(
    folder: Path, to: tuple[str, ...], cases: tuple[str, ...], all_of_them: bool, purpose: str, duty: str, out: Path
) -> None:
    """Write a signed and encrypted bundle of cases. Names and contacts of persons are never in it.

    A case goes by its person's recorded yes for each recipient, or by a duty in law that is named. What a person took
    back goes only to those who had it, so that they learn of it. Without a case it tells a headquarters which cases
    were erased here because their persons took them back.

    More than one case needs the second person's passphrase, on the next line of standard input; so does a single one
    where several left one by one in the last days.
    """
    from screening.casework.record.exchange import chosen_cases, find_person, send
    from screening.casework.record.leaving import needs_second
    from screening.store import contacts

    words = Words("en")
    with opened(folder) as vault:
        known = contacts(vault)
        numbers = [find_person(known, each) for each in to]
        chosen, stay = chosen_cases(vault, cases, numbers, all_of_them=all_of_them)
        second = ask_passphrase("cli.second") if needs_second(vault, chosen) else ""
        made = send(vault, chosen, numbers, out, purpose=purpose, second=second, duty=duty)
    click.echo(words.say("exchange.made", path=str(made.path)))
    click.echo(words.say_count("exchange.holds", len(made.cases)) if made.cases else words.say("exchange.without-case"))
    if stay:
        click.echo(words.say("exchange.stays", cases=", ".join(stay)))


@bundle.command()
@VAULT
@click.option("--case", "code", required=True, help="The case.")
@click.option("--to", required=True, help="Who would get its whole record, by name or number.")
@click.option("--said", type=click.Choice(["yes", "no", "later"]), required=True, help="What the person said.")
def agreed(folder: Path, code: str, to: str, said: str) -> None:
    """Record what the person said to one recipient of their whole record. Ask them first, in their language."""
    from screening.casework.content.edition import open_content
    from screening.casework.record.exchange import find_person, said_to
    from screening.store import contacts

    words = Words("en")
    with opened(folder) as vault:
        number = find_person(contacts(vault), to)
        said_to(vault, open_content(), words, code.strip().upper(), number, said)
    click.echo(words.say("exchange.said"))


@bundle.command("apart")
@VAULT
def list_apart(folder: Path) -> None:
    """List entries from somebody who never had the case. They count for nothing until a person decides."""
    from screening.casework.record.exchange import apart_rows

    words = Words("en")
    with opened(folder) as vault:
        rows = apart_rows(vault, words)
    for row in rows:
        click.echo(f"{row.case}  {row.number}  {row.told}")
    if not rows:
        click.echo(words.say("exchange.apart-none"))


@bundle.command()
@VAULT
@click.option("--case", "code", required=True, help="The case.")
@click.option("--from", "who", required=True, help="Whose entries, by name or number.")
@click.option("--phrase", is_flag=True, help="By the person's own safe phrase, in place of the second person.")
def accept(folder: Path, code: str, who: str, phrase: bool) -> None:
    """Let entries count that were kept apart: the second person's passphrase, or the person's own safe phrase.

    It is read from the next line of standard input.
    """
    from screening.casework.record.exchange import accept_apart, find_person
    from screening.store import contacts

    words = Words("en")
    with opened(folder) as vault:
        number = find_person(contacts(vault), who)
        said = ask_passphrase("cli.phrase" if phrase else "cli.second")
        given = {"phrase": said} if phrase else {"second": said}
        added = accept_apart(vault, code.strip().upper(), number, **given)
    click.echo(words.say_count("exchange.accepted", added))


@bundle.command("open")
@click.argument("file", type=FILE)
@VAULT
@click.option("--look", is_flag=True, help="Only say what is in it; change nothing.")
def open_(file: Path, folder: Path, look: bool) -> None:
    """Take in a bundle, all of it or nothing. The same again changes nothing."""
    from screening.casework.record.exchange import taken_lines
    from screening.store import look_into, opened_apart, reading_keys, take_in

    with opened(folder) as vault:
        bundle = opened_apart(file, *reading_keys(vault))
        taken = (look_into if look else take_in)(vault, file, bundle)
    for line in taken_lines(taken, Words("en")):
        click.echo(line)


@click.group("hand-over")
def hand_over() -> None:
    """Hand a case over to another system: FHIR R4 or Primero v2. What each holds: docs/hand-over.md."""


@hand_over.command()
@click.option("--edition", default="", help="An edition; without it, the present one.")
@click.option("--out", type=FILE, required=True, help="The JSON file to write.")
def questionnaire(edition: str, out: Path) -> None:
    """Write the questionnaire of an edition as FHIR R4, in every language. It holds no case."""
    from screening.casework.content.edition import open_content
    from screening.handover import fhir, release
    from screening.store.folder.safe_paths import save_new

    content = open_content(edition) if edition else open_content()
    click.echo(str(save_new(out, release.as_bytes(fhir.questionnaire(content.protocol)))))


@hand_over.command()
@click.argument("kind", type=click.Choice(["fhir", "primero"]))
@VAULT
@click.option("--case", "code", required=True, help="The code of the case.")
@click.option("--recipient", required=True, help="Whom it is for: an entry of the directory of services.")
@click.option("--out", type=FILE, required=True, help="The file to write.")
@click.option("--mapping", type=FILE, help="For Primero: the names of this deployment, like forms/export/primero.toml.")
@click.option("--locked", is_flag=True, help="Lock the file (age) with a passphrase, read after the record's own.")
def case(kind: str, folder: Path, code: str, recipient: str, out: Path, mapping: Path | None, locked: bool) -> None:
    """Write one case for a recipient, only by the person's yes or a recorded duty. The record notes it.

    Where several cases left one by one in the last days, the second person's passphrase comes on the next line.

    Names, contacts and words of the person are never in it.
    """
    from screening.casework.content.edition import open_content
    from screening.handover.release import hand_over

    with opened(folder) as vault:
        passphrase = ask_passphrase("cli.pdf-passphrase") if locked else ""
        made = hand_over(
            vault, kind, code.strip().upper(), recipient, out, open_content(), passphrase=passphrase, mapping=mapping,
            second=lambda: ask_passphrase("cli.second"),
        )  # fmt: skip
    click.echo(str(made))

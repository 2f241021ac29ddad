"""``screening bundle`` and ``screening hand-over``: cards, people, and cases that go to others."""

from __future__ import annotations

from pathlib import Path

import click

from screening import store
from screening.casework.content.edition import open_content
from screening.casework.content.in_use import edition_of_record
from screening.casework.record import exchange
from screening.casework.record.leaving import needs_second
from screening.cli.terminal import FILE, VAULT, ask_passphrase, known_language, opened, say, say_count, show, show_card
from screening.handover import fhir_form, release
from screening.store.folder.safe_paths import save_new
from screening.wording.catalogue.languages import shown_languages
from screening.wording.catalogue.translations import Words


@click.group()
def bundle() -> None:
    """Carry cases to other laptops or to headquarters. Passphrases come from the terminal or standard input."""


@bundle.command()
@VAULT
@click.option("--out", type=FILE, help="Write the card to this file or folder; without it, it is printed.")
@click.option("--publisher", is_flag=True, help="The card under which this record signs packs and program updates.")
def card(folder: Path, out: Path | None, publisher: bool) -> None:
    """This record's card: give it to those who are to send you bundles, and read its number aloud to them."""
    with opened(folder) as vault:
        own = store.publisher_card(vault) if publisher else store.own_card(vault)
    if out is None:
        show_card(own)
    else:
        say("exchange.card-saved", path=str(exchange.save_card(own, out)))
        say("exchange.your-number", number=own.number)


@bundle.command("people")
@VAULT
def list_people(folder: Path) -> None:
    """Whose cards are here, and whether their numbers were checked."""
    with opened(folder) as vault:
        rows = exchange.people(vault, Words("en"))
    show(f"{row.contact.card.number}  {row.name}  {row.about}  {row.state}" for row in rows)
    if not rows:
        say("exchange.nobody")


@bundle.command()
@click.argument("card_file", metavar="CARD", type=FILE)
@VAULT
@click.option(
    "--number", default="", help="The number that the person reads aloud; without it the card is not checked."
)
def add(card_file: Path, folder: Path, number: str) -> None:
    """Add somebody's card. Nothing goes to it before the number they read aloud was given."""
    theirs = exchange.read_card(card_file)
    with opened(folder) as vault:
        contact = store.add_contact(vault, theirs, number)
    say("exchange.added-checked" if contact.checked else "exchange.added")


@bundle.command()
@click.argument("who")
@VAULT
@click.option("--for", "what", multiple=True, type=click.Choice(["content", "updates"]), help="May be repeated.")
def trust(who: str, folder: Path, what: tuple[str, ...]) -> None:
    """Trust a checked headquarters or publisher, by name or number, for packs of content and languages, or for updates.

    Without --for they are trusted for neither; that cases are exchanged stays as it is.
    """
    with opened(folder) as vault:
        number = exchange.find_person(store.contacts(vault), who)
        store.trust(vault, number, content="content" in what, updates="updates" in what)
    say("exchange.trust-noted")


@bundle.command()
@click.argument("who")
@VAULT
def remove(who: str, folder: Path) -> None:
    """Take somebody out, by name or number. What they brought stays."""
    with opened(folder) as vault:
        store.remove_contact(vault, exchange.find_person(store.contacts(vault), who))
    say("exchange.removed")


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
    with opened(folder) as vault:
        known = store.contacts(vault)
        numbers = [exchange.find_person(known, each) for each in to]
        chosen, stay = exchange.chosen_cases(vault, cases, numbers, all_of_them=all_of_them)
        second = ask_passphrase("cli.second") if needs_second(vault, chosen) else ""
        made = exchange.send(vault, chosen, numbers, out, purpose=purpose, second=second, duty=duty)
    say("exchange.made", path=str(made.path))
    if made.cases:
        say_count("exchange.holds", len(made.cases))
    else:
        say("exchange.without-case")
    if stay:
        say("exchange.stays", cases=", ".join(stay))


@bundle.command()
@VAULT
@click.option("--case", "code", required=True, help="The case.")
@click.option("--to", required=True, help="Who would get its whole record, by name or number.")
@click.option("--said", type=click.Choice(["yes", "no", "later"]), required=True, help="What the person said.")
def agreed(folder: Path, code: str, to: str, said: str) -> None:
    """Record what the person said to one recipient of their whole record. Ask them first, in their language."""
    with opened(folder) as vault:
        number = exchange.find_person(store.contacts(vault), to)
        exchange.said_to(vault, edition_of_record(vault), Words("en"), code.strip().upper(), number, said)
    say("exchange.said")


@bundle.command("apart")
@VAULT
def list_apart(folder: Path) -> None:
    """List entries from somebody who never had the case. They count for nothing until a person decides."""
    with opened(folder) as vault:
        rows = exchange.apart_rows(vault, Words("en"))
    show(f"{row.case}  {row.number}  {row.told}" for row in rows)
    if not rows:
        say("exchange.apart-none")


@bundle.command()
@VAULT
@click.option("--case", "code", required=True, help="The case.")
@click.option("--from", "who", required=True, help="Whose entries, by name or number.")
@click.option("--phrase", is_flag=True, help="By the person's own safe phrase, in place of the second person.")
def accept(folder: Path, code: str, who: str, phrase: bool) -> None:
    """Let entries count that were kept apart: the second person's passphrase, or the person's own safe phrase.

    It is read from the next line of standard input.
    """
    with opened(folder) as vault:
        number = exchange.find_person(store.contacts(vault), who)
        said = ask_passphrase("cli.phrase" if phrase else "cli.second")
        given = {"phrase": said} if phrase else {"second": said}
        added = exchange.accept_apart(vault, code.strip().upper(), number, **given)
    say_count("exchange.accepted", added)


@bundle.command("open")
@click.argument("file", type=FILE)
@VAULT
@click.option("--look", is_flag=True, help="Only say what is in it; change nothing.")
def open_(file: Path, folder: Path, look: bool) -> None:
    """Take in a bundle, all of it or nothing. The same again changes nothing."""
    with opened(folder) as vault:
        bundle = store.opened_apart(file, *store.reading_keys(vault))
        taken = (store.look_into if look else store.take_in)(vault, file, bundle)
    show(exchange.taken_lines(taken, Words("en")))


@click.group("hand-over")
def hand_over() -> None:
    """Hand a case over to another system: FHIR R4 or Primero v2. What each holds: docs/hand-over.md."""


@hand_over.command()
@click.option("--edition", default="", help="An edition; without it, the present one.")
@click.option("--language", default="", help="The one language of its texts; English and every other without it: 2 MB.")
@click.option("--out", type=FILE, required=True, help="The JSON file to write.")
def questionnaire(edition: str, language: str, out: Path) -> None:
    """Write the questionnaire of an edition as FHIR R4. It holds no case."""
    content = open_content(edition) if edition else open_content()
    tags = [known_language(language)] if language else list(dict.fromkeys(["en", *(p.tag for p in shown_languages())]))
    words, *others = (Words(tag, edition=content.protocol.id) for tag in tags)
    click.echo(str(save_new(out, release.as_bytes(fhir_form.questionnaire(content.protocol, words, others)))))


@hand_over.command()
@click.argument("kind", type=click.Choice(["fhir", "primero"]))
@VAULT
@click.option("--case", "code", required=True, help="The code of the case.")
@click.option("--recipient", required=True, help="Whom it is for: an entry of the directory of services.")
@click.option("--out", type=FILE, required=True, help="The file to write.")
@click.option("--mapping", type=FILE, help="For Primero: the names of this deployment, like forms/export/primero.toml.")
@click.option("--age", type=click.IntRange(0, 120), help="For Primero: the person's age in years, where it is known.")
@click.option("--with-questionnaire", "form", is_flag=True, help="For FHIR: put the questionnaire in too: 175 kB more.")
@click.option("--language", default="en", show_default=True, help="For FHIR: the language of its texts.")
@click.option("--locked", is_flag=True, help="Lock the file (age) with a passphrase, read after the record's own.")
def case(
    kind: str, folder: Path, code: str, recipient: str, out: Path, mapping: Path | None, age: int | None, form: bool,
    language: str, locked: bool,
) -> None:  # fmt: skip
    """Write one case for a recipient, only by the person's yes or a recorded duty. The record notes it.

    Where several cases left one by one in the last days, the second person's passphrase comes on the next line.

    Names, contacts and words of the person are never in it.
    """
    with opened(folder) as vault:
        passphrase = ask_passphrase("cli.pdf-passphrase") if locked else ""
        made = release.hand_over(
            vault, kind, code.strip().upper(), recipient, out, edition_of_record(vault), passphrase=passphrase,
            mapping=mapping, age=age, form=form, language=known_language(language),
            second=lambda: ask_passphrase("cli.second"),
        )  # fmt: skip
    click.echo(str(made))

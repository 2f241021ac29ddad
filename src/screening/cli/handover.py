"""``screening hand-over``: a case in the format of another system, by the person's consent."""

from __future__ import annotations

from pathlib import Path

import click

from screening.cli.bundle import FILE, VAULT, ask_passphrase, opened


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

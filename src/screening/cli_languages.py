"""``screening languages`` and ``screening pack``: what the packs hold; packs checked, put in and made."""

from __future__ import annotations

import json

import click

from screening.wording.catalogs import Words


@click.command("languages")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
def list_languages(as_json: bool) -> None:
    """Every language: texts and their states, recordings, letters, and whether it is offered."""
    from screening.casework import language_table

    words = Words("en")
    rows = language_table.table(words)
    if as_json:
        click.echo(json.dumps([language_table.as_json(row) for row in rows], ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo(language_table.line(row, words))

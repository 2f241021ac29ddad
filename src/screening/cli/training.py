"""The commands around practice. They import no Qt: what opens a window is only explained here."""

from __future__ import annotations

from pathlib import Path

import click

from screening import settings
from screening.casework.content.edition import open_content
from screening.cli.terminal import FILE, show
from screening.domain.scenarios.loader import open_training
from screening.errors import BadInput
from screening.wording.catalogue.languages import shown_languages
from screening.wording.catalogue.translations import Words


@click.command("try")
@click.argument("person", required=False)
@click.option("--language", metavar="TAG", help="Language of the talk, such as ms; the page follows where it can.")
def practise(person: str | None, language: str | None) -> None:
    """Practise in a window: nothing is kept, and every page is marked as training.

    Without PERSON an empty practice record opens; with one, such as sorting-yard, a talk with an invented person.
    """
    raise BadInput("try-not-understood")  # __main__ opens the window before this is asked


@click.command("class")
@click.option("--folder", type=FILE, help="Where the class is kept; the program's own without it.")
@click.option("--language", metavar="TAG", help="Language of the pages: en, ms, id or th.")
def practice_class(folder: Path | None, language: str | None) -> None:
    """Hold a practice class in a window: the trainer's laptop, or a table's."""
    raise BadInput("class-not-understood")  # as above


@click.command("class-kit")
@click.argument("people", nargs=-1, required=True)
@click.option("--out", type=FILE, required=True, help="The folder that the PDFs are written to.")
@click.option("--language", default="en", show_default=True, help="Language of the papers: en, ms, id or th.")
@click.option("--spoken", default="", help="The language of the talks, where it is not that of the papers.")
@click.pass_obj
def class_kit(here: settings.Installation, people: tuple[str, ...], out: Path, language: str, spoken: str) -> None:
    """Write the papers of a practice class: role cards, observer sheets, quiz, debrief, certificates left blank.

    The trainer's own are written into the folder "trainer" in it: they go on no stick of the tables.
    """
    from screening.store.folder.safe_paths import made_folder
    from screening.training.class_kit import class_language, make_kit, write_kit

    class_language(language)
    known = [pack.tag for pack in shown_languages()]
    if spoken and spoken not in known:
        raise BadInput("no-such-language", language=spoken[:20], known=", ".join(known))
    content = open_content(here=here)
    pack = open_training(settings.indicators_root(), content.protocol)
    papers = make_kit(Words(language, here), pack, people, spoken=spoken)
    show(write_kit(made_folder(out), papers))

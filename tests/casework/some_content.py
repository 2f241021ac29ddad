"""Content to make packs of: a new edition beside the program's own, and a directory with another number."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from screening import settings
from screening.store import Vault, add_contact, practice_vault, publisher_card, trust

EDITION = "2027-1"
QUESTION = "Has anyone hit you or hurt your body?"
NEW_QUESTION = "Has anybody hit you or hurt your body?"


def content(folder: Path, *, edition: str = EDITION, question: str = NEW_QUESTION) -> Path:
    """``folder`` with one edition, in which one question says something else, forms, directory and limits."""
    own = settings.content_root()
    made = folder / "indicators" / edition
    shutil.copytree(own / "indicators" / settings.EDITION, made)
    change(made / "edition.toml", f'id = "{settings.EDITION}"', f'id = "{edition}"')
    change(made / "weights.toml", f'\nedition = "{settings.EDITION}"', f'\nedition = "{edition}"')
    change(made / "topics" / "08-treatment.toml", QUESTION, question)
    shutil.copy(own / "indicators" / "age.toml", folder / "indicators" / "age.toml")
    shutil.copytree(own / "forms", folder / "forms", ignore=shutil.ignore_patterns("fonts"))
    change(folder / "forms" / "directory" / "malaysia.toml", '"15999"', '"15 999"')
    (folder / "locales").mkdir()
    return folder


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text, f"{path.name} does not say {before!r}"
    path.write_text(text.replace(before, after), "utf-8")


def record(name: str, day: int = 5) -> Vault:
    """A record in memory, on a day of January 2027."""
    vault = practice_vault()
    vault.officer, vault.role = name, "labour-officer"
    vault.clock = lambda: datetime(2027, 1, day, 9, tzinfo=UTC)
    return vault


def believes(officer: Vault, signer: Vault) -> None:
    """The officer's record has checked the signer's number, and trusts them for content."""
    card = publisher_card(signer)
    add_contact(officer, card, card.number)
    trust(officer, card.number, content=True, updates=False)

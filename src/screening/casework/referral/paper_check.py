"""Check a paper that came back or arrived: whether it is what its letters stand for."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

from screening import bounded_process
from screening.documents.paper_check.check import LARGEST, PaperCheck, check
from screening.domain.content.foreign_files import open_foreign
from screening.errors import BadInput
from screening.wording.catalogue.translations import Words


def check_file(path: Path, passphrase: str = "") -> PaperCheck:
    """Return what the file says of itself.

    Raises BadInput: ``file-unreadable``, ``pdf-locked``, ``pdf-unreadable`` ...
    """
    try:
        with os.fdopen(open_foreign(path), "rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as trouble:
        raise BadInput("file-unreadable", file=path.name, reason=trouble.strerror or "") from None
    if len(data) > LARGEST:
        raise BadInput("pdf-too-big")
    told = json.loads(bounded_process.run(f"{__name__}:checked_apart", data, passphrase))
    return PaperCheck(**told)


def checked_apart(data: bytes, passphrase: str) -> bytes:
    """Return what ``check`` finds, for a process that works within bounds: a small file may unfold to gigabytes."""
    return json.dumps(asdict(check(data, passphrase))).encode()


def lines(checked: PaperCheck, words: Words) -> tuple[list[str], bool]:
    """Return what is told about it, and whether nothing was found changed: by the whole file, or by the rule of its
    time.
    """
    if not checked.printed and checked.edition == 1:
        return [words.say("papercheck.no-seal")], False
    told = [_verdict(checked, words), words.say_count("papercheck.pages", checked.pages)]
    if checked.unchanged:
        told.append(words.say("papercheck.ask"))
    return told, checked.unchanged


def _verdict(checked: PaperCheck, words: Words) -> str:
    if not checked.printed:
        return words.say("papercheck.changed-letters")
    if checked.unchanged:
        return words.say("papercheck.older" if checked.edition == 1 else "papercheck.unchanged", seal=checked.printed)
    if checked.matches:
        return words.say("papercheck.saved-again", seal=checked.printed)
    if checked.written_by:
        return words.say("papercheck.written-anew", seal=checked.printed)
    return words.say("papercheck.changed", seal=checked.printed)

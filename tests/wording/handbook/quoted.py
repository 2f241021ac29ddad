"""What a chapter of the handbook quotes and leads to."""

from __future__ import annotations

import re
from collections.abc import Mapping

from screening.wording.catalogue.translations import Words
from screening.wording.handbook.chapters import QUOTED, html_of, source_of


def quoted_in(chapter: str, language: str) -> list[tuple[str, str]]:
    """What a chapter quotes, in order: ``("text", id)``, ``("key", name)``, or ``("at", page)`` for its paragraph."""
    return [(kind.rstrip(":") or "text", name) for kind, name in QUOTED.findall(source_of(chapter, language))]


def targets_in(chapter: str, words: Words, keys: Mapping[str, str]) -> list[str]:
    """Where the links and pictures of a chapter lead, as they stand in its HTML."""
    return re.findall(r'(?:href|src)="([^"]*)"', html_of(chapter, words, keys))

"""Prepare a visit (GA8): what to see to before one goes, and the numbers that were rung."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from screening.casework.referral import papers, referral_form
from screening.casework.referral.directory_views import directory_view
from screening.casework.view_models import Choice
from screening.domain.services.directory import Directory
from screening.wording.catalogue.translations import Words

SHEET = "visit"


@dataclass(frozen=True, slots=True)
class PreparingView:
    """The checklist as it stands on paper too. ``waiting`` says how many numbers wait for a call; "" for none."""

    title: str
    checks: tuple[Choice, ...]
    numbers_title: str
    numbers: tuple[str, ...]
    waiting: str


def preparing_view(directory: Directory, done: Collection[str], today: datetime.date, words: Words) -> PreparingView:
    """Word the page of a visit. ``done`` are the lines that were ticked, kept only while the record is open."""
    form = next(each for each in papers.forms(words.installation).values() if each.sheet == SHEET)
    lines = [each for section in form.sections if section.kind == "boxes" for each in section.texts]
    rung = referral_form.numbers(directory, "", today, words)
    return PreparingView(
        title=words.say(f"{form.prefix}.title"),
        checks=tuple(Choice(each, words.say(f"{form.prefix}.line.{each}"), each in done) for each in lines),
        numbers_title=words.say(f"{form.prefix}.section.numbers"),
        numbers=tuple(" · ".join(part for part in each if part) for each in rung),
        waiting=directory_view(directory, today, words).stale,
    )

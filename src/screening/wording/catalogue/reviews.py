"""Who has read which text: ``locales/<tag>/reviews.toml``, one row a text, bound to the exact words that were read.

A row holds for the English text and the translation that its digest covers. When either changes, the text is a draft
again, whatever the pack says of itself (LA3, LA4).
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from screening.domain.content.keys import DAY, NEEDED, Key
from screening.domain.content.problems import Problem
from screening.domain.content.strict_toml import built, must_fit
from screening.errors import BadInput
from screening.settings import OWN, Installation
from screening.wording.catalogue.packs import State
from screening.wording.catalogue.source_texts import SourceText, read_toml

FILE = "reviews.toml"
FINISHED = (State.REVIEWED, State.FIELD_TESTED)
CODE = re.compile(r"[A-Z][A-Z0-9]{0,7}-[0-9]{1,6}")
"""A reviewer's code, such as R-7: who it is, the organisation knows."""
DIGEST = re.compile(r"[0-9a-f]{32}")
ID = re.compile(r"[A-Za-z0-9_.-]{1,200}")
ROW = {"id": NEEDED, "digest": NEEDED, "state": Key("text", True, FINISHED), "by": NEEDED, "date": DAY}


@dataclass(frozen=True, slots=True)
class Review:
    """One text that was read: in these words, as good as ``state``, by whom and when."""

    id: str
    digest: str
    state: State
    by: str
    date: datetime.date


def digest_of(text: SourceText, forms: Iterable[str]) -> str:
    """Return what a review is bound to: the id, the English words and every form of the translation."""
    import hashlib  # with OpenSSL, and only for who asks how far a text can be trusted
    import json

    covered = json.dumps([text.id, text.source, text.plural, *forms], ensure_ascii=False)
    return hashlib.sha256(covered.encode("utf-8")).hexdigest()[:32]


@functools.lru_cache(maxsize=64)
def reviews(root: Path, tag: str, here: Installation = OWN) -> Mapping[tuple[str, str], Review]:
    """Return the reviews of one pack by text id and digest, read once; none where the file is missing or unsound.

    What a pack that was put in says stands beside the program's own.
    """
    found: dict[tuple[str, str], Review] = {}
    for folder in (root / "locales" / tag, here.language_pack(tag, root)):
        if folder is not None and (folder / FILE).is_file():
            try:
                found.update(((each.id, each.digest), each) for each in read_reviews(folder / FILE, FILE))
            except BadInput:
                continue  # nothing of it is trusted then; the checks tell it
    return found


def read_reviews(path: Path, name: str) -> tuple[Review, ...]:
    """Return the rows of a file. Raises BadInput("content-unreadable")."""
    return parse_reviews(read_toml(path, name), name)


def parse_reviews(table: Mapping[str, object], name: str) -> tuple[Review, ...]:
    """Return the rows of a table. Raises BadInput("content-unreadable") for one that is not as it must be."""
    rows = table.get("review", [])
    if not isinstance(rows, list) or set(table) - {"review"}:
        raise BadInput("content-unreadable", file=name, reason="it holds something else than [[review]] tables")
    return tuple(_review(row, name) for row in rows)


def written(found: Iterable[Review]) -> str:
    """Return the rows as TOML, sorted by id."""
    lines = ["# Who has read which text, in which words. Written by the review workbench; see docs/translating.md.\n"]
    lines += [
        f'\n[[review]]\nid = "{each.id}"\ndigest = "{each.digest}"\nstate = "{each.state}"\n'
        f'by = "{each.by}"\ndate = {each.date.isoformat()}\n'
        for each in sorted(found, key=lambda row: (row.id, row.date, row.by))
    ]
    return "".join(lines)


def review_problems(
    found: Iterable[Review], ids: Iterable[str], file: str, *, reviewers: Iterable[str]
) -> list[Problem]:
    """Return what is wrong between the reviews of a pack and what it says of itself."""
    known, named, problems = set(ids), set(reviewers), []
    for each in found:
        if each.id not in known:
            problems.append(Problem(file, each.id, "There is no such text.", "Take the row out."))
        if each.by not in named:
            what = f"The pack does not name the reviewer {each.by}."
            problems.append(Problem(file, each.id, what, "Add the code to reviewers in pack.toml."))
    return problems


def _review(row: object, name: str) -> Review:
    try:
        must_fit(row, ROW)
        review = built(Review, cast(Mapping[str, Any], row))
        for value, pattern in ((review.id, ID), (review.digest, DIGEST), (review.by, CODE)):
            if not pattern.fullmatch(value):
                raise ValueError(f"{value!r} is not as it must be: a reviewer's code looks like R-7")
        if isinstance(review.date, datetime.datetime):
            raise ValueError(f"{review.id}: the date is not a day")
        return replace(review, state=State(review.state))
    except ValueError as trouble:
        raise BadInput("content-unreadable", file=name, reason=str(trouble)) from trouble

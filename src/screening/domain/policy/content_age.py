"""From when on the law cards of an edition are old: the limit is data, and the oldest card counts."""

from __future__ import annotations

import datetime
from pathlib import Path

from screening.domain.content.problems import Problem
from screening.domain.content.strict_toml import Key, read_file, read_parts
from screening.domain.protocol.model import Protocol
from screening.errors import BadInput

FILE = "age.toml"
NAME = f"indicators/{FILE}"
SHAPE = {
    "law": Key(
        "table",
        needed=True,
        shape={
            "days": Key("number", needed=True),
            "source": Key("text", needed=True),
            "checked_on": Key("date", needed=True),
            "verified": Key("flag", needed=True),
        },
    )
}


def read_age(root: Path, problems: list[Problem]) -> int | None:
    """Days after which a law card is old; what is wrong with the file goes into ``problems``."""
    file = read_file(root / FILE, NAME, problems)
    row = None if file is None else read_parts(file, SHAPE, problems).get("law")
    if row is None:
        return None
    days = row["days"]
    if not (isinstance(days, int) and 1 <= days <= 3650):
        problems.append(Problem(NAME, "[law]", f"days = {days} is no limit.", "Write 1 to 3650."))
        return None
    return days


def open_age(root: Path) -> int:
    """Raises BadInput("age-unsound")."""
    problems: list[Problem] = []
    days = read_age(root, problems)
    if days is None or problems:
        raise BadInput("age-unsound", count=len(problems))
    return days


def law_checked_on(protocol: Protocol) -> datetime.date | None:
    """The day on which the law card that waits longest was last looked at; None where the edition has no card."""
    cards = protocol.tables.get("law", {}).get("card", ())
    return min((card["checked_on"] for card in cards), default=None)

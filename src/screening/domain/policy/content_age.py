"""How old content may become, and which packs of content a record's log names."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from screening.domain.content.keys import CHECKED, Key, one
from screening.domain.content.problems import Problem
from screening.domain.content.strict_toml import read_file, sound
from screening.domain.events.catalogue import Recorded
from screening.domain.events.exchange import ContentPutIn, ContentRolledBack
from screening.domain.protocol.model import Protocol

FILE = "age.toml"
NAME = f"indicators/{FILE}"
PARTS = ("law", "directory")
SHAPE = dict.fromkeys(PARTS, one(days=Key("number", needed=True, whole=(1, 3650)), **CHECKED))


@dataclass(frozen=True, slots=True)
class AgeLimits:
    """Days after which the law cards, and the directory of services, are old."""

    law: int
    directory: int


@dataclass(frozen=True, slots=True)
class Old:
    """What is older than the organisation's limit: ``law`` or ``directory``, the day it was looked at, days since."""

    part: str
    day: datetime.date
    age: int
    limit: int


def read_age(root: Path, problems: list[Problem]) -> AgeLimits | None:
    """Return the limits; what is wrong with the file goes into ``problems``."""
    file = read_file(root / FILE, NAME, problems)
    rows = {} if file is None else file.parts(SHAPE)
    return AgeLimits(**{part: rows[part]["days"] for part in PARTS}) if rows.keys() >= {*PARTS} else None


def open_age(root: Path) -> AgeLimits:
    """Read the limits of age. Raises BadInput("age-unsound")."""
    problems: list[Problem] = []
    return sound(read_age(root, problems), problems, "age-unsound")


def too_old(today: datetime.date, limits: AgeLimits, looked_at: Mapping[str, datetime.date | None]) -> tuple[Old, ...]:
    """Return each part that was looked at longer ago than its limit; one without a day says nothing."""
    found = []
    for part in PARTS:
        day, limit = looked_at.get(part), getattr(limits, part)
        if day is not None and (age := (today - day).days) > limit:
            found.append(Old(part, day, age, limit))
    return tuple(found)


def law_checked_on(protocol: Protocol) -> datetime.date | None:
    """The day on which the law card that waits longest was last looked at; that of the whole law where it has no card.

    None where nothing of a law is known.
    """
    law = protocol.tables.get("law", {})
    return min((card["checked_on"] for card in law.get("card", ())), default=law.get("checked_on"))


DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class PacksOfRecord:
    """What the log says. ``put_in`` is every pack that ever was, oldest first: their editions stay readable."""

    put_in: tuple[ContentPutIn, ...] = ()
    standing: tuple[str, ...] = ()
    """The packs that were not rolled back, oldest first: the last is in use."""
    editions: Mapping[str, str] = field(default_factory=dict)
    """The edition's id to the digest it had when it came. The first that came stays."""

    @property
    def in_use(self) -> str:
        """The pack in use; "" where it is the program's own content."""
        return self.standing[-1] if self.standing else ""

    def of(self, pack: str) -> ContentPutIn | None:
        """Return the newest entry that put this pack in."""
        return next((each for each in reversed(self.put_in) if each.pack == pack), None)


def packs_of(vault_events: Iterable[Recorded]) -> PacksOfRecord:
    """Return the packs of a record from its own entries, in their order."""
    put_in: list[ContentPutIn] = []
    standing: list[str] = []
    editions: dict[str, str] = {}
    for each in vault_events:
        match each.event:
            case ContentPutIn(pack=pack) as event if DIGEST.fullmatch(pack):
                put_in = [*(old for old in put_in if old.pack != pack), event]
                standing = [*(old for old in standing if old != pack), pack]
                for entry in event.editions:
                    edition, _, digest = entry.partition("=")
                    editions.setdefault(edition, digest)
            case ContentRolledBack(pack=pack):
                standing = [old for old in standing if old != pack]
            case _:
                pass
    return PacksOfRecord(tuple(put_in), tuple(standing), editions)

"""A country as data: its law statement by statement. What nobody has read has no statement, and is said so."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from screening.domain.content.keys import READ
from screening.domain.services.wage_law import WageLaw

TAGS = ("V", "2", "M", "C", "own", "")
"""How a fact that is no law was seen: in a copy, in an account, from memory, calculated, our own; "" for none."""

CHILD, UNABLE = "child", "unable"
"""For whom a law asks no means: a child; an adult who cannot care for or protect themselves."""
EVERYBODY, OFFICIALS = "everybody", "public-officers"
BINDS = (EVERYBODY, OFFICIALS, "medical", "family", "child-care")
"""Whom a duty binds."""
OF_LINE = "line:"
"""Before the id of a line of the Convention, where a layout names what the country says to it."""
HELD = ("remove", "refuge", "doctor")
"""What is asked first for somebody who is held."""
CUSTODY = "custody"
BEGINNINGS = (CUSTODY, "interim", "order-made")
"""Dates of a case from which a clock can run, in the order in which they come: custody, interim order, order."""
Districts = Mapping[str, Mapping[str, str]]
"""The districts of each state: name by id."""
OF_HELD = "line:held-"
"""Before one of ``HELD``, for what the country says to it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a fact that is no law comes from; ``verified`` only where the present text was seen."""

    source: str
    tag: str
    verified: bool
    checked_on: datetime.date


@dataclass(frozen=True, slots=True)
class LawStatement:
    """One statement of law in our own words; ``place`` is where it stands, such as "Act 670, section 25".

    It holds from ``since`` to ``until``, both counted; None where no day is known. ``note`` has lengths and penalties,
    ``short`` the same in one line for the first page of a sheet. ``binds`` says whom a duty binds, ``child`` that it is
    one for a child only, ``date`` which date of a case the order in it sets.
    """

    id: str
    place: str
    text: str
    seen: str
    source: str
    checked_on: datetime.date
    since: datetime.date | None = None
    until: datetime.date | None = None
    note: str = ""
    short: str = ""
    binds: tuple[str, ...] = ()
    child: bool = False
    date: str = ""

    def holds(self, day: datetime.date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    @property
    def read(self) -> bool:
        """Whether the text was seen, of the law or of the Bill as passed."""
        return self.seen in READ


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the Convention; ``statement`` is None where what it says is not certain."""

    id: str
    title: str
    statement: LawStatement | None


@dataclass(frozen=True, slots=True)
class Convention:
    """What every country is asked, line by line, and what other instruments say to every country."""

    title: str
    lines: tuple[Asked, ...]
    others: tuple[LawStatement, ...] = ()

    @property
    def statements(self) -> tuple[LawStatement, ...]:
        return (*(line.statement for line in self.lines if line.statement is not None), *self.others)


@dataclass(frozen=True, slots=True)
class LawLine:
    """What a country's law says to one line of the Convention: its statements; none where nobody has read it."""

    id: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Law:
    """The law of one day, for papers: the statements that hold, and which say something to a line of the Convention."""

    statements: Mapping[str, LawStatement] = field(default_factory=dict)
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def named(self, name: str) -> tuple[LawStatement, ...]:
        """Return the statement of this id, or what the country says to a line, "line:" before its id."""
        of_line = name.removeprefix(OF_LINE)
        names = (name,) if of_line == name else self.lines.get(of_line, ())
        return tuple(self.statements[each] for each in names if each in self.statements)


@dataclass(frozen=True, slots=True)
class ProtectionOrder:
    """An order that protects a person. ``date`` is the date of a case that it sets, ``statement`` the law on it."""

    id: str
    title: str
    statement: str
    made_by: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """How long an order, or the way to it, takes at most, by a statement. ``at_most`` is None where it is not known.

    ``runs_from`` is the date of a case from which it is counted, one of ``BEGINNINGS``; "" where none is noted.
    """

    id: str
    order: str
    title: str
    statement: str
    at_most: int | None = None
    unit: str = ""
    note: str = ""
    runs_from: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """Who decides something about a person: ``decides`` names the matters. It does so from ``since`` to ``until``, both
    counted; None where no day is known."""

    id: str
    title: str
    decides: tuple[str, ...]
    seen: Seen
    since: datetime.date | None = None
    until: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Awaited:
    """How many days after formal identification was asked for somebody asks what became of it."""

    days: int
    seen: Seen


@dataclass(frozen=True, slots=True)
class Country:
    """One country. ``directory`` is the file of its services in ``forms/directory``; ``wages`` is None where the
    numbers of its labour law are not known. ``act`` is the short name of its Act in the sources of an edition;
    ``edition_cards`` says that editions have law cards of it.
    """

    id: str
    title: str
    edition_cards: bool
    act: str
    no_means_for: tuple[str, ...]
    names: tuple[str, ...]
    """Names of its law, bodies, numbers and money: no text outside the country's own files says one."""
    directory: str
    sheets: tuple[str, ...]
    wages: WageLaw | None
    currency: str
    sign: str
    currency_seen: Seen
    officers: tuple[str, ...]
    law: str
    checked_by: str
    checked_on: datetime.date
    statements: tuple[LawStatement, ...]
    lines: tuple[LawLine, ...]
    orders: tuple[ProtectionOrder, ...]
    clocks: tuple[Clock, ...]
    held: tuple[LawLine, ...] = ()
    """What its law says to each of ``HELD``."""
    districts: Districts = field(default_factory=dict)
    bodies: tuple[Body, ...] = ()
    awaited: Awaited | None = None

    def deciders(self, matter: str, day: datetime.date) -> tuple[str, ...]:
        """Return the ids of the bodies that decide a matter on a day."""
        return tuple(
            each.id
            for each in self.bodies
            if matter in each.decides
            and (each.since is None or each.since <= day)
            and (each.until is None or day <= each.until)
        )

    def statement(self, name: str) -> LawStatement:
        """Return a statement by its id. Raises KeyError."""
        return {each.id: each for each in self.statements}[name]

    def of_line(self, line: LawLine, day: datetime.date) -> tuple[LawStatement, ...]:
        """Return what holds on a day of what the law says to a line."""
        return tuple(each for name in line.statements if (each := self.statement(name)).holds(day))

    def duties(self, day: datetime.date, whom: Iterable[str], *, child: bool = False) -> tuple[LawStatement, ...]:
        """Return the duties to report that bind one of these on a day; those for a child only where it is one."""
        named = next((line.statements for line in self.lines if line.id == "reporting"), ())
        found = (each for name in named if (each := self.statement(name)).holds(day) and (child or not each.child))
        return tuple(each for each in found if {*each.binds} & {*whom})

    @property
    def not_known(self) -> tuple[str, ...]:
        """The ids of the lines that nobody has read the law for."""
        return tuple(line.id for line in self.lines if not line.statements)

    @property
    def read(self) -> tuple[str, ...]:
        """The ids of the statements whose text was seen."""
        return tuple(each.id for each in self.statements if each.read)

    @property
    def looked_at(self) -> datetime.date:
        """The day on which the statement that waits longest was last looked at."""
        return min((each.checked_on for each in self.statements), default=self.checked_on)

"""Read the folder of countries strictly: the lines of the Convention, each country in one shape; all problems at once.

What a country names elsewhere (its directory and sheets) has to be there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from screening.domain.content.problems import Problem
from screening.domain.content.source_keys import SEEN, SOURCE
from screening.domain.content.strict_toml import File, Key, built, once, read_file, read_parts
from screening.domain.countries.model import (
    BINDS,
    CHILD,
    TAGS,
    UNABLE,
    Asked,
    Clock,
    Convention,
    Country,
    LawStatement,
    Line,
    Order,
    Seen,
)
from screening.domain.services.wage_law import read_wage_law
from screening.errors import BadInput

CONVENTION, COUNTRY, LAW, WAGES = "convention.toml", "country.toml", "law.toml", "wages.toml"
UNITS = ("hours", "days", "months")
NEEDED, BLANK = Key("text", needed=True), Key("text")
LISTED, SAID, DAY = Key("texts", needed=True), Key("flag", needed=True), Key("date", needed=True)
CLAIM = {"source": BLANK, "tag": Key("text", choices=TAGS), "verified": SAID, "checked_on": DAY}
BESIDE = {
    "short": BLANK, "note": BLANK, "since": Key("date"), "until": Key("date"), "binds": Key("texts", choices=BINDS),
    "child": Key("flag"), "date": BLANK,
}  # fmt: skip


def _several(**keys: Key) -> Key:
    return Key("tables", shape={"id": NEEDED, **keys})


STATEMENT = _several(place=NEEDED, text=NEEDED, **BESIDE, **SOURCE)
CONVENTION_SHAPE = {
    "title": NEEDED, "checked_on": DAY, "statement": STATEMENT,
    "line": _several(title=NEEDED, place=BLANK, text=BLANK, short=BLANK, seen=Key("text", choices=SEEN), source=BLANK,
                     checked_on=Key("date")),
}  # fmt: skip
COUNTRY_SHAPE = {
    "id": NEEDED, "title": NEEDED, "edition_cards": SAID, "act": BLANK, "act_title": BLANK, "directory": NEEDED,
    "sheets": LISTED, "names": LISTED,
    "no_means_for": Key("texts", needed=True, choices=(CHILD, UNABLE)),
    "source": NEEDED, "checked_on": DAY,
    "currency": Key("table", needed=True, shape={"code": NEEDED, "sign": NEEDED, **CLAIM}),
    "languages": Key("table", needed=True, shape={"officers": LISTED, **CLAIM}),
}  # fmt: skip
LAW_SHAPE = {
    "title": NEEDED, "checked_on": DAY, "checked_by": NEEDED, "statement": STATEMENT,
    "line": _several(statements=LISTED),
    "order": _several(title=NEEDED, made_by=BLANK, date=BLANK, statement=NEEDED),
    "clock": _several(
        order=NEEDED, title=NEEDED, at_most=Key("number"), unit=Key("text", choices=UNITS), note=BLANK,
        statement=NEEDED,
    ),
}  # fmt: skip
ACTIP = "actip-"
"""Before the id of a line of the Convention, for what it says as a statement."""
STATED = ("act",)
"""Keys of a country that may be empty but not left out."""
ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
CODE, TONGUE = re.compile(r"[A-Z]{3}"), re.compile(r"[a-z]{2,3}(?:-[A-Za-z]+)*")
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """What a country may name: the folder of forms, for ``directory/NAME.toml`` and ``NAME/`` of a sheet."""

    forms: Path


def read_countries(root: Path, known: Known) -> tuple[Convention | None, Mapping[str, Country], list[Problem], int]:
    """Return the Convention, every sound country by id, every problem found, and how many files were read.

    The Convention is None where its file is unsound; a country that has a problem is left out.
    """
    problems: list[Problem] = []
    convention = _convention(root, problems)
    countries: dict[str, Country] = {}
    files = 1
    folders = sorted(each for each in root.iterdir() if each.is_dir()) if root.is_dir() else []
    if not folders:
        problems.append(Problem(root.name, "the folder", "It holds no country.", "Add one: countries/my/ is a model."))
    for folder in folders:
        found: list[Problem] = []
        country = _country(folder, convention, known, found)
        files += 2
        problems += found
        if country is not None and not found:
            countries[country.id] = country
    return convention, countries, problems, files


def open_countries(root: Path, known: Known) -> tuple[Convention, Mapping[str, Country]]:
    """Return the Convention and the countries as they ship. Raises BadInput("countries-unsound")."""
    convention, countries, problems, _ = read_countries(root, known)
    if convention is None or problems:
        raise BadInput("countries-unsound", count=len(problems))
    return convention, countries


def _convention(root: Path, problems: list[Problem]) -> Convention | None:
    before = len(problems)
    file = read_file(root / CONVENTION, f"{root.name}/{CONVENTION}", problems)
    if file is None:
        return None
    parts = read_parts(file, CONVENTION_SHAPE, problems)
    rows, others = (_once(file, sort, parts, problems) for sort in ("line", "statement"))
    for row in others:
        _check_statement(file, row, problems)
    for row in rows:
        said = [key for key in ("place", "text", "seen", "source", "checked_on") if row.get(key)]
        if said and len(said) < 5:
            what = "It says something and not all of place, text, seen, source and checked_on."
            problems.append(Problem(file.name, file.place("line", row["id"]), what, "Write all of them, or none."))
    if not rows:
        problems.append(Problem(file.name, "line", "It holds no line.", "Head each with [[line]]."))
    if len(problems) > before:
        return None
    lines = (
        Asked(row["id"], row["title"], built(LawStatement, row, id=ACTIP + row["id"]) if row.get("text") else None)
        for row in rows
    )
    return Convention(file.data["title"], tuple(lines), tuple(built(LawStatement, row) for row in others))


def _country(folder: Path, convention: Convention | None, known: Known, problems: list[Problem]) -> Country | None:
    name = f"{folder.parent.name}/{folder.name}"
    for path in sorted(folder.iterdir()):
        if path.name not in (COUNTRY, LAW, WAGES):
            what = "No country has such a file."
            problems.append(Problem(f"{name}/{path.name}", "the file", what, f"Its files: {COUNTRY}, {LAW}, {WAGES}."))
    about = read_file(folder / COUNTRY, f"{name}/{COUNTRY}", problems)
    law = read_file(folder / LAW, f"{name}/{LAW}", problems)
    if about is None or law is None:
        return None
    first, second = read_parts(about, COUNTRY_SHAPE, problems), read_parts(law, LAW_SHAPE, problems)
    problems.extend(_left_out(about, "the file", key) for key in STATED if key not in about.data)
    rows = {sort: _once(law, sort, second, problems) for sort in ("statement", "line", "order", "clock")}
    _check_about(about, folder, first, known, problems)
    for row in rows["statement"]:
        _check_statement(law, row, problems)
    _check_lines(law, rows["line"], convention, problems)
    _check_pointers(law, rows, problems)
    _check_clocks(law, rows["clock"], {row["id"] for row in rows["order"]}, problems)
    wages = None
    if (folder / WAGES).exists():
        wages, found = read_wage_law(folder / WAGES, f"{name}/{WAGES}", folder.name)
        problems += found
    if problems:
        return None
    return Country(
        first["id"],
        first["title"],
        first["edition_cards"],
        first["act"],
        tuple(first["no_means_for"]),
        tuple(first["names"]),
        first["directory"],
        tuple(first["sheets"]),
        wages,
        first["currency"]["code"],
        first["currency"]["sign"],
        _seen(first["currency"]),
        tuple(first["languages"]["officers"]),
        second["title"],
        second["checked_by"],
        second["checked_on"],
        tuple(built(LawStatement, row) for row in rows["statement"]),
        _in_order(convention, [built(Line, row) for row in rows["line"]]),
        tuple(built(Order, row) for row in rows["order"]),
        tuple(built(Clock, row) for row in rows["clock"]),
    )


def _in_order(convention: Convention | None, lines: list[Line]) -> tuple[Line, ...]:
    """Return the lines in the order of the Convention."""
    order = [] if convention is None else [asked.id for asked in convention.lines]
    return tuple(sorted(lines, key=lambda line: order.index(line.id) if line.id in order else len(order)))


def _seen(row: Row) -> Seen:
    return Seen(row.get("source", ""), row.get("tag", ""), row["verified"], row["checked_on"])


def _once(file: File, sort: str, parts: Row, problems: list[Problem]) -> list[Row]:
    """Return the sound tables of one sort; an id that stands twice, or cannot be one, is a problem."""
    found: list[Row] = []
    for row in once(file, sort, parts.get(sort) or (), problems):
        if ID.fullmatch(row["id"]) is None:
            what = "The id is not small letters, figures and hyphens."
            problems.append(Problem(file.name, file.place(sort, row["id"]), what, 'Write it as "child-age".'))
        else:
            found.append(row)
    return found


def _check_seen(file: File, place: str, row: Row, text: str, problems: list[Problem]) -> None:
    """A claim has a source and a tag; one from memory, or of nothing, is never verified."""
    source, tag, verified = row.get("source", "").strip(), row.get("tag", ""), row["verified"]
    if text.strip() and not (source and tag):
        what = "It says something and not where that comes from."
        problems.append(Problem(file.name, place, what, "Write source and tag, or leave the text empty."))
    if verified and not (text.strip() and tag == "V"):
        what = "It says that it is verified, and its present text was not seen."
        problems.append(Problem(file.name, place, what, "Write verified = false."))


def _check_about(file: File, folder: Path, parts: Row, known: Known, problems: list[Problem]) -> None:
    def tell(place: str, what: str, remedy: str) -> None:
        problems.append(Problem(file.name, place, what, remedy))

    if parts.get("id", folder.name) != folder.name:
        tell("the file", f'The id "{parts["id"]}" is not the name of its folder.', f'Write id = "{folder.name}".')
    for sort in ("currency", "languages"):
        row = parts.get(sort)
        if row is not None:
            _check_seen(file, f"[{sort}]", row, "stated", problems)
    currency, tongues = parts.get("currency"), parts.get("languages")
    if currency is not None and CODE.fullmatch(currency["code"]) is None:
        tell("[currency]", "The code is not three capitals.", 'Write code = "MYR".')
    for tag in () if tongues is None else tongues["officers"]:
        if TONGUE.fullmatch(tag) is None:
            tell("[languages]", f'"{tag[:20]}" is not the tag of a language.', 'Write it as "ms".')
    for sort, name, path in (
        ("directory", parts.get("directory"), f"directory/{parts.get('directory')}.toml"),
        *(("sheets", name, name) for name in parts.get("sheets") or ()),
    ):
        if name and not (ID.fullmatch(name) and (known.forms / path).exists()):
            tell("the file", f'{sort} names "{name[:40]}", and forms/ has no such thing.', "Add it, or name none.")
    if CHILD not in parts.get("no_means_for", (CHILD,)):
        tell(
            "the file", "no_means_for leaves out a child.", 'Write no_means_for = ["child"]: no means is asked of one.'
        )


def _check_statement(file: File, row: Row, problems: list[Problem]) -> None:
    if row.get("since") and row.get("until") and row["until"] < row["since"]:
        place, what = file.place("statement", row["id"]), "It ends before it begins."
        problems.append(Problem(file.name, place, what, "Write since and until as the law has them."))


def _check_lines(file: File, rows: Iterable[Row], convention: Convention | None, problems: list[Problem]) -> None:
    asked = () if convention is None else tuple(line.id for line in convention.lines)
    found = set()
    for row in rows:
        found.add(row["id"])
        if asked and row["id"] not in asked:
            what = "The Convention has no such line."
            place = file.place("line", row["id"])
            problems.append(Problem(file.name, place, what, f"Its lines are: {', '.join(asked)}."))
    for name in asked:
        if name not in found and name not in file.unread:
            what = f'The line "{name}" is missing.'
            problems.append(Problem(file.name, "line", what, "Add it; statements = [] says that it is not known."))


def _check_pointers(file: File, rows: Mapping[str, list[Row]], problems: list[Problem]) -> None:
    """Everything points at statements that are there; one of a line that ends does so before the next begins."""
    known = {row["id"]: row for row in rows["statement"]}
    named = [(file.place("line", row["id"]), each) for row in rows["line"] for each in row["statements"]]
    named += [(file.place(sort, row["id"]), row["statement"]) for sort in ("order", "clock") for row in rows[sort]]
    problems.extend(
        Problem(file.name, place, f'There is no statement "{name}".', "Add it as [[statement]], or take it out.")
        for place, name in named
        if name not in known and name not in file.unread
    )
    pairs = {
        (one, two)
        for row in rows["line"]
        for one in row["statements"]
        for two in row["statements"]
        if one != two and one in known and two in known
    }
    for one, two in sorted(pairs):
        first, second = known[one], known[two]
        since, until = second.get("since"), first.get("until")
        if since and until and first.get("since", since) <= since <= until:
            what = f'It holds on days on which "{two}" of the same line holds.'
            remedy = "End it before the other begins."
            problems.append(Problem(file.name, file.place("statement", one), what, remedy))


def _check_clocks(file: File, rows: Iterable[Row], orders: set[str], problems: list[Problem]) -> None:
    for row in rows:
        place = file.place("clock", row["id"])
        if row["order"] not in {*orders, *file.unread}:
            problems.append(Problem(file.name, place, f'There is no order "{row["order"]}".', "Add it as [[order]]."))
        at_most = row.get("at_most")
        if at_most is None:
            continue
        if not (isinstance(at_most, int) and 1 <= at_most <= 1000):
            problems.append(Problem(file.name, place, f"at_most = {at_most} is no length.", "Write 1 to 1000."))
        if "unit" not in row:
            what = "It has a number and no unit."
            problems.append(Problem(file.name, place, what, f"Its units are: {', '.join(UNITS)}."))


def _left_out(file: File, place: str, key: str) -> Problem:
    return Problem(file.name, place, f'"{key}" is missing.', f'Add it; {key} = "" says that there is none.')

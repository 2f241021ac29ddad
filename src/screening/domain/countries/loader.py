"""Read the folder of countries strictly: the lines of the Convention, each country in one shape; all problems at once.

What a country names elsewhere (its directory and sheets) has to be there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import chain, permutations
from pathlib import Path

from screening.domain.content.keys import (
    CHECKED,
    DATE,
    DAY,
    LISTED,
    NEEDED,
    SAID,
    SEEN,
    TEXT,
    Key,
    any_number,
    one,
    several,
)
from screening.domain.content.problems import Problem
from screening.domain.content.strict_toml import ContentFile, Row, built, read_file, shape_of, sound
from screening.domain.countries.employers import EMPLOYERS, read_employer_check
from screening.domain.countries.model import (
    BEGINNINGS,
    BINDS,
    CHILD,
    HELD,
    TAGS,
    UNABLE,
    Asked,
    Awaited,
    Body,
    Clock,
    Convention,
    Country,
    Districts,
    LawLine,
    LawStatement,
    ProtectionOrder,
    Seen,
)
from screening.domain.events.allowed_values import MATTERS
from screening.domain.services.wage_law import read_wage_law

CONVENTION, COUNTRY, LAW, WAGES = "convention.toml", "country.toml", "law.toml", "wages.toml"
DISTRICTS = "districts.toml"
FILES = (COUNTRY, LAW, WAGES, DISTRICTS)
UNITS = ("hours", "days", "months")
CLAIM = {"source": TEXT, "tag": Key("text", choices=TAGS), "verified": SAID, "checked_on": DAY}


STATEMENT = any_number(
    **shape_of(LawStatement, binds=Key("texts", choices=BINDS), seen=Key("text", needed=True, choices=SEEN))
)
CONVENTION_SHAPE = {
    "title": NEEDED, "checked_on": DAY, "statement": STATEMENT,
    "line": any_number(
        title=NEEDED, place=TEXT, text=TEXT, short=TEXT, seen=Key("text", choices=SEEN), source=TEXT, checked_on=DATE,
    ),
}  # fmt: skip
COUNTRY_SHAPE = {
    "id": NEEDED, "title": NEEDED, "edition_cards": SAID, "act": TEXT, "act_title": TEXT, "directory": NEEDED,
    "sheets": LISTED, "names": LISTED, "no_means_for": Key("texts", True, (CHILD, UNABLE)), "source": NEEDED,
    "checked_on": DAY, "currency": one(code=NEEDED, sign=NEEDED, **CLAIM),
    "languages": one(officers=LISTED, **CLAIM),
    "awaited": Key("table", shape={"days": Key("number", True, whole=(1, 1000)), **CLAIM}),
    "body": any_number(**shape_of(Body, ("seen",), decides=Key("texts", True, tuple(MATTERS)), **CLAIM)),
}  # fmt: skip
LAW_SHAPE = {
    "title": NEEDED, "checked_on": DAY, "checked_by": NEEDED, "statement": STATEMENT,
    "line": any_number(**shape_of(LawLine)), "held": any_number(**shape_of(LawLine)),
    "order": any_number(**shape_of(ProtectionOrder)),
    "clock": any_number(
        **shape_of(Clock, unit=Key("text", choices=UNITS), runs_from=Key("text", choices=BEGINNINGS))
    ),
}  # fmt: skip
DISTRICTS_SHAPE = {**CHECKED, "state": several(districts=LISTED)}
ACTIP = "actip-"
"""Before the id of a line of the Convention, for what it says as a statement."""
ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
CODE, TONGUE = re.compile(r"[A-Z]{3}"), re.compile(r"[a-z]{2,3}(?:-[A-Za-z]+)*")


def read_countries(root: Path, forms: Path) -> tuple[Convention | None, Mapping[str, Country], list[Problem], int]:
    """Return the Convention, every sound country by id, every problem found, and how many files were read.

    ``forms`` is the folder of forms: a country may name ``directory/NAME.toml`` and ``NAME/`` of a sheet in it.
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
        country = _country(folder, convention, forms, found)
        files += 2
        problems += found
        if country is not None and not found:
            countries[country.id] = country
    if not problems and (root / EMPLOYERS).is_file():  # content of an older program has none
        known = {each.id for country in countries.values() for each in country.statements}
        known |= {each.id for each in convention.statements} if convention is not None else set()
        problems += read_employer_check(root, known)[1]
        files += 1
    return convention, countries, problems, files


def open_countries(root: Path, forms: Path) -> tuple[Convention, Mapping[str, Country]]:
    """Return the Convention and the countries as they ship. Raises BadInput("countries-unsound")."""
    convention, countries, problems, _ = read_countries(root, forms)
    return sound(convention, problems, "countries-unsound"), countries


def _convention(root: Path, problems: list[Problem]) -> Convention | None:
    before = len(problems)
    file = read_file(root / CONVENTION, f"{root.name}/{CONVENTION}", problems)
    if file is None:
        return None
    parts = file.parts(CONVENTION_SHAPE)
    rows, others = _once(file, "line", parts), _once(file, "statement", parts)
    _check_periods(file, others)
    for row in rows:
        said = [key for key in ("place", "text", "seen", "source", "checked_on") if row.get(key)]
        if said and len(said) < 5:
            what = "It says something and not all of place, text, seen, source and checked_on."
            file.tell(file.place("line", row["id"]), what, "Write all of them, or none.")
    if not rows:
        file.tell("line", "It holds no line.", "Head each with [[line]].")
    if len(problems) > before:
        return None
    lines = (
        Asked(row["id"], row["title"], built(LawStatement, row, id=ACTIP + row["id"]) if row.get("text") else None)
        for row in rows
    )
    return Convention(file.data["title"], tuple(lines), tuple(built(LawStatement, row) for row in others))


def _country(folder: Path, convention: Convention | None, forms: Path, problems: list[Problem]) -> Country | None:
    name = f"{folder.parent.name}/{folder.name}"
    for path in sorted(folder.iterdir()):
        if path.name not in FILES:
            what = "No country has such a file."
            problems.append(Problem(f"{name}/{path.name}", "the file", what, f"Its files: {', '.join(FILES)}."))
    about = read_file(folder / COUNTRY, f"{name}/{COUNTRY}", problems)
    law = read_file(folder / LAW, f"{name}/{LAW}", problems)
    if about is None or law is None:
        return None
    first, second = about.parts(COUNTRY_SHAPE), law.parts(LAW_SHAPE)
    bodies = _once(about, "body", first)
    if "act" not in about.data:
        about.tell("the file", '"act" is missing.', 'Add it; act = "" says that there is none.')
    rows = {sort: _once(law, sort, second) for sort in ("statement", "line", "held", "order", "clock")}
    _check_about(about, folder, first, forms)
    for row in bodies:
        _check_claim(about, about.place("body", row["id"]), row)
    _check_periods(about, bodies, "body")
    _check_periods(law, rows["statement"])
    _check_lines(law, rows["line"], convention)
    for row in rows["held"]:
        if row["id"] not in HELD:
            place = law.place("held", row["id"])
            law.tell(place, "Nothing of this name is asked first.", f"Its names: {', '.join(HELD)}.")
    _check_pointers(law, rows)
    _check_clocks(law, rows["clock"], {row["id"] for row in rows["order"]})
    wages = None
    if (folder / WAGES).exists():
        wages, found = read_wage_law(folder / WAGES, f"{name}/{WAGES}", folder.name)
        problems += found
    districts: Districts = {}
    path = folder / DISTRICTS
    if path.exists() and (file := read_file(path, f"{name}/{DISTRICTS}", problems)) is not None:
        districts = _districts(file)
    if problems:
        return None
    money, awaited = first["currency"], first.get("awaited")
    return built(
        Country,
        first,
        wages=wages,
        currency=money["code"],
        sign=money["sign"],
        currency_seen=_seen(money),
        officers=tuple(first["languages"]["officers"]),
        law=second["title"],
        checked_by=second["checked_by"],
        checked_on=second["checked_on"],
        statements=tuple(built(LawStatement, row) for row in rows["statement"]),
        lines=_in_order(convention, [built(LawLine, row) for row in rows["line"]]),
        orders=tuple(built(ProtectionOrder, row) for row in rows["order"]),
        clocks=tuple(built(Clock, row) for row in rows["clock"]),
        held=tuple(built(LawLine, row) for row in rows["held"]),
        districts=districts,
        bodies=tuple(built(Body, row, seen=_seen(row)) for row in bodies),
        awaited=Awaited(awaited["days"], _seen(awaited)) if awaited is not None else None,
    )


def _districts(file: ContentFile) -> Districts:
    """Return the districts of each state; one that stands in two states of a country is a problem."""
    states: dict[str, str] = {}
    found = {row["id"]: row["districts"] for row in file.once("state", file.parts(DISTRICTS_SHAPE)["state"])}
    for state, names in found.items():
        for each in names:
            if (other := states.setdefault(_district_id(each), state)) != state:
                file.tell(file.place("state", state), f'"{each}" is in {other} too.', "Write each district once.")
    return {state: {_district_id(each): each for each in names} for state, names in found.items()}


def _district_id(name: str) -> str:
    return name.lower().replace(" ", "-")


def _seen(row: Row) -> Seen:
    return Seen(row.get("source", ""), row.get("tag", ""), row["verified"], row["checked_on"])


def _in_order(convention: Convention | None, lines: list[LawLine]) -> tuple[LawLine, ...]:
    """Return the lines in the order of the Convention."""
    order = [] if convention is None else [asked.id for asked in convention.lines]
    return tuple(sorted(lines, key=lambda line: order.index(line.id) if line.id in order else len(order)))


def _once(file: ContentFile, sort: str, parts: Row) -> list[Row]:
    """Return the sound tables of one sort; an id that stands twice, or cannot be one, is a problem."""
    found: list[Row] = []
    for row in file.once(sort, parts[sort]):
        if ID.fullmatch(row["id"]) is None:
            what = "The id is not small letters, figures and hyphens."
            file.tell(file.place(sort, row["id"]), what, 'Write it as "child-age".')
        else:
            found.append(row)
    return found


def _check_about(file: ContentFile, folder: Path, parts: Row, forms: Path) -> None:
    if parts.get("id", folder.name) != folder.name:
        what = f'The id "{parts["id"]}" is not the name of its folder.'
        file.tell("the file", what, f'Write id = "{folder.name}".')
    for sort in ("currency", "languages", "awaited"):
        _check_claim(file, f"[{sort}]", parts.get(sort))
    if "currency" in parts and CODE.fullmatch(parts["currency"]["code"]) is None:
        file.tell("[currency]", "The code is not three capitals.", 'Write code = "MYR".')
    for tag in parts["languages"]["officers"] if "languages" in parts else ():
        if TONGUE.fullmatch(tag) is None:
            file.tell("[languages]", f'"{tag[:20]}" is not the tag of a language.', 'Write it as "ms".')
    for sort, name, path in (
        ("directory", parts.get("directory"), f"directory/{parts.get('directory')}.toml"),
        *(("sheets", name, name) for name in parts.get("sheets") or ()),
    ):
        if name and not (ID.fullmatch(name) and (forms / path).exists()):
            what = f'{sort} names "{name[:40]}", and forms/ has no such thing.'
            file.tell("the file", what, "Add it, or name none.")
    if CHILD not in parts.get("no_means_for", (CHILD,)):
        remedy = 'Write no_means_for = ["child"]: no means is asked of one.'
        file.tell("the file", "no_means_for leaves out a child.", remedy)


def _check_claim(file: ContentFile, place: str, row: Row | None) -> None:
    """A claim has a source and a tag; only one whose present text was seen is verified."""
    if row is None:
        return
    if not (row.get("source", "").strip() and row.get("tag")):
        what = "It says something and not where that comes from."
        file.tell(place, what, "Write source and tag, or leave the text empty.")
    if row["verified"] and row.get("tag") != "V":
        what = "It says that it is verified, and its present text was not seen."
        file.tell(place, what, "Write verified = false.")


def _check_periods(file: ContentFile, rows: Iterable[Row], sort: str = "statement") -> None:
    for row in rows:
        if row.get("since") and row.get("until") and row["until"] < row["since"]:
            place = file.place(sort, row["id"])
            file.tell(place, "It ends before it begins.", "Write since and until as the law has them.")


def _check_lines(file: ContentFile, rows: Iterable[Row], convention: Convention | None) -> None:
    asked = [] if convention is None else [line.id for line in convention.lines]
    found = {row["id"] for row in rows}
    for name in sorted(found.difference(asked)) if asked else ():
        file.tell(file.place("line", name), "The Convention has no such line.", f"Its lines are: {', '.join(asked)}.")
    for name in asked:
        if name not in found and name not in file.unread:
            what = f'The line "{name}" is missing.'
            file.tell("line", what, "Add it; statements = [] says that it is not known.")


def _check_pointers(file: ContentFile, rows: Mapping[str, list[Row]]) -> None:
    """Everything points at statements that are there; one of a line that ends does so before the next begins."""
    known = {row["id"]: row for row in rows["statement"]}
    several = (("line", row) for row in rows["line"]), (("held", row) for row in rows["held"])
    named = [(file.place(sort, row["id"]), each) for sort, row in chain(*several) for each in row["statements"]]
    named += [(file.place(sort, row["id"]), row["statement"]) for sort in ("order", "clock") for row in rows[sort]]
    there = {*known, *file.unread}
    for place, name in named:
        file.knows(place, "statement", name, there, "Add it as [[statement]], or take it out.")
    pairs = {pair for row in rows["line"] for pair in permutations(dict.fromkeys(row["statements"]), 2)}
    for early, late in sorted(pair for pair in pairs if known.keys() >= {*pair}):
        first, since, until = known[early], known[late].get("since"), known[early].get("until")
        if since and until and first.get("since", since) <= since <= until:
            what = f'It holds on days on which "{late}" of the same line holds.'
            file.tell(file.place("statement", early), what, "End it before the other begins.")


def _check_clocks(file: ContentFile, rows: Iterable[Row], orders: set[str]) -> None:
    for row in rows:
        place, at_most = file.place("clock", row["id"]), row.get("at_most")
        file.knows(place, "order", row["order"], {*orders, *file.unread}, "Add it as [[order]].")
        if at_most is None:
            continue
        if not (isinstance(at_most, int) and 1 <= at_most <= 1000):
            file.tell(place, f"at_most = {at_most} is no length.", "Write 1 to 1000.")
        if "unit" not in row:
            file.tell(place, "It has a number and no unit.", f"Its units are: {', '.join(UNITS)}.")

"""Read the directory's folder strictly: services with their rules, and entries; every problem at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from screening.domain.content.problems import Problem
from screening.domain.content.strict_toml import File, Key, built, check_shape, once, read_file, tables
from screening.domain.scoring.assessment import PATHS
from screening.domain.services.directory import EVERYWHERE, HOURS, PARTS, Directory, Entry, Need, Service
from screening.errors import BadInput

RULES = "services.toml"
AGES, SEXES = ("adult", "child"), ("woman", "man")
NEEDED, TEXTS, FLAG = Key("text", needed=True), Key("texts"), Key("flag")
DAY = Key("date", needed=True)
TOP = {
    "stale_after_days": Key("number", needed=True), "source": NEEDED, "checked_on": DAY,
    "need": Key("tables", needed=True), "service": Key("tables", needed=True), "region": Key("tables"),
}  # fmt: skip
NEED = {
    "id": NEEDED, "title": NEEDED, "items": TEXTS, "gate": TEXTS, "now": FLAG, "urgent": FLAG,
    "paths": Key("texts", choices=PATHS),
}  # fmt: skip
SERVICE = {
    "id": NEEDED, "title": NEEDED, "number": Key("text"), "proposed": FLAG,
    "gives": Key("texts", needed=True, choices=PARTS), "paths": Key("texts", needed=True, choices=PATHS),
    "needs": Key("texts", needed=True), "country": Key("text"),
}  # fmt: skip
REGION = {"id": NEEDED, "title": NEEDED}
ENTRIES = {"entry": Key("tables"), "region": Key("tables"), "duty": Key("tables")}
"""A directory of an older program has duties in it, which are law and are not read from there."""
ENTRY = {
    "id": NEEDED, "service": NEEDED, "name": NEEDED, "state": NEEDED, "district": Key("text"),
    "phones": Key("texts", needed=True), "email": Key("text"), "hours": NEEDED, "opens": Key("text"),
    "languages": TEXTS,
    "ages": Key("texts", choices=AGES), "sexes": Key("texts", choices=SEXES), "by_place": TEXTS, "by_order": FLAG,
    "cards": FLAG, "whatsapp": Key("text"),
    "source": NEEDED, "checked_on": DAY, "verified": Key("flag", needed=True),
}  # fmt: skip
PHONE = re.compile(r"\+?[0-9][0-9 ()\-]{1,24}")
NEVER_PROPOSED = ("immigration", "embassy")


def read_directory(
    folder: Path, *, country: str = "", without: Collection[str] = ()
) -> tuple[Directory | None, list[Problem], int]:
    """Return the directory in ``folder``, every problem found, and how many files were read.

    ``country`` leaves out the services that only another country has, ``without`` the files of other countries: each
    holds its regions and its entries. Without both everything is read, as for a check.
    """
    problems: list[Problem] = []
    name = f"forms/{folder.name}"
    rules = read_file(folder / RULES, f"{name}/{RULES}", problems)
    if rules is None or not check_shape(rules.data, TOP, rules.name, "the file", problems):
        return None, problems, 1
    needs = tuple(built(Need, row) for row in once(rules, "need", tables(rules, "need", NEED, problems), problems))
    rows = once(rules, "service", tables(rules, "service", SERVICE, problems), problems)
    elsewhere = {row["id"] for row in rows if country and row.get("country", country) != country}
    services = {row["id"]: built(Service, row) for row in rows if row["id"] not in elsewhere}
    _check_services(rules, services, {need.id for need in needs}, problems)
    paths = [path for path in sorted(folder.glob("*.toml")) if path.name != RULES and path.stem not in without]
    files = [rules]
    for path in paths:
        file = read_file(path, f"{name}/{path.name}", problems)
        if file is not None and check_shape(file.data, ENTRIES, file.name, "the file", problems):
            files.append(file)
    regions: dict[str, dict[str, Any]] = {}
    for file in files:
        found = tables(file, "region", REGION, problems)
        regions.update((row["id"], row) for row in once(file, "region", found, problems, regions))
    entries: dict[str, Entry] = {}
    looked_at = [rules.data["checked_on"]]
    for file in files[1:]:
        for row in once(file, "entry", tables(file, "entry", ENTRY, problems), problems, entries):
            if row["service"] in elsewhere:
                continue
            _check_entry(file, row, services, tuple(regions), problems)
            # Its name and its hours stand in the catalogue.
            entries[row["id"]] = built(Entry, row, name="", hours="", on_cards=row.get("cards", True))
            looked_at.append(row["checked_on"])
    stale = int(rules.data["stale_after_days"])
    directory = Directory(needs, services, tuple(regions), entries, stale, checked_on=min(looked_at))
    return (None if problems else directory), problems, 1 + len(paths)


def open_directory(folder: Path, *, country: str = "", without: Collection[str] = ()) -> Directory:
    """Return the directory as it ships, of one country. Raises BadInput("directory-unsound")."""
    directory, problems, _ = read_directory(folder, country=country, without=without)
    if directory is None:
        raise BadInput("directory-unsound", count=len(problems))
    return directory


def is_phone(text: str) -> bool:
    """Return whether ``text`` looks like a number that can be dialled."""
    return PHONE.fullmatch(text) is not None


def _check_services(file: File, services: Mapping[str, Service], needs: set[str], problems: list[Problem]) -> None:
    for service in services.values():
        place = file.place("service", service.id)
        problems.extend(
            Problem(file.name, place, f'There is no need "{need}".', "Add it, or take it out.")
            for need in service.needs
            if need not in needs
        )
        if service.id in NEVER_PROPOSED and service.proposed:
            what = "It would be proposed by itself."
            problems.append(Problem(file.name, place, what, "Add proposed = false: the person asks for it, or a duty."))
        if {"needs", "alleged"} <= set(service.gives):
            what = "It would get the needs and the alleged persons."
            problems.append(Problem(file.name, place, what, "Give alleged to the investigator only."))


def _check_entry(
    file: File,
    row: Mapping[str, Any],
    services: Mapping[str, Service],
    regions: tuple[str, ...],
    problems: list[Problem],
) -> None:
    place = file.place("entry", row["id"])
    if row["service"] not in services:
        what = f'There is no service "{row["service"]}".'
        problems.append(Problem(file.name, place, what, f"The services are: {', '.join(services)}."))
    if row["state"] != EVERYWHERE and row["state"] not in regions:
        what = f'There is no region "{row["state"]}".'
        problems.append(Problem(file.name, place, what, f"Write all, or one of: {', '.join(regions)}."))
    for phone in (*row["phones"], *filter(None, [row.get("whatsapp")])):
        if not is_phone(phone):
            what, remedy = "A number holds more than figures, spaces, brackets and dashes.", "Write one number in each."
            problems.append(Problem(file.name, place, what, remedy))
    if row.get("opens") and HOURS.fullmatch(row["opens"]) is None:
        what = "The hours cannot be read."
        problems.append(Problem(file.name, place, what, 'Write opens = "08:00-24:00".'))
    if row["verified"]:
        what = "A shipped entry says that it is verified."
        remedy = "Write verified = false: whoever uses the number rings it, inside the program."
        problems.append(Problem(file.name, place, what, remedy))

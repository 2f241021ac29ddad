"""Read the directory's folder strictly: services with their rules, and entries; every problem at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from screening.domain.content.keys import DAY, FLAG, LISTED, NEEDED, NUMBER, SAID, TEXT, Key
from screening.domain.content.problems import Problem
from screening.domain.content.strict_toml import ContentFile, Row, built, read_file, shape_of, sound
from screening.domain.scoring.assessment import PATHS
from screening.domain.services.directory import EVERYWHERE, HOURS, OF_OWN_STATE, PARTS, Directory, Entry, Need, Service

RULES = "services.toml"
AGES, SEXES = ("adult", "child"), ("woman", "man")
TOP = {
    "stale_after_days": NUMBER, "source": NEEDED, "checked_on": DAY, "need": Key("tables", True),
    "service": Key("tables", True), "region": Key("tables"),
}  # fmt: skip
NEED = shape_of(Need, title=NEEDED, advice=TEXT, paths=Key("texts", choices=PATHS))
SERVICE = shape_of(
    Service, title=NEEDED, country=TEXT, gives=Key("texts", True, PARTS), paths=Key("texts", True, PATHS)
)
REGION = {"id": NEEDED, "title": NEEDED}
ENTRIES = {"entry": Key("tables"), "region": Key("tables"), "duty": Key("tables")}
"""A directory of an older program has duties in it, which are law and are not read from there."""
ENTRY = shape_of(
    Entry, ("on_cards", "own", "verified_on", "verified_by"), name=NEEDED, state=NEEDED, phones=LISTED, hours=NEEDED,
    ages=Key("texts", choices=AGES), sexes=Key("texts", choices=SEXES), cards=FLAG, email=TEXT, source=NEEDED,
    checked_on=DAY, verified=SAID,
)  # fmt: skip
PHONE = re.compile(r"\+?[0-9][0-9 ()\-]{1,24}")
NEVER_PROPOSED = ("immigration", *OF_OWN_STATE)


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
    if rules is None or not rules.check(rules.data, TOP):
        return None, problems, 1
    needs = tuple(built(Need, row) for row in rules.once("need", rules.tables("need", NEED)))
    rows = rules.once("service", rules.tables("service", SERVICE))
    elsewhere = {row["id"] for row in rows if country and row.get("country", country) != country}
    services = {row["id"]: built(Service, row) for row in rows if row["id"] not in elsewhere}
    _check_services(rules, services, {need.id for need in needs})
    paths = [path for path in sorted(folder.glob("*.toml")) if path.name != RULES and path.stem not in without]
    files = [rules]
    for path in paths:
        file = read_file(path, f"{name}/{path.name}", problems)
        if file is not None and file.check(file.data, ENTRIES):
            files.append(file)
    regions: dict[str, Row] = {}
    for file in files:
        regions |= {row["id"]: row for row in file.once("region", file.tables("region", REGION), regions)}
    entries: dict[str, Entry] = {}
    looked_at = [rules.data["checked_on"]]
    for file in files[1:]:
        for row in file.once("entry", file.tables("entry", ENTRY), entries):
            if row["service"] in elsewhere:
                continue
            _check_entry(file, row, services, regions)
            # Its name and its hours stand in the catalogue.
            entries[row["id"]] = built(Entry, row, name="", hours="", on_cards=row.get("cards", True))
            looked_at.append(row["checked_on"])
    stale = int(rules.data["stale_after_days"])
    directory = Directory(needs, services, tuple(regions), entries, stale, checked_on=min(looked_at))
    return (None if problems else directory), problems, 1 + len(paths)


def open_directory(folder: Path, *, country: str = "", without: Collection[str] = ()) -> Directory:
    """Return the directory as it ships, of one country. Raises BadInput("directory-unsound")."""
    directory, problems, _ = read_directory(folder, country=country, without=without)
    return sound(directory, problems, "directory-unsound")


def is_phone(text: str) -> bool:
    """Return whether ``text`` looks like a number that can be dialled."""
    return PHONE.fullmatch(text) is not None


def _check_services(file: ContentFile, services: Mapping[str, Service], needs: set[str]) -> None:
    for service in services.values():
        place = file.place("service", service.id)
        for need in service.needs:
            file.knows(place, "need", need, needs, "Add it, or take it out.")
        if service.id in NEVER_PROPOSED and service.proposed:
            what = "It would be proposed by itself."
            file.tell(place, what, "Add proposed = false: the person asks for it, or a duty.")
        if {"needs", "alleged"} <= set(service.gives):
            what = "It would get the needs and the alleged persons."
            file.tell(place, what, "Give alleged to the investigator only.")


def _check_entry(file: ContentFile, row: Row, services: Mapping[str, Service], regions: Collection[str]) -> None:
    place = file.place("entry", row["id"])
    file.knows(place, "service", row["service"], services, f"The services are: {', '.join(services)}.")
    if row["state"] != EVERYWHERE:
        file.knows(place, "region", row["state"], regions, f"Write all, or one of: {', '.join(regions)}.")
    for phone in (*row["phones"], *filter(None, [row.get("whatsapp")])):
        if not is_phone(phone):
            what = "A number holds more than figures, spaces, brackets and dashes."
            file.tell(place, what, "Write one number in each.")
    if row.get("opens") and HOURS.fullmatch(row["opens"]) is None:
        file.tell(place, "The hours cannot be read.", 'Write opens = "08:00-24:00".')
    if row["verified"]:
        what = "A shipped entry says that it is verified."
        file.tell(place, what, "Write verified = false: whoever uses the number rings it, inside the program.")

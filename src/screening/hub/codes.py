"""The code lists of a headquarters with their labels in the officers' languages, and how it counts at first."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

from screening import settings
from screening.casework.content import country, directory
from screening.casework.content.edition import Content, open_content
from screening.domain.answers import Answer, How
from screening.domain.events.allowed_values import MATTERS, VIEWS
from screening.domain.protocol.editions import read_editions
from screening.domain.scoring.assessment import PATHS
from screening.errors import BadInput
from screening.hub.database import Database
from screening.wording.catalogue.translations import Words

LANGUAGES = ("en", "id", "ms")
"""The languages of officers."""

Code = tuple[str, str, str, str, str]
"""List, code, edition ("" for every), language, label."""


def refresh(database: Database) -> None:
    """Put in the labels that this program has, and settings that have no value yet. Raises StoreTrouble, BadInput."""
    rows = list(codes())
    with database.transaction():
        database.set_codes(rows)
        database.set_missing_settings(first_settings())


def first_settings() -> dict[str, str]:
    """How a headquarters counts until its owner says otherwise. Raises BadInput("content-unreadable")."""
    path = settings.forms_root() / "export" / "hub.toml"
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        return {name: str(each["value"]) for name, each in table.items()}
    except (OSError, ValueError, KeyError, TypeError) as trouble:
        raise BadInput("content-unreadable", file="forms/export/hub.toml", reason=str(trouble)) from trouble


def codes() -> Iterator[Code]:
    """Every code with its label: of all editions on this computer, and those that are the same in each."""
    for language in LANGUAGES:
        words = Words(language)
        for name, labels in (("answer", Answer), ("how", How)):
            yield from ((name, each.value, "", language, words.say(f"{name}.{each.value}")) for each in labels)
        yield from (("path", path, "", language, words.say(f"path.{path}")) for path in PATHS)
        yield from _of_services(words)
        for edition in read_editions(settings.indicators_root(), []):
            try:
                content = open_content(edition)
            except BadInput:
                continue
            yield from _of_edition(content, language)


def _of_services(words: Words) -> Iterator[Code]:
    """Needs, states with their districts, recipients and views: the same whichever edition was used."""
    services = directory.shipped(words.installation)
    labels = {
        "need": {need.id: words.say(f"directory.need.{need.id}") for need in services.needs},
        "state": {state: words.say(f"directory.region.{state}") for state in services.regions},
        "recipient": directory.names(services, words),
        "decision": {
            f"{matter}.{result}": words.say(f"decision.{matter}.{result}")
            for matter, results in MATTERS.items()
            for result in results
        },
        "body": {
            f"{each.id}.{body.id}": words.say(f"nation.{each.id}.body.{body.id}")
            for each in country.choices()
            for body in each.bodies
        },
        "view": {name: words.say(f"view.{name}") for name in VIEWS},
    }
    for name, each in labels.items():
        yield from ((name, code, "", words.language, label) for code, label in each.items())
    for districts in country.of(words.installation).districts.values():
        yield from (("district", code, "", words.language, label) for code, label in districts.items())


def _of_edition(content: Content, language: str) -> Iterator[Code]:
    protocol = content.protocol
    words = Words(language, edition=protocol.id)
    for item in protocol.items:
        yield "item", item, protocol.id, language, words.say(f"item.{item}.mark")
    for row in protocol.tables["settings"].get("setting", ()):
        yield "setting", row["id"], protocol.id, language, words.say(f"setting.{row['id']}.title")
    for indicator in protocol.indicators.values():
        yield "indicator", indicator.id, protocol.id, language, words.say(f"indicator.{indicator.id}.name")

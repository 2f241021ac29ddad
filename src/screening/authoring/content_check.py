"""Check content folders: every problem of protocol, weights, forms and catalogues at once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from screening import settings
from screening.authoring.country_lint import naming_problems, paper_problems
from screening.authoring.protocol_lint import wording_problems
from screening.casework.content.edition import open_content
from screening.domain.content.problems import Problem
from screening.domain.countries.loader import CONVENTION, read_countries
from screening.domain.operation.queue import read_rules as read_look_rules
from screening.domain.policy.bulk_limit import read_limits
from screening.domain.policy.content_age import read_age
from screening.domain.policy.retention import read_clocks
from screening.domain.protocol.editions import broken_editions
from screening.domain.protocol.loader import read_edition
from screening.domain.protocol.model import Protocol
from screening.domain.protocol.validation import broken_safeguards
from screening.domain.scenarios.loader import FOLDER, key_problems, read_training
from screening.domain.scenarios.officers import reach_problems
from screening.domain.scoring.weights_loader import read_weights
from screening.domain.services.directory_loader import RULES, read_directory
from screening.errors import BadInput
from screening.wording.catalogue.text_search import synonym_problems
from screening.wording.lint import catalogue_checks


def check_content(paths: Iterable[Path] = ()) -> tuple[list[Problem], int]:
    """Return all problems under ``paths`` (all content folders when there are none), and how many files were read.

    Raises BadInput("check-nothing-there") for a path that holds no content this program knows.
    """
    roots = list(paths) or [
        settings.indicators_root(), settings.forms_root(), settings.OWN.countries_root, settings.locales_root(),
    ]  # fmt: skip
    problems: list[Problem] = []
    files = 0
    for root in roots:
        found, count = _check(root.resolve())
        problems.extend(found)
        files += count
    return sorted(set(problems)), files


def _check(path: Path) -> tuple[list[Problem], int]:
    from screening.documents.forms.loader import check_blanks, check_forms, layouts

    if not path.exists():
        raise BadInput("file-unreadable", file=path.name, reason="it is not there")
    if path.is_dir() and (path / "edition.toml").is_file():
        return _edition(path)[1:]
    editions = sorted(each.parent for each in path.glob("*/edition.toml")) if path.is_dir() else []
    if editions:
        return _editions(path, editions)
    training = next((up for up in (path, *path.parents) if up.name == FOLDER and (up / "class.toml").is_file()), None)
    if training is not None:
        problems, count = _training(training.parent)
        name = f"indicators/{path.relative_to(training.parent).as_posix()}"
        return ([each for each in problems if each.file == name], 1) if path.is_file() else (problems, count)
    if path.is_file() and path.suffix == ".toml":
        edition_folder = next((up for up in path.parents if (up / "edition.toml").is_file()), None)
        if edition_folder is not None:
            name = f"indicators/{edition_folder.name}/{path.relative_to(edition_folder).as_posix()}"
            return [each for each in _edition(edition_folder)[1] if each.file == name], 1
    whole = next((up for up in (path, *path.parents) if (up / CONVENTION).is_file()), None)
    if whole is not None:
        convention, countries, problems, count = read_countries(whole, settings.forms_root())
        if path == settings.OWN.countries_root.resolve():
            problems = [*problems, *naming_problems(settings.content_root(), countries)]
            if convention is not None and not problems:
                problems += paper_problems(settings.content_root(), convention, countries)
            return problems, count
        name = path.relative_to(whole.parent).as_posix()
        found = [each for each in problems if each.file == name or each.file.startswith(f"{name}/")]
        return found, count if path == whole else sum(1 for _ in path.rglob("*.toml")) or 1
    if path == settings.forms_root().resolve() or (path / "forms").is_dir() or path.name == "forms":
        (forms, count), (blanks, more) = check_forms(path), check_blanks(path)
        services, most = _directory(path / "directory")
        return forms + blanks + services, count + more + most
    if (path / RULES).is_file():
        return _directory(path)
    if path.is_dir() and path.parent.name == "forms" and layouts(path):
        return check_forms(path)
    if path == settings.locales_root().resolve():
        files = sum(1 for each in path.rglob("*.*") if each.suffix in (".po", ".mo", ".toml"))
        return catalogue_checks.problems() + _synonyms(path), files
    raise BadInput("check-nothing-there", file=path.name)


def _synonyms(locales: Path) -> list[Problem]:
    """Return the words for Find, held against the ids of every edition that can be read."""
    folders = (each.parent for each in settings.indicators_root().glob("*/edition.toml"))
    protocols = [protocol for protocol, _ in map(read_edition, folders) if protocol is not None]
    items = {name for protocol in protocols for name in protocol.items}
    indicators = {name for protocol in protocols for name in protocol.indicators}
    return list(synonym_problems(locales, items, indicators))


def _directory(folder: Path) -> tuple[list[Problem], int]:
    """Return the directory of services, where there is one."""
    if not folder.is_dir():
        return [], 0
    _, problems, files = read_directory(folder)
    return problems, files


def _editions(root: Path, folders: Iterable[Path]) -> tuple[list[Problem], int]:
    """Return every edition in a folder, and the list of them beside them."""
    problems: list[Problem] = []
    files = 1
    protocols: dict[str, Protocol | None] = {}
    for folder in folders:
        protocols[folder.name], found, count = _edition(folder)
        problems.extend(found)
        files += count
    if (root / FOLDER).is_dir():
        found, count = _training(root)
        problems.extend(found)
        files += count
    if (root / "retention.toml").exists() or root == settings.indicators_root().resolve():
        read_clocks(root, problems)
        read_limits(root, problems)
        read_age(root, problems)
        read_look_rules(root, problems)
        files += 4
    return problems + broken_editions(root, protocols), files


def _training(root: Path) -> tuple[list[Problem], int]:
    """Return the invented cases beside the editions, held against the present edition and against its scoring."""
    content = open_content()
    pack, problems, count = read_training(root, content.protocol)
    found = list(problems)
    if pack is not None:
        found.extend(key_problems(pack, content.protocol, content.weights))
        found.extend(reach_problems(pack, tuple(topic.id for topic in content.protocol.topics)))
    return found, count


def _edition(folder: Path) -> tuple[Protocol | None, list[Problem], int]:
    """Return the edition when it is sound, its problems, and how many files it has."""
    protocol, problems = read_edition(folder)
    found = [*problems, *wording_problems(folder)]
    if protocol is not None:
        found.extend(read_weights(folder, protocol)[1])
        found.extend(broken_safeguards(protocol))
    return protocol, found, sum(1 for _ in folder.rglob("*.toml"))

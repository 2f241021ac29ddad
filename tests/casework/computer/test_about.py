"""What the program says of itself: versions, days on which content was checked, and every licence."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import screening
from screening import settings
from screening.casework.computer.about import about
from screening.casework.content.directory import shipped
from screening.settings import OWN


def test_the_program_names_its_version_and_the_edition_that_new_cases_open_under() -> None:
    found = about(shipped(OWN), settings.OWN)
    assert found.version == screening.__version__
    assert found.edition == settings.EDITION


def test_law_and_services_come_with_the_days_on_which_they_were_checked() -> None:
    found = about(shipped(OWN), settings.OWN)
    assert found.law_checked is not None and found.law_checked <= datetime.date.today()
    assert found.statements > 0
    assert found.services == len(shipped(OWN).entries)
    assert found.services_first is not None and found.services_last is not None
    assert found.services_first <= found.services_last


def test_an_entry_that_was_called_is_counted_as_such() -> None:
    directory = shipped(OWN)
    name, entry = next(iter(directory.entries.items()))
    called = replace(entry, verified_on=datetime.date(2026, 11, 27))
    assert about(directory, settings.OWN).called == 0
    assert about(replace(directory, entries={**directory.entries, name: called}), settings.OWN).called == 1


def test_a_checkout_lists_what_is_installed_and_needed_with_its_licence(tmp_path: Path) -> None:
    found = about(shipped(OWN), settings.OWN, tmp_path)
    licences = {part.name.split()[0].lower(): part.licence for part in found.parts}
    assert not found.packaged
    assert {"pyside6_essentials", "reportlab", "pikepdf", "noto"} <= set(licences)
    assert "pytest" not in licences, "an extra is no part of the program"
    assert "LGPL" in licences["pyside6_essentials"]
    assert not [name for name, licence in licences.items() if "\n" in licence]


def test_a_package_lists_what_stands_beside_the_program(tmp_path: Path) -> None:
    (tmp_path / "licences").mkdir()
    (tmp_path / "licences" / "LIST.txt").write_text("click 8.2: BSD-3-Clause\nQt (in the package): LGPL-3.0-only\n")
    assert not about(shipped(OWN), settings.OWN, tmp_path).packaged, "without a bill of materials it is no package"
    (tmp_path / "sbom.cdx.json").write_text("{}")
    found = about(shipped(OWN), settings.OWN, tmp_path)
    assert found.packaged
    assert [(part.name, part.licence) for part in found.parts] == [
        ("click 8.2", "BSD-3-Clause"),
        ("Qt (in the package)", "LGPL-3.0-only"),
    ]

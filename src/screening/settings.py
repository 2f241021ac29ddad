"""Where the content folders are: in a checkout beside ``src``, in an installed wheel inside the package."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from screening.errors import BadInput

FOLDERS = ("indicators", "locales", "forms", "countries")
SEALED = "sealed.json"
"""The file that says of a record's folder that the record was sealed; looked for before the store is loaded."""
EDITION = "2026-3"
"""The edition that a new case opens under, unless a content pack that is in use brings another."""

COUNTRY = "my"
"""The country of every record and case that names none: they are older than the choice."""


@dataclass(frozen=True)
class Installation:
    """The content that a record uses beside the program's own, and the country it works in: handed on, never changed.

    Whoever makes one has checked the signature of each pack, and that there is such a country.
    """

    country: str = COUNTRY
    """The country whose law, services, numbers and money the texts, pages and papers name."""
    put_in: tuple[Path, ...] = ()
    """The folders of every pack of the record, oldest first: their editions and translations stay readable, and never
    stand in for the program's own."""
    current: Path | None = None
    """The folder of the pack in use, with forms, directory, law and limits of age; None for the program's own."""
    edition: str = EDITION
    """The edition that a new case opens under."""
    digests: tuple[tuple[str, str], ...] = ()
    """Each edition that a pack brought, with the digest that it had when it was put in."""
    language_packs: tuple[tuple[str, Path], ...] = ()
    """Each language that a signed pack was put in for, with its folder: its texts, reviews and recordings stand in for
    the program's own."""
    computer_voice: tuple[str, ...] = ()
    """The languages in which the pack in use lets a computer's voice speak to a person who answers alone."""

    def edition_home(self, edition: str) -> Path:
        """Return the content folder that holds this edition: the program's own, where it has one of that name."""
        own = content_root()
        name = f"indicators/{edition}/edition.toml"
        return next((each for each in (own, *self.put_in) if (each / name).is_file()), own)

    def language_pack(self, tag: str, root: Path | None = None) -> Path | None:
        """Return the folder of the pack that was put in for a language; None for none, and for any other content than
        the program's own.
        """
        return dict(self.language_packs).get(tag) if root is None or root == content_root() else None

    def _part(self, name: str) -> Path:
        """Return a part of the content: from the pack in use, where that has it."""
        brought = self.current / name if self.current else None
        return brought if brought and brought.exists() else content_root() / name

    def form_folder(self, name: str) -> Path:
        """Return a folder of forms, or the directory of services."""
        return self._part(f"forms/{name}")

    @property
    def age_root(self) -> Path:
        """The ``indicators`` with the limits of age that hold: the organisation's own, where a pack brought them."""
        return self._part("indicators/age.toml").parent

    @property
    def countries_root(self) -> Path:
        """The countries that are known, with their law, and the Convention."""
        return self._part("countries")

    def as_plain(self) -> dict[str, Any]:
        """Return it as plain data, for another process of this program."""
        return {
            **asdict(self),
            "put_in": list(map(str, self.put_in)),
            "current": self.current and str(self.current),
            "language_packs": [(tag, str(folder)) for tag, folder in self.language_packs],
        }

    @classmethod
    def from_plain(cls, told: Mapping[str, Any]) -> Installation:
        """Return what ``as_plain`` told."""
        return cls(
            told["country"],
            tuple(map(Path, told["put_in"])),
            Path(told["current"]) if told["current"] else None,
            told["edition"],
            tuple((edition, digest) for edition, digest in told["digests"]),
            tuple((tag, Path(folder)) for tag, folder in told["language_packs"]),
            tuple(told["computer_voice"]),
        )


OWN = Installation()
"""The program's own content alone, in the country of a record that names none."""


@functools.cache
def content_root() -> Path:
    """The folder that holds ``indicators``, ``locales``, ``forms`` and ``countries``.

    Raises BadInput("content-missing") when the installation is incomplete.
    """
    here = Path(__file__).resolve().parent
    for root in (here / "content", here.parent.parent):
        if all((root / name).is_dir() for name in FOLDERS):
            return root
    raise BadInput("content-missing")


def indicators_root() -> Path:
    return content_root() / "indicators"


def locales_root() -> Path:
    return content_root() / "locales"


def forms_root() -> Path:
    """The program's own forms, and its fonts."""
    return content_root() / "forms"


def handbook_root() -> Path:
    """The chapters of the handbook: in a checkout they stand among the documents."""
    inside = content_root() / "handbook"
    return inside if inside.is_dir() else content_root() / "docs" / "handbook"

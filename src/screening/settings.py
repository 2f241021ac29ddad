"""Where the content folders are: in a checkout beside ``src``, in an installed wheel inside the package."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
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

_put_in: list[Path] = []
_in_use: list[tuple[Path, str]] = []
_digests: dict[str, str] = {}
_country: list[str] = []
_forgetful: list[Callable[[], object]] = []
"""What is called when other content is in use: each forgets what it read of the former one."""


def use_content(
    put_in: Sequence[Path] = (),
    current: Path | None = None,
    edition: str = "",
    digests: Mapping[str, str] | None = None,
) -> None:
    """Use content that came in signed packs beside the program's own; without arguments the program's own alone.

    ``put_in`` are the folders of every pack of the record, oldest first: their editions stay readable, and never stand
    in for one of the program's own. ``current`` is the one in use, with forms, directory, law and limits; ``edition``
    is the one that new cases open under, ``digests`` are those of the packs' editions. Whoever calls has checked each
    signature. Where all of it is as before, what was read stays: a pack's folder never changes.
    """
    former = (list(_put_in), dict(_digests), list(_in_use))
    _put_in[:] = put_in
    _digests.clear()
    _digests.update(digests or {})
    _in_use[:] = [] if current is None else [(current, edition)]
    if former != (_put_in, _digests, _in_use):
        forget_content()


def forget_content() -> None:
    """Read all content again when it is next wanted."""
    for forget in _forgetful:
        forget()


def use_country(country: str = "") -> None:
    """Work in another country from now on; without an argument in the one of a record that names none.

    Whoever calls has looked whether there is such a country.
    """
    if (country or COUNTRY) != country_in_use():
        _country[:] = [country]
        for forget in _forgetful:
            forget()


def country_in_use() -> str:
    """Return the country whose law, services, numbers and money the texts, pages and papers name."""
    return (_country[0] if _country else "") or COUNTRY


def state() -> dict[str, Any]:
    """Return which content and country are in use, as plain data for another process of this program."""
    current, edition = _in_use[0] if _in_use else (None, "")
    return {
        "put_in": [str(each) for each in _put_in],
        "current": None if current is None else str(current),
        "edition": edition,
        "digests": dict(_digests),
        "country": country_in_use(),
    }


def use_state(told: Mapping[str, Any]) -> None:
    """Use the content and the country that ``state`` told."""
    current = None if told["current"] is None else Path(told["current"])
    use_content([Path(each) for each in told["put_in"]], current, told["edition"], told["digests"])
    use_country(told["country"])


def when_content_changes(forget: Callable[[], object]) -> None:
    """Call ``forget`` whenever other content comes into use, or another country."""
    _forgetful.append(forget)


def edition_in_use() -> str:
    """Return the edition that a new case opens under."""
    return (_in_use[0][1] if _in_use else "") or EDITION


def digest_put_in(edition: str) -> str:
    """Return the digest that an edition had when its pack was put in; "" for the program's own."""
    return _digests.get(edition, "")


def content_in_use() -> Path | None:
    """Return the folder of the content pack in use; None for the program's own content."""
    return _in_use[0][0] if _in_use else None


def packs_put_in() -> tuple[Path, ...]:
    """Return the folders of the packs whose editions and translations can be read, oldest first."""
    return tuple(_put_in)


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


def edition_home(edition: str) -> Path:
    """Return the content folder that holds this edition: the program's own, where it has one of that name."""
    own = content_root()
    name = f"indicators/{edition}/edition.toml"
    return next((each for each in (own, *_put_in) if (each / name).is_file()), own)


def age_root() -> Path:
    """Return the ``indicators`` with the limits of age that hold: the organisation's own, where a pack brought them."""
    current = content_in_use()
    return current / "indicators" if current and (current / "indicators/age.toml").is_file() else indicators_root()


def locales_root() -> Path:
    return content_root() / "locales"


def forms_root() -> Path:
    """The program's own forms, and its fonts."""
    return content_root() / "forms"


def countries_root() -> Path:
    """The countries that the program knows, with their law, and the Convention: those of the pack in use, if any."""
    current = content_in_use()
    return current / "countries" if current and (current / "countries").is_dir() else content_root() / "countries"


def handbook_root() -> Path:
    """The chapters of the handbook: in a checkout they stand among the documents."""
    inside = content_root() / "handbook"
    return inside if inside.is_dir() else content_root() / "docs" / "handbook"


def form_folder(name: str) -> Path:
    """Return a folder of forms, or the directory of services: from the pack in use, where that has it."""
    current = content_in_use()
    return current / "forms" / name if current and (current / "forms" / name).is_dir() else forms_root() / name

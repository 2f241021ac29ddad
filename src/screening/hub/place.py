"""Where a headquarters was set up on this computer: the file that ``screening hub setup`` writes and commands read."""

from __future__ import annotations

import importlib
import os
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path

from screening.errors import BadInput

FILE = Path("/etc/screening-hub/hub.toml")
USER = "screening-hub"
SERVICE = "screening-hub-import"
"""The units that take in what lies in the watched folder."""
CREDENTIAL = f"{USER}.passphrase"


@dataclass(frozen=True, slots=True)
class HubPlace:
    """The user whose everything is, the address of the database as that user reaches it, and files and folders."""

    user: str
    database: str
    identity: str
    senders: str
    ledger: str
    incoming: str
    taken: str

    def text(self) -> str:
        """Return it as TOML."""
        lines = [f"{name} = '{value}'" for name, value in asdict(self).items()]
        return "\n".join(["# Made by “screening hub setup”, and read by every command of it.", *lines, ""])


def of(home: Path, socket: str, database: str) -> HubPlace:
    """Return the place of a headquarters whose files lie in ``home``; ``socket`` is PostgreSQL's folder."""
    names = {"identity": "keys.age", "senders": "believed.txt", "ledger": "erasures.jsonl"}
    return HubPlace(
        user=USER, database=f"host={socket} dbname={database} user={USER}", incoming=str(home / "incoming"),
        taken=str(home / "taken"), **{field: str(home / name) for field, name in names.items()},
    )  # fmt: skip


def place() -> HubPlace | None:
    """Return where it was set up; None where it was not. Raises BadInput("hub-place-damaged")."""
    try:
        return HubPlace(**tomllib.loads(FILE.read_text("utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError):
        raise BadInput("hub-place-damaged", file=str(FILE)) from None


def leave_root() -> None:
    """Go on as the user of the headquarters where root asks: bundles are hostile until they are read, and what is
    written belongs to that user. Raises BadInput("hub-place-damaged").
    """
    found = place() if os.name == "posix" and os.geteuid() == 0 else None
    if found is None:
        return
    try:
        entry = importlib.import_module("pwd").getpwnam(found.user)
    except KeyError:
        raise BadInput("hub-place-damaged", file=str(FILE)) from None
    os.initgroups(found.user, entry.pw_gid)
    os.setgid(entry.pw_gid)
    os.setuid(entry.pw_uid)
    os.environ["HOME"] = entry.pw_dir


def waiting(found: HubPlace) -> list[Path]:
    """Return the bundles that lie in the watched folder. Raises BadInput("hub-no-folder")."""
    folder = Path(found.incoming)
    if not folder.is_dir():
        raise BadInput("hub-no-folder", folder=found.incoming)
    return sorted(folder.glob("*.age"))


def put_away(path: Path, found: HubPlace) -> None:
    """Move a bundle that was taken in out of the watched folder, under another name where its own is taken."""
    to, number = Path(found.taken) / path.name, 1
    while to.exists():
        number += 1
        to = to.with_name(f"{path.stem}_{number}{path.suffix}")
    path.rename(to)

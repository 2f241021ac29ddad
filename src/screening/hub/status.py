"""How a headquarters stands: its tables, the last import, refused files, laptops that are overdue, the timer."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

from screening.errors import BadInput, StoreTrouble
from screening.hub import migrations
from screening.hub.database import Database
from screening.hub.place import SERVICE, HubPlace, waiting
from screening.store.exchange.receiving import read_file
from screening.wording.catalogue.error_messages import Message, sentence
from screening.wording.catalogue.translations import Words

POSTGRES = Path("/var/lib/postgresql")
DEVICES = Path("/sys/dev/block")


def status(database: Database, found: HubPlace | None, words: Words) -> Iterator[Message]:
    """Yield what somebody who looks after it has to know, a line each. Raises StoreTrouble ``hub-newer``, BadInput."""
    version = database.version()
    if version > migrations.version():
        raise StoreTrouble("hub-newer")
    if version < migrations.version():
        yield Message("hub.status-older", {"version": str(version), "known": str(migrations.version())})
        return
    yield Message("hub.prepared", {"version": str(version)})
    yield from _last_import(database)
    yield from _refused(database, found, words)
    overdue = [row for row in database.senders() if row[5]]
    for number, name, organisation, bundles, made_at, _, _ in overdue:
        fields = {"name": name, "organisation": organisation, "number": number}
        day = f"{made_at:%Y-%m-%d}" if made_at else ""
        yield Message("hub.status-overdue" if bundles else "hub.status-never-sent", fields | {"day": day})
    if not overdue:
        yield Message("hub.status-nobody-overdue")
    if homeless := database.cases_without_unit():
        yield Message("hub.status-no-unit", count=homeless)
    if found is not None:
        yield Message(f"hub.status-timer-{_timer()}", {"unit": f"{SERVICE}.timer"})
    yield Message("hub.status-disk-encrypted" if encrypted(POSTGRES) else "hub.status-disk-unknown")


def _last_import(database: Database) -> Iterator[Message]:
    last = database.last_import()
    if last is None:
        yield Message("hub.status-no-import")
        return
    at, name, cases, added = last
    fields = {"at": f"{at:%Y-%m-%d %H:%M} UTC", "sender": name, "cases": str(cases or 0), "added": str(added)}
    yield Message("hub.status-last-import", fields)


def _refused(database: Database, found: HubPlace | None, words: Words) -> Iterator[Message]:
    """The files that wait in the watched folder; those that were refused by name, the others that were by digest."""
    files: dict[str, str] = {}
    for path in waiting(found) if found is not None else ():
        try:
            files[hashlib.sha256(read_file(path)).hexdigest()] = path.name
        except BadInput as trouble:
            yield Message("hub.status-unread", {"file": path.name, "reason": sentence(words, trouble)})
    refused = database.refused()
    for digest, reason, at in refused:
        name = files.get(digest, digest[:16])
        why = sentence(words, BadInput(reason, case="-", name="-", number="-", file=name))
        yield Message("hub.status-refused", {"file": name, "at": f"{at:%Y-%m-%d %H:%M} UTC", "reason": why})
    if not refused:
        yield Message("hub.status-none-refused")
    if fresh := len(files.keys() - {digest for digest, _, _ in refused}):
        yield Message("hub.status-waiting", count=fresh)


def _timer() -> str:
    """Return runs, stopped or unknown, which is where systemd does not answer."""
    try:
        command = ["systemctl", "is-active", f"{SERVICE}.timer"]
        said = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        return "unknown"
    return {"active": "runs", "inactive": "stopped", "failed": "stopped"}.get(said, "unknown")


def encrypted(folder: Path) -> bool:
    """Return whether Linux itself encrypts the disk that a folder is on. A disk or a host that does is not seen."""
    try:
        number = folder.stat().st_dev
        device = (DEVICES / f"{number >> 8 & 0xFFF}:{number & 0xFF}").resolve(strict=True)
        return _encrypted(device)
    except OSError:
        return False


def _encrypted(device: Path) -> bool:
    name = device / "dm" / "uuid"
    if name.exists() and name.read_text("utf-8").startswith("CRYPT-"):
        return True
    below = [each.resolve() for each in (device / "slaves").glob("*")]
    return bool(below) and all(map(_encrypted, below))

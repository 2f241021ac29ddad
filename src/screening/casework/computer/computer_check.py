"""What this computer lacks for the program and for a record on it, and whether the law cards are too old.

Nothing of a record is opened or named.
"""

from __future__ import annotations

import ctypes
import datetime
import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from screening.casework.computer.window_trial import LINUX_LIBRARIES, Trial, try_window
from screening.casework.content import country
from screening.casework.content.directory import shipped
from screening.casework.content.edition import open_content
from screening.documents.typography.fonts import font_file
from screening.domain.policy.content_age import open_age
from screening.errors import BadInput
from screening.settings import Installation
from screening.store.crypto.atomic_files import synced_folder
from screening.wording.catalogue.translations import Words
from screening.wording.script.typefaces import Weight, typefaces

ENOUGH = 1 << 30
"""Bytes that should be free: a year of cases with five backups, and room to make a copy or a paper beside them."""
SMALLEST = (1024, 600)
"""Pixels of a screen on which every page is usable, width and height."""
LEAST = " × ".join(map(str, SMALLEST))
PARTS = (
    "PySide6", "sqlcipher3", "sqlite_utils", "nacl", "pyrage", "segno", "babel", "reportlab", "pikepdf", "pypdfium2",
    "uharfbuzz", "click", "platformdirs", "miniaudio", "snowballstemmer",
)  # fmt: skip
"""What is installed with the program and without which one of its pages would fail."""
LINUX = sys.platform.startswith("linux")
SWAPS, STATUS = Path("/proc/swaps"), Path("/proc/self/status")
PR_GET_DUMPABLE = 3


class CheckState(StrEnum):
    """What was found."""

    GOOD = "good"
    LACKING = "lacking"
    UNKNOWN = "unknown"
    """This system does not tell: not the same as good."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. ``variant`` chooses among several things that may lack."""

    check: str
    state: CheckState
    variant: str = ""
    fields: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def text_id(self) -> str:
        return f"doctor.{self.check}.{self.variant or self.state}"


def check_computer(folder: Path, here: Installation) -> list[Finding]:
    """Return every finding, in the order of the checks; nothing is changed on this computer.

    ``folder`` is where the record is, or would be made; ``here`` its content and country.
    """
    trial = try_window()
    checks: list[Callable[[], Finding]] = [
        parts, lambda: libraries(trial), lambda: display(trial), fonts, sound,
        lambda: disk(folder), lambda: clock(folder, here),
        lambda: permissions(folder), swap, dumps, network, lambda: law(here), lambda: directory(here),
    ]  # fmt: skip
    return [check() for check in checks]


def lines(findings: list[Finding], words: Words) -> Iterator[str]:
    """One sentence or two for each finding, what lacks with its remedy."""
    for each in findings:
        mark = words.say(f"doctor.state.{each.state}")
        yield words.say("doctor.line", state=mark, told=words.say_with(each.text_id, each.fields))


def parts(names: tuple[str, ...] = PARTS) -> Finding:
    """Return whether everything that is installed with the program is there."""
    gone = [name for name in names if importlib.util.find_spec(name) is None]
    return _finding("parts", lacks=bool(gone), names=", ".join(gone))


def libraries(trial: Trial, table: Mapping[str, str] = LINUX_LIBRARIES) -> Finding:
    """Return whether Qt finds what it loads from the system. Windows and macOS bring it along."""
    gone = dict.fromkeys([*(name for name in table if not _loads(name)), *trial.libraries]) if LINUX else {}
    if unknown := [name for name in gone if name not in table]:
        return Finding("libraries", CheckState.LACKING, "unknown", {"names": ", ".join(unknown)})
    return _finding("libraries", lacks=bool(gone), names=" ".join(table[name] for name in gone))


def display(trial: Trial) -> Finding:
    """Return whether a window reaches a screen from here, and whether the screen is large enough for every page."""
    if not trial.width:
        return _finding("display", lacks=True)
    if trial.width < SMALLEST[0] or trial.height < SMALLEST[1]:
        size: dict[str, str | int] = {"width": trial.width, "height": trial.height, "least": LEAST}
        return Finding("display", CheckState.LACKING, "small", size)
    return _finding("display")


def fonts() -> Finding:
    """Return whether every font that the program brings along is there and can be opened."""
    try:
        for script in typefaces():
            for weight in Weight:
                font_file(script, weight)
    except BadInput:
        return _finding("fonts", lacks=True)
    return _finding("fonts")


def sound() -> Finding:
    """Return whether questions can be played: the device is opened and closed at once, silently."""
    from screening.sound.player import Player

    try:
        with _system_silenced():
            Player().close()
    except BadInput:
        return _finding("sound", lacks=True)
    return _finding("sound")


def disk(folder: Path, enough: int = ENOUGH) -> Finding:
    """Return whether the disk of the record has room."""
    try:
        free = shutil.disk_usage(_there(folder)).free
    except OSError:
        return Finding("disk", CheckState.UNKNOWN)
    return _finding("disk", lacks=free < enough, free=free >> 20, enough=enough >> 20)


def clock(folder: Path, here: Installation, now: datetime.datetime | None = None) -> Finding:
    """Return whether the clock is behind the program's own content, or behind the newest file of the record."""
    now = now or datetime.datetime.now(datetime.UTC)
    published = open_content(here=here).protocol.published
    try:
        written = max((each.stat().st_mtime for each in folder.iterdir()), default=0.0)
    except OSError:
        written = 0.0
    early = published is not None and now.date() < published
    return _finding("clock", lacks=early or written > now.timestamp() + 120)


def permissions(folder: Path) -> Finding:
    """Return whether the record's folder can be written, is closed to others, and is copied nowhere."""
    place = _there(folder)
    try:
        with tempfile.TemporaryFile(dir=place):
            pass
    except OSError:
        return _finding("permissions", lacks=True)
    if synced_folder(folder.absolute()):
        return Finding("permissions", CheckState.LACKING, "synced")
    if sys.platform != "win32" and place == folder and folder.stat().st_mode & 0o077:
        return Finding("permissions", CheckState.LACKING, "open")
    return _finding("permissions")


def swap(table: Path = SWAPS, devices: Path = Path("/sys/block")) -> Finding:
    """Return whether memory may be written to a disk that is not encrypted."""
    if not LINUX:
        return Finding("swap", CheckState.UNKNOWN)
    try:
        areas = [line.split()[0] for line in table.read_text("utf-8").splitlines()[1:] if line.strip()]
    except (OSError, UnicodeError):
        return Finding("swap", CheckState.UNKNOWN)
    return _finding("swap", lacks=not all(_closed(Path(each).name, devices) for each in areas))


def dumps() -> Finding:
    """Return whether this very process can leave a copy of its memory behind, as the window's would."""
    if not LINUX:
        return Finding("dumps", CheckState.UNKNOWN)
    import resource

    limited = resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
    closed = ctypes.CDLL(None).prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0
    return _finding("dumps", lacks=not (limited and closed))


def network(status: Path = STATUS) -> Finding:
    """Return whether the system refuses this process a network, as it would the window."""
    try:
        refused = "Seccomp:\t2" in status.read_text("utf-8")
    except OSError:
        refused = False
    return _finding("network", lacks=not refused)


@contextmanager
def _system_silenced() -> Iterator[None]:
    """Libraries of the system write pages about a missing device to standard error: not while this holds."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def law(here: Installation, today: datetime.date | None = None) -> Finding:
    """Whether the statements of law were looked at within the organisation's limit."""
    today = today or datetime.datetime.now(datetime.UTC).date()
    return _age("law", open_age(here.age_root).law, country.of(here).looked_at, today)


def directory(here: Installation) -> Finding:
    """Whether the directory of services was gone through within the organisation's limit."""
    today = datetime.datetime.now(datetime.UTC).date()
    return _age("directory", open_age(here.age_root).directory, shipped(here).checked_on, today)


def _age(check: str, limit: int, looked_at: datetime.date | None, today: datetime.date) -> Finding:
    if looked_at is None:
        return Finding(check, CheckState.UNKNOWN)
    age = (today - looked_at).days
    return _finding(check, lacks=age > limit, day=looked_at.isoformat(), age=age, limit=limit)


def _finding(check: str, *, lacks: bool = False, **fields: str | int) -> Finding:
    return Finding(check, CheckState.LACKING if lacks else CheckState.GOOD, fields=fields)


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _there(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that there is."""
    return next((each for each in (folder, *folder.absolute().parents) if each.is_dir()), folder)


def _closed(device: str, devices: Path) -> bool:
    """Return whether what is swapped to ``device`` stays in memory or is encrypted."""
    if device.startswith("zram"):
        return True
    try:
        return (devices / device / "dm" / "uuid").read_text("utf-8").startswith("CRYPT-")
    except OSError:
        return False

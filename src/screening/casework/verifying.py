"""Checking a vault from outside, and telling the result in plain lines."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from screening.store import verify_files, verify_vault
from screening.wording.catalogs import Words


@dataclass(frozen=True, slots=True)
class Report:
    """Whether the record holds, and what was checked."""

    sound: bool
    lines: tuple[str, ...]


def verify_record(folder: Path, passphrase: str) -> Report:
    """The report on a vault. Without a passphrase only the outer form of the files is checked, and it says so.

    Raises StoreTrouble when the vault cannot be found or opened.
    """
    words = Words("en")
    outside = verify_files(folder)
    if not passphrase:
        lines = [words.say("verify.outside-only"), words.say("verify.frames", n=outside.recorder_frames)]
        lines += [words.say("verify.fault", fault=fault) for fault in outside.faults]
        return Report(not outside.faults, tuple(lines))
    result = verify_vault(folder, passphrase)
    lines = [words.say_count("verify.events", result.events), words.say_count("verify.cases", result.cases)]
    if result.first is not None:
        first = result.first
        lines.append(words.say(f"verify.{first.fault}", case=first.case or "-", strand=first.strand, seq=first.seq))
    if result.page_faults:
        lines.append(words.say("verify.page-faults", n=result.page_faults))
    if result.recorder not in ("whole", "none"):
        lines.append(words.say(f"verify.recorder-{result.recorder}"))
    lines.append(words.say("verify.sound" if result.holds else "verify.unsound"))
    return Report(result.holds, tuple(lines))

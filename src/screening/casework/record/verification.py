"""Check a vault from outside, and say the result in plain lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from screening.store import PrintedHead, Vault, Verification, verify_against, verify_files
from screening.wording.catalogue.languages import format_date
from screening.wording.catalogue.translations import Words


@dataclass(frozen=True, slots=True)
class Report:
    """Whether the record holds, and what was checked."""

    sound: bool
    lines: tuple[str, ...]


def verify_record(
    folder: Path, passphrase: str, head: str = "", *, case: str = "", entries: int = 0, log: str = "", acts: int = 0
) -> Report:
    """Return the report on a vault. Without a passphrase only the outer form of the files is checked, which proves
    nothing: it says so, and is never sound.

    ``head`` is the one on a paper, with the case's code and the number of entries that stand beside it. ``log`` is that
    of the log, on a paper or of a bundle, with the number of its ``acts``.
    Raises StoreTrouble when the vault cannot be found or opened, and BadInput("not-a-head").
    """
    words = Words("en")
    outside = verify_files(folder)
    if not passphrase:
        lines = [words.say("verify.outside-only"), words.say("verify.frames", n=outside.journal_frames)]
        lines += [words.say("verify.fault", fault=fault) for fault in outside.faults]
        return Report(False, tuple(lines))
    result, told = verify_against(folder, passphrase, head, case=case, entries=entries, log=log, acts=acts)
    return _report(result, told, words)


def check_now(
    vault: Vault, words: Words, head: str = "", *, case: str = "", entries: int = 0, log: str = "", acts: int = 0
) -> Report:
    """Return the same report on an open vault, in the officer's language. Raises BadInput("not-a-head")."""
    told = [vault.check_head(head, case=case, entries=entries)] if head.strip() else []
    told += [vault.check_head(log, entries=acts, log=True)] if log.strip() else []
    return _report(vault.verify(), told, words)


def _report(result: Verification, told: Iterable[PrintedHead], words: Words) -> Report:
    lines = [words.say_count("verify.events", result.events), words.say_count("verify.cases", result.cases)]
    if result.first is not None:
        first = result.first
        lines.append(words.say(f"verify.{first.fault}", case=first.case or "-", strand=first.strand, seq=first.seq))
    if result.page_faults:
        lines.append(words.say("verify.page-faults", n=result.page_faults))
    if result.journal not in ("whole", "none"):
        lines.append(words.say(f"verify.recorder-{result.journal}"))
    if result.names:
        lines.append(words.say(f"verify.names-{result.names}"))
    sound = result.holds
    for head in told:
        sound = sound and head.state in ("stands", "erased")
        lines += _head_lines(head, words, certain=result.first is None and not result.page_faults)
    lines.append(words.say("verify.sound" if sound else "verify.unsound"))
    return Report(sound, tuple(lines))


def _head_lines(head: PrintedHead, words: Words, *, certain: bool) -> list[str]:
    """Return what one head says of the record, or of its log, and the first entry that differs.

    Where the record itself does not hold, a head that is found vouches for nothing: what stands before it may be other.
    """
    day = format_date(head.at[:10], words.language) if head.at else ""
    fields: dict[str, str | int] = {"case": head.case or "-", "entries": head.entries, "now": head.now, "day": day}
    state = head.state if certain or head.state != "stands" else "uncertain"
    lines = [words.say(f"verify.{'log' if head.log else 'head'}-{state}", **fields)]
    first = head.first
    if first is not None:
        lines.append(words.say(f"verify.{first.fault}", case=first.case or "-", strand=first.strand, seq=first.seq))
    elif head.log and head.state == "cut":
        lines.append(words.say("verify.log-missing", seq=head.now + 1))
    return lines

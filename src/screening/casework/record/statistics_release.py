"""Statistics on their way out: who may have them, who agreed, and the entry that says so before anything leaves."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable
from pathlib import Path

from screening.casework.content import directory
from screening.casework.content.edition import Content
from screening.casework.record import supervision
from screening.casework.statistics import counts, export, field_rows, person_rows
from screening.casework.statistics.accuracy_views import accuracy_view
from screening.casework.statistics.counts import StatsView
from screening.casework.view_models import LinesView
from screening.domain.case.case import fold
from screening.domain.events.exchange import NotWritten
from screening.domain.events.record import CountsTaken
from screening.domain.policy.roles import COUNTS, must
from screening.domain.statistics.field_accuracy import FieldAccuracy
from screening.errors import NotAccepted
from screening.store import Vault, confirm_second, second_named
from screening.store.folder import safe_paths
from screening.store.vault.vault import noted
from screening.wording.catalogue.translations import Words

TABLES = ("htcds", "ctdc", "summary")


def shown(vault: Vault, content: Content, words: Words) -> StatsView:
    """Counts over all cases, with small cells left out; that they were looked at is noted.

    Raises NotAccepted("role-may-not").
    """
    must(vault.role, COUNTS)
    made = export.summary(_counted(vault, content))
    _looked_at(vault, "page")
    return counts.stats_view(made, words, content)


def accuracy(vault: Vault, content: Content) -> tuple[FieldAccuracy, int]:
    """Return the figures of accuracy in the field, and how many cases could not be read; that they were is noted.

    Raises NotAccepted("role-may-not").
    """
    must(vault.role, COUNTS)
    found = field_rows.figures((fold(code, vault.events(code)) for code in vault.cases()), content)
    _looked_at(vault, "accuracy")
    return found


def accuracy_shown(vault: Vault, content: Content, words: Words) -> StatsView:
    """Return the page of these figures. Raises NotAccepted("role-may-not")."""
    return accuracy_view(*accuracy(vault, content), words, content)


def overview(vault: Vault, words: Words, today: datetime.date) -> LinesView:
    """Return what a supervisor sees in place of cases; that it was looked at is noted.

    Raises NotAccepted("role-may-not").
    """
    must(vault.role, COUNTS)
    found = supervision.overview(vault, words, today)
    _looked_at(vault, "overview")
    return found


def leaves(way: str, data: bytes, what: str = "page") -> tuple[CountsTaken, NotWritten]:
    """Return the entry that the counts on paper leave, printed or saved, and the one for where they then do not."""
    digest = hashlib.sha256(data).hexdigest()
    return CountsTaken(what, way, digest), NotWritten(digest)


def take_out(
    vault: Vault,
    kind: str,
    out: Path,
    content: Content,
    second: Callable[[], str] = lambda: "",
    *,
    hxl: bool = False,
) -> Path:
    """Write one of ``TABLES`` as CSV, with ``hxl`` with a row of HXL hashtags under the names of the columns.

    ``second`` is asked for the second person's passphrase where one must agree.

    Raises NotAccepted ("role-may-not"), ("too-few-to-export"), ("second-first"); StoreTrouble("wrong-second"), what
    ``save_new`` raises; NotSaved where it cannot be noted: then nothing was written.
    """
    must(vault.role, COUNTS)
    place = safe_paths.new_file(out)
    rows = _counted(vault, content)
    tags = export.hxl(kind) if hxl else None
    if kind == "summary":
        text = export.summary_csv(export.summary(rows), tags)
    else:
        text = {"htcds": person_rows.htcds, "ctdc": person_rows.ctdc}[kind](rows, tags)
    agreed = ""
    if kind in export.PER_CASE and vault.folder is not None:
        if second_named(vault) is None:
            raise NotAccepted("second-first")
        agreed = confirm_second(vault, second())
    digest = hashlib.sha256(text.encode()).hexdigest()
    with noted(vault, "", CountsTaken(kind, "saved", digest, agreed), NotWritten(digest)):
        return safe_paths.save_new(place, text.encode("utf-8"))


def take_out_report(vault: Vault, out: Path, content: Content, words: Words) -> Path:
    """Write the page of the counts as a PDF, as the window saves it; that it left is noted.

    Raises NotAccepted("role-may-not"), what ``save_new`` raises; NotSaved where it cannot be noted.
    """
    must(vault.role, COUNTS)
    place = safe_paths.new_file(out)
    data = counts.stats_paper(counts.stats_view(export.summary(_counted(vault, content)), words, content), words)
    with noted(vault, "", *leaves("saved", data)):
        return safe_paths.save_new(place, data)


def _counted(vault: Vault, content: Content) -> export.Cases:
    services = directory.in_use(vault.events(""), content.installation)
    return export.counted((fold(code, vault.events(code)) for code in vault.cases()), content, services)


def _looked_at(vault: Vault, what: str) -> None:
    if not vault.trouble:
        vault.append("", CountsTaken(what, "shown"))

"""A table as CSV in which no cell can start a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

STARTS = "=+-@\t\r\n\0＝＋－＠"
"""What a spreadsheet may read as the start of a formula (OWASP ASVS 5.0, 1.2.10; full-width forms as well)."""


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, str]], tags: Mapping[str, str] | None = None) -> str:
    """Return a table as CSV (RFC 4180). A cell that could start a formula begins with an apostrophe.

    ``tags`` are HXL hashtags by column, for a second row under the names. Raises ValueError for a row with other
    columns.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    if tags is not None:
        writer.writerow({name: tags.get(name, "") for name in columns})
    writer.writerows({name: _harmless(value) for name, value in row.items()} for row in rows)
    return out.getvalue()


def _harmless(value: str) -> str:
    first = value.lstrip(" \u00a0\u3000\ufeff")[:1] or value[:1]
    return f"'{value}" if first and first in STARTS else value

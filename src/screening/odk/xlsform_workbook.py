"""Write an XLSForm as the spreadsheet that KoboToolbox, ODK and pyxform take."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from screening.errors import BadInput
from screening.odk.xlsform import XlsForm, columns
from screening.store.folder.safe_paths import new_file, save_new

FIRST = {
    "survey": ("type", "name"),
    "choices": ("list_name", "name"),
    "settings": ("form_title", "form_id", "version", "default_language", "style"),
}
UNDATED = datetime.datetime(2020, 2, 2)
"""The same protocol makes the same sheets, whenever it is written."""


def write_xlsx(form: XlsForm, path: Path) -> None:
    """Raise BadInput("xlsx-needs-openpyxl") without the extra, ("inside-record"), ("not-written")."""
    try:
        from openpyxl import Workbook
    except ImportError:
        raise BadInput("xlsx-needs-openpyxl") from None
    path = new_file(path)
    book = Workbook()
    book.properties.created = book.properties.modified = UNDATED
    book.remove(book.active)
    for name, rows in (("survey", form.survey), ("choices", form.choices), ("settings", [form.settings])):
        _fill(book.create_sheet(name), rows, columns(rows, FIRST[name]))
    made = io.BytesIO()
    book.save(made)
    save_new(path, made.getvalue())


def _fill(sheet: Any, rows: Sequence[Mapping[str, str]], names: Sequence[str]) -> None:
    for place, name in enumerate(names, start=1):
        _put(sheet.cell(row=1, column=place), name)
    for line, row in enumerate(rows, start=2):
        for place, name in enumerate(names, start=1):
            if name in row:
                _put(sheet.cell(row=line, column=place), row[name])
    sheet.freeze_panes = "C2"


def _put(cell: Any, text: str) -> None:
    """As text, whatever it begins with: a spreadsheet program must not take a translation for a formula."""
    cell.value = text
    cell.data_type = "s"

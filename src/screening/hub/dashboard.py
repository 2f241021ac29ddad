"""The dashboards of a headquarters as one file that Apache Superset imports.

Superset's export is a folder of YAML files; JSON is YAML, so each is written as JSON and no library is needed. Every
part has a fixed identity, charts and dashboards one in each language: Superset leaves a chart that it knows as it is.
The file holds no address but that of a socket, and no password: whoever imports it says where the database is.
"""

from __future__ import annotations

import io
import json
import tomllib
import uuid
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from screening import settings
from screening.errors import BadInput
from screening.store.folder.safe_paths import new_file, save_new
from screening.wording.catalogue.translations import Words

FILE = "forms/export/dashboard.toml"
ROOT = "screening_dashboards"
ADDRESS = "postgresql+psycopg2:///screening"
"""A socket on the same machine, by the login that Superset runs as; changed in Superset where it is another."""
SPACE = uuid.UUID("8d9b3c0e-3f5c-4c55-9b57-0d5b6c1f6a38")
HIGH, COLUMNS = 50, 12
"""How high a chart is, in rows of eight pixels; how many columns a row of charts has."""
VERSION = "1.0.0"

Json = dict[str, Any]


def write_dashboard(out: Path, words: Words) -> Path:
    """Write the file that Superset imports. Raises BadInput("content-unreadable"), and what ``new_file`` raises."""
    place, made = new_file(out), io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts(words).items():
            packed.writestr(zipfile.ZipInfo(f"{ROOT}/{name}"), json.dumps(content, ensure_ascii=False, indent=1))
    return save_new(place, made.getvalue())


def parts(words: Words) -> dict[str, Json]:
    """Return what stands in each file of the export, by its name."""
    found: dict[str, Json] = {
        "metadata.yaml": {"version": VERSION, "type": "Dashboard", "timestamp": "2026-12-01T00:00:00+00:00"}
    }
    for board in _boards():
        schema = board["schema"]
        found[f"databases/{schema}.yaml"] = {
            "database_name": schema, "sqlalchemy_uri": ADDRESS, "expose_in_sqllab": True, "allow_ctas": False,
            "allow_cvas": False, "allow_dml": False, "allow_file_upload": False, "extra": {}, "uuid": _id(schema),
            "version": VERSION,
        }  # fmt: skip
        for chart in board["chart"]:
            found[f"datasets/{schema}/{chart['view']}.yaml"] = {
                "table_name": chart["view"], "schema": schema, "uuid": _id(schema, chart["view"]), "metrics": [],
                "columns": [], "version": VERSION, "database_uuid": _id(schema), "extra": None, "params": None,
            }  # fmt: skip
            found[f"charts/{board['id']}-{chart['id']}.yaml"] = _chart(board, chart, words)
        found[f"dashboards/{board['id']}.yaml"] = {
            "dashboard_title": words.say(board["title"]), "slug": f"screening-{board['id']}-{words.language}",
            "uuid": _id(words.language, board["id"]),
            "position": _position(board, words), "metadata": {}, "version": VERSION,
        }  # fmt: skip
    return found


def _boards() -> list[Json]:
    path = settings.forms_root() / "export" / "dashboard.toml"
    try:
        boards: list[Json] = tomllib.loads(path.read_text("utf-8"))["dashboard"]
        return boards
    except (OSError, ValueError, KeyError) as trouble:
        raise BadInput("content-unreadable", file=FILE, reason=str(trouble)) from trouble


def _chart(board: Json, chart: Json, words: Words) -> Json:
    columns = _worded(chart.get("columns", {}), words)
    metrics = [
        {"expressionType": "SQL", "sqlExpression": sql, "label": text, "optionName": f"metric_{number}"}
        for number, (sql, text) in enumerate(_worded(chart["metrics"], words).items())
    ]
    asked: Json = {"adhoc_filters": [], "row_limit": 1000, "viz_type": KINDS[chart["kind"]]}
    if where := chart.get("where"):
        asked["adhoc_filters"] = [
            {"expressionType": "SQL", "sqlExpression": where, "clause": "WHERE", "filterOptionName": "filter_0"}
        ]
    if chart["kind"] == "number":
        asked |= {"metric": metrics[0]}
    elif chart["kind"] != "table":
        split = [_column(chart["split"], chart["split"])] if "split" in chart else []
        x = chart["x"].format(language=words.language)
        asked |= {"x_axis": x, "metrics": metrics, "groupby": split, "show_legend": True, "show_value": True}
        asked |= {"x_axis_sort_asc": True, "truncate_metric": True}
        asked |= {"orientation": "horizontal" if chart["kind"] == "rows" else "vertical"}
    else:
        named = [_column(sql, text) for sql, text in columns.items()]
        asked |= {"query_mode": "aggregate", "groupby": named, "metrics": metrics}
    return {
        "slice_name": words.say(chart["title"]), "viz_type": KINDS[chart["kind"]], "params": asked,
        "uuid": _id(words.language, board["id"], chart["id"]), "version": VERSION,
        "dataset_uuid": _id(board["schema"], chart["view"]),
    }  # fmt: skip


KINDS = {
    "number": "big_number_total", "bars": "echarts_timeseries_bar", "rows": "echarts_timeseries_bar", "table": "table",
}  # fmt: skip
"""The charts of Superset that are used; rows are bars that lie, for values with long names."""


def _column(sql: str, text: str) -> Json:
    """Return a column as an expression: a plain name would have to be described in the file as well."""
    return {"expressionType": "SQL", "sqlExpression": sql, "label": text}


def _worded(texts: Mapping[str, str], words: Words) -> dict[str, str]:
    """Return columns, or sums of them, with their words."""
    return {name.format(language=words.language): words.say(text) for name, text in texts.items()}


def _position(board: Json, words: Words) -> Json:
    """Return where each chart stands: two in a row, in their order."""
    found: Json = {"DASHBOARD_VERSION_KEY": "v2"}
    rows: list[str] = []
    charts: list[Json] = board["chart"]
    for number, pair in enumerate(charts[at : at + 2] for at in range(0, len(charts), 2)):
        row = f"ROW-{number}"
        rows.append(row)
        for at, chart in enumerate(pair):
            found[f"CHART-{number}-{at}"] = {
                "type": "CHART", "id": f"CHART-{number}-{at}", "children": [], "parents": ["ROOT_ID", "GRID_ID", row],
                "meta": {
                    "chartId": 2 * number + at + 1, "width": COLUMNS // len(pair), "height": HIGH,
                    "uuid": _id(words.language, board["id"], chart["id"]),
                    "sliceName": words.say(chart["title"]),
                },
            }  # fmt: skip
        children = [f"CHART-{number}-{at}" for at in range(len(pair))]
        found[row] = {"type": "ROW", "id": row, "children": children, "parents": ["ROOT_ID", "GRID_ID"],
                      "meta": {"background": "BACKGROUND_TRANSPARENT"}}  # fmt: skip
    found["GRID_ID"] = {"type": "GRID", "id": "GRID_ID", "children": rows, "parents": ["ROOT_ID"]}
    found["ROOT_ID"] = {"type": "ROOT", "id": "ROOT_ID", "children": ["GRID_ID"]}
    found["HEADER_ID"] = {"type": "HEADER", "id": "HEADER_ID", "meta": {"text": words.say(board["title"])}}
    return found


def _id(*names: str) -> str:
    return str(uuid.uuid5(SPACE, "/".join(names)))

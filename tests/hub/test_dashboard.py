"""The dashboards for Apache Superset: what is in the file, and that each chart's question runs for whoever sees it."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from screening.cli.hub import hub
from screening.errors import BadInput
from screening.hub.dashboard import parts, write_dashboard
from screening.wording.catalogue.translations import Words
from tests.hub.test_roles import Roles, roles

__all__ = ["roles"]

Json = dict[str, Any]
LANGUAGES = ("en", "ms", "id")
SEES = {"screening_unit": "sari", "screening_totals": "omar"}


def charts(language: str) -> dict[str, Json]:
    return {name: each for name, each in parts(Words(language)).items() if name.startswith("charts/")}


def question(chart: Json, view: str) -> str:
    """What Superset asks of the database for a chart."""
    asked = chart["params"]
    groups = [asked["x_axis"]] if "x_axis" in asked else []
    groups += [each if isinstance(each, str) else each["sqlExpression"] for each in asked.get("groupby", [])]
    metrics = [each["sqlExpression"] for each in asked.get("metrics", [asked.get("metric")])]
    where = "".join(f" WHERE {each['sqlExpression']}" for each in asked["adhoc_filters"])
    return f"SELECT {', '.join(groups + metrics)} FROM {view}{where}" + (
        f" GROUP BY {', '.join(groups)}" if groups else ""
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_chart_asks_what_its_reader_may_ask(roles: Roles, language: str) -> None:
    found = parts(Words(language))
    views = {
        each["uuid"]: f"{each['schema']}.{each['table_name']}" for name, each in found.items() if "datasets" in name
    }
    assert len(charts(language)) == 16
    for chart in charts(language).values():
        view = views[chart["dataset_uuid"]]
        roles.asks(SEES[view.partition(".")[0]], question(chart, view))


def test_every_chart_stands_on_a_dashboard_and_every_part_names_one_that_is_there() -> None:
    found = parts(Words("en"))
    known = {each["uuid"] for each in found.values() if "uuid" in each}
    assert len(known) == len(found) - 1
    placed = [
        part["meta"]["uuid"]
        for name, each in found.items()
        if name.startswith("dashboards/")
        for part in each["position"].values()
        if isinstance(part, dict) and part["type"] == "CHART"
    ]
    assert sorted(placed) == sorted(each["uuid"] for each in charts("en").values())
    assert {each["dataset_uuid"] for each in charts("en").values()} <= known


def test_each_language_has_charts_of_its_own_over_the_same_views() -> None:
    english, malay, indonesian = (charts(language) for language in LANGUAGES)
    assert {each["dataset_uuid"] for each in english.values()} == {each["dataset_uuid"] for each in malay.values()}
    assert not {each["uuid"] for each in english.values()} & {each["uuid"] for each in malay.values()}
    for name, each in english.items():
        assert each["slice_name"] != malay[name]["slice_name"] != "", name
        assert each["slice_name"] != indonesian[name]["slice_name"], name
    assert "need_ms" in json.dumps(malay) and "need_en" not in json.dumps(malay)


def test_the_file_is_written_once_and_holds_no_password(tmp_path: Path) -> None:
    out = tmp_path / "dashboards.zip"
    done = CliRunner().invoke(hub, ["dashboard", "--out", str(out), "--language", "id"])
    assert done.exit_code == 0 and str(out) in done.output
    with zipfile.ZipFile(out) as packed:
        texts = {name: packed.read(name).decode() for name in packed.namelist()}
    assert all(json.loads(each)["version"] == "1.0.0" for each in texts.values())
    addresses = {json.loads(each).get("sqlalchemy_uri") for each in texts.values()} - {None}
    assert addresses == {"postgresql+psycopg2:///screening"}
    with pytest.raises(BadInput):
        write_dashboard(out, Words("en"))

"""The command line as a script meets it: shapes, exit codes, one sentence for bad input, and no Qt."""

import json
import subprocess
import sys

import pytest


def test_questions_lists_every_item_in_order_with_its_texts(run, content):
    code, out, err = run("questions", "--json")
    rows = json.loads(out)
    assert (code, err) == (0, "")
    assert [row["id"] for row in rows] == list(content.protocol.items)
    for row in rows:
        assert {"id", "kind", "texts", "help", "allowed", "condition"} <= set(row)
        assert row["kind"] in ("ask", "observe", "document")
        declined = ["declined"] if row["kind"] == "ask" else []  # nobody declines what is only seen or read
        assert row["allowed"] == ["yes", "no", "not_known", *declined]
    assert [row["order"] for row in rows] == list(range(1, len(rows) + 1))
    placed = {row["id"]: row["where"] for row in rows}
    assert placed["violence"] == ["before", "way", "work", "home", "elsewhere"]
    assert placed["little-pay"] is None
    assert {row["edition"] for row in rows} == {content.protocol.id}
    assert all("told" in row["how"] and row["texts"]["topic_help"] for row in rows)


def test_questions_prints_another_edition_in_its_own_words(run):
    code, out, err = run("questions", "--json", "--edition", "2026-1")
    rows = {row["id"]: row for row in json.loads(out)}
    assert (code, err) == (0, "")
    assert rows["own-papers"]["edition"] == "2026-1"
    code, out, err = run("questions", "--edition", "2031-1")
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_questions_refuses_a_language_without_a_pack(run):
    code, out, err = run("questions", "--language", "tlh")
    assert (code, out) == (2, "")
    assert "tlh" in err
    assert err.count("\n") == 1


def test_score_prints_json_and_words(run, tmp_path):
    path = tmp_path / "a.json"
    held = '{"answer": "yes", "where": "work"}'
    told = f'"papers-kept": {held}, "locked": {held}, "little-pay": "yes", "works-for-holder": "yes"'
    path.write_text(f'{{"answers": {{{told}}}}}', encoding="utf-8")
    code, out, _ = run("score", str(path), "--json")
    assert code == 0
    assert "formal_identification" in json.loads(out)["paths"]
    code, out, _ = run("score", str(path))
    assert code == 0
    assert "screening, not identification" in out or "officers named by the law decide" in out
    assert "First:" not in out
    path.write_text(
        f'{{"setting": "detention", "person": {{"age_band": "adult"}}, "answers": {{{told}}}}}', encoding="utf-8"
    )
    code, out, _ = run("score", str(path))
    assert "First: Ask that the person is not removed or charged before the decision. (sheet A B)" in out


def test_a_bad_file_gives_one_sentence_and_exit_code_2(run, tmp_path):
    path = tmp_path / "a.json"
    path.write_text("{", encoding="utf-8")
    for command in (["score", str(path)], ["form", str(path), "--out", str(tmp_path)], ["evaluate", str(path)]):
        code, out, err = run(*command)
        assert (code, out) == (2, "")
        assert err.strip().count("\n") == 0
        assert "Traceback" not in err


@pytest.mark.sweep
def test_check_finds_no_problem_in_what_ships(run):
    code, out, _ = run("check")
    assert code == 0, out


def test_check_of_a_folder_without_content_is_refused(run, tmp_path):
    code, _, err = run("check", str(tmp_path))
    assert code == 2
    assert "holds nothing that this program knows" in err


def test_no_command_loads_qt_or_the_network(tmp_path):
    path = tmp_path / "a.json"
    path.write_text('{"answers": {"locked": "yes"}}', encoding="utf-8")
    script = (
        "import sys; from screening.cli.main import main\n"
        f"main(['score', {str(path)!r}, '--json'])\n"
        "bad = [n for n in sys.modules if n.startswith(('PySide6', 'ssl', '_ssl', 'http', 'urllib.request'))]\n"
        "sys.exit(', '.join(bad) or 0)"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr

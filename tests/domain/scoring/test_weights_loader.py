"""Weights: every number has a range, a reason and a source, and a bad file is refused with file, place and remedy."""

import pytest

from screening import settings
from screening.casework.content.edition import open_content
from screening.domain.scoring.weights_loader import open_weights, read_weights
from screening.errors import BadInput

REAL = settings.indicators_root() / settings.EDITION


def broken(tmp_path, content, old: str, new: str):
    folder = tmp_path / settings.EDITION
    folder.mkdir()
    text = (REAL / "weights.toml").read_text(encoding="utf-8")
    assert old in text
    (folder / "weights.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    weights, problems = read_weights(folder, content.protocol)
    assert weights is None
    return "\n".join(str(problem) for problem in problems)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('indicator = "ACT-01"', 'indicator = "ACT-99"', 'no indicator "ACT-99"'),
        ('indicator = "ACT-01"', 'indicator = "ACT-02"', '"ACT-01" has no weight'),
        ('dimension = "arranged"', 'dimension = "moon"', 'no dimension "moon"'),
        ('class = "faint"', 'class = "loud"', 'no class "loud"'),
        ("refer_from = 0.5", "refer_from = 1.3", "leaves the range from 0 to 1"),
        ("some_from = 0.15", "some_from = 0.9", "bands are out of order"),
        ("speaks_from = 0.25", "speaks_from = 1.25", "What a dimension says of an explanation leaves its range"),
        ("contrast_from = 1.5", "contrast_from = 0.5", "What a dimension says of an explanation leaves its range"),
        ("[decision]", "[decided]", '"decision" is missing'),
        ("[asking]", "[asked]", '"asking" is missing'),
        ('edition = "2026-3"', 'edition = "2031-1"', 'for edition "2031-1"'),
        ('id = "told"\nshare = [', 'id = "told"\nshare = [2, ', "not three numbers"),
        ("ask_from = ", "ask_form = ", '"ask_form" is not a key'),
        ("harm_burden = 1.5", "harm_burden = 0.5", "would weigh less than another"),
        ("silence_burden = 1.0", "silence_burden = -1.0", '"silence_burden" is not a number from 0 up'),
        ("weight = { trafficking = 1.0, ", "weight = { ", "does not name the explanations"),
        (
            "weight = { trafficking = 1.0, ",
            'weight = { trafficking = "all", ',
            '"weight.trafficking" is not a number from 0 up',
        ),
        ("beside = [0.176, 0.3, 0.462]\n", "", '"beside" is missing'),
        ('id = "labour_breach"', 'id = "arranged"', 'The id "arranged" is used twice.'),
        ('id = "labour_breach"', 'id = "labour_broken"', 'There is no dimension "labour_breach" under a cause'),
        (
            'hours or conditions in breach"\ncause = "exploitation"',
            'hours or conditions in breach"\ncause = "movement"',
            'There is no dimension "labour_breach" under a cause',
        ),
        ("needless_cost", "needles_cost", '"needles_cost" is not a key'),
        ('unknown = "violence', 'nowhere = "violence', '"elsewhere" has no place "nowhere"'),
        ('home = "harm_from_others"', 'home = "harm_from_nobody"', 'no dimension "harm_from_nobody"'),
        ('EXP-09 = "clear"', 'EXP-99 = "clear"', 'no indicator "EXP-99"'),
        ('EXP-09 = "clear"', 'EXP-09 = "plain"', 'no degree "plain"'),
        ('source = "strength-likelihood"\nlocked_on', 'source = ""\nlocked_on', '"source" is empty'),
    ],
)
def test_a_bad_weights_file_is_refused_and_says_where(tmp_path, content, old, new, words):
    told = broken(tmp_path, content, old, new)
    assert words in told
    assert "weights.toml" in told


def test_a_range_out_of_order_and_a_chance_above_one_are_named(tmp_path, content):
    text = (REAL / "weights.toml").read_text(encoding="utf-8")
    line = next(each for each in text.splitlines() if each.startswith("present = ["))
    assert "out of order" in broken(tmp_path / "a", content, line, "present = [0.9, 0.5, 0.6]")
    assert "leaves the range" in broken(tmp_path / "b", content, line, "present = [0.5, 0.6, 1.2]")


@pytest.fixture(autouse=True)
def folders(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()


def test_a_missing_rationale_is_named(tmp_path, content):
    text = (REAL / "weights.toml").read_text(encoding="utf-8")
    line = next(each for each in text.splitlines() if each.startswith("rationale = ") and "under '" in each)
    assert '"rationale" is missing' in broken(tmp_path, content, line + "\n", "")


def test_nothing_is_fallen_back_to(tmp_path, content):
    with pytest.raises(BadInput) as refusal:
        open_weights(tmp_path, content.protocol)
    assert refusal.value.code == "weights-unsound"


COUNTER = {
    "2026-1": {"free_choice", "ordinary_dispute", "let_go"},
    "2026-2": {"free_to_leave", "free_to_refuse", "own_hands", "ordinary_dispute", "let_go"},
    "2026-3": {"free_to_leave", "free_to_refuse", "own_hands", "ordinary_dispute", "let_go"},
}


@pytest.mark.parametrize("edition", COUNTER)
def test_every_dimension_of_exploitation_is_likeliest_under_trafficking_or_is_counter_evidence(edition):
    counter = COUNTER[edition]
    for hidden in open_content(edition).weights.dimensions:
        if hidden.cause != "exploitation":
            continue
        for table in (hidden.adult, hidden.child):
            most = max(table["labour_violation"].best, table["none"].best)
            least = min(table["labour_violation"].best, table["none"].best)
            if hidden.id in counter:
                assert table["trafficking"].best <= least, hidden.id
            else:
                assert table["trafficking"].best >= most, hidden.id


def test_the_threshold_is_the_one_the_stated_costs_ask_for(content):
    text = (REAL / "weights.toml").read_text(encoding="utf-8")
    costs = {
        name: float(next(line for line in text.splitlines() if line.startswith(name)).split("=")[1])
        for name in ("missed_cost", "needless_cost")
    }
    asked = costs["needless_cost"] / (costs["missed_cost"] + costs["needless_cost"])
    assert content.weights.thresholds.refer_from == pytest.approx(asked)

"""Answer files: read strictly, refused in one sentence each, scored in the promised shape."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.casework.assessment.answer_file import assess_sheet, assessment_as_json, open_sheet, parse_sheet
from screening.casework.content.edition import open_content
from screening.domain.scoring.assessment import PATHS
from screening.errors import BadInput
from screening.settings import OWN
from screening.wording.catalogue.error_messages import sentence
from screening.wording.catalogue.translations import Words

GOOD = {
    "setting": "workplace",
    "person": {"age_band": "adult"},
    "answers": {"papers-kept": {"answer": "yes", "how": "told"}, "locked": "yes"},
}


def test_a_good_file_gives_the_promised_shape(content):
    sheet = parse_sheet(GOOD, content, "a.json")
    reading = assessment_as_json(sheet, assess_sheet(sheet, content), content, Words("en"))
    assert set(reading) >= {
        "edition", "paths", "bands", "first", "weights", "elements", "reasons", "would_change"
    }  # fmt: skip
    five = {"trafficking", "smuggling", "irregular_migration", "labour_violation", "protection"}
    assert set(reading["bands"]) == set(reading["weights"]) == five
    assert set(reading["bands"].values()) <= {"strong", "moderate", "some", "little", "not_enough_asked"}
    assert reading["first"] in {*five, "no_concern"}
    assert set(reading["paths"]) <= set(PATHS)
    for strength in reading["weights"].values():
        assert strength["low"] <= strength["value"] <= strength["high"]
    assert set(reading["elements"]) == {"act", "means", "purpose"}
    for reason in reading["reasons"]:
        assert {"item", "direction", "dimension", "weight", "words"} <= set(reason)
    assert not set(reading["would_change"]) & set(GOOD["answers"])
    json.dumps(reading)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-not-json"),
        (b"{", "file-not-json"),
        (b"\xff\xfe\x00", "file-not-utf8"),
        (b"[]", "json-wrong-type"),
        (b'{"answers": []}', "json-wrong-type"),
        (b'{"person": {}}', "json-missing-name"),
        (b'{"answers": {"no-such": "yes"}}', "json-unknown-item"),
        (b'{"answers": {"locked": "maybe"}}', "json-unknown-value"),
        (b'{"answers": {"locked": 1}}', "json-wrong-type"),
        (b'{"answers": {"locked": {"how": "told"}}}', "json-wrong-type"),
        (b'{"answers": {"locked": {"answer": "yes", "how": "dreamt"}}}', "json-unknown-value"),
        (b'{"answers": {"locked": {"answer": "yes", "where": "moon"}}}', "json-unknown-value"),
        (b'{"answers": {"locked": {"answer": "no", "where": "work"}}}', "json-no-place"),
        (b'{"answers": {"little-pay": {"answer": "yes", "where": "work"}}}', "json-no-place"),
        (b'{"answers": {"locked": {"answer": "yes", "sureness": 1}}}', "json-wrong-type"),
        (b'{"answers": {"locked": "yes", "locked": "no"}}', "json-name-twice"),
        (b'{"answers": {}, "person": {"age_band": "old"}}', "json-unknown-value"),
        (b'{"answers": {}, "person": 3}', "json-wrong-type"),
        (b'{"answers": {}, "nationality": "X"}', "json-unknown-name"),
        (b'{"answers": {}, "setting": 3}', "json-wrong-type"),
        (b'{"answers": {"locked": NaN}}', "file-not-json"),
        (b"[" * 100_000, "file-not-json"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_sentence_of_its_own(tmp_path, content, data, code):
    path = tmp_path / "answers.json"
    path.write_bytes(data)
    with pytest.raises(BadInput) as refusal:
        open_sheet(path, OWN)
    assert refusal.value.code == code
    said = sentence(Words("en"), refusal.value)
    assert said.startswith("answers.json")
    assert "\n" not in said


def test_a_missing_file_and_a_folder_are_refused(tmp_path, content):
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(BadInput) as refusal:
            open_sheet(path, OWN)
        assert refusal.value.code == "file-unreadable"


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.text(max_size=12), parts, max_size=3),
    max_leaves=8,
)


@given(json_values)
def test_no_json_value_whatever_ends_in_anything_but_a_refusal(value):
    try:
        parse_sheet(value, open_content(), "a.json")
    except BadInput as refusal:
        assert sentence(Words("en"), refusal)


@pytest.mark.requirement("NV5")
@given(st.data())
def test_nationality_sex_age_job_place_and_permit_change_nothing(content, data):
    """They may stand in the file; no rule sees them (JU8)."""
    answers = {"papers-kept": "yes", "locked": "yes", "little-pay": "yes", "can-leave": "no"}
    words = st.sampled_from(["", "Bangladesh", "Malaysia", "female", "male", "fishing", "office", "none", "tied"])
    beside = data.draw(st.dictionaries(st.sampled_from(["nationality", "sex", "sector", "permit", "age"]), words))
    person = {"age_band": "adult", **beside}
    setting = data.draw(st.sampled_from(["", "workplace", "airport", "detention", "raid", "clinic"]))
    plain, dressed = (
        assessment_as_json(sheet, assess_sheet(sheet, content), content, Words("en"))
        for sheet in (
            parse_sheet({"person": {"age_band": "adult"}, "answers": answers}, content, "a"),
            parse_sheet({"setting": setting, "person": person, "answers": answers}, content, "b"),
        )
    )
    assert plain == dressed

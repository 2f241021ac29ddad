"""An answer set comes back from a form server as it was given, or is refused in a sentence."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.casework.assessment.answer_file import LARGEST, assess_sheet, open_sheet
from screening.casework.content.edition import open_content
from screening.cli.main import main
from screening.domain.answers import Answer, How
from screening.errors import BadInput
from screening.odk import xlsform_logic as logic
from screening.odk.answer_sets import LARGEST_LIST
from screening.settings import OWN
from screening.wording.catalogue.error_messages import sentence
from screening.wording.catalogue.translations import Words
from tests.casework import some_form
from tests.casework.some_form import read_one

PROTOCOL = open_content().protocol
SAID = "She said: <<no>> & “nothing” ৪২ کاغذ"
KINDS = {"xml": some_form.as_xml, "kobo": some_form.as_kobo, "central": some_form.as_central}

answers = st.dictionaries(
    st.sampled_from(sorted(PROTOCOL.items)),
    st.tuples(st.sampled_from(Answer), st.sampled_from([*How, None])),
    max_size=25,
)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return some_form.xform(tmp_path_factory.mktemp("form"))[0]


@pytest.fixture
def reads(root, tmp_path):
    """Fills the form's own instance, writes it as a server would, and reads it back."""

    def reading(values, kind="xml", change=lambda data: data, links=()):
        always = {"edition": PROTOCOL.id, "edition_digest": PROTOCOL.digest}
        path = tmp_path / "submission"
        path.write_bytes(change(KINDS[kind](some_form.filled(root, {**always, **values}, links))))
        return read_one(path)

    return reading


@pytest.mark.parametrize("kind", KINDS)
def test_everything_that_was_written_comes_back(kind, reads):
    found = reads(
        {
            **some_form.SPEAKING, "setting": "clinic", "debt_owed": "yes", "how_debt_owed": "told", "papers_kept": "no",
            "locked": "not_known", "how_locked": "private", "violence": "declined", "words_money": SAID,
            "consent_service": "yes", "recipient_service": "the shelter", "closing_wishes": SAID,
            "closing_carry": "aloud", "start": "2026-11-24T09:00:00.000+08:00", "instanceID": "uuid:beef",
        },
        kind,
    )  # fmt: skip
    assert found["edition"] == PROTOCOL.id
    assert found["setting"] == "clinic"
    assert found["person"] == {"age_band": "adult"}
    assert found["answers"] == {
        "debt-owed": {"answer": "yes", "how": "told"},
        "papers-kept": {"answer": "no"},
        "locked": {"answer": "not_known", "how": "private"},
        "violence": {"answer": "declined"},
    }
    assert found["words"] == {"money": SAID}
    assert found["closing"] == {"wishes": SAID, "carry": "aloud"}
    assert found["consent"]["service"] == {"value": "yes", "recipient": "the shelter"}
    assert found["gate"]["hearing"] == "nobody"
    provenance = found["provenance"]
    assert provenance["same_content"]
    assert provenance["started"] == "2026-11-24T09:00:00.000+08:00"
    assert provenance["instance"] == "uuid:beef"
    assert provenance["role"] == "ngo"
    assert (provenance["not_read"], provenance["said_twice"]) == ([], [])


@given(answers)
def test_answers_go_round_and_mean_the_same(root, tmp_path_factory, told):
    values = {"edition": PROTOCOL.id}
    for item, (answer, how) in told.items():
        values[logic.field_name(item)] = answer.value
        if how is not None:
            values[logic.HOW + logic.field_name(item)] = how.value
    path = tmp_path_factory.mktemp("round") / "a.xml"
    path.write_bytes(some_form.as_xml(some_form.filled(root, values)))
    found = read_one(path)
    path.with_suffix(".json").write_text(json.dumps(found), "utf-8")
    sheet, content = open_sheet(path.with_suffix(".json"), OWN)
    assert {name: each.answer for name, each in sheet.answers.items()} == {name: each[0] for name, each in told.items()}
    assert {name: each.how for name, each in sheet.answers.items() if told[name][1]} == {
        name: how for name, (_, how) in told.items() if how
    }
    assert assess_sheet(sheet, content).edition == PROTOCOL.id


@pytest.mark.requirement("IN7")
def test_silence_comes_back_as_silence(reads):
    found = reads({})
    assert found["answers"] == {}
    assert found["person"] == {"age_band": "unknown"}
    assert not found["gate"] and not found["consent"] and not found["words"]


@pytest.mark.parametrize(("choice", "band"), [("adult", "adult"), ("under_18", "child"), ("might_be", "child")])
def test_doubt_about_age_is_a_child(choice, band, reads):
    assert reads({"gate_minor": choice})["person"]["age_band"] == band


def test_the_child_path_is_recorded_under_its_items_and_a_yes_stays_a_yes(reads):
    found = reads(
        {"child_safe": "yes", "child_hurt": "no", "needs_hurt": "yes", "child_hungry": "yes", "needs_basic": "no",
         "child_with": SAID, "child_wishes": SAID}
    )  # fmt: skip
    assert found["answers"] == {
        "needs-afraid": {"answer": "yes"},
        "needs-hurt": {"answer": "yes"},
        "needs-basic": {"answer": "yes"},
    }
    assert found["provenance"]["said_twice"] == ["needs-hurt", "needs-basic"]
    assert found["child"] == {"with": SAID, "wishes": SAID}


AGENT = {"link_who": "Ravi", "link_step": "the job", "link_paid": "15,000", "link_lent": SAID}
CLINIC = {"link_paid": "RM 300", "link_licence": "not known"}


@pytest.mark.parametrize("kind", KINDS)
def test_each_link_of_the_chain_of_fees_comes_back_under_its_own_number(kind, reads):
    found = reads({"payments": "2"}, kind, links=[AGENT, CLINIC])
    assert found["fees"] == {
        "1-who": "Ravi", "1-step": "the job", "1-paid": "15,000", "1-lent": SAID,
        "2-paid": "RM 300", "2-licence": "not known",
    }  # fmt: skip
    assert found["provenance"]["not_read"] == []
    assert reads({"payments": "1"}, kind, links=[{}])["fees"] == reads({}, kind)["fees"] == {}


def test_a_part_of_a_link_that_stands_in_no_link_is_named_and_not_guessed_into_one(reads):
    alone = reads({}, "kobo", lambda data: data.replace(b'"edition":', b'"link_who": "x", "edition":'), links=[CLINIC])
    assert alone["provenance"]["not_read"] == ["link_who"]
    assert set(alone["fees"]) == {"1-paid", "1-licence"}


def test_links_that_were_left_on_the_server_are_never_lost_unseen(reads):
    def apart(data: bytes) -> bytes:
        return data.replace(b'"edition":', b'"links@odata.navigationLink": "Submissions", "edition":')

    with pytest.raises(BadInput) as trouble:
        reads({"payments": "2"}, "central", apart)
    assert trouble.value.code == "submission-links-apart"
    assert reads({"payments": "0"}, "central", apart)["provenance"]["not_read"] == []


def test_the_file_is_named_by_its_fingerprint_and_not_by_its_name(reads, tmp_path):
    found = reads({})
    assert found["provenance"]["sha256"] == hashlib.sha256((tmp_path / "submission").read_bytes()).hexdigest()
    assert "submission" not in json.dumps(found["provenance"])


def test_fields_that_an_agency_added_are_named_and_their_values_left_alone(reads):
    def added(data: bytes) -> bytes:
        return data.replace(b'"edition":', b'"own/team": "north", "own/rows": [{"a": 1}], "team": "x", "edition":')

    found = reads({}, "kobo", added)
    assert found["provenance"]["not_read"] == ["rows", "team"]
    assert "north" not in json.dumps(found)


def test_a_field_without_a_name_is_told_like_any_other(reads):
    """It ended in a traceback: found by fuzzing."""
    found = reads({}, "kobo", lambda data: data.replace(b'"edition":', b'"": "a", "own/": "b", "edition":'))
    assert "" in found["provenance"]["not_read"]


def test_no_field_passes_for_what_the_program_notes_itself(reads):
    def added(data: bytes) -> bytes:
        return data.replace(b'"edition":', b'"@kind": "x", "own/@form": "y", "@version": [1], "edition":')

    assert reads({}, "kobo", added)["provenance"] == reads({}, "kobo")["provenance"] | {
        "sha256": reads({}, "kobo", added)["provenance"]["sha256"]
    }


def test_another_content_under_the_same_name_is_told(reads):
    assert not reads({"edition_digest": "0" * 64})["provenance"]["same_content"]


BOMB = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><d>&b;</d>'
OUTSIDE = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d><edition>&x;</edition></d>'
NAMED = PROTOCOL.id.encode()
EDITION = b"<edition>%s</edition>" % NAMED


def one(inside: bytes) -> bytes:
    return b"<data>" + EDITION + inside + b"</data>"


HOSTILE = {
    "empty": (b"", "file-not-json"),
    "text": (b"hello", "file-not-json"),
    "bomb": (BOMB, "submission-doctype"),
    "outside": (OUTSIDE, "submission-doctype"),
    "doctype": (b"<!DOCTYPE data>" + one(b""), "submission-doctype"),
    "instruction": (one(b"<?php 1 ?>"), "submission-doctype"),
    "unknown-entity": (one(b"<setting>&x;</setting>"), "submission-not-xml"),
    "cut": (one(b"")[:-3], "submission-not-xml"),
    "two-roots": (one(b"") * 2, "submission-not-xml"),
    "latin": (one(b"<words_money>caf\xe9</words_money>"), "submission-not-xml"),
    "utf-16": (one(b"").decode().encode("utf-16"), "file-not-utf8"),
    "nul": (one(b"<words_money>\0</words_money>"), "submission-not-xml"),
    "deep": (one(b"<a>" * 40 + b"</a>" * 40), "submission-too-much"),
    "very-deep": (b"<a>" * 1_000_000, "submission-too-much"),
    "many": (one(b"<a>1</a>" * 6_000), "submission-too-much"),
    "long": (b"<data>" + b" " * (LARGEST + 1) + b"</data>", "file-too-big"),
    "long-json": (b"[" + b" " * LARGEST_LIST + b"]", "file-too-big"),
    "deep-json": (b'{"a":' * 100_000, "file-not-json"),
    "tables": (b'{"a":' * 40 + b"1" + b"}" * 40, "submission-other-form"),
    "other-form": (b"<data><q1>yes</q1></data>", "submission-other-form"),
    "other-json": (b'{"q1": "yes"}', "submission-other-form"),
    "number": (b"7", "submission-other-form"),
    "edition-number": (b'{"edition": [1]}', "submission-other-form"),
    "other-edition": (b"<data><edition>1999-1</edition></data>", "edition-missing"),
    "path-edition": (b"<data><edition>../2026-1</edition></data>", "edition-missing"),
    "none": (b'{"results": []}', "submission-none"),
    "no-table": (b'{"results": ["SECRET"]}', "submission-other-form"),
    "unknown-answer": (one(b"<locked>SECRET</locked>"), "submission-unknown-value"),
    "unknown-how": (one(b"<locked>yes</locked><how_locked>SECRET</how_locked>"), "submission-unknown-value"),
    "unknown-gate": (one(b"<gate_minor>SECRET</gate_minor>"), "submission-unknown-value"),
    "unknown-setting": (one(b"<setting>SECRET</setting>"), "submission-unknown-value"),
    "twice": (one(b"<locked>yes</locked><locked>no</locked>"), "submission-field-twice"),
    "twice-json": (b'{"a/locked": "yes", "b/locked": "no", "edition": "%s"}' % NAMED, "submission-field-twice"),
    "doubled-json": (b'{"locked": "yes", "locked": "no"}', "json-name-twice"),
    "half-character": (b'{"words_money": "\\ud83d", "edition": "%s"}' % NAMED, "file-not-utf8"),
    "half-character-name": (b'{"\\ud83d": "x", "edition": "%s"}' % NAMED, "file-not-utf8"),
    "unknown-profile": (one(b"<profile>SECRET</profile>"), "submission-unknown-value"),
    "unknown-addon": (one(b"<addons>fishing SECRET</addons>"), "submission-unknown-value"),
    "unknown-language": (one(b"<language>SECRET</language>"), "submission-unknown-value"),
    "too-many-links": (one(b"<links><link_who>SECRET</link_who></links>" * 9), "submission-payments"),
    "link-twice": (
        one(b"<links><link_who>SECRET</link_who><link_who>b</link_who></links>"),
        "submission-field-twice",
    ),
    "links-text": (b'{"links": ["SECRET"], "edition": "%s"}' % NAMED, "submission-unknown-value"),
    "link-list": (b'{"links": [{"link_who": ["SECRET"]}], "edition": "%s"}' % NAMED, "submission-unknown-value"),
    "list": (b'{"locked": ["yes"], "edition": "%s"}' % NAMED, "submission-unknown-value"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_answer_set_is_refused_in_a_sentence_that_repeats_nothing(name, tmp_path):
    content, code = HOSTILE[name]
    path = tmp_path / "a"
    path.write_bytes(content)
    with pytest.raises(BadInput) as trouble:
        read_one(path)
    assert trouble.value.code == code
    told = sentence(Words("en"), trouble.value)
    assert told.startswith("a ") or code in ("edition-missing", "file-not-json")
    assert "SECRET" not in told
    assert "{" not in told
    assert "\n" not in told


@pytest.mark.parametrize("name", ["gone.xml", "."])
def test_a_file_that_is_not_there_is_told(name, tmp_path):
    with pytest.raises(BadInput) as trouble:
        read_one(tmp_path / name)
    assert trouble.value.code == "file-unreadable"


def test_the_command_prints_a_file_that_the_others_read(root, tmp_path, capsys):
    path = tmp_path / "a.xml"
    path.write_bytes(some_form.as_xml(some_form.filled(root, {"edition": PROTOCOL.id, "locked": "yes"})))
    main(["protocol", "import-submission", str(path)])
    path = tmp_path / "a.json"
    path.write_text(capsys.readouterr().out, "utf-8")
    main(["score", str(path), "--json"])
    assert "locked" in {each["item"] for each in json.loads(capsys.readouterr().out)["reasons"]}

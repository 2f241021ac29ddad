"""Old answers under a newer edition: read again, with what differs, and never changed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from screening import settings
from screening.casework.assessment import assessment
from screening.casework.assessment.answer_file import parse_sheet
from screening.casework.content.edition import Content, content_of, open_content
from screening.casework.interview import interview_views
from screening.casework.interview.interview import Interview
from screening.cli.main import main
from screening.domain.answers import Answer, How
from screening.domain.case.case import Case, fold
from screening.domain.events.catalogue import AnswerGiven, CaseOpened, Recorded, TopicOffered
from screening.domain.protocol.loader import edition_digest, open_edition
from screening.domain.scoring.weights_loader import open_weights
from screening.errors import BadInput
from screening.evaluation import rescoring
from screening.settings import OWN
from screening.wording.catalogue import translations
from screening.wording.catalogue.translations import Words
from tests.casework.some_views import listed

TINY = Path(__file__).parents[1] / "domain" / "tiny"
ANSWERS = {"answers": {"pay-kept": "yes", "owes": "yes", "works-it-off": "yes", "locked-door": "no", "hurt": "no"}}
CHANGES = (
    ("edition.toml", 'id = "tiny"', 'id = "tiny-2"'),
    ("weights.toml", 'edition = "tiny"', 'edition = "tiny-2"'),
    ("weights.toml", "trafficking = [0.5, 0.6, 0.7]", "trafficking = [0.6, 0.8, 0.9]"),
    ("topics/money.toml", 'id = "works-it-off"', 'id = "works-for-lender"'),
)
"""The second edition: a heavier dimension, and a question that means something else and so has another id."""


@pytest.fixture
def root(tmp_path):
    """A content folder with the small edition and a newer one beside it."""
    (tmp_path / "indicators").mkdir()
    for name in ("locales", "forms", "countries"):
        (tmp_path / name).symlink_to(settings.content_root() / name)
    shutil.copytree(TINY, tmp_path / "indicators" / "tiny")
    newer = shutil.copytree(TINY, tmp_path / "indicators" / "tiny-2")
    for name, old, new in CHANGES:
        path = newer / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
    entries = "".join(f'[[edition]]\nid = "{name}"\nstatus = "draft"\n' for name in ("tiny", "tiny-2"))
    (tmp_path / "indicators" / "editions.toml").write_text(entries, "utf-8")
    return tmp_path


def edition(root: Path, name: str) -> Content:
    protocol = open_edition(root / "indicators" / name)
    return Content(protocol, open_weights(root / "indicators" / name, protocol), OWN)


def test_only_what_differs_is_named(root):
    own, other = edition(root, "tiny"), edition(root, "tiny-2")
    sheet = parse_sheet(ANSWERS, own, "a.json")
    found = rescoring.differences(sheet, own, other)
    assert (found["from"], found["to"], found["same"]) == ("tiny", "tiny-2", False)
    assert found["not_in_edition"] == ["works-it-off"]
    assert found["indicators"] == {"gone": ["EXP-01"], "new": []}
    assert found["elements"] == {"purpose": ["shown", "not_asked"]}
    assert set(found["weights"]) <= {"trafficking", "labour_violation"}
    before, after = found["weights"]["trafficking"]
    assert before != after
    assert sheet.answers.keys() == ANSWERS["answers"].keys()
    json.dumps(found)


def test_the_same_edition_reads_the_same(root):
    own = edition(root, "tiny")
    sheet = parse_sheet(ANSWERS, own, "a.json")
    found = rescoring.differences(sheet, own, own)
    assert found["same"]
    told = rescoring.lines(found, Words("en", edition="tiny", root=root))
    assert told == ["Under edition tiny the same answers give the same result."]


def test_the_differences_are_told_in_words(root):
    own, other = edition(root, "tiny"), edition(root, "tiny-2")
    found = rescoring.differences(parse_sheet(ANSWERS, own, "a.json"), own, other)
    told = rescoring.lines(found, Words("en", edition="tiny", root=root))
    assert told[0] == "What differs from edition tiny, with which the answers were recorded:"
    assert told[-1] == "kept, but not part of this edition: Works to pay it back"


def test_what_differs_in_no_figure_that_is_told_is_not_told(root):
    found = rescoring.differences(parse_sheet(ANSWERS, edition(root, "tiny"), "a.json"), *[edition(root, "tiny")] * 2)
    found |= {"same": False, "weights": {"smuggling": [0.3241, 0.3242], "trafficking": [0.3241, 0.3251]}}
    told = rescoring.lines(found, Words("en", edition="tiny", root=root))
    assert [each for each in told if "0.324" in each] == ["Trafficking: 0.324, now 0.325"]


BEFORE = {
    "edition": "2026-1", "person": {"age_band": "adult"},
    "answers": {"papers-kept": "yes", "own-papers": "no", "locked": "yes", "made-to-recruit": "yes"},
}  # fmt: skip


def test_answers_of_2026_1_are_read_under_2026_2_and_those_of_today_under_2026_1(tmp_path, capsys):
    path = tmp_path / "a.json"
    now = {"answers": {"papers-kept": {"answer": "yes", "where": "work"}, "holds-own": "no", "threat-shown": "yes"}}
    for value, own, other, kept in (
        (BEFORE, "2026-1", "2026-2", ["own-papers", "made-to-recruit"]),
        (now, "2026-3", "2026-1", ["holds-own", "threat-shown"]),
    ):
        path.write_text(json.dumps(value), "utf-8")
        main(["score", str(path), "--json"])
        assert json.loads(capsys.readouterr().out)["edition"] == own
        main(["score", str(path), "--json", "--edition", other])
        found = json.loads(capsys.readouterr().out)
        assert (found["edition"], found["differs"]["not_in_edition"]) == (other, kept)
        main(["score", str(path), "--edition", other])
        told = capsys.readouterr().out
        assert all(Words("en", edition=own).say(f"item.{item}.mark") in told for item in kept)


def test_a_case_that_was_opened_under_2026_1_keeps_its_questions_its_words_and_its_scoring(content):
    assert content.protocol.id == settings.EDITION != "2026-1"
    facts = [
        CaseOpened("2026-1", "workplace", "field"),
        TopicOffered("papers"),
        *(AnswerGiven(item, Answer(answer), How.TOLD) for item, answer in BEFORE["answers"].items()),
    ]
    case = fold("C", [Recorded(each, f"d{n}", "2026-01-02T03:04:05Z", "L", "s", n, n) for n, each in enumerate(facts)])
    interview = Interview(content_of(case, content), case, Words("en"), "labour-officer")
    shown = {each.id for each in interview_views.topic_view(interview, "papers").items}
    assert "own-papers" in shown and "holds-own" not in shown
    assert interview.words.say("item.locked.text") == interview.protocol.items["locked"].text
    assert interview.words.say("item.locked.text") != content.protocol.items["locked"].text
    assert assessment.assessment_of(interview).edition == "2026-1"


@pytest.fixture
def program(root, monkeypatch):
    """The program as if it had been installed with these two editions."""
    monkeypatch.setattr(settings, "content_root", lambda: root)
    monkeypatch.setattr(translations, "content_root", lambda: root)
    yield root


def test_score_reads_old_answers_under_their_own_edition_or_another(program, tmp_path, capsys):
    path = tmp_path / "a.json"
    path.write_text(json.dumps({**ANSWERS, "edition": "tiny"}), "utf-8")
    main(["score", str(path), "--json"])
    own = json.loads(capsys.readouterr().out)
    main(["score", str(path), "--json", "--edition", "tiny-2"])
    other = json.loads(capsys.readouterr().out)
    assert (own["edition"], other["edition"]) == ("tiny", "tiny-2")
    assert "differs" not in own
    assert other["differs"]["not_in_edition"] == ["works-it-off"]
    assert other["differs"]["weights"]["trafficking"] == [
        own["weights"]["trafficking"]["value"], other["weights"]["trafficking"]["value"],
    ]  # fmt: skip
    main(["score", str(path), "--edition", "tiny-2"])
    assert "What differs from edition tiny" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["2099-1", "../tiny", "/", "", "tiny\n", "ti\x1bny"])
def test_an_edition_that_is_not_there_is_one_sentence(name, program, tmp_path, capsys):
    path = tmp_path / "a.json"
    path.write_text(json.dumps({**ANSWERS, "edition": "tiny"}), "utf-8")
    with pytest.raises(SystemExit) as end:
        main(["score", str(path), "--edition", name])
    assert end.value.code == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "is not part of this program" in told.err
    assert told.err.count("\n") == 1


@pytest.mark.requirement("JU14")
def test_a_published_edition_that_changed_is_not_opened(program):
    folder = program / "indicators" / "tiny"
    head = folder / "edition.toml"
    head.write_text(head.read_text("utf-8").replace('"draft"', '"published"'), "utf-8")
    pin = f'[[edition]]\nid = "tiny"\nstatus = "published"\ndigest = "{edition_digest(folder)}"\n'
    (program / "indicators" / "editions.toml").write_text(pin, "utf-8")
    assert open_content("tiny").protocol.status == "published"
    care = folder / "care.toml"
    care.write_text(care.read_text("utf-8").replace("Rest a while", "Rest"), "utf-8")
    with pytest.raises(BadInput) as trouble:
        open_content("tiny", settings.Installation(edition="tiny"))
    assert trouble.value.code == "edition-changed"


def test_answers_of_one_edition_are_not_read_as_those_of_another(content):
    with pytest.raises(BadInput) as trouble:
        parse_sheet({"answers": {}, "edition": "1999-1"}, content, "a.json")
    assert trouble.value.code == "json-other-edition"


def old_case(edition: str) -> Case:
    """A case that was opened under an edition, with one answer."""
    facts = [
        CaseOpened(edition, "workplace", "field"),
        TopicOffered("money"),
        AnswerGiven("works-it-off", Answer.YES, How.TOLD),
    ]
    return fold(
        "CODE", [Recorded(each, f"d{n}", "2026-01-02T03:04:05Z", "L", "s", n, n) for n, each in enumerate(facts)]
    )


def test_an_old_case_opens_under_its_own_edition_and_speaks_its_words(program):
    newer = open_content("tiny-2")
    case = old_case("tiny")
    own = content_of(case, newer)
    assert own.protocol.id == "tiny"
    interview = Interview(own, case, Words("en", edition="tiny-2"), "labour-officer")
    assert interview.words.edition == "tiny"
    item = own.protocol.items["works-it-off"]
    view = interview_views.topic_view(interview, item.topic)
    assert item.text in {each.text.own for each in view.items}
    assert assessment.assessment_of(interview).edition == "tiny"
    row = listed(newer, case, Words("en", edition="tiny-2"))
    assert row.state and row.code == "CODE"


def test_a_case_of_an_edition_that_is_not_here_stands_in_the_list_and_is_not_read_under_another(program):
    case = old_case("2031-1")
    with pytest.raises(BadInput) as trouble:
        content_of(case, open_content("tiny"))
    assert trouble.value.code == "edition-missing"
    rows = [listed(open_content("tiny"), each, Words("en", edition="tiny")) for each in (case, old_case("tiny"))]
    assert [each.code for each in rows] == ["CODE", "CODE"]
    assert "2031-1" in rows[0].state and "2031-1" not in rows[1].state

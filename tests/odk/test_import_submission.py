"""An answer set from a form server becomes a case that says where it came from, once, whole or not at all."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from screening.casework.assessment import assessment
from screening.casework.assessment.answer_file import assess_sheet, parse_sheet
from screening.casework.content.edition import open_content
from screening.casework.interview import record_sheet
from screening.casework.interview.interview import Interview
from screening.casework.record.caseload import next_place
from screening.cli.main import main
from screening.domain.answers import Answer, How
from screening.domain.case.case import Case, fold
from screening.domain.events import catalogue as ev
from screening.domain.events import session as sev
from screening.domain.known import fees
from screening.domain.known.known import Value, known
from screening.errors import BadInput, NotAccepted
from screening.odk import import_submission
from screening.store import create_vault, open_vault
from screening.store.crypto.key_file import Cost
from screening.wording.catalogue.translations import Words
from tests.casework import some_form
from tests.casework.some_form import read_one, record_one

CONTENT = open_content()
PROTOCOL = CONTENT.protocol
PASSPHRASE = "lantern copper meadow thimble walnut"
SAID = "کاغذ دفتر میں ہے ৪২"
TALK = {
    **some_form.SPEAKING, "setting": "clinic", "profile": "shelter", "addons": "fishing forced_marriage",
    "language": "ur", "debt_owed": "yes", "how_debt_owed": "told", "papers_kept": "no", "papers_store": "yes",
    "words_money": SAID, "consent_service": "yes", "recipient_service": "the shelter", "consent_count": "later",
    "closing_wishes": SAID, "closing_carry": "aloud", "start": "2026-11-24T09:00:00.000+08:00",
    "instanceID": "uuid:beef",
}  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return some_form.xform(tmp_path_factory.mktemp("form"))[0]


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault that each test gets a copy of."""
    folder = tmp_path_factory.mktemp("sealed") / "vault"
    create_vault(folder, PASSPHRASE, "L-17", "labour-officer", "Office", cost=Cost(1, 64 << 20)).close()
    return folder


@pytest.fixture
def vault(sealed: Path, tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copytree(sealed, tmp_path / "vault"))


Written = Callable[..., Path]


@pytest.fixture
def written(root: Any, tmp_path: Path) -> Written:
    def writing(
        values: dict[str, str],
        kind: Callable[[Any], bytes] = some_form.as_xml,
        links: Sequence[dict[str, str]] = (),
    ) -> Path:
        always = {"edition": PROTOCOL.id, "edition_digest": PROTOCOL.digest}
        path = tmp_path / "submission"
        path.write_bytes(kind(some_form.filled(root, {**always, **values}, links)))
        return path

    return writing


def case_in(folder: Path, code: str) -> tuple[Case, tuple[ev.Recorded, ...]]:
    with open_vault(folder, PASSPHRASE) as opened:
        events = opened.events(code)
    return fold(code, events), events


def test_a_submission_becomes_a_case_with_everything_that_was_written(vault: Path, written: Written) -> None:
    path = written(TALK)
    code = record_one(path, vault, PASSPHRASE)
    case, events = case_in(vault, code)
    assert (case.edition, case.setting, case.profile) == (PROTOCOL.id, "clinic", "shelter")
    given = {name: (each.answer, each.how) for name, each in case.answers.items()}
    assert given == {
        "debt-owed": (Answer.YES, How.TOLD),
        "papers-kept": (Answer.NO, How.ASKED),
        "papers-store": (Answer.YES, How.SEEN),
    }
    assert [(each.topic, each.text) for each in case.words] == [("money", SAID)]
    assert case.gate["hearing"] == "nobody"
    assert case.consented("talk") == "yes"
    assert case.consented("count") == "later"
    assert case.consented("service", "the shelter") == "yes"
    assert case.consented("embassy") == ""
    assert case.closing == {"wishes": SAID, "carry": "aloud"}
    assert not case.practice and not case.unknown
    assert {each.by for each in events} == {"L-17"}


def test_a_case_is_one_of_the_country_of_its_record(tmp_path: Path, written: Written) -> None:
    folder = tmp_path / "abroad"
    create_vault(folder, PASSPHRASE, "L-17", "labour-officer", "Office", country="id", cost=Cost(1, 64 << 20)).close()
    _, events = case_in(folder, record_one(written(TALK), folder, PASSPHRASE))
    assert [each.event.country for each in events if isinstance(each.event, ev.CaseOpened)] == ["id"]


def test_two_links_of_the_chain_of_fees_come_into_the_case_as_the_page_records_them(
    vault: Path, written: Written
) -> None:
    links = [{"link_who": "Ravi", "link_paid": "15,000"}, {"link_who": "A clinic", "link_paid": "RM 300"}]
    path = written({**TALK, "payments": "2"}, links=links)
    case, events = case_in(vault, record_one(path, vault, PASSPHRASE))
    assert fees.words(fees.links(case)) == "1. Ravi · 15,000; 2. A clinic · RM 300"
    assert known(case, "fees") == Value("15,300.00")
    notes = [each.event for each in events if isinstance(each.event, sev.NoteWritten)]
    page = [("1-who", "Ravi"), ("1-paid", "15,000"), ("2-who", "A clinic"), ("2-paid", "RM 300")]
    shown = Interview(CONTENT, case, Words("en"), "labour-officer")
    assert notes == [shown.beside(fees.PAGE, name, text) for name, text in page]


def test_the_case_says_where_it_came_from(vault: Path, written: Written) -> None:
    path = written(TALK)
    case, events = case_in(vault, record_one(path, vault, PASSPHRASE))
    source = case.imported
    assert source is not None
    assert isinstance(events[1].event, ev.CaseImported)
    assert source.server == "odk-xml"
    assert source.form == f"screening-{PROTOCOL.id}"
    assert source.version == f"{PROTOCOL.id}-{PROTOCOL.digest[:12]}"
    assert source.content == PROTOCOL.digest
    assert source.submission == hashlib.sha256(b"uuid:beef").hexdigest()
    assert source.file == hashlib.sha256(path.read_bytes()).hexdigest()
    assert source.started == TALK["start"]
    assert source.role == "ngo"
    *_, line = record_sheet.rows(Interview(CONTENT, case, Words("en"), "labour-officer"))
    assert source.submission[:12] in line.text and source.form in line.text


@pytest.mark.parametrize(("kind", "server"), [(some_form.as_kobo, "kobo"), (some_form.as_central, "odk-central")])
def test_the_server_is_named_by_what_it_wrote(
    kind: Callable[[Any], bytes], server: str, vault: Path, written: Written
) -> None:
    def more(answers: Any) -> bytes:
        own = b'"_xform_id_string": "aXb9", "__version__": "vQ3", "_id":'
        return kind(answers).replace(b'"_id":', own).replace(b'"edits": 0', b'"formVersion": "vQ3"')

    case, _ = case_in(vault, record_one(written(TALK, more), vault, PASSPHRASE))
    assert case.imported is not None
    assert (case.imported.server, case.imported.version) == (server, "vQ3")


def test_the_consent_is_kept_with_the_digest_of_what_the_form_said(vault: Path, written: Written) -> None:
    case, events = case_in(vault, record_one(written(TALK), vault, PASSPHRASE))
    assert case.language == ev.LanguageChosen("ur")
    heard = Interview(CONTENT, case, Words("en"), "ngo").spoken_version()
    kept = [each.event for each in events if isinstance(each.event, ev.ConsentDecided)]
    assert {(each.text_version, each.language, each.mode) for each in kept} == {(heard, "ur", "form")}


@pytest.mark.parametrize("without", ["language", "role", "edition_digest"])
def test_no_digest_of_the_consent_is_made_up(without: str, vault: Path, written: Written) -> None:
    path = written({**TALK, without: ""})
    _, events = case_in(vault, record_one(path, vault, PASSPHRASE))
    kept = [each.event for each in events if isinstance(each.event, ev.ConsentDecided)]
    assert kept and {each.text_version for each in kept} == {""}


@pytest.mark.requirement("IN7", "NV4")
def test_silence_stays_silence(vault: Path, written: Written) -> None:
    case, events = case_in(vault, record_one(written({}), vault, PASSPHRASE))
    assert not case.answers and not case.words and not case.gate and not case.consent and not case.offered
    assert case.stopped == "finished"
    assert len(events) == 3


def test_it_is_read_as_any_other_case_own_view_first(vault: Path, written: Written) -> None:
    path = written(TALK)
    case, _ = case_in(vault, record_one(path, vault, PASSPHRASE))
    interview = Interview(CONTENT, case, Words("en"), "labour-officer")
    assert next_place(interview) == "own-view"
    with pytest.raises(NotAccepted):
        assessment.open_assessment(interview)
    alone = assess_sheet(parse_sheet(read_one(path), CONTENT, "a"), CONTENT)
    here = assessment.assessment_of(interview)
    assert (here.bands, here.paths) == (alone.bands, alone.paths)


def test_a_danger_that_was_not_gone_through_keeps_the_gate_shut(vault: Path, written: Written) -> None:
    for gone_on, passed in (({}, False), ({"gone_on_hurt": "OK"}, True)):
        path = written({**TALK, "gate_hurt": "yes", "instanceID": f"uuid:{passed}", **gone_on})
        case, _ = case_in(vault, record_one(path, vault, PASSPHRASE))
        assert Interview(CONTENT, case, Words("en"), "ngo").gate().passed is passed


def test_words_of_the_child_path_are_kept(vault: Path, written: Written) -> None:
    path = written({"gate_minor": "under_18", "child_with": SAID, "child_wishes": SAID, "child_hurt": "yes"})
    case, _ = case_in(vault, record_one(path, vault, PASSPHRASE))
    assert {(each.topic, each.entry, each.text) for each in case.words} == {
        ("needs", "child-with", SAID),
        ("wishes", "child-wishes", SAID),
    }
    assert case.answers["needs-hurt"].answer is Answer.YES


@pytest.mark.parametrize("name", ["consent_talk", "consent_notes"])
def test_a_no_to_the_talk_or_to_notes_is_obeyed(name: str, vault: Path, written: Written) -> None:
    with pytest.raises(BadInput) as trouble:
        record_one(written({**TALK, name: "no"}), vault, PASSPHRASE)
    assert trouble.value.code == "submission-not-agreed"
    with open_vault(vault, PASSPHRASE) as opened:
        assert opened.cases() == ()


def test_the_same_answer_set_is_recorded_once_also_from_another_export(vault: Path, written: Written) -> None:
    first = record_one(written(TALK), vault, PASSPHRASE)
    for kind in (some_form.as_xml, some_form.as_central):
        path = written(TALK, kind)
        path.write_bytes(path.read_bytes().replace(b"uuid:f00d", b"uuid:beef"))
        with pytest.raises(BadInput) as trouble:
            record_one(path, vault, PASSPHRASE)
        assert trouble.value.details["case"] == first
    with open_vault(vault, PASSPHRASE) as opened:
        assert opened.cases() == (first,)


def test_a_long_account_is_kept_whole(vault: Path, written: Written) -> None:
    text = "She said more. " * 10_000
    code = record_one(written({**TALK, "words_money": text}), vault, PASSPHRASE)
    assert case_in(vault, code)[0].words[0].text == text


def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, said: str, *more: object
) -> tuple[int, str, str]:
    monkeypatch.setattr("sys.stdin", io.StringIO(said + "\n"))
    code = 0
    try:
        main(["protocol", "import-submission", *map(str, more)])
    except SystemExit as end:
        code = int(end.code or 0)
    told = capsys.readouterr()
    return code, told.out, told.err


def test_the_command_prints_the_code_and_nothing_that_was_said(
    vault: Path, written: Written, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(TALK)
    code, out, err = run(capsys, monkeypatch, PASSPHRASE, path, "--vault", vault)
    assert (code, err) == (0, "")
    assert case_in(vault, out.strip())[0].answers
    code, out, err = run(capsys, monkeypatch, PASSPHRASE, path, "--vault", vault)
    assert (code, out, err.count("\n")) == (2, "", 1)
    code, out, err = run(capsys, monkeypatch, "wrong words here and there", path, "--vault", vault)
    assert (code, out, err.count("\n")) == (2, "", 1)
    code, out, err = run(capsys, monkeypatch, PASSPHRASE, path, "--vault", vault.parent / "nowhere")
    assert (code, out, err.count("\n")) == (2, "", 1)


LISTS = {"results": some_form.as_kobo, "value": some_form.as_central}
"""The list of a server by the name that its export gives it: Kobo's, and the OData of ODK Central."""


@pytest.fixture
def listed(root: Any, tmp_path: Path) -> Callable[..., Path]:
    def write(kind: str, *talks: dict[str, str], **beside: str) -> Path:
        sets = []
        for number, talk in enumerate(talks, start=1):
            (one,) = json.loads(
                LISTS[kind](some_form.filled(root, {"edition": PROTOCOL.id, **talk, "instanceID": f"uuid:{number}"}))
            )[kind]
            sets.append(one | ({"_uuid": str(number)} if kind == "results" else {"__id": f"uuid:{number}"}))
        path = tmp_path / "list.json"
        path.write_text(json.dumps({kind: sets, **beside}), "utf-8")
        return path

    return write


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_of_answer_sets_is_recorded_in_one_go_and_each_refusal_has_its_sentence(
    vault: Path, listed: Callable[..., Path], kind: str, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    path = listed(kind, TALK, {**TALK, "locked": "SECRET"}, {**TALK, "consent_notes": "no"}, {**TALK, "locked": "no"})
    code, out, err = run(capsys, monkeypatch, PASSPHRASE, path, "--vault", vault)
    assert (code, len(out.split()), err.count("\n")) == (2, 2, 2)
    assert [line.partition(")")[0] for line in err.replace("In ", "").splitlines()] == [
        "list.json (2 / 4", "list.json (3 / 4",
    ]  # fmt: skip
    assert "SECRET" not in err
    with open_vault(vault, PASSPHRASE) as opened:
        assert set(opened.cases()) == set(out.split())
    cases = [case_in(vault, each)[0] for each in out.split()]
    assert [case.answers.get("locked") and case.answers["locked"].answer for case in cases] == [None, Answer.NO]
    code, again, err = run(capsys, monkeypatch, PASSPHRASE, path, "--vault", vault)
    assert (code, again, err.count("\n")) == (2, "", 4), (
        "those that are there are refused, each by the name of its case"
    )
    assert all(each in err for each in out.split())


def test_two_answer_sets_of_one_list_that_are_the_same_become_one_case(
    vault: Path, listed: Callable[..., Path], tmp_path: Path
) -> None:
    value = json.loads(listed("results", TALK).read_text())
    path = tmp_path / "twice.json"
    path.write_text(json.dumps({"results": value["results"] * 2}))
    code, trouble = import_submission.record_submissions(path, vault, PASSPHRASE)
    assert isinstance(trouble, BadInput)
    assert (trouble.code, trouble.details["case"]) == ("submission-there", code)


@pytest.mark.parametrize(("kind", "name"), [("results", "next"), ("value", "@odata.nextLink")])
def test_a_page_of_a_longer_list_says_that_there_is_more(
    listed: Callable[..., Path], kind: str, name: str, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    code, out, err = run(capsys, monkeypatch, "", listed(kind, TALK, TALK, **{name: "https://server/page/2"}))
    assert (code, len(json.loads(out)), err.count("\n")) == (2, 2, 1)
    assert "one page of a longer list" in err


@pytest.mark.parametrize(("delimiter", "between"), [(",", "-"), (";", "/")])
def test_a_table_of_an_encrypted_form_is_read_as_any_other_list(
    vault: Path, root: Any, tmp_path: Path, delimiter: str, between: str
) -> None:
    """Servers decrypt into CSV only."""
    path, always = tmp_path / "form.csv", {**TALK, "edition": PROTOCOL.id}
    sets = [some_form.filled(root, {**always, "instanceID": f"uuid:{n}"}) for n in (1, 2)]
    path.write_text(some_form.as_csv(sets, delimiter, between), "utf-8")
    told = list(import_submission.record_submissions(path, vault, PASSPHRASE))
    assert len({each for each in told if isinstance(each, str)}) == 2
    case, events = case_in(vault, str(told[0]))
    alone = read_one(_alone(tmp_path, some_form.as_xml(sets[0])))
    assert {name: each.answer.value for name, each in case.answers.items()} == {
        name: each["answer"] for name, each in alone["answers"].items()
    }
    assert SAID in {each.text for each in case.words}
    assert [each.event.not_read for each in events if isinstance(each.event, ev.CaseImported)] == [()]


def _alone(folder: Path, content: bytes) -> Path:
    path = folder / "one.xml"
    path.write_bytes(content)
    return path


def test_of_a_table_no_chain_of_fees_is_lost_unseen(vault: Path, root: Any, tmp_path: Path) -> None:
    path = tmp_path / "form.csv"
    path.write_text(some_form.as_csv([some_form.filled(root, {"edition": PROTOCOL.id, "payments": "2"})]), "utf-8")
    with pytest.raises(BadInput, match="submission-links-apart"):
        record_one(path, vault, PASSPHRASE)


@pytest.mark.parametrize(
    ("content", "code"),
    [("a,b\n1\n", "file-not-table"), ("edition\n", "submission-none"), ("", "file-not-table"),
     ("edition,about-edition\nx,y\n", "submission-other-form")],
)  # fmt: skip
def test_what_is_no_table_of_answer_sets_is_refused(tmp_path: Path, content: str, code: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(BadInput, match=code):
        read_one(path)

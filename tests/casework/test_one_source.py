"""What was recorded in one place is said alike on every paper, page and list that speaks of it (issue 30)."""

from __future__ import annotations

import dataclasses
import datetime
import io
from collections.abc import Iterator

import pypdf
import pytest

from screening.casework.assessment import assessment
from screening.casework.content import directory as services
from screening.casework.content.edition import Content
from screening.casework.interview import consent, interview_views, note_pages, shelter
from screening.casework.interview.note_pages import NotesView
from screening.casework.record import caseload, desk_list, reminders
from screening.casework.referral import paper_views, papers, recipients
from screening.domain.answers import Answer, How
from screening.domain.case import referrals, sessions
from screening.domain.events.catalogue import AnswerGiven, CaseViewed, ConsentDecided, IdentityHandled
from screening.domain.events.exchange import BundleMade, NotWritten
from screening.domain.known import held, promises
from screening.domain.services.directory import overridden
from screening.qt.frame.frame_presenter import rail_view
from screening.settings import OWN
from screening.store import practice_vault
from screening.wording.catalogue.translations import Words
from tests.casework.some_talk import Session
from tests.domain.some_case import recorded

TODAY = datetime.date(2026, 11, 30)
DIRECTORY = services.shipped(OWN)
WORDS = Words("en")
PROMISE = "I ask the employer for the passport"


@pytest.fixture
def talk(content: Content) -> Iterator[Session]:
    with practice_vault() as vault:
        yield Session(vault, content)


def text_of(file: papers.File) -> str:
    pages = pypdf.PdfReader(io.BytesIO(file.data)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def paper(talk: Session, recipient: str, parts: str = "") -> str:
    for part in parts.split():
        talk.do(recipients.decide(talk.interview, recipient, part, "yes"))
    return text_of(papers.make_file(talk.interview, talk.keeper(), DIRECTORY, recipient, TODAY))


@pytest.mark.requirement("DM10")
def test_a_promise_of_the_closing_stands_on_every_page_that_speaks_of_promises(talk: Session) -> None:
    talk.gate().agrees()
    talk.do(talk.interview.note("promised", PROMISE))
    follow = paper_views.follow_view(talk.interview, DIRECTORY, TODAY)
    assert [each.text for each in follow.promises] == [PROMISE]
    session = shelter.session_view(talk.interview)
    assert PROMISE in [row.label.own for row in session.rows]
    assert WORDS.say("page.session.no-promise") not in [row.label.own for row in session.rows]
    record = interview_views.closing_view(talk.interview).record
    assert record is not None and PROMISE in [row.text for row in record.rows]
    notes = [row.note for row in caseload.summary(talk.interview, TODAY, pin=True).rows]
    assert WORDS.say_count("page.summary.promised", 1) in notes
    index = desk_list.open_list(talk.vault)
    found = reminders.find(index, talk.interview.content, WORDS, TODAY)
    ((group, rows),) = reminders.groups(found, WORDS, DIRECTORY, TODAY).items()
    assert (group, [row.case for row in rows]) == ("no-day", [talk.code])
    assert PROMISE not in repr(rows)


@pytest.mark.requirement("DM10")
def test_a_later_session_says_that_nothing_was_promised_only_where_the_officer_wrote_so(talk: Session) -> None:
    talk.gate().agrees()
    nothing = WORDS.say("page.session.no-promise")
    assert nothing not in rows(shelter.session_view(talk.interview))
    talk.do(talk.interview.note("promised", "nothing"))
    assert nothing in rows(shelter.session_view(talk.interview))


@pytest.mark.requirement("DM10")
def test_a_promise_of_the_closing_is_settled_as_any_other_is(talk: Session) -> None:
    talk.gate().agrees()
    talk.do(talk.interview.note("promised", PROMISE))
    talk.do(referrals.settle(promises.named(talk.interview.case), "closing", "kept"))
    (shown,) = paper_views.follow_view(talk.interview, DIRECTORY, TODAY).promises
    assert (shown.state, shown.open) == (WORDS.say("follow.kept"), False)


@pytest.mark.requirement("DM10")
def test_a_promise_that_was_written_under_replies_stands_on_the_sheet_for_a_service(talk: Session) -> None:
    talk.gate().agrees().says("needs-call").ends()
    talk.do(referrals.promise("I ring the clinic", "2026-12-04", 0))
    told = paper(talk, "tenaganita", "needs")
    assert "I ring the clinic (4 December 2026)" in told or "I ring the clinic (4 Disember 2026)" in told


@pytest.mark.requirement("RE3")
def test_both_sheets_of_a_person_in_pain_are_urgent_whatever_the_gate_found(talk: Session) -> None:
    talk.gate().agrees().says("needs-hurt violence locked papers-kept").ends()
    service = paper(talk, "tenaganita", "needs")
    police = paper(talk, "police-trafficking", "signs")
    for told in (service, police):
        assert WORDS.say("form.face.urgent") in told
        assert WORDS.say("form.haste.none") not in told
    assert "Not urgent" not in police
    assert WORDS.say("form.face.need-interviewer") not in police, "nobody named with whom they would rather talk"


@pytest.mark.requirement("CH7", "CH9")
def test_what_was_typed_on_the_child_s_page_is_on_the_child_s_sheet(talk: Session) -> None:
    talk.gate(minor="under_18")
    talk.do(talk.interview.choose_language("en"))
    for field, text in {
        "assent": "yes", "wishes": "To go to school", "item-with": "Her aunt Siti", "best-interest": "A foster home",
        "asked-before": "no",
    }.items():  # fmt: skip
        talk.do(sessions.write("child", field, text))
    talk.do(talk.interview.stop("finished"))
    told = paper(talk, "talian-kasih", "child")
    for text in ("To go to school", "Her aunt Siti", "A foster home", "nobody has"):
        assert text in told


@pytest.mark.requirement("RE8")
def test_an_urgent_sheet_asks_for_its_answer_on_the_day_on_which_it_asks_for_a_call(talk: Session) -> None:
    talk.gate().agrees().says("needs-hurt").ends()
    told = paper(talk, "tenaganita", "needs")
    assert "7 December 2026" not in told and "7 Disember 2026" not in told
    file = papers.make_file(talk.interview, talk.keeper(), DIRECTORY, "tenaganita", TODAY)
    sent = papers.sent(file, "saved", TODAY)
    assert sent is not None and sent.answer_by == TODAY.isoformat()


@pytest.mark.requirement("RE8")
def test_a_reply_that_is_due_today_is_due_on_the_list_as_it_is_among_the_reminders(talk: Session) -> None:
    talk.gate().agrees().says("needs-hurt").ends()
    talk.do(recipients.decide(talk.interview, "tenaganita", "needs", "yes"))
    file = papers.make_file(talk.interview, talk.keeper(), DIRECTORY, "tenaganita", TODAY)
    talk.do(papers.issued(file, "saved"))
    talk.do(papers.sent(file, "saved", TODAY))
    index = desk_list.open_list(talk.vault)
    found = reminders.find(index, talk.interview.content, WORDS, TODAY)
    assert [each.kind for each in found.due] == ["reply"]
    assert [each.kind for each in desk_list.due_now(index, TODAY)] == ["reply"]


def issue(talk: Session, recipient: str, way: str = "saved") -> papers.File:
    file = papers.make_file(talk.interview, talk.keeper(), DIRECTORY, recipient, TODAY)
    talk.do(papers.issued(file, way))
    talk.do(papers.sent(file, way, TODAY))
    return file


def rows(view: NotesView) -> list[str]:
    return [row.label.own for row in view.rows]


@pytest.mark.requirement("CO8")
def test_the_withdrawal_page_names_everybody_who_has_something_and_calls_nothing_by_its_id(talk: Session) -> None:
    talk.gate().agrees().says("papers-kept locked needs-call").ends()
    for recipient, part in (("police-trafficking", "signs"), ("tenaganita", "needs")):
        talk.do(recipients.decide(talk.interview, recipient, part, "yes"))
    issue(talk, papers.OWN)
    assert WORDS.say("page.withdraw.nothing") in rows(consent.withdraw_view(talk.interview))
    issue(talk, "police-trafficking")
    issue(talk, "tenaganita", "printed")
    card = "11111 22222 33333 44444 55555 66666"
    made = BundleMade("b1", (card,), (talk.code,), 9, "", "d" * 64)
    at = talk.vault.append("", made)
    talk.interview.bundles = tuple((each, "Officer Nadia") for each in held.bundles(talk.code, [at]))
    told = " ".join(rows(consent.withdraw_view(talk.interview)))
    for name in ("police-trafficking", "tenaganita"):
        assert talk.interview.name_of(name) in told
    assert "Officer Nadia" in told
    for name in ("referral-my", "sheet-a", "police-trafficking"):
        assert name not in told
    assert WORDS.say("page.withdraw.nothing") not in told


def test_a_bundle_that_was_not_written_after_all_went_to_nobody(talk: Session) -> None:
    made = BundleMade("b1", ("1 2",), (talk.code,), 9, "", "d" * 64)
    own = [talk.vault.append("", each) for each in (made, NotWritten("d" * 64))]
    assert held.bundles(talk.code, own) == ()
    assert len(held.bundles(talk.code, own[:1])) == 1


@pytest.mark.requirement("RE8")
def test_a_form_that_was_saved_into_a_folder_is_not_called_sent(talk: Session) -> None:
    talk.gate().agrees().says("needs-call").ends()
    talk.do(recipients.decide(talk.interview, "tenaganita", "needs", "yes"))
    issue(talk, "tenaganita")
    (sent,) = paper_views.follow_view(talk.interview, DIRECTORY, TODAY).sent
    taking = recipients.taking_view(talk.interview, DIRECTORY, TODAY)
    notes = " ".join(line.note for line in caseload.summary(talk.interview, TODAY, pin=True).rows)
    for told in (sent.state, *(each.state for each in taking.recipients), notes):
        assert "Sent" not in told
    assert sent.state.startswith("Saved on")


def test_a_recipient_that_was_taken_out_of_the_directory_keeps_its_name_on_what_was_passed_on(talk: Session) -> None:
    talk.gate().agrees().says("needs-call").ends()
    talk.do(recipients.decide(talk.interview, "tenaganita", "needs", "yes"))
    issue(talk, "tenaganita")
    name = talk.interview.name_of("tenaganita")
    gone = overridden(DIRECTORY, [talk.vault.append("", services.remove(DIRECTORY, "tenaganita"))])
    assert "tenaganita" not in gone.entries
    talk.interview.names = services.names(gone, WORDS)
    (sent,) = paper_views.follow_view(talk.interview, gone, TODAY).sent
    assert sent.name == name != "tenaganita"


def test_the_earlier_versions_of_a_form_are_those_of_the_same_reader(talk: Session) -> None:
    talk.gate().agrees().says("papers-kept locked needs-call").ends()
    for recipient, part in (("police-trafficking", "signs"), ("tenaganita", "needs")):
        talk.do(recipients.decide(talk.interview, recipient, part, "yes"))
    own, police = issue(talk, papers.OWN), issue(talk, "police-trafficking")
    for recipient, digests in ((papers.OWN, [own]), ("police-trafficking", [police]), ("tenaganita", [])):
        issued = paper_views.papers_view(talk.interview, DIRECTORY, recipient).issued
        assert [file.digest[:12] in line for file, line in zip(digests, issued, strict=True)] == [True] * len(digests)


@pytest.mark.requirement("CO7")
def test_what_was_decided_for_a_recipient_is_listed_with_its_name(talk: Session) -> None:
    talk.gate().agrees()
    talk.do(recipients.decide(talk.interview, "police-trafficking", "signs", "no"))
    told = " ".join(rows(consent.heard_view(talk.interview)))
    assert talk.interview.name_of("police-trafficking") in told
    assert "police-trafficking" not in told


def whole(talk: Session) -> str:
    """A talk in which something was written on every kind of page, with a refusal by name; the text of its own copy."""
    talk.gate(afraid="yes", minor="might_be")
    talk.do(talk.interview.answer_danger(went_on=True))
    talk.agrees("my").says("papers-kept locked needs-hurt")
    talk.do(note_pages.note(talk.interview, "service", "region", "selangor"))
    for page, field, text in WRITTEN:
        talk.do(sessions.write(page, field, text))
    for line, text in CLOSED.items():
        talk.do(talk.interview.note(line, text))
    for field, text in TYPED.items():
        talk.do(note_pages.note(talk.interview, "paper", field, text))
    talk.do(referrals.promise("qx-ring-the-clinic", "2026-12-04", 0))
    talk.do(IdentityHandled("kept"))
    talk.ends()
    talk.do(recipients.decide(talk.interview, "police-trafficking", "signs", "no"))
    talk.do(recipients.decide(talk.interview, "tenaganita", "needs", "yes"))
    issue(talk, "tenaganita")
    return paper(talk, papers.OWN)


WRITTEN = (
    ("child", "wishes", "qx-school"), ("child", "item-with", "qx-aunt"), ("child", "item-where", "qx-at-home"),
    ("child", "best-interest", "qx-foster-home"), ("child", "item-trust", "qx-teacher"),
    ("arrival", "sleep", "qx-light"),
    ("plan", "safer", "qx-neighbour"), ("handover", "to", "qx-next-worker"), ("refused", "next", "qx-other-way"),
    ("prefer", "code", "qx-int-7"), ("dates", "hearing", "qx-day"),
)  # fmt: skip
CLOSED = {"wishes": "qx-home", "must-not-know": "qx-agent", "promised": "qx-passport", "card": "qx-no-card"}
TYPED = {
    "whereabouts": "qx-block-c",
    "employer": "qx-employer",
    "dependants": "qx-two-sons",
    "recommendation": "qx-order",
}


@pytest.mark.requirement("RE4", "CO7")
def test_the_record_s_own_copy_holds_everything_that_was_written_and_every_refusal_by_name(talk: Session) -> None:
    told = whole(talk)
    texts = [text for *_, text in WRITTEN] + [*CLOSED.values(), *TYPED.values(), "qx-ring-the-clinic"]
    assert [text for text in texts if text not in told.replace(" ", "")] == []
    for name in ("police-trafficking", "tenaganita"):
        assert talk.interview.name_of(name) in told
    for text_id in ("form.consent.no", "form.said.with-name", "directory.region.selangor", "form.face.urgent"):
        assert WORDS.say(text_id) in told, text_id
    assert WORDS.say("form.state.kept-back") not in told.replace(WORDS.say("form.face.why.kept-back"), "")


def test_the_record_s_own_copy_says_who_may_have_the_whole_record(talk: Session) -> None:
    talk.gate().agrees()
    talk.do(talk.interview.decide("authority", "no", "12345 67890 12345 67890 12345 67890:account"))
    talk.ends()
    assert WORDS.say("part.account") in paper(talk, papers.OWN)


def test_nobody_but_the_officer_gets_the_sheet_with_everything(talk: Session) -> None:
    whole(talk)
    for recipient in ("tenaganita", papers.PERSON):
        file = papers.make_file(talk.interview, talk.keeper(), DIRECTORY, recipient, TODAY)
        assert "own" not in file.forms


@pytest.mark.requirement("GA13", "GA9")
def test_a_place_and_a_state_that_nobody_chose_are_stated_nowhere(talk: Session) -> None:
    talk.gate().agrees().says("needs-call papers-kept locked").ends()
    talk.interview.usual_region = "selangor"
    for told in (paper(talk, "tenaganita", "needs"), paper(talk, papers.OWN)):
        assert WORDS.say("directory.region.selangor") not in told
        assert WORDS.say("setting.workplace.title") not in told
    lead = caseload.summary(talk.interview, TODAY, pin=True).lead
    assert WORDS.say("setting.workplace.title") not in lead
    assert WORDS.say("directory.region.selangor") not in recipients.taking_view(talk.interview, DIRECTORY, TODAY).who
    talk.do(*talk.interview.choose_setting("workplace"))
    assert WORDS.say("setting.workplace.title") in caseload.summary(talk.interview, TODAY, pin=True).lead


@pytest.mark.requirement("CO2")
def test_a_refusal_is_shown_as_one_and_never_as_something_to_be_asked(talk: Session) -> None:
    talk.gate().agrees().says("papers-kept locked violence").ends()
    talk.do(recipients.decide(talk.interview, "police-trafficking", "signs", "no"))
    views = {each.id: each for each in recipients.taking_view(talk.interview, DIRECTORY, TODAY).recipients}
    refused = views["police-trafficking"]
    assert (refused.answer, refused.shape) == ("no", "square")
    assert refused.asked.startswith(WORDS.say("taking.no-to", no=1, all=len(refused.parts)))
    choices = {each.id: each.text for each in paper_views.papers_view(talk.interview, DIRECTORY, papers.OWN).recipients}
    assert choices["police-trafficking"].endswith(WORDS.say("papers.refused"))
    assert any(text.endswith(WORDS.say("papers.waits")) for text in choices.values())


@pytest.mark.requirement("CO9")
def test_a_later_session_says_what_was_decided_for_a_recipient_before(talk: Session) -> None:
    talk.gate().agrees()
    talk.do(recipients.decide(talk.interview, "police-trafficking", "signs", "no"))
    talk.do(talk.interview.stop("later"))
    talk.do(talk.interview.resume())
    decisions = interview_views.closing_view(talk.interview, DIRECTORY).decisions
    police = decisions["authority:police-trafficking"]
    assert (police.value, police.note) == ("", WORDS.say("consenting.before", value=WORDS.say("answer.no")))


def test_a_refusal_counts_where_two_laptops_heard_different_answers(talk: Session) -> None:
    talk.gate().agrees().says("papers-kept locked").ends()
    for value, strand in (("yes", "laptop-a"), ("no", "laptop-b")):
        event = ConsentDecided("authority", value, "v1", "en", recipient="police-trafficking:signs")
        talk.interview.accept(recorded(event, strand=strand))
    assert recipients.granted(talk.interview, DIRECTORY, "police-trafficking") == frozenset()
    choices = {each.id: each.text for each in paper_views.papers_view(talk.interview, DIRECTORY, papers.OWN).recipients}
    assert choices["police-trafficking"].endswith(WORDS.say("papers.refused"))


@pytest.mark.requirement("CH7")
def test_what_a_child_was_asked_is_called_what_it_was_and_not_what_grown_people_are_asked(talk: Session) -> None:
    talk.gate(minor="under_18").agrees().says("needs-afraid")
    item = talk.interview.protocol.items["needs-afraid"]
    assert (
        talk.interview.marked(item) == WORDS.say("page.child.mark.needs-afraid") != WORDS.say("item.needs-afraid.mark")
    )
    talk.ends()
    assert WORDS.say("item.needs-afraid.mark") not in paper(talk, papers.OWN)


@pytest.mark.requirement("IN13")
def test_the_clock_of_the_talk_stands_while_the_record_is_closed(talk: Session) -> None:
    talk.gate().agrees()
    opened = datetime.datetime.fromisoformat(talk.interview.case.opened_at)

    def at(minutes: int) -> str:
        return (opened + datetime.timedelta(minutes=minutes)).isoformat().replace("+00:00", "Z")

    answered = dataclasses.replace(recorded(AnswerGiven("locked", Answer.YES, How.ASKED)), at=at(2))
    viewed = dataclasses.replace(recorded(CaseViewed()), at=at(18))
    for each in (answered, viewed):
        talk.interview.accept(each)
    talk.interview.now = lambda: opened + datetime.timedelta(minutes=19)
    assert talk.interview.minutes() == 3


def test_of_an_irregular_stay_nothing_is_said_where_only_the_price_of_the_way_was_told(talk: Session) -> None:
    talk.gate().agrees().says(*items_of(talk, "paid_crossing"))
    assert assessment.assessment_of(talk.interview).bands["irregular_migration"][1] == "not_enough_asked"
    talk.says("outside-permit")
    assert assessment.assessment_of(talk.interview).bands["irregular_migration"][1] != "not_enough_asked"


def items_of(talk: Session, dimension: str) -> list[str]:
    """The one item that is evidence of a dimension and of no other, as a list."""
    links = talk.interview.content.weights.by_indicator
    found = (
        item.id
        for item in talk.interview.protocol.items.values()
        if {link.dimension for sign in item.yes for link in links.get(sign, ())} == {dimension} and item.kind == "ask"
    )
    return [next(found)]


def test_nobody_is_told_to_ring_the_emergency_number_to_test_it(talk: Session) -> None:
    cards = services.numbers(DIRECTORY, "", TODAY, WORDS)
    assert cards["emergency"].note == WORDS.say("number.off-papers-emergency", name="Emergency services")
    assert cards["emergency"].note != cards["focal-point"].note
    talk.gate().agrees().says("needs-afraid")
    view = next(
        each for each in recipients.taking_view(talk.interview, DIRECTORY, TODAY).recipients if each.id == "999"
    )
    assert view.rang == WORDS.say("taking.rang-emergency")


@pytest.mark.parametrize(("said", "shape"), [("", "ring"), ("yes", "circle"), ("no", "square")])
def test_the_rail_shows_beside_consent_what_was_said_and_not_that_it_was_asked(
    talk: Session, said: str, shape: str
) -> None:
    talk.gate()
    talk.do(talk.interview.choose_language("en"))
    if said:
        talk.do(talk.interview.decide("talk", said))
    foot = rail_view(talk.interview, "closing").foot
    row = next(each for each in foot if each.id == "consent")
    assert row.icon == shape


def test_where_nobody_wrote_where_the_person_is_the_place_that_is_known_stands_there(talk: Session) -> None:
    talk.gate().agrees().says("needs-call papers-kept locked")
    talk.do(note_pages.note(talk.interview, "service", "region", "selangor"))
    talk.do(note_pages.note(talk.interview, "paper", "workplace", "A glove factory, Klang"))
    talk.ends()
    state = f"{WORDS.say('form.field.region')}: {WORDS.say('directory.region.selangor')}"
    own = paper(talk, papers.OWN)
    assert state in own and f"{WORDS.say('form.note.workplace')}: A glove factory, Klang" in own
    assert state in paper(talk, "tenaganita", "needs")
    police = paper(talk, "police-trafficking", "signs")
    assert "Klang" not in police and state not in police

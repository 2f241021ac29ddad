"""What each paper is made from: its sheets, what its reader may have, and each fact as the record has it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

import pytest

from screening.casework.assessment import assessment
from screening.casework.assessment.answer_file import parse_sheet
from screening.casework.content import country
from screening.casework.content import directory as services
from screening.casework.content.edition import Content
from screening.casework.interview import shelter
from screening.casework.referral import papers, recipients, referral_form, social_report
from screening.casework.referral.papers import OWN, PERSON
from screening.documents.forms.facts import Facts
from screening.documents.forms.loader import NOTES, Form
from screening.domain.case import referrals, release, sessions
from screening.domain.case.inspections import Site
from screening.domain.events.referral import SheetNoted
from screening.domain.services.directory import Directory
from screening.errors import BadInput, NotAccepted
from screening.settings import OWN as HERE
from screening.store import practice_vault
from screening.wording.catalogue.translations import Words
from tests.casework.some_talk import Session

TODAY = datetime.date(2026, 12, 1)
DIRECTORY = services.shipped(HERE)
EN = Words("en")
NGO, POLICE, LABOUR = "tenaganita", "police-trafficking", "labour-department"


class Made(NamedTuple):
    """What a paper would be drawn from."""

    recipient: str
    sheets: tuple[str, ...]
    facts: Facts
    granted: frozenset[str] | None


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], Made]:
    """Take what would be drawn, in the place of the drawing."""
    found: list[Made] = []

    def take(
        recipient: str, wanted: tuple[Form, ...], known: Facts, granted: frozenset[str] | None, _: Content
    ) -> papers.File:
        found.append(Made(recipient, tuple(form.sheet for form in wanted), known, granted))
        return papers.File(recipient, (), (), b"", "", "")

    monkeypatch.setattr(papers, "_made", take)

    def of(make: Callable[[], object]) -> Made:
        make()
        return found[-1]

    return of


Drawn = Callable[[Callable[[], object]], Made]


@pytest.fixture
def talk(content: Content) -> Iterator[Session]:
    with practice_vault() as vault:
        yield Session(vault, content).gate().agrees("ms").says("papers-kept locked little-pay wants-pay", "violence")


def agree(talk: Session, recipient: str, parts: str, value: str = "yes") -> None:
    for part in parts.split():
        talk.do(recipients.decide(talk.interview, recipient, part, value))


def facts(talk: Session, recipient: str, directory: Directory = DIRECTORY) -> Facts:
    return referral_form.facts(talk.interview, talk.keeper(), directory, recipient, TODAY)


def rung(name: str) -> Directory:
    """The directory after somebody rang one number today."""
    fresh = replace(DIRECTORY.entries[name], verified_on=TODAY, verified_by="Aina")
    return replace(DIRECTORY, entries={**DIRECTORY.entries, name: fresh})


# --- the facts of a case


def test_a_case_gives_its_own_facts(talk: Session) -> None:
    talk.do(SheetNoted("service", "region", "johor"))
    talk.ends()
    made, case, keeper = facts(talk, NGO), talk.interview.case, talk.keeper()
    assert (made.code, made.day, made.age_band, made.setting) == (talk.code, "2026-12-01", "adult", "")
    assert (made.language, made.region, made.practice) == ("ms", "johor", True)
    assert (made.officer, made.organisation, made.telephone) == (keeper.officer, keeper.organisation, "")
    assert (made.fingerprint, made.entries, made.log) == (keeper.fingerprint, keeper.entries, keeper.log)
    assert made.answers == case.answers
    assert case.view is not None and made.view == case.view.event
    assert made.law == country.law_on(HERE, case.opened_at[:10])
    assert made.hour == talk.interview.now().astimezone().strftime("%H:%M")
    assert (made.wage_law, made.money) == (country.of(HERE).wages, country.money(HERE))
    assert set(made.missing).isdisjoint(made.answers) and 0 < len(made.missing) <= referral_form.MOST_MISSING
    assert {name for name, needed in made.needs if needed} == set(recipients.about(talk.interview, DIRECTORY).needs)
    assert [name for name, _ in made.needs] == [each.id for each in DIRECTORY.needs]
    assert "promised" not in made.offered and made.offered < set(NOTES)
    assert set(referral_form.OFFICE) <= made.known.keys()


def test_only_decisions_for_no_one_recipient_are_the_consent_of_a_paper(talk: Session) -> None:
    agree(talk, NGO, "needs")
    made = dict(facts(talk, NGO).consent)
    assert (made["talk"], made["notes"]) == ("yes", "yes")
    decisions = {each.id: each.per_recipient for each in talk.interview.protocol.decisions}
    assert made.keys() == {name for name, single in decisions.items() if not single}


def test_a_recipient_is_named_with_its_parts_and_what_was_said_to_each_but_the_name(talk: Session) -> None:
    agree(talk, NGO, "needs identity")
    agree(talk, NGO, "contact", "no")
    made, entry = facts(talk, NGO), DIRECTORY.entries[NGO]
    gives = recipients.gives(talk.interview.case, DIRECTORY, NGO)
    assert "identity" in gives
    assert made.granted == tuple(
        (part, {"needs": "yes", "contact": "no"}.get(part, "")) for part in gives if part != "identity"
    )
    assert made.recipient == services.name_of(entry, talk.interview.words)
    assert made.recipient_text == ("" if entry.name else f"directory.entry.{NGO}.name")
    assert made.face_languages == entry.languages
    assert made.answer_by == "2026-12-08" and not made.own and made.duty == ""


def test_a_recipient_that_was_written_here_has_no_text_in_the_catalogue(talk: Session) -> None:
    own = replace(DIRECTORY.entries[NGO], name="House of Hope")
    made = facts(talk, NGO, replace(DIRECTORY, entries={**DIRECTORY.entries, NGO: own}))
    assert (made.recipient, made.recipient_text) == ("House of Hope", "")


@pytest.mark.parametrize(("recipient", "languages", "own"), [(OWN, ("en",), False), (PERSON, (), True)])
def test_the_record_s_copy_and_the_person_s_are_for_no_recipient(
    talk: Session, recipient: str, languages: tuple[str, ...], own: bool
) -> None:
    made = facts(talk, recipient)
    assert (made.recipient, made.recipient_text, made.answer_by) == ("", "", "")
    assert (made.face_languages, made.own) == (languages, own)


def test_an_answer_is_waited_for_the_same_day_where_help_is_urgent(talk: Session) -> None:
    assert facts(talk, NGO).answer_by == "2026-12-08"
    talk.do(talk.interview.answer("needs-hurt", "yes", None, ""))
    assert facts(talk, NGO).haste.urgent
    assert facts(talk, NGO).answer_by == "2026-12-01"


def test_a_duty_is_printed_and_that_the_person_was_not_told_of_it_where_nobody_could_ask(talk: Session) -> None:
    assert facts(talk, POLICE).told
    talk.do(recipients.add_recipient(talk.interview, DIRECTORY, POLICE, "duty", "Act 670, section 24"))
    talk.do(SheetNoted("urgent", f"unasked:{POLICE}", "yes"))
    assert (facts(talk, POLICE).duty, facts(talk, POLICE).told) == ("Act 670, section 24", False)
    assert facts(talk, NGO).told and facts(talk, NGO).duty == ""
    agree(talk, POLICE, "needs", "no")
    assert facts(talk, POLICE).told, "it was asked after all"
    talk.do(recipients.add_recipient(talk.interview, DIRECTORY, LABOUR, "wish"))
    assert facts(talk, LABOUR).duty == ""


def test_only_promises_that_are_open_stand_on_a_paper_for_others(talk: Session) -> None:
    for text, day in (("I ring the clinic", "2026-12-04"), ("I write to you", "")):
        talk.do(referrals.promise(text, day, len(talk.interview.case.referrals.promises)))
    assert facts(talk, NGO).promises == (("I ring the clinic", "2026-12-04"), ("I write to you", ""))
    talk.do(referrals.settle(talk.interview.case.referrals.promises, "1", "kept"))
    assert facts(talk, NGO).promises == (("I write to you", ""),)


def test_what_was_typed_for_the_plan_s_paper_stands_in_the_place_of_what_was_noted_in_the_talk(talk: Session) -> None:
    talk.do(sessions.write("plan", "safer", "The back gate"))
    talk.do(sessions.write("plan", "trust", "Her sister"))
    talk.do(SheetNoted("plan", "safer", "The front gate"))
    talk.do(SheetNoted("paper", "employer", "Kilang Satu"))
    assert facts(talk, PERSON).plan == {"safer": "The front gate", "trust": "Her sister"}


def test_only_numbers_that_were_rung_are_printed_with_their_hours(talk: Session) -> None:
    assert facts(talk, NGO).numbers == ()
    entry = DIRECTORY.entries["mapo-line"]
    (printed,) = facts(talk, NGO, rung("mapo-line")).numbers
    assert printed == (services.name_of(entry, EN), entry.phones[0], services.hours_of(entry, EN))


@pytest.mark.parametrize(
    ("paths", "setting", "choice", "service"),
    [
        (("formal_identification",), "detention", "adult", "focal-point"),
        (("formal_identification",), "detention", "under_18", "child-protection"),
        (("formal_identification",), "detention", "might_be", "child-protection"),
        (("formal_identification",), "workplace", "adult", ""),
        (("labour",), "detention", "adult", ""),
    ],
)
def test_whom_to_call_for_somebody_who_is_held_is_told_while_trafficking_is_open(
    talk: Session, paths: tuple[str, ...], setting: str, choice: str, service: str
) -> None:
    """The focal point is asked for a grown person, the protection of children for a child and in doubt."""
    talk.do(talk.interview.answer_gate("minor", choice))
    talk.interview.case = replace(talk.interview.case, setting=setting, setting_chosen=True)
    both = {
        name: replace(each, verified_on=TODAY, verified_by="Aina")
        for name, each in DIRECTORY.entries.items()
        if each.phones and DIRECTORY.services[each.service].number in ("focal-point", "child-protection")
    }
    directory = replace(DIRECTORY, entries={**DIRECTORY.entries, **both})
    stay = referral_form._stay(talk.interview, directory, paths, "", TODAY)
    if not service:
        assert stay is None
        return
    assert stay is not None
    nearest = directory.number(service, "", TODAY)
    assert nearest is not None
    assert stay == ((services.name_of(nearest, EN), nearest.phones[0], services.hours_of(nearest, EN)),)


# --- what each paper is made from


def test_the_record_s_own_copy_keeps_nothing_back(talk: Session, drawn: Drawn) -> None:
    agree(talk, NGO, "needs")
    talk.do(referrals.promise("I ring the clinic", "2026-12-04", 0))
    talk.do(talk.interview.note("reach", "By her sister"))
    talk.ends()
    made = drawn(lambda: papers.make_file(talk.interview, talk.keeper(), DIRECTORY, OWN, TODAY))
    assert (made.recipient, made.sheets, made.granted) == (OWN, ("B", "own"), None)
    assert made.facts.day == talk.interview.case.opened_at[:10]
    assert made.facts.offered == frozenset()
    assert made.facts.all_promises == (("I ring the clinic", "2026-12-04", ""),)
    assert made.facts.decided == ((talk.interview.name_of(NGO), (("needs", "yes"),)),)
    assert made.facts.record == papers.own_record(talk.interview) != ()
    assert "By her sister" in str(made.facts.written)


def test_a_decision_that_an_agreement_begun_anew_left_behind_is_no_decision(talk: Session, drawn: Drawn) -> None:
    agree(talk, NGO, "needs contact")
    talk.do(sessions.withdraw("keep"))
    talk.do(talk.interview.stop("withdrawn"))
    talk.do(talk.interview.resume())
    talk.gate().agrees()
    agree(talk, NGO, "contact", "no")
    assert papers._decided(talk.interview) == ((talk.interview.name_of(NGO), (("contact", "no"),)),)


def test_before_the_reading_was_opened_it_says_what_comes_first(talk: Session) -> None:
    def code() -> str:
        with pytest.raises(NotAccepted) as told:
            papers.make_file(talk.interview, talk.keeper(), DIRECTORY, OWN, TODAY)
        return told.value.code

    assert code() == "view-first"
    assert referral_form.waits_for(talk.interview) == EN.say("locked.view")
    talk.do(talk.interview.stop("finished"))
    talk.do(assessment.write_view(talk.interview, ["control"], "fairly_sure", "Words."))
    assert code() == "reading-first"
    assert referral_form.waits_for(talk.interview) == EN.say("locked.reading")
    talk.do(assessment.open_assessment(talk.interview))
    assert referral_form.waits_for(talk.interview) == ""


@pytest.mark.requirement("RE4")
def test_a_recipient_s_sheets_are_those_it_was_granted_with_a_slip_where_none_is_on_them(
    talk: Session, drawn: Drawn
) -> None:
    def sheets(recipient: str) -> tuple[str, ...]:
        known = papers.forms(HERE)
        return tuple(form.sheet for form in papers.sheets_for(talk.interview, DIRECTORY, recipient, known))

    assert sheets(NGO) == sheets(POLICE) == ()
    agree(talk, NGO, "needs")
    agree(talk, POLICE, "signs alleged")
    assert sheets(NGO) == ("A",), "its own strip comes back"
    assert sheets(POLICE) == ("B", "C")
    bare = {
        name: replace(form, sections=tuple(each for each in form.sections if each.kind != "answer-strip"))
        for name, form in papers.forms(HERE).items()
    }
    told = papers.sheets_for(talk.interview, DIRECTORY, POLICE, bare)
    assert [form.sheet for form in told] == ["B", "C", "slip"]
    assert sheets(OWN) == ("B", "own")
    assert set(sheets(PERSON)) == {"plan", "rights"}
    talk.do(social_report.choose(talk.interview, social_report.OWN_COPY, True))
    assert set(sheets(PERSON)) == {"plan", "rights", "social"}
    made = drawn(lambda: papers.make_file(talk.interview, talk.keeper(), DIRECTORY, NGO, TODAY))
    assert (made.recipient, made.granted) == (NGO, {"needs"})
    made = drawn(lambda: papers.make_file(talk.interview, talk.keeper(), DIRECTORY, PERSON, TODAY))
    assert (made.recipient, made.granted) == (PERSON, release.THEIR_OWN)


@pytest.mark.requirement("CO12")
def test_an_urgent_sheet_is_sheet_a_alone_answered_the_same_day(talk: Session, drawn: Drawn) -> None:
    def make() -> papers.File:
        return papers.make_urgent(talk.interview, talk.keeper(), DIRECTORY, NGO, TODAY)

    with pytest.raises(NotAccepted, match="nothing-granted"):
        make()
    agree(talk, NGO, "needs")
    made = drawn(make)
    assert (made.recipient, made.sheets, made.granted) == (NGO, ("A",), {"needs"})
    assert (made.facts.answer_by, made.facts.offered) == ("2026-12-01", frozenset())
    assert made.facts.granted[-1] == ("place", "")
    agree(talk, NGO, "place")
    made = drawn(make)
    assert made.granted == {"needs", "place"}
    assert (made.facts.offered, made.facts.granted[-1]) == (release.PLACES, ("place", "yes"))
    agree(talk, NGO, "place", "no")
    assert drawn(make).facts.offered == frozenset()


@pytest.mark.requirement("CO12")
def test_an_urgent_sheet_by_a_duty_alone_says_nothing_of_the_place(talk: Session, drawn: Drawn) -> None:
    receiver = NGO
    talk.do(recipients.add_recipient(talk.interview, DIRECTORY, receiver, "duty", "Act 670, section 24"))
    made = drawn(lambda: papers.make_urgent(talk.interview, talk.keeper(), DIRECTORY, receiver, TODAY))
    assert made.granted is not None and "needs" in made.granted and "place" not in made.granted
    assert "place" not in dict(made.facts.granted)
    assert made.facts.offered == frozenset()


def test_a_card_holds_nothing_of_the_case(talk: Session, drawn: Drawn) -> None:
    talk.do(referrals.choose_card("small-card"))
    made = drawn(lambda: papers.make_card(talk.interview, talk.keeper(), rung("mapo-line"), TODAY))
    assert (made.recipient, made.sheets, made.granted) == (PERSON, ("card",), frozenset())


def test_the_next_worker_s_sheet_has_who_gets_it_what_to_mind_and_what_is_open(talk: Session, drawn: Drawn) -> None:
    with pytest.raises(NotAccepted, match="handover-not-told"):
        papers.make_handover(talk.interview, talk.keeper(), DIRECTORY, TODAY)
    for page, name, text in (
        ("handover", "to", "Puan Siti"),
        ("handover", "agreed", "yes"),
        ("arrival", "afraid", "Of the dark"),
    ):
        for event in shelter.note(talk.interview, page, name, text):
            talk.do(event)
    talk.do(referrals.promise("I ring the clinic", "2026-12-04", 0))
    made = drawn(lambda: papers.make_handover(talk.interview, talk.keeper(), DIRECTORY, TODAY))
    assert (made.recipient, made.sheets, made.granted) == ("handover", ("handover",), frozenset())
    handed = made.facts.handed
    assert handed is not None and handed.to == "Puan Siti"
    assert handed.notes == (("arrival.afraid", "Of the dark"),)
    assert handed.promises == (("I ring the clinic", "2026-12-04"),)


KEEPER = referral_form.Keeper("Aina", "A house", "abcd", 7, None)


def test_a_visit_s_sheet_has_the_day_the_office_and_what_is_done_and_no_case(content: Content, drawn: Drawn) -> None:
    made = drawn(
        lambda: papers.make_visit(content, KEEPER, rung("mapo-line"), TODAY, Words("ms"), done=frozenset({"one"}))
    )
    assert (made.recipient, made.sheets, made.granted) == (OWN, ("visit",), frozenset())
    assert (made.facts.day, made.facts.officer, made.facts.organisation) == ("2026-12-01", "Aina", "A house")
    assert (made.facts.face_languages, made.facts.done, len(made.facts.numbers)) == (("ms",), {"one"}, 1)
    assert (made.facts.code, made.facts.answers, made.facts.fingerprint) == ("", {}, "")


def test_a_site_s_sheet_has_what_was_seen_and_the_law_and_no_person(content: Content, drawn: Drawn) -> None:
    seen = {"locked": "yes", "violence": "no", "gone-item": "yes"}
    site = Site("s1", "Kilang Satu", "2026-11-30T09:00:00Z", seen=seen, note="Bars", again="2026-12-09")
    made = drawn(lambda: papers.make_site(content, KEEPER, DIRECTORY, site, TODAY))
    assert (made.recipient, made.sheets, made.granted) == (OWN, ("site",), frozenset())
    on_it = made.facts.site
    assert on_it is not None
    assert (on_it.place, on_it.day, on_it.seen, on_it.note, on_it.again) == (
        "Kilang Satu", "2026-11-30", ("locked",), "Bars", "2026-12-09",
    )  # fmt: skip
    assert on_it.offices == tuple(services.labour_offices(DIRECTORY, EN, TODAY))
    assert (made.facts.day, made.facts.age_band, made.facts.fingerprint, made.facts.entries) == (
        "2026-12-01", "adult", "abcd", 7,
    )  # fmt: skip
    assert made.facts.law == country.law_on(HERE)
    assert (made.facts.officer, made.facts.organisation, made.facts.answers) == ("Aina", "A house", {})


# --- a bare answer file


def test_answers_alone_say_what_they_say(content: Content, drawn: Drawn, tmp_path: object, monkeypatch) -> None:
    monkeypatch.setattr(referral_form, "write_sheet", lambda data, folder: folder)
    sheet = parse_sheet({"answers": {"locked": "yes", "needs-hurt": "yes"}, "setting": "workplace"}, content, "a.json")
    made = drawn(lambda: papers.from_answers(sheet, content, tmp_path))  # type: ignore[arg-type]
    assert (made.recipient, made.sheets, made.granted) == (OWN, ("B",), release.EVERYTHING)
    assert (made.facts.setting, made.facts.code, made.facts.recipient, made.facts.stay) == ("workplace", "", "", None)
    assert dict(made.facts.needs)["medical"] and not dict(made.facts.needs)["wages"]
    assert made.facts.haste.urgent
    assert (made.facts.wage_law, made.facts.money) == (country.of(HERE).wages, country.money(HERE))
    made = drawn(lambda: papers.from_answers(sheet, content, tmp_path, wanted=("a", "labour"), recipient=NGO))  # type: ignore[arg-type]
    assert (made.recipient, made.sheets) == (NGO, ("A", "labour"))
    gives = DIRECTORY.services[DIRECTORY.entries[NGO].service].gives
    assert made.granted == frozenset(gives)
    assert made.facts.granted == tuple((part, "") for part in gives)
    assert made.facts.recipient == services.name_of(DIRECTORY.entries[NGO], EN)
    assert made.facts.face_languages == DIRECTORY.entries[NGO].languages


@pytest.mark.parametrize(("setting", "kept"), [("workplace", "workplace"), ("elsewhere-else", "")])
def test_a_setting_that_the_edition_does_not_have_is_left_out(content: Content, setting: str, kept: str) -> None:
    sheet = replace(parse_sheet({"answers": {}}, content, "a.json"), setting=setting)
    nothing = papers.nothing_read(content.protocol, content.weights, "adult")
    made = referral_form.facts_of_sheet(sheet, content, nothing)
    assert made.setting == kept
    assert len(made.missing) == referral_form.MOST_MISSING


# --- how a paper leaves


def test_a_paper_for_somebody_else_waits_for_an_answer_and_others_for_none() -> None:
    file = papers.File(NGO, ("sheet-a",), ("needs",), b"", "d" * 64, "")
    event = papers.sent(file, "saved", TODAY)
    assert event is not None and event.answer_by == "2026-12-08"  # type: ignore[attr-defined]
    urgent_one = papers.sent(replace(file, answer_by="2026-12-01"), "printed", TODAY)
    assert urgent_one is not None and urgent_one.answer_by == "2026-12-01"  # type: ignore[attr-defined]
    assert papers.sent(replace(file, recipient=OWN), "saved", TODAY) is None
    assert papers.sent(replace(file, recipient=PERSON), "saved", TODAY) is None


def test_a_paper_goes_into_a_folder_that_is_there_and_no_file(tmp_path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    assert referral_form.place_for(tmp_path) == tmp_path.resolve()
    for wrong in ("a.txt", "none"):
        with pytest.raises(BadInput, match="folder-missing"):
            referral_form.place_for(tmp_path / wrong)


def test_a_paper_of_no_case_is_named_sheet(tmp_path) -> None:
    assert referral_form.save_paper(b"x", tmp_path, "").name == "notes-sheet.pdf"


def test_layouts_of_a_country_are_its_own_and_for_other_sheets_the_generic_ones() -> None:
    own, generic = papers.forms(HERE), papers.forms(HERE, referral_form.GENERIC)
    assert {form.sheet for form in own.values()} >= {form.sheet for form in generic.values()}
    sheets = [form.sheet for form in own.values() if form.id in generic]
    assert not set(sheets) & {form.sheet for form in own.values() if form.id not in generic}
    assert papers.forms(HERE, country.of(HERE).sheets[0]) == own
    for wrong in ("nowhere", "../x", "referral/my"):
        with pytest.raises(BadInput, match="no-such-layouts"):
            papers.forms(HERE, wrong)

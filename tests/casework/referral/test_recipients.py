"""Who takes a case: reasons in words, one decision a part and recipient, and nothing granted that was not said."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from types import SimpleNamespace

import pytest

from screening.casework.content import directory as services
from screening.casework.content.edition import Content
from screening.casework.interview import consent, interview_views, note_pages
from screening.casework.interview.view_models import PartView
from screening.casework.record import caseload
from screening.casework.referral import papers, recipients
from screening.domain.case import referrals, release, sessions
from screening.domain.events.referral import SheetNoted
from screening.domain.protocol.model import Protocol
from screening.errors import NotAccepted
from screening.settings import OWN
from screening.store import practice_vault
from screening.wording.catalogue.translations import Words
from tests.casework.some_talk import Session
from tests.casework.some_views import listed

TODAY = datetime.datetime.now(datetime.UTC).date()
YES = "papers-kept locked little-pay threats debt-grows wants-pay"


@pytest.fixture
def talk(content: Content) -> Iterator[Session]:
    with practice_vault() as vault:
        yield Session(vault, content).gate().agrees().says(YES).ends()


def view(talk: Session) -> recipients.TakingView:
    return recipients.taking_view(talk.interview, services.in_use(talk.vault.events(""), OWN), TODAY)


def test_the_labour_department_takes_wages_and_says_why(talk: Session) -> None:
    (labour,) = [each for each in view(talk).recipients if each.id == "labour-department"]
    assert "Labour remedy" in labour.why
    assert "Wages and fees" in labour.why
    assert [part.id for part in labour.parts] == ["labour", "contact", "identity"]
    assert {part.value for part in labour.parts} == {""}


def test_a_need_that_no_entry_sees_to_is_named_with_whom_to_ask(talk: Session) -> None:
    directory = services.in_use(talk.vault.events(""), OWN)
    entries = {"labour-department": directory.entries["labour-department"]}
    told = recipients.taking_view(talk.interview, replace(directory, entries=entries), TODAY).no_entry
    assert told.startswith("No entry here yet for: ")
    assert told.endswith(". Ask your office whom to call.")
    for need in ("counselling", "legal", "police"):
        assert talk.interview.words.say(f"directory.need.{need}") in told
    assert talk.interview.words.say("directory.need.wages") not in told, "the labour department sees to wages"


def test_a_state_of_another_directory_stands_as_it_was_written(talk: Session) -> None:
    talk.do(SheetNoted("service", "region", "Elsewhere"))
    talk.do(SheetNoted("service", "sex", "not-of-here"))
    assert "Elsewhere" in view(talk).who and "not-of-here" in view(talk).who
    assert not any(each.chosen for each in view(talk).regions)


def test_districts_are_those_of_the_chosen_state_and_one_of_another_state_is_not_kept_chosen(talk: Session) -> None:
    talk.do(SheetNoted("service", "region", "johor"))
    talk.do(SheetNoted("service", "district", "muar"))
    assert [each.text for each in view(talk).districts if each.chosen] == ["Muar"]
    talk.do(SheetNoted("service", "region", "penang"))
    assert [each.text for each in view(talk).districts if each.chosen] == ["Not said"]
    assert not any(each.id == "muar" for each in view(talk).districts)
    talk.do(SheetNoted("service", "region", "labuan"))
    assert view(talk).districts == ()


@pytest.mark.requirement("CO2")
def test_a_no_changes_what_is_passed_on_and_never_who_is_listed(talk: Session) -> None:
    before = [each.id for each in view(talk).recipients]
    for recipient in view(talk).recipients:
        for part in recipient.parts:
            talk.do(recipients.decide(talk.interview, recipient.id, part.id, "no"))
    assert [each.id for each in view(talk).recipients] == before
    assert not any(recipients.granted(talk.interview, services.shipped(OWN), name) for name in before)


@pytest.mark.requirement("CO9")
def test_a_yes_for_one_part_and_one_service_is_a_yes_for_nothing_else(talk: Session) -> None:
    talk.do(recipients.decide(talk.interview, "tenaganita", "needs", "yes"))
    assert recipients.granted(talk.interview, services.shipped(OWN), "tenaganita") == {"needs"}
    for entry in services.shipped(OWN).entries:
        assert entry == "tenaganita" or not recipients.granted(talk.interview, services.shipped(OWN), entry)


def test_a_decision_of_the_closing_is_not_a_yes_for_a_named_recipient(talk: Session) -> None:
    for decision in ("service", "authority", "contact", "identity"):
        talk.do(talk.interview.decide(decision, "yes"))
    assert not any(
        recipients.granted(talk.interview, services.shipped(OWN), name) for name in services.shipped(OWN).entries
    )


def test_a_duty_passes_on_no_name_no_way_to_reach_and_no_words(talk: Session) -> None:
    directory = services.shipped(OWN)
    talk.do(recipients.add_recipient(talk.interview, directory, "police-trafficking", "duty", "Act 670, section 24"))
    assert recipients.granted(talk.interview, directory, "police-trafficking") == {"signs", "alleged"}
    (police,) = [each for each in view(talk).recipients if each.id == "police-trafficking"]
    assert {part.id for part in police.parts if part.fixed} == {"signs", "alleged"}


@pytest.mark.requirement("CO10")
def test_a_body_of_the_person_s_own_country_needs_their_wish_as_an_embassy_does(talk: Session) -> None:
    directory = services.shipped(OWN)
    for basis, sure, code in (("duty", True, "embassy-only-by-wish"), ("wish", False, "embassy-not-sure")):
        with pytest.raises(NotAccepted) as told:
            recipients.add_recipient(talk.interview, directory, "origin-vn-111", basis, "Act 1", sure=sure)
        assert told.value.code == code
    assert "authorities" in recipients.adding_view(talk.interview, directory, "origin-vn-111").warning
    talk.do(recipients.add_recipient(talk.interview, directory, "origin-vn-111", "wish", sure=True))
    assert not recipients.granted(talk.interview, directory, "origin-vn-111"), "added, and nothing goes without a yes"
    (added,) = [each for each in view(talk).recipients if each.id == "origin-vn-111"]
    assert not added.fresh, "its number stays off paper"


def test_a_threat_to_the_family_says_what_can_be_done_and_that_nothing_goes_home_unasked(talk: Session) -> None:
    assert view(talk).advice == ()
    talk.says("family-threat")
    (told,) = view(talk).advice
    assert "without the person’s yes" in told
    assert "Safety of the family at home" in view(talk).needs


@pytest.mark.requirement("CO10")
def test_an_embassy_needs_the_person_s_wish_and_a_second_confirmation(talk: Session) -> None:
    directory = services.shipped(OWN)
    for basis, sure, code in (("duty", True, "embassy-only-by-wish"), ("wish", False, "embassy-not-sure")):
        with pytest.raises(NotAccepted) as told:
            recipients.add_recipient(talk.interview, directory, "embassy", basis, "Act 1", sure=sure)
        assert told.value.code == code
    assert recipients.adding_view(talk.interview, directory, "embassy").warning
    talk.do(recipients.add_recipient(talk.interview, directory, "embassy", "wish", sure=True))
    assert "embassy" in [each.id for each in view(talk).recipients]


def test_where_flight_was_asked_about_and_denied_the_embassy_is_not_warned_about(talk: Session) -> None:
    talk.says("", no="left-danger no-country unhcr fear-return")
    directory = services.shipped(OWN)
    assert not recipients.adding_view(talk.interview, directory, "embassy").warning
    talk.do(recipients.add_recipient(talk.interview, directory, "embassy", "wish"))
    assert "embassy" in [each.id for each in view(talk).recipients], "no second confirmation is asked for"


@pytest.mark.requirement("CO10")
@pytest.mark.parametrize("told", ["left-danger", "no-country", "unhcr", "fear-return"])
def test_one_sign_of_flight_or_one_that_was_not_asked_warns_of_the_embassy(talk: Session, told: str) -> None:
    rest = " ".join({"left-danger", "no-country", "unhcr", "fear-return"} - {told})
    directory = services.shipped(OWN)
    talk.says("", no=rest)
    assert recipients.adding_view(talk.interview, directory, "embassy").warning, "it was not asked"
    assert not recipients.adding_view(talk.interview, directory, "labour-department").warning
    talk.says(told)
    assert recipients.adding_view(talk.interview, directory, "embassy").warning


@pytest.mark.requirement("RE2")
def test_the_number_is_marked_until_it_was_rung_and_then_says_who_did(talk: Session) -> None:
    (line,) = [each for each in view(talk).recipients if each.id == "mapo-line"]
    assert (line.fresh, line.can_verify) == (False, True)
    assert "Not printed until you have called" in line.number
    talk.vault.append("", services.verify(services.shipped(OWN), "mapo-line"))
    (line,) = [each for each in view(talk).recipients if each.id == "mapo-line"]
    assert (line.fresh, line.can_verify) == (True, True)
    assert line.rang == Words("en").say("services.not-rang"), "today it can be taken back"


def test_a_danger_card_shows_only_numbers_that_were_rung(talk: Session) -> None:
    words = Words("en")
    before = services.numbers(services.shipped(OWN), "", TODAY, words)
    assert {card.number for card in before.values()} == {""}
    talk.vault.append("", services.verify(services.shipped(OWN), "999"))
    after = services.numbers(services.in_use(talk.vault.events(""), OWN), "", TODAY, words)
    assert after["emergency"].number == "999"
    assert after["shelter"].number == ""


def test_needs_that_the_officer_adds_count_and_can_be_taken_back(talk: Session) -> None:
    assert "Care for a child" not in view(talk).needs
    talk.do(recipients.add_need(talk.interview, "child-care"))
    assert "Care for a child" in view(talk).needs
    talk.do(recipients.add_need(talk.interview, "child-care"))
    assert "Care for a child" not in view(talk).needs


def test_a_service_written_here_is_proposed_in_its_state(talk: Session) -> None:
    written = services.write(
        services.shipped(OWN),
        {"name": "Klinik Kesihatan Tawau", "service": "clinic", "state": "sabah", "phones": "089-123 456, 999"},
        (),
        (),
    )
    talk.vault.append("", written)
    talk.do(recipients.add_need(talk.interview, "medical"))
    talk.do(note_pages.note(talk.interview, "service", "region", "sabah"))
    assert next(each.name for each in view(talk).recipients if each.title == "Clinic or hospital") == written.name
    talk.do(note_pages.note(talk.interview, "service", "region", "perak"))
    assert written.entry not in [each.id for each in view(talk).recipients]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": " ", "service": "clinic"}, "entry-needs-name"),
        ({"name": "A", "service": "police"}, "entry-needs-service"),
        ({"name": "A", "service": "clinic", "state": "java"}, "entry-needs-service"),
        ({"name": "A", "service": "clinic", "phones": "ring me"}, "phone-unreadable"),
    ],
)
def test_an_entry_that_is_not_whole_is_refused(fields: dict[str, str], code: str) -> None:
    with pytest.raises(NotAccepted) as told:
        services.write(services.shipped(OWN), fields, (), ())
    assert told.value.code == code


def test_every_need_of_the_directory_is_shown_by_items_of_the_edition(content: Content) -> None:
    protocol: Protocol = content.protocol
    lines = {line.id for line in protocol.gate}
    for need in services.shipped(OWN).needs:
        assert set(need.items) <= set(protocol.items), need.id
        assert set(need.gate) <= lines, need.id


def test_every_decision_under_which_a_part_is_asked_is_one_of_the_edition(content: Content) -> None:
    assert set(release.DECISIONS.values()) <= {each.id for each in content.protocol.decisions}


def taken_back(talk: Session) -> Session:
    """The person takes it back, and it is put away."""
    talk.do(sessions.withdraw("keep"))
    talk.do(talk.interview.stop("withdrawn"))
    return talk


@pytest.mark.requirement("CO8")
def test_nothing_goes_to_anybody_once_the_person_took_it_back(talk: Session) -> None:
    directory = services.shipped(OWN)
    talk.do(recipients.decide(talk.interview, "tenaganita", "needs", "yes"))
    talk.do(recipients.add_recipient(talk.interview, directory, "police-trafficking", "duty", "Act 670, section 24"))
    talk.do(referrals.choose_card("small-card"))
    talk.do(sessions.write("handover", "agreed", "yes"))
    taken_back(talk)
    assert not any(recipients.granted(talk.interview, directory, name) for name in directory.entries)
    keeper = talk.keeper()
    for make in (
        *(partial(papers.make_file, recipient=name) for name in ("tenaganita", papers.OWN, papers.PERSON)),
        papers.make_card,
        papers.make_handover,
    ):
        with pytest.raises(NotAccepted, check=lambda error: error.code == "taken-back"):
            make(interview=talk.interview, keeper=keeper, directory=directory, today=TODAY)


@pytest.mark.requirement("CO9")
def test_what_was_agreed_to_before_it_was_taken_back_stays_so_after_a_new_agreement(talk: Session) -> None:
    directory = services.shipped(OWN)
    talk.do(recipients.decide(talk.interview, "tenaganita", "needs", "yes"))
    taken_back(talk).do(talk.interview.resume())
    assert not recipients.granted(talk.interview, directory, "tenaganita")
    talk.gate().agrees()
    assert not talk.interview.case.taken_back
    assert not recipients.granted(talk.interview, directory, "tenaganita"), "each recipient is asked for anew"
    talk.do(recipients.decide(talk.interview, "tenaganita", "needs", "yes"))
    assert recipients.granted(talk.interview, directory, "tenaganita") == {"needs"}


@pytest.mark.requirement("CO8")
def test_what_was_taken_back_opens_on_a_page_that_says_so(content: Content, talk: Session) -> None:
    taken_back(talk)
    interview = talk.interview
    assert caseload.next_place(interview) == "taken-back"
    for place in ("gate", "papers", "topic.money"):
        assert caseload.parse_place(caseload.place_text(place), interview) == ("taken-back", "")
    for place in interview.places():
        open_place = place in ("follow", "self")
        assert (interview.reachable(place) != "locked.taken-back") is open_place, place
    row = listed(content, interview.case, interview.words)
    assert (row.state, row.next) == ("Person withdrew consent", "Erase it, or keep the record closed")
    acts = [each.id for each in consent.taken_back_view(interview).rows if each.kind == "act"]
    assert acts == ["taken-back-erase", "session-begin"]


def test_a_person_who_came_back_is_asked_for_safety_and_agreement_and_nothing_else(talk: Session) -> None:
    taken_back(talk)
    talk.do(talk.interview.resume())
    assert caseload.next_place(talk.interview) == "gate"
    talk.gate()
    assert caseload.next_place(talk.interview) == "consent"
    assert talk.interview.reachable("consent") == ""
    for place in ("reading", "papers", "closing", "topic.money"):
        assert talk.interview.reachable(place) == "locked.taken-back"
    talk.agrees()
    assert talk.interview.reachable("topic.money") == ""


def test_danger_and_care_are_never_refused(talk: Session) -> None:
    taken_back(talk)
    talk.do(talk.interview.answer_gate("afraid", "yes"))
    assert interview_views.danger_view(talk.interview).numbers
    talk.do(talk.interview.answer_danger(went_on=True))
    talk.do(talk.interview.care())
    assert talk.interview.case.care_used


def test_a_yes_comes_first_then_who_was_not_asked_about_then_later_then_no(talk: Session) -> None:
    order = [each.id for each in view(talk).recipients]
    said = dict(zip(order, ("no", "later", "", "yes"), strict=False))
    for recipient in view(talk).recipients:
        for part in recipient.parts if said.get(recipient.id) else ():
            talk.do(recipients.decide(talk.interview, recipient.id, part.id, said[recipient.id]))
    expected = [order[3], *(name for name in order if not said.get(name)), order[1], order[0]]
    assert [each.id for each in view(talk).recipients] == expected


def test_who_is_proposed_stands_before_who_was_added_by_hand(talk: Session) -> None:
    directory = services.in_use(talk.vault.events(""), OWN)
    proposed = [each.entry.id for each in recipients.recipients(talk.interview, directory)]
    (one, *_) = [each.id for each in recipients.adding_view(talk.interview, directory, "").others]
    talk.do(recipients.add_recipient(talk.interview, directory, one, "wish"))
    assert [each.entry.id for each in recipients.recipients(talk.interview, directory)] == [*proposed, one]


@pytest.mark.parametrize(
    ("said", "shape", "words"),
    [
        ({}, "ring", "not-asked"),
        ({"signs": "yes"}, "partly", "asked"),
        ({"signs": "no"}, "square", "no-to"),
        ({"signs": "no", "words": "later"}, "square", "no-to"),
        ({"signs": "no", "words": "yes"}, "partly", "asked"),
        ({"signs": "later"}, "partly", "asked"),
        (dict.fromkeys(("signs", "words", "alleged", "contact"), "no"), "square", "no-to-all"),
        ({"signs": "yes", "words": "no", "alleged": "no", "contact": "later"}, "tick", "yes-to"),
        ({"signs": "later", "words": "no", "alleged": "no", "contact": "no"}, "triangle", "later"),
    ],
)
def test_how_far_a_person_was_asked_has_a_shape_and_words(content: Content, said: dict, shape: str, words: str) -> None:
    asked = tuple(PartView(part, part, said.get(part, ""), "") for part in ("signs", "words", "alleged", "contact"))
    interview = SimpleNamespace(words=Words("en"))
    counts = {"asked": len(said), "all": 4, "no": [*said.values()].count("no"), "yes": [*said.values()].count("yes")}
    assert recipients._asked(interview, asked) == (shape, Words("en").say(f"taking.{words}", **counts))
    by_duty = tuple(replace(each, fixed="by duty") for each in asked)
    assert recipients._asked(interview, by_duty) == ("bar", Words("en").say("taking.basis-duty"))


def test_a_recipient_says_why_it_is_there_and_what_it_may_get(talk: Session) -> None:
    talk.do(
        recipients.add_recipient(talk.interview, services.shipped(OWN), "police-trafficking", "duty", "Act 670, s. 24")
    )
    shown = {each.id: each for each in view(talk).recipients}
    police = shown["police-trafficking"]
    say = talk.interview.words.say
    assert say("taking.basis-duty") in police.why
    assert [part.fixed for part in police.parts] == [
        say("taking.by-duty") if part.id in ("signs", "alleged", "needs", "child") else "" for part in police.parts
    ]
    assert police.state == ""
    rung = services.in_use(talk.vault.events(""), OWN).entries["police-trafficking"]
    assert police.can_verify is bool(rung.phones)
    assert not any(part.id == "child" for each in shown.values() for part in each.parts), "of a grown person"
    assert recipients.gives(talk.interview.case, services.shipped(OWN), "nobody") == ()


def test_who_else_may_take_it_is_offered_and_immigration_and_embassies_ask_for_a_ground(talk: Session) -> None:
    directory = services.shipped(OWN)
    page = recipients.adding_view(talk.interview, directory, "")
    shown = {each.id for each in view(talk).recipients}
    assert not shown & {each.id for each in page.others}
    for each in page.others:
        assert directory.services[directory.entries[each.id].service].for_person
        assert " · " in each.text and not each.chosen
    assert (page.chosen, page.question, page.warning, page.needs_ground) == ("", "", "", False)
    order = [list(directory.services).index(directory.entries[each.id].service) for each in page.others]
    assert order == sorted(order)
    chosen = recipients.adding_view(talk.interview, directory, "origin-vn-111")
    assert [each.id for each in chosen.others if each.chosen] == ["origin-vn-111"]
    assert chosen.needs_ground and chosen.warning and chosen.question
    usual = next(each.id for each in page.others if directory.services[directory.entries[each.id].service].proposed)
    assert not recipients.adding_view(talk.interview, directory, usual).needs_ground
    with pytest.raises(NotAccepted, match="no-such-choice"):
        recipients.add_recipient(talk.interview, directory, "nobody", "wish")


def test_the_page_says_needs_state_and_sex_and_what_was_chosen(talk: Session) -> None:
    say = talk.interview.words.say
    page = view(talk)
    assert page.needs.startswith(f"1 {say('directory.need.papers')}") or " · " in page.needs
    assert say("taking.sex-unsaid") in page.who
    assert [each.id for each in page.sexes if each.chosen] == ["unsaid"]
    assert [each.id for each in page.sectors if each.chosen] == [""]
    assert (page.information_given, page.no_referral) == (False, "")
    talk.do(SheetNoted("service", "sex", "woman"))
    talk.do(SheetNoted("service", "sector", page.sectors[1].id))
    talk.do(recipients.information_given(talk.interview))
    page = view(talk)
    assert say("taking.sex-woman") in page.who
    assert [each.id for each in page.sexes if each.chosen] == ["woman"]
    assert [each.id for each in page.sectors if each.chosen] == [page.sectors[1].id]
    assert page.information_given
    assert recipients.information_given(talk.interview) is None
    assert {each.id for each in page.add_need if each.chosen} == set(
        recipients.about(talk.interview, services.shipped(OWN)).needs
    )

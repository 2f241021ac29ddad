"""The sections of a sheet, one by one: fields, notes, what was agreed, sums of wages, plan, hand-over and card."""

from __future__ import annotations

import dataclasses
import datetime
from decimal import Decimal
from typing import Any

import pytest

from screening.casework.content import country
from screening.casework.content.edition import Content
from screening.documents.forms.facts import Facts, Handed, SeenSite
from screening.documents.forms.first_page import FirstPage
from screening.documents.forms.loader import WORK_NOTES
from screening.documents.forms.sheet_content import asked_for, options_of, work_of
from screening.documents.layout.blocks import LabelledValues, Pairs, Said, Write
from screening.domain.events.hash_chain import LogHead
from screening.domain.events.later import NeedMet
from screening.domain.known.known import AskedNo, LeftBlank, NotPassedOn, Value
from screening.domain.known.needs import Haste
from screening.domain.services.wages import SumStep
from screening.settings import OWN
from screening.wording.catalogue.translations import Words
from tests.documents.forms.test_paper_contents import SETS
from tests.documents.some_facts import facts, noted

EN = Words("en")
SHEETS = {form.sheet: form for form in SETS["referral-my"].values()}
LAW = country.of(OWN).wages
GONE = EN.say("form.state.not-asked")


def page(sheet: str, told: Facts, **more: Any) -> FirstPage:
    return FirstPage(dataclasses.replace(SHEETS[sheet], languages=("en",)), told, Words("en"), "ms", **more)


def rows(blocks: Any) -> list[tuple[str, list[str]]]:
    """Labels with their values, and the label of what is left open for a pen."""
    found: list[tuple[str, list[str]]] = []
    for block in blocks:
        if isinstance(block, Pairs):
            found += [(pair.label, [value.text for value in pair.values]) for pair in block.pairs]
        elif isinstance(block, Write):
            found.append((str(block.label), ["_"] * block.count))
        elif isinstance(block, Said):
            found.append((block.title, [block.text]))
    return found


def field(name: str) -> str:
    return EN.say(f"form.field.{name}")


# --- fields


@pytest.mark.parametrize(
    ("name", "more", "told"),
    [
        ("date", {"day": "2026-03-28"}, "28 March 2026"),
        ("age", {}, EN.say("form.age.adult")),
        ("setting", {"setting": "vessel"}, EN.say("setting.vessel.title")),
        ("setting", {}, ""),
        ("language", {"language": "bn"}, "Bangla"),
        ("language", {}, ""),
        ("code", {"code": "K7RM-4QXD-W"}, "K7RM-4QXD-W"),
        ("officer", {"officer": "L-17"}, "L-17"),
        ("organisation", {"organisation": "A house"}, "A house"),
        ("recipient", {"recipient": "House"}, "House"),
        ("recipient", {"recipient": "House", "own": True}, EN.say("form.for-person")),
        ("recipient", {}, ""),
        ("region", {"region": "johor"}, "Johor"),
        ("region", {}, ""),
        ("urgency", {"haste": Haste(True, Value("He waits"))}, f"{EN.say('form.face.urgent')}: He waits"),
        ("urgency", {"haste": Haste(True)}, f"{EN.say('form.face.urgent')}: {EN.say('form.state.kept-back')}"),
        ("urgency", {"haste": Haste(False, AskedNo())}, EN.say("form.haste.none")),
        ("urgency", {}, ""),
        ("prefers", {"known": {"prefers": Value("A woman")}}, "A woman"),
        ("interpreter", {"known": {"interpreter": Value("By phone")}}, "By phone"),
        ("dependants", {"known": {"dependants": Value("Two children")}}, "Two children"),
        ("no-such-field", {}, ""),
    ],
)
def test_a_field_says_what_is_known_or_that_it_was_not_asked(
    content: Content, name: str, more: dict[str, Any], told: str
) -> None:
    sheet = page("B", facts(content, **more))
    assert sheet.field_value(name) == told
    if EN.has(f"form.field.{name}"):
        assert rows(sheet.fields([name])) == [(sheet.layout_text(f"field.{name}"), [told or GONE])]


@pytest.mark.parametrize(
    ("known", "told"),
    [
        (Value("He waits", named=("danger.afraid",)), f"He waits; {EN.say('form.haste.danger.afraid')}"),
        (Value(named=("need.medical",)), EN.say("directory.need.medical")),
        (AskedNo(), EN.say("form.haste.none")),
        (NotPassedOn(), ""),
    ],
)
def test_why_help_is_needed_soon_has_what_was_typed_before_what_was_found(
    content: Content, known: Any, told: str
) -> None:
    assert page("B", facts(content, haste=Haste(False, known))).why() == told


def test_of_a_field_that_this_reader_is_not_told_of_nothing_stands(content: Content) -> None:
    told = facts(content, code="K7RM-4QXD-W", unsaid=frozenset({"officer"}))
    assert [label for label, _ in rows(page("B", told).fields(["code", "officer"]))] == [field("code")]


def test_on_a_sheet_that_is_too_long_what_is_missing_folds_into_a_line_for_each_word(content: Content) -> None:
    told = facts(content, code="K7RM-4QXD-W", blank=("officer", "organisation"))
    names = ["code", "officer", "region", "organisation", "language"]
    plain = list(page("B", told).fields(names))
    assert len(plain) == 1 and len(rows(plain)) == 5
    assert rows(page("B", told, level=1).fields(names)) == [
        (field("code"), ["K7RM-4QXD-W"]),
        ("", [f"{EN.say('form.state.left-blank')}: {field('officer')}, {field('organisation')}"]),
        ("", [f"{GONE}: {field('region')}, {page('B', told).layout_text('field.language')}"]),
    ]


# --- notes


def test_notes_stand_in_words_a_choice_as_its_text_and_what_is_missing_as_why(content: Content) -> None:
    told = noted(
        facts(content, wage_law=LAW), notes={"employer": "Kilang", "work-kind": "domestic"}, blank=("workplace",)
    )
    names = ("employer", "work-kind", "workplace", "persons")
    sheet = page("labour", told)
    assert dict(rows(sheet.noted(names))) == {
        sheet.layout_text("note.employer"): ["Kilang"],
        sheet.layout_text("note.work-kind"): [sheet.noted_value("work-kind").text],
        sheet.layout_text("note.workplace"): [EN.say("form.state.left-blank")],
        sheet.layout_text("note.persons"): [GONE],
    }  # fmt: skip
    for kind, text in options_of("work-kind", LAW):
        chosen = page("labour", noted(told, notes={"work-kind": kind})).noted_value("work-kind")
        assert chosen.text == EN.say(text)
    assert sheet.asked_notes(names) == list(names)
    without = page("labour", dataclasses.replace(told, wage_law=None))
    assert without.asked_notes(names) == ["employer", "workplace", "persons"]
    unsaid = page("labour", dataclasses.replace(told, unsaid=frozenset({"employer"})))
    assert unsaid.asked_notes(names) == ["work-kind", "workplace", "persons"]


def test_a_report_says_whether_the_person_has_read_what_was_noted(content: Content) -> None:
    told = noted(
        facts(content, read_back=frozenset({"field:employer"})),
        notes={"employer": "Kilang", "persons": "Two", "heard": "x"},
    )
    for name, read in (("employer", "social.read-back-yes"), ("persons", "social.read-back-no")):
        assert [each.text for each in page("social", told).noted_values(name)][1:] == [EN.say(read)]
        assert len(list(page("labour", told).noted_values(name))) == 1
    assert len(list(page("social", told).noted_values("heard"))) == 1
    assert len(list(page("social", told).noted_values("workplace"))) == 1, "nothing was noted"


def test_what_is_asked_of_the_work_depends_on_the_law() -> None:
    assert asked_for(None) == options_of("work-kind", None) == ()
    assert set(asked_for(LAW)) <= set(WORK_NOTES)
    assert "employees" in asked_for(LAW) and "work-kind" in asked_for(LAW)
    assert options_of("employees", LAW) == ()
    work = work_of({"work-kind": "domestic", "work-state": "a", "work-area": "b"})
    assert (work.kind, work.place, work.area, work.since, work.until) == ("domestic", "a", "b", None, None)


# --- what was agreed


def test_what_was_agreed_stands_by_answer_and_what_was_not_asked_last(content: Content) -> None:
    told = facts(
        content, granted=(("needs", "yes"), ("contact", "no"), ("words", "yes"), ("signs", ""), ("place", "later"))
    )
    part = lambda name: EN.say(f"part.{name}")  # noqa: E731
    assert rows(page("A", told).consent_this()) == [
        (EN.say("form.consent.yes"), [f"{part('needs')}; {part('words')}"]),
        (EN.say("form.consent.no"), [part("contact")]),
        (EN.say("form.consent.later"), [part("place")]),
        (EN.say("form.consent.not-asked"), [part("signs")]),
    ]
    own = facts(content, consent=(("talk", "yes"), ("notes", "")))
    assert rows(page("B", own).consent_this()) == [
        (EN.say("form.consent.yes"), [EN.say("consent.decision.talk")]),
        (EN.say("form.consent.not-asked"), [EN.say("consent.decision.notes")]),
    ]


@pytest.mark.parametrize("told", [True, False])
def test_a_duty_stands_below_with_whether_the_person_was_told(content: Content, told: bool) -> None:
    sheet = page("B", facts(content, duty="Act 1", told=told))
    ((label, (text,)),) = rows(sheet.consent_this())
    seen = EN.say("country.mark.not-read")
    name = "consent-this.duty" if told else "consent-this.duty-unasked"
    assert (label, text) == ("", sheet.layout_text(name, duty="Act 1", seen=seen))


def test_only_sheet_a_says_that_there_is_an_account_elsewhere(content: Content) -> None:
    told = facts(content, account=True)
    label, (text,) = rows(page("A", told).consent_this())[-1]
    assert (label, text) == (EN.say("form.face.account"), EN.say("form.state.kept-back"))
    assert rows(page("B", told).consent_this()) == []


# --- wages


def test_sums_of_wages_stand_with_their_steps_a_total_and_the_rules_behind_them(content: Content) -> None:
    bare = page("labour", facts(content, wage_law=None))
    found = dict(rows(bare.wages()))
    assert found[bare.layout_text("wages.total")] == [bare.layout_text("wages.none")]
    assert bare.layout_text("wages.rules") not in found
    assert found[""] == [bare.layout_text("wages.note")]
    told = noted(facts(content, wage_law=LAW), notes={"agreed": "1500", "paid": "0", "months": "7"})
    sheet = page("labour", told)
    found = dict(rows(sheet.wages()))
    (total,) = found[sheet.layout_text("wages.total")]
    assert "10,500" in total
    assert list(found)[-1] == ""


def test_a_step_has_its_days_where_it_is_of_a_period(content: Content) -> None:
    sheet = page("labour", facts(content))
    day, later = datetime.date(2026, 3, 1), datetime.date(2026, 5, 31)
    base = SumStep("7 x 1,500", since=day, until=later)
    assert sheet._step(base) == "1 March 2026 – 31 May 2026: 7 x 1,500"
    assert (
        sheet._step(dataclasses.replace(base, since=None))
        == sheet._step(dataclasses.replace(base, until=None))
        == "7 x 1,500"
    )
    above = dataclasses.replace(base, since=None, above=Decimal(100))
    assert sheet._step(above).startswith(sheet.layout_text("wages.above", amount="")[:6])


# --- plan, numbers, hand-over, card, site, foot


def test_the_plan_has_what_was_said_and_room_for_the_rest(content: Content) -> None:
    told = facts(content, plan={"safer": "The back gate", "trust": " "})
    gate, trust = EN.say("safety-plan.safer"), EN.say("safety-plan.trust")
    assert rows(page("plan", told).plan(["safer", "trust"])) == [(gate, ["The back gate"]), (trust, ["_", "_"])]
    assert rows(page("plan", told, level=1).plan(["trust"])) == [(trust, ["_"])]


def test_numbers_stand_with_their_hours_or_that_there_is_none(content: Content) -> None:
    told = facts(content, numbers=(("Line", "15999", "day and night"), ("Office", "03-1", "")))
    sheet = page("plan", told)
    assert rows(sheet.numbers()) == [("Line", ["15999  day and night"]), ("Office", ["03-1"])]
    assert rows(page("plan", facts(content)).numbers()) == [("", [sheet.layout_text("number.none")])]


def test_a_hand_over_says_to_whom_that_it_was_agreed_what_to_mind_and_what_is_open(content: Content) -> None:
    say = EN.say
    handed = Handed("Puan Siti", (("arrival.afraid", "Of the dark"),), (("I ring", "2026-12-04"), ("I write", "")))
    assert rows(page("handover", facts(content, handed=handed)).handed()) == [
        (say("page.handover.to"), ["Puan Siti"]),
        (say("page.handover.agreed"), [say("answer.yes")]),
        (say("arrival.afraid"), ["Of the dark"]),
        (say("page.handover.promises"), ["I ring (4 December 2026)", "I write"]),
    ]
    bare = facts(content, handed=Handed(" ", (), ()))
    assert rows(page("handover", bare).handed()) == [
        (say("page.handover.to"), [say("form.state.left-blank")]),
        (say("page.handover.agreed"), [say("answer.yes")]),
        (say("page.handover.promises"), [GONE]),
    ]
    said = noted(bare, closing=(("promised", "I ring"),))
    assert rows(page("handover", said).handed())[-1] == (say("page.handover.promises"), ["I ring"])
    empty = rows(page("handover", facts(content)).handed())
    assert empty == [(say(f"page.handover.{name}"), ["_"]) for name in ("to", "agreed", "promises")]


def test_a_card_has_one_number_its_hours_and_the_phrase(content: Content) -> None:
    told = facts(content, numbers=(("Line", "15999", "day"), ("Office", "03-1", "")), phrase="Blue bird")
    assert list(page("card", told).card_lines()) == [
        EN.say("card.title"), EN.say("card.ring", number="15999"), EN.say("card.hours", hours="day"),
        EN.say("card.say", phrase="Blue bird"), EN.say("card.throw-away"),
    ]  # fmt: skip
    assert list(page("card", facts(content, phrase=" ")).card_lines()) == [
        EN.say("card.title"), EN.say("card.throw-away")
    ]  # fmt: skip


def test_a_workplace_stands_with_what_was_seen_and_when_somebody_comes_again(content: Content) -> None:
    site = SeenSite("Kilang Satu", "2026-11-30", ("locked",), "Bars", "2026-12-09", (("Labour", "03-1"), ("Court", "")))
    told = facts(content, site=site)
    say = EN.say
    assert rows(page("site", told).site_seen()) == [
        ("Kilang Satu", ["30 November 2026", say("item.locked.mark")]),
        (say("page.site.note"), ["Bars"]),
        (say("page.site.again", place="Kilang Satu"), ["9 December 2026"]),
    ]
    assert rows(page("site", told).site_office()) == [
        ("", ["Labour: 03-1"]),
        ("", [f"Court: {say('page.site.no-number')}"]),
        ("", [say("form.face.ask-by", day="9 December 2026")]),
        ("", [say("form.site.address")]),
        ("", ["_", "_"]),
    ]
    once = dataclasses.replace(told, site=dataclasses.replace(site, note=" ", again="", offices=()))
    assert len(rows(page("site", once).site_seen())) == 1
    assert len(rows(page("site", once).site_office())) == 2
    assert rows(page("site", facts(content)).site_seen()) == [("", ["_"] * 4)]
    assert len(rows(page("site", facts(content)).site_office())) == 2


def test_the_foot_says_how_the_record_and_its_log_stand(content: Content) -> None:
    edition = EN.say("form.foot.edition", edition=content.protocol.id)
    assert list(page("B", facts(content)).foot()) == [edition]
    record = f"{EN.say('form.foot.record', n=7)}: 4F2A"
    assert list(page("B", facts(content, fingerprint="4F2A", entries=7)).foot()) == [edition, record]
    head = LogHead(9, "AA BB")
    told = facts(content, fingerprint="4F2A", entries=7, log=head)
    assert list(page("B", told).foot()) == [edition, record, f"{EN.say('form.foot.log', n=9)}: AA BB"]


@pytest.mark.parametrize(
    ("recipient", "day", "told"), [("House", "2026-03-28", True), ("", "2026-03-28", False), ("House", "", False)]
)
def test_a_paper_that_is_given_away_says_by_when_to_destroy_it(
    content: Content, recipient: str, day: str, told: bool
) -> None:
    sheet = page("A", facts(content, recipient=recipient, day=day))
    keep = sheet.form.keep_days
    assert sheet.last_day() == ((datetime.date(2026, 3, 28) + datetime.timedelta(keep)).isoformat() if told else "")
    kept = dataclasses.replace(sheet.form, keep_days=0)
    assert FirstPage(kept, sheet.facts, Words("en"), "ms").last_day() == ""


def test_what_became_of_a_need_stands_with_who_saw_to_it(content: Content) -> None:
    told = facts(content, later=(NeedMet("medical", "met", "2026-12-01"),))
    ((_, (line,)),) = rows(page("own", told).later())
    assert EN.say("directory.need.medical") in line
    assert rows(page("own", facts(content)).later()) == []


def test_a_blank_field_says_so(content: Content) -> None:
    told = facts(content, known={"reach": LeftBlank()})
    assert page("A", told).gone("reach").text == EN.say("form.state.left-blank")
    pair = LabelledValues("a", (page("A", told).gone("reach"),))
    assert pair.values[0].shape

"""What a form says: nothing that names a person, silence never as a no, and what was not asked in plain sight."""

from __future__ import annotations

import dataclasses

import pytest

from screening.casework.content.edition import Content
from screening.documents.forms.facts import Facts, Told, spoken
from screening.documents.forms.loader import FIELDS
from screening.documents.forms.paper import FormContent
from screening.documents.layout.blocks import Fields, Lines, Said, Statement
from screening.domain.case.sessions import Said as LineSaid
from screening.domain.events.catalogue import ViewWritten
from screening.domain.events.hash_chain import LogHead
from screening.domain.scoring.ilo_rule import ELEVEN
from screening.wording.catalogue.languages import format_time
from screening.wording.catalogue.translations import Words
from tests.documents.some_facts import english, facts, made, says, section, shipped

pytestmark = pytest.mark.requirement("RE7")

EN = Words("en")


def mark(item: str) -> str:
    return EN.say(f"item.{item}.mark")


def test_no_field_holds_a_name() -> None:
    names = {field.name for kind in (Facts, FormContent) for field in dataclasses.fields(kind)} | set(FIELDS)
    assert not [each for each in names if "name" in each or "person" in each or "passport" in each]


def test_the_case_is_said_in_both_languages(content: Content) -> None:
    known = facts(content, code="K7RM-4QXD-W", day="2026-03-28", setting="workplace", language="ur", officer="L-17")
    (fields,) = section(known, "head").parts
    assert isinstance(fields, Fields)
    values = {english(each.label): each.value for each in fields.fields}
    assert values["Date"].first == "28 Mac 2026"
    assert values["Date"].second == "28 March 2026"
    assert english(values["Language of the person"]) == "Urdu"
    assert values["Officer"].first == "L-17"
    assert english(values["Organisation"]) == "not asked"


@pytest.mark.requirement("JU3")
def test_what_was_not_asked_is_counted_and_what_matters_most_is_named(content: Content) -> None:
    known = facts(content, yes="papers-kept", no="locked", declined="violence", missing=("threats", "papers-kept"))
    lines = section(known, "not-asked").parts[0]
    assert isinstance(lines, Lines)
    assert str(len(content.protocol.items) - 3) in english(lines.title)
    assert [english(each.text) for each in lines.lines] == [mark("threats")]
    assert lines.lines[0].number == content.protocol.items["threats"].number


def test_when_all_was_asked_the_form_says_so(content: Content) -> None:
    known = facts(content, no=" ".join(content.protocol.items))
    assert says(section(known, "not-asked"))[0] == EN.say("form.not-asked.none")


def test_an_answer_that_was_not_given_stands_apart_and_never_as_a_no(content: Content) -> None:
    known = facts(content, no="violence", declined="locked papers-kept", not_known="threats")
    apart = section(known, "not-asked").parts[-1]
    assert isinstance(apart, Lines)
    assert {english(each.text) for each in apart.lines} == {mark("locked"), mark("papers-kept"), mark("threats")}
    against = " ".join(says(section(known, "against")))
    assert EN.say("reason.said-no", fact=mark("violence")) in against
    for item in ("locked", "papers-kept", "threats"):
        assert mark(item) not in against


def test_without_silence_the_form_says_that_there_was_none(content: Content) -> None:
    assert says(section(facts(content, yes="locked"), "not-asked"))[-1] == EN.say("form.silent.none")


def test_nothing_against_is_said_to_be_nothing_noted(content: Content) -> None:
    assert says(section(facts(content, yes="locked", declined="violence"), "against")) == [EN.say("form.against.none")]


@pytest.mark.requirement("JU3")
@pytest.mark.parametrize("how", ["told", "asked", "private", "seen", "document", "third_party"])
def test_a_sign_stands_under_its_element_with_how_it_came(content: Content, how: str) -> None:
    known = facts(content, how=how, yes="papers-kept")
    means = section(known, "elements").parts[1]
    assert isinstance(means, Lines)
    assert english(means.title) == "How it was done"
    (line,) = means.lines
    assert (english(line.text), english(line.note)) == (mark("papers-kept"), EN.say(f"how.{how}"))
    assert line.number == content.protocol.items["papers-kept"].number


def test_an_element_without_signs_says_so_and_does_not_vanish(content: Content) -> None:
    act, means, purpose = section(facts(content), "elements").parts
    for part in (act, means, purpose):
        assert isinstance(part, Lines)
        assert [english(each.text) for each in part.lines] == ["not asked"]
        assert english(part.state) == "not asked"


def test_of_a_child_no_means_is_needed(content: Content) -> None:
    for age, state in (("child", EN.say("state.not_needed")), ("adult", "not asked")):
        means = section(facts(content, age_band=age), "elements").parts[1]
        assert isinstance(means, Lines)
        assert english(means.state) == state


@pytest.mark.requirement("CO7")
def test_a_decision_says_in_which_language_it_was_explained_and_when(content: Content) -> None:
    told = {"notes": LineSaid("2026-11-24T01:31:00Z", "en", "bn", 1)}
    (lines,) = section(facts(content, consent=(("notes", "no"),), explained=told), "consent").parts
    assert isinstance(lines, Lines)
    said = [english(line.note) for line in lines.lines]
    assert f"no, explained in Bangla, {format_time('2026-11-24T01:31:00Z', 'en')}" in said


def test_decisions_that_were_not_asked_are_never_a_yes(content: Content) -> None:
    (lines,) = section(facts(content, consent=(("talk", "yes"), ("notes", ""))), "consent").parts
    assert isinstance(lines, Lines)
    for_nobody = [each for each in content.protocol.decisions if not each.per_recipient]  # the others stand by name
    given = {decision.id: english(line.note) for decision, line in zip(for_nobody, lines.lines, strict=True)}
    assert given.pop("talk") == "yes, not recorded that it was said"
    assert set(given.values()) == {"not asked"}


def test_needs_and_the_danger_found_at_the_gate_stand_together(content: Content) -> None:
    need = next(item.id for item in content.protocol.items.values() if item.need)
    told = says(section(facts(content, yes=need, danger=("afraid.not_sure",)), "needs"))
    assert mark(need) in told
    assert any(EN.say("gate.afraid.not_sure") in text for text in told)
    assert says(section(facts(content, no=need), "needs")) == [EN.say("form.needs.none")]


def test_the_reader_is_asked_for_what_the_paths_say(content: Content) -> None:
    known = facts(content, yes="papers-kept locked little-pay threats")
    (part,) = section(known, "statement").parts
    assert isinstance(part, Statement)
    assert known.assessment.paths
    for path in known.assessment.paths:
        assert EN.say(f"path-do.{path}") in english(part.text)


def test_words_stand_whole_with_topic_and_way(content: Content) -> None:
    long = "kerja " * 6000
    known = facts(content, words=(("papers", "پاسپورٹ", "told"), ("money", long, "asked")), language="ur")
    first, second = section(known, "words").parts
    assert isinstance(first, Said)
    assert isinstance(second, Said)
    assert (english(first.title), first.text, english(first.note)) == ("Papers", "پاسپورٹ", EN.say("how.told"))
    assert second.text == long
    assert (first.language, second.language) == ("ur", None)


def test_words_of_two_sessions_stand_beside_each_other_with_their_days(content: Content) -> None:
    said = (
        Told("papers", "In Ipoh.", "told", "2026-11-24T09:00:00Z"),
        Told("papers", "In Klang.", "told", "2026-11-26"),
    )
    notes = [english(part.note) for part in section(facts(content, words=said), "words").parts]
    told = EN.say("how.told")
    assert notes == [f"{told} · 24 November 2026", f"{told} · 26 November 2026"]


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("RM 500 میرے پاس", "ur", "ur"),
        ("500 tunai", "ur", None),
        ("Grab থেকে আমি", "bn", "bn"),
        ("میرے پاس", "bn", None),
        ("Gaji saya", "ms", "ms"),
        ("RM 500 میرے پاس", "ms", None),
        ("میرے پاس", "", None),
    ],
)
def test_a_text_has_the_language_of_the_talk_when_it_is_written_in_its_letters(
    text: str, language: str, said: str | None
) -> None:
    assert spoken(text, language) == said


def test_the_officer_s_view_stands_with_its_reason(content: Content) -> None:
    view = ViewWritten(("control",), "fairly_sure", "The papers are in the office.")
    (part,) = section(facts(content, view=view), "view").parts
    assert isinstance(part, Said)
    assert part.text == "The papers are in the office."
    assert EN.say("view.control") in english(part.title)
    assert says(section(facts(content), "view")) == ["not asked"]


def test_only_practice_is_marked_as_practice(content: Content) -> None:
    assert made(facts(content, practice=True)).practice
    assert made(facts(content)).practice == ""


@pytest.mark.requirement("JU10")
def test_the_foot_has_the_edition_and_the_fingerprint_when_there_is_one(content: Content) -> None:
    edition, fingerprint = made(facts(content, fingerprint="4F2A 99C1")).foot
    assert content.protocol.id in edition
    assert "4F2A 99C1" in fingerprint
    assert len(made(facts(content)).foot) == 1


def test_the_foot_has_the_log_s_head_and_number_where_the_record_s_own_stands(content: Content) -> None:
    log = LogHead(34, "7DKE RMQA 2OIB XW5S 3LPV HZ6T")
    *_, record, told = made(facts(content, fingerprint="4F2A 99C1", entries=12, log=log)).foot
    assert "12" in record
    assert "34" in told and log.fingerprint in told
    assert len(made(facts(content, log=log)).foot) == 1


def test_a_form_in_one_language_says_everything_once(content: Content) -> None:
    form = dataclasses.replace(shipped(), languages=("en",))
    told = made(facts(content, yes="papers-kept"), form)
    assert told.languages == ("en",)
    assert told.title.second == ""
    assert told.blocks[0].heading == told.blocks[0].heading.__class__("Case")


@pytest.mark.requirement("NV2")
def test_no_form_calls_a_person_a_victim_or_clears_one(content: Content) -> None:
    known = facts(content, yes="papers-kept locked", no="violence", declined="threats", age_band="child")
    told = " ".join(text for block in made(known).blocks for text in (english(block.heading), *says(block))).lower()
    for word in ("victim", "not trafficked", "cleared", "probability", "%"):
        assert word not in told


@pytest.mark.requirement("JU3")
def test_the_eleven_of_the_ilo_stand_on_the_sheet_by_what_is_known_of_each(content: Content) -> None:
    told = " ".join(says(section(facts(content, yes="papers-kept", no="locked"), "eleven")))
    say = EN.say
    shown, asked, silent = (told.index(f"{say(f'ilo11.{state}')}: ") for state in ("shown", "not_shown", "not_asked"))
    assert shown < told.index("7 Retention of identity documents") < asked
    assert asked < told.index("3 Restriction of movement") < silent < told.index("9 Debt bondage")
    assert all(say(f"ilo11.{name.lower()}") in told for name in ELEVEN)

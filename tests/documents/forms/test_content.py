"""What a form says: nothing that names a person, silence never as a no, and what was not asked in plain sight."""

from __future__ import annotations

import dataclasses

import pytest

from screening.casework.content.edition import Content
from screening.documents.forms.facts import Facts, Told, spoken
from screening.documents.forms.loader import FIELDS
from screening.documents.forms.paper import FieldState, FormContent, SectionContent
from screening.documents.layout.blocks import Pairs, Said, Table, TableGroup
from screening.domain.case.sessions import SaidLine as LineSaid
from screening.domain.events.catalogue import ViewWritten
from screening.domain.events.hash_chain import LogHead
from screening.domain.scoring.ilo_rule import ELEVEN
from screening.wording.catalogue.languages import format_time
from screening.wording.catalogue.translations import Words
from tests.documents.some_facts import facts, made, says, section, shipped

pytestmark = pytest.mark.requirement("RE7")

EN = Words("en")


def mark(item: str) -> str:
    return EN.say(f"item.{item}.mark")


def test_no_field_holds_a_name() -> None:
    names = {field.name for kind in (Facts, FormContent) for field in dataclasses.fields(kind)} | set(FIELDS)
    assert not [each for each in names if "name" in each or "person" in each or "passport" in each]


def values(block: SectionContent) -> dict[str, str]:
    """By label, the value beside it."""
    pairs = [pair for part in block.parts if isinstance(part, Pairs) for pair in part.pairs]
    return {pair.label: pair.values[0].text for pair in pairs}


def table(block: SectionContent) -> list[TableGroup]:
    return [group for part in block.parts if isinstance(part, Table) for group in part.groups]


def test_the_case_is_said_in_the_language_of_each_leaf(content: Content) -> None:
    known = facts(content, code="K7RM-4QXD-W", day="2026-03-28", setting="workplace", language="ur", officer="L-17")
    told = values(section(known, "head"))
    assert told["Date"] == "28 March 2026"
    assert told["Language of the person"] == "Urdu"
    assert told["Officer"] == "L-17"
    assert told["Organisation"] == "not asked"
    malay = dataclasses.replace(shipped(), languages=("ms",))
    assert "28 Mac 2026" in values(made(known, malay).blocks[1]).values()


@pytest.mark.requirement("JU3")
def test_what_was_not_asked_is_counted_and_what_matters_most_is_named(content: Content) -> None:
    known = facts(content, yes="papers-kept", no="locked", declined="violence", missing=("threats", "papers-kept"))
    block = section(known, "not-asked")
    assert block.note[0].text == EN.say("form.face.open", n=1, of=len(content.protocol.items) - 3)
    (row,) = table(block)[0].rows
    assert (row.number, row.cells[0]) == (content.protocol.items["threats"].number, mark("threats"))


def test_when_all_was_asked_the_form_says_so(content: Content) -> None:
    known = facts(content, no=" ".join(content.protocol.items))
    assert says(section(known, "not-asked"))[0] == EN.say("form.not-asked.none")


def test_an_answer_that_was_not_given_stands_apart_and_never_as_a_no(content: Content) -> None:
    known = facts(content, no="violence", declined="locked papers-kept", not_known="threats")
    numbers = (content.protocol.items[name].number for name in ("locked", "papers-kept", "threats"))
    (apart,) = (text for text in says(section(known, "not-asked")) if text.startswith("Asked, but not"))
    assert all(number in apart for number in numbers)
    against = " ".join(says(section(known, "against")))
    assert EN.say("reason.said-no", fact=mark("violence")) in against
    for item in ("locked", "papers-kept", "threats"):
        assert mark(item) not in against


def test_without_silence_the_form_says_nothing_of_it(content: Content) -> None:
    assert not any(text.startswith("Asked") for text in says(section(facts(content, yes="locked"), "not-asked")))


def test_nothing_against_is_said_to_be_nothing_noted(content: Content) -> None:
    assert says(section(facts(content, yes="locked", declined="violence"), "against")) == [EN.say("form.against.none")]


@pytest.mark.requirement("JU3")
@pytest.mark.parametrize("how", ["told", "asked", "private", "seen", "document", "third_party"])
def test_a_sign_stands_under_its_element_with_how_it_came(content: Content, how: str) -> None:
    known = facts(content, how=how, yes="papers-kept")
    means = table(section(known, "elements"))[1]
    assert means.title.text == f"{EN.say('element-title.means')}: {EN.say('state.shown')}"
    (line,) = means.rows
    assert line.cells[:2] == (mark("papers-kept"), EN.say(f"how.{how}"))
    assert line.number == content.protocol.items["papers-kept"].number


def test_an_element_without_signs_says_so_and_does_not_vanish(content: Content) -> None:
    groups = table(section(facts(content), "elements"))
    assert [group.title.text.split(": ")[1] for group in groups] == ["not asked"] * 3
    assert [group.title.shape for group in groups] == ["ring"] * 3


def test_of_a_child_no_means_is_needed(content: Content) -> None:
    for age, state in (("child", EN.say("state.not_needed")), ("adult", "not asked")):
        means = table(section(facts(content, age_band=age), "elements"))[1]
        assert means.title.text.endswith(f": {state}")


@pytest.mark.requirement("CO7")
def test_a_decision_says_in_which_language_it_was_explained_and_when(content: Content) -> None:
    told = {"notes": LineSaid("2026-11-24T01:31:00Z", "en", "bn", 1)}
    said = values(section(facts(content, consent=(("notes", "no"),), explained=told), "consent"))
    assert f"no, explained in Bangla, {format_time('2026-11-24T01:31:00Z', 'en')}" in said.values()


def test_decisions_that_were_not_asked_are_never_a_yes(content: Content) -> None:
    told = values(section(facts(content, consent=(("talk", "yes"), ("notes", ""))), "consent"))
    for_nobody = [each for each in content.protocol.decisions if not each.per_recipient]  # the others stand by name
    given = {each.id: told[EN.say(f"consent.decision.{each.id}")] for each in for_nobody}
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
    told = says(section(known, "statement"))
    assert known.assessment.paths
    for path in known.assessment.paths:
        assert EN.say(f"path-do.{path}") in told


def test_words_stand_whole_with_topic_and_way(content: Content) -> None:
    long = "kerja " * 6000
    known = facts(content, words=(("papers", "پاسپورٹ", "told"), ("money", long, "asked")), language="ur")
    first, second = section(known, "words").parts
    assert isinstance(first, Said)
    assert isinstance(second, Said)
    assert first.title == f"Papers ({EN.say('how.told')})"
    assert first.text == "پاسپورٹ"
    assert second.text == long
    assert (first.language, second.language) == ("ur", None)


def test_words_of_two_sessions_stand_beside_each_other_with_their_days(content: Content) -> None:
    said = (
        Told("papers", "In Ipoh.", "told", "2026-11-24T09:00:00Z"),
        Told("papers", "In Klang.", "told", "2026-11-26"),
    )
    titles = [part.title for part in section(facts(content, words=said), "words").parts if isinstance(part, Said)]
    told = EN.say("how.told")
    assert titles == [f"Papers ({told} · 24 November 2026)", f"Papers ({told} · 26 November 2026)"]


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
    assert EN.say("view.control") in part.title
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


def test_each_line_of_the_closing_is_stated_as_what_it_is(content: Content) -> None:
    stated = {each.field: each for each in made(facts(content, closing=(("wishes", "Home"),))).stated}
    assert (stated["wishes"].label, stated["wishes"].state) == ("closing.wishes.title", FieldState.RECORDED)
    assert (stated["promised"].label, stated["promised"].state) == ("closing.promised.title", FieldState.NOT_ASKED)


def test_a_leaf_says_everything_in_one_language_and_numbers_what_has_a_heading(content: Content) -> None:
    told = made(facts(content, yes="papers-kept"))
    assert told.language == "en"
    assert told.blocks[1].heading == "1  Case"


@pytest.mark.requirement("NV2")
def test_no_form_calls_a_person_a_victim_or_clears_one(content: Content) -> None:
    known = facts(content, yes="papers-kept locked", no="violence", declined="threats", age_band="child")
    told = " ".join(text for block in made(known).blocks for text in (block.heading, *says(block))).lower()
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

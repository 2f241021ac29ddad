"""The English texts: where they are found, what they are called, whom they are for, how fields are filled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import BadInput
from screening.settings import content_root
from screening.wording.catalogue.source_texts import (
    Audience,
    Folder,
    SourceText,
    content_files,
    fields_of,
    filled,
    group_of,
    read_texts,
    read_toml,
    source_texts,
    texts_in,
)
from tests.wording.some_content import Content

PERSON, OFFICER = Audience.PERSON, Audience.OFFICER
names = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)


def ids(texts: list[SourceText]) -> list[str]:
    return [text.id for text in texts]


def by_id(document: dict[str, object], file: str) -> dict[str, SourceText]:
    return {text.id: text for text in texts_in(document, file)}


def test_a_file_gives_its_texts_in_the_order_they_stand_in_it(content: Content) -> None:
    assert ids(read_texts(content.root, [Folder.PROTOCOL])) == [
        "topic.papers.title",
        "topic.papers.invitation",
        "topic.papers.why",
        "topic.papers.help",
        "item.papers-kept.text",
        "item.papers-kept.mark",
        "item.papers-kept.may_mean",
        "item.papers-kept.may_else",
        "item.papers-store.text",
        "item.papers-store.mark",
    ]


def test_what_is_asked_is_for_the_person_and_what_is_seen_is_for_the_officer(content: Content) -> None:
    heard = [text.id for text in read_texts(content.root) if text.audience is PERSON]
    assert heard == ["topic.papers.title", "topic.papers.invitation", "topic.papers.why", "item.papers-kept.text"]


def test_a_pair_of_one_and_other_is_one_text_with_a_plural(content: Content) -> None:
    texts = {text.id: text for text in read_texts(content.root, [Folder.INTERFACE])}
    assert (texts["page.cases.count"].source, texts["page.cases.count"].plural) == ("One case", "{n} cases")
    assert "page.cases.count.one" not in texts


def test_a_lone_other_is_a_text_like_any() -> None:
    assert ids(list(texts_in({"choice": {"other": "Another place"}}, "locales/en/page.toml"))) == ["choice.other"]


def test_person_and_answer_files_are_for_the_person() -> None:
    assert by_id({"break": {"offer": "Rest?"}}, "locales/en/person.toml")["break.offer"].audience is PERSON
    assert by_id({"answer": {"yes": "Yes"}}, "locales/en/answers.toml")["answer.yes"].audience is PERSON
    assert by_id({"answer": {"yes": "Yes"}}, "locales/en/page.toml")["answer.yes"].audience is OFFICER


def test_other_tables_of_the_answers_file_are_for_the_officer() -> None:
    found = by_id({"answer": {"yes": "Yes"}, "how": {"told": "Told freely"}}, "locales/en/answers.toml")
    assert (found["answer.yes"].audience, found["how.told"].audience) == (PERSON, OFFICER)


def test_the_gate_names_its_lines_choices_and_cards() -> None:
    gate = {
        "line": [{"id": "alone", "text": "Alone?", "choice": [{"id": "yes", "text": "Yes"}]}],
        "card": [{"id": "danger", "title": "Stop here", "step1": "Close the screen.", "numbers": ["emergency"]}],
    }
    found = by_id(gate, "indicators/2026-1/gate.toml")
    assert list(found) == ["gate.alone.text", "gate.alone.yes", "gate.card.danger.title", "gate.card.danger.step1"]
    assert {text.audience for text in found.values()} == {OFFICER}


def test_consent_and_closing_are_for_the_person() -> None:
    consent = {"spoken": [{"id": "who", "text": "I am here to listen."}], "decision": [{"id": "talk", "title": "Talk"}]}
    closing = {"line": [{"id": "wish", "text": "What would you like?"}]}
    found = by_id(consent, "indicators/2026-1/consent.toml") | by_id(closing, "indicators/2026-1/closing.toml")
    assert list(found) == ["consent.spoken.who", "consent.decision.talk", "closing.wish"]
    assert {text.audience for text in found.values()} == {PERSON}


def test_indicators_and_counters_share_one_kind_of_id() -> None:
    file = {
        "indicator": [{"id": "CTL-01", "name": "Papers", "definition": "Kept."}],
        "counter": [{"id": "LAB-1", "name": "Pay only", "probe": "Ask about pay."}],
    }
    assert list(by_id(file, "indicators/2026-1/indicators/control.toml")) == [
        "indicator.CTL-01.name",
        "indicator.CTL-01.definition",
        "indicator.LAB-1.name",
        "indicator.LAB-1.probe",
    ]


def test_a_broken_file_is_named(content: Content) -> None:
    content.write("locales/en/page.toml", "title = no quotes")
    with pytest.raises(BadInput) as caught:
        read_texts(content.root, [Folder.INTERFACE])
    assert caught.value.code == "content-unreadable"
    assert caught.value.details["file"] == "locales/en/page.toml"


def test_interface_texts_are_read_file_by_file_and_one_damaged_file_leaves_the_others_readable(
    content: Content,
) -> None:
    content.write("locales/en/page.toml", "[page.cases]\ntitle = no quotes")
    content.write("locales/en/entry.toml", '[page.unlock]\ntitle = "Unlock"\n')
    texts = source_texts(content.root, Folder.INTERFACE, "")
    assert texts["page.unlock.title"].source == "Unlock"
    for broken in ("page.cases.title", "page.nowhere"):
        with pytest.raises(BadInput, match="content-unreadable"):
            texts[broken]


def test_an_interface_text_that_no_heading_leads_to_is_found_and_of_two_the_first_stays(content: Content) -> None:
    content.write("locales/en/a.toml", 'loose.words = "Loose"\n[other]\nx = "X"\n')
    content.write("locales/en/b.toml", '[page]\nunlock.title = "Second"\n')
    content.write("locales/en/aa.toml", '[page.unlock]\ntitle = "First"\n')
    for whole_first in (False, True):
        source_texts.cache_clear()
        texts = source_texts(content.root, Folder.INTERFACE, "")
        every = {text.id for text in read_texts(content.root, [Folder.INTERFACE])}
        assert not whole_first or set(texts) == every
        assert (texts["loose.words"].source, texts["page.unlock.title"].source) == ("Loose", "First")
        assert "page.unlock.lead" not in texts
        assert len(texts) == len(every)


def test_every_interface_text_stands_under_a_heading_so_that_few_files_are_read_for_it() -> None:
    for path in content_files(content_root(), Folder.INTERFACE):
        first = next(line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#"))
        assert first.startswith("["), path.name


def test_an_id_says_which_folder_it_is_read_from() -> None:
    assert [group_of(each) for each in ("item.x.text", "form.title", "page.gate.title")] == [
        Folder.PROTOCOL,
        Folder.FORMS,
        Folder.INTERFACE,
    ]


def test_every_real_text_has_words_and_lies_in_the_folder_its_id_says() -> None:
    texts = read_texts(content_root())
    assert texts
    for text in texts:
        assert text.source.strip(), text
        assert text.file.startswith(f"{group_of(text.id)}/"), text


@given(st.text(), st.dictionaries(names, st.text()))
def test_filling_without_fields_changes_nothing(text: str, fields: dict[str, str]) -> None:
    plain = text.replace("{", "(")
    assert filled(plain, fields) == plain


@given(st.text(), names)
def test_a_value_is_never_looked_at_again(value: str, name: str) -> None:
    assert filled(f"{{{name}}}", {name: value + "{" + name + "}"}) == value + "{" + name + "}"


@given(st.lists(st.tuples(st.text(alphabet="abc .é", max_size=5), names), max_size=6))
def test_every_named_field_is_filled_and_nothing_else(parts: list[tuple[str, str]]) -> None:
    text = "".join(f"{words}{{{name}}}" for words, name in parts)
    assert fields_of(text) == {name for _, name in parts}
    assert filled(text, {name: name.upper() for _, name in parts}) == "".join(w + n.upper() for w, n in parts)


@pytest.mark.parametrize("text", ["{0}", "{}", "{x.__class__}", "{x!r}", "{x:>99}", "{X}", "{x", "%(x)s"])
def test_only_plain_names_are_fields(text: str) -> None:
    assert filled(text, {}) == text


def test_a_field_without_a_value_is_a_mistake_of_ours() -> None:
    with pytest.raises(LookupError):
        filled("{time}", {"n": "1"})


def strings(value: object, place: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], str]:
    if isinstance(value, str):
        return {place: value}
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {at: text for key, each in below for at, text in strings(each, (*place, key)).items()}


NOT_SAID = {
    "weights.toml": {"note", "rationale", "name"},  # reasons for numbers, for those who review them
    "sources.toml": {"title", "note", "place"},  # names of documents, and how they were read
    "indicators": {"note", "crosswalk"},
    "topics": {"ask_if"},
}
"""Keys under which a protocol file may hold sentences that are for its reviewers."""


def test_no_sentence_of_the_protocol_is_left_untranslatable() -> None:
    root = content_root()
    left = []
    for path in content_files(root, Folder.PROTOCOL):
        name = path.relative_to(root).as_posix()
        document = read_toml(path, name)
        texts = {text.place for text in texts_in(document, name)}
        aside = NOT_SAID.get(name.split("/")[2], set())
        left += [
            (name, *place)
            for place, text in strings(document).items()
            if place not in texts and " " in text and not aside & set(place)
        ]
    assert left == []

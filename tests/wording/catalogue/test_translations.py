"""Words in a language: a trustworthy translation, else English, and never something in between."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given
from hypothesis import strategies as st

from screening.settings import content_root
from screening.wording.catalogue.catalogue_files import open_po, parse_mo
from screening.wording.catalogue.packs import State
from screening.wording.catalogue.source_texts import Audience, Folder, SourceText, group_of, groups_of, source_texts
from screening.wording.catalogue.translations import (
    Words,
    catalogue,
    isolated,
    keeps_fields,
    person_pack_complete,
    plural_rule,
    read_catalogue,
)
from tests.wording.some_content import Content, entry

KEPT = entry(
    "item.papers-kept.text", "Does someone else keep your papers?", "Adakah orang lain menyimpan dokumen anda?"
)


def test_a_translation_is_said(content: Content) -> None:
    content.translate("ms", "person", KEPT)
    words = Words("ms", root=content.root)
    assert words.say("item.papers-kept.text") == "Adakah orang lain menyimpan dokumen anda?"
    assert words.state("item.papers-kept.text") is State.DRAFT


def test_without_a_translation_english_is_said_and_marked(content: Content) -> None:
    words = Words("ms", root=content.root)
    assert words.say("page.cases.title") == "Cases"
    assert words.state("page.cases.title") is State.SOURCE


def test_a_fuzzy_translation_is_never_said(content: Content) -> None:
    content.translate("ms", "person", "#, fuzzy\n" + KEPT)
    assert Words("ms", root=content.root).say("item.papers-kept.text") == "Does someone else keep your papers?"


def test_a_translation_of_an_older_english_wording_is_never_said(content: Content) -> None:
    content.translate("ms", "person", KEPT.replace("keep your papers", "hold your papers"))
    assert Words("ms", root=content.root).say("item.papers-kept.text") == "Does someone else keep your papers?"


def test_the_same_english_under_another_id_is_another_text(content: Content) -> None:
    content.translate("ms", "officer", entry("page.other.title", "Cases", "Kes lain"))
    assert Words("ms", root=content.root).say("page.cases.title") == "Cases"


@pytest.mark.parametrize("translation", ["Disimpan", "Disimpan {waktu}", "Disimpan {time} {n}", "Disimpan {0}"])
def test_a_translation_with_other_fields_is_rejected(content: Content, translation: str) -> None:
    content.translate("ms", "officer", entry("page.cases.saved", "Saved at {time}", translation))
    words = Words("ms", root=content.root)
    assert words.say("page.cases.saved", time="09:47") == "Saved at 09:47"
    assert words.state("page.cases.saved") is State.SOURCE


def test_fields_are_filled_in_the_translation(content: Content) -> None:
    content.translate("ms", "officer", entry("page.cases.saved", "Saved at {time}", "Disimpan pada {time}"))
    assert Words("ms", root=content.root).say("page.cases.saved", time="09:47") == "Disimpan pada 09:47"


def test_a_person_pack_says_the_officers_texts_in_english(content: Content) -> None:
    content.translate("ur", "officer", entry("page.cases.title", "Cases", "کیس"))
    assert Words("ur", root=content.root).say("page.cases.title") == "Cases"


def test_a_region_without_a_pack_uses_its_language(content: Content) -> None:
    content.translate("ms", "person", KEPT)
    assert Words("ms_MY", root=content.root).say("item.papers-kept.text").startswith("Adakah")


@pytest.mark.requirement("NV21")
@pytest.mark.parametrize("tag", ["id", "bn-BD", "zz", "zh-Hant-MY"])
def test_no_language_stands_in_for_another(content: Content, tag: str) -> None:
    content.translate("ms", "person", KEPT)
    content.pack("zh-Hans")
    words = Words(tag, root=content.root)
    assert words.pack is None
    assert words.say("item.papers-kept.text") == "Does someone else keep your papers?"


def test_an_unreadable_catalogue_is_an_empty_one(content: Content) -> None:
    content.translate("ms", "person", KEPT + 'msgid "half\n')
    assert Words("ms", root=content.root).say("item.papers-kept.text") == "Does someone else keep your papers?"


def test_an_unknown_text_is_a_mistake_of_ours(content: Content) -> None:
    words = Words("en", root=content.root)
    assert not words.has("page.cases.nothing")
    with pytest.raises(LookupError):
        words.say("page.cases.nothing")


def test_the_persons_words_can_be_said_beside_the_officers(content: Content) -> None:
    content.translate("ms", "person", KEPT)
    words = Words("en", root=content.root)
    assert words.say_in("ms", "item.papers-kept.text").startswith("Adakah")
    assert words.say("item.papers-kept.text").startswith("Does")


def test_english_counts_one_and_others(content: Content) -> None:
    words = Words("en", root=content.root)
    assert [words.say_count("page.cases.count", n) for n in (0, 1, 2)] == ["0 cases", "One case", "2 cases"]


def test_a_language_with_one_form_uses_it_for_every_number(content: Content) -> None:
    one_form = 'msgctxt "page.cases.count"\nmsgid "One case"\nmsgid_plural "{n} cases"\nmsgstr[0] "{n} kes"\n'
    content.translate("ms", "officer", one_form)
    words = Words("ms", root=content.root)
    assert [words.say_count("page.cases.count", n) for n in (0, 1, 2)] == ["0 kes", "1 kes", "2 kes"]


def test_a_language_with_three_forms_uses_its_own_rule(content: Content) -> None:
    content.pack("pl")
    forms = 'msgstr[0] "Jeden"\nmsgstr[1] "{n} sprawy"\nmsgstr[2] "{n} spraw"\n'
    rule = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
    content.translate(
        "pl", "officer", f'msgctxt "page.cases.count"\nmsgid "One case"\nmsgid_plural "{{n}} cases"\n{forms}', rule
    )
    words = Words("pl", root=content.root)
    assert [words.say_count("page.cases.count", n) for n in (1, 3, 5, 12, 22)] == [
        "Jeden",
        "3 sprawy",
        "5 spraw",
        "12 spraw",
        "22 sprawy",
    ]


def test_a_text_without_plural_forms_cannot_be_counted(content: Content) -> None:
    with pytest.raises(LookupError):
        Words("en", root=content.root).say_count("page.cases.title", 2)


@pytest.mark.parametrize("expression", ["n/0", "__import__('os')", "n if n else 1", "", "(" * 500 + "n", "9" * 2000])
def test_a_hostile_plural_rule_is_the_first_form(expression: str) -> None:
    assert plural_rule(expression)(3) == 0


def test_a_form_that_is_not_there_is_the_last_one(content: Content) -> None:
    forms = 'msgctxt "page.cases.count"\nmsgid "One case"\nmsgid_plural "{n} cases"\nmsgstr[0] "{n} kes"\n'
    content.translate("ms", "officer", forms, "nplurals=1; plural=7;")
    assert Words("ms", root=content.root).say_count("page.cases.count", 2) == "2 kes"


def test_a_pack_is_complete_when_every_text_for_the_person_can_be_said(content: Content) -> None:
    assert not person_pack_complete("ms", root=content.root)
    assert not person_pack_complete("zz", root=content.root)
    assert person_pack_complete("en", root=content.root)
    english = Words("en", root=content.root)
    every = "".join(entry(each, english.say(each), f"x {each}") for each in english.ids(Audience.PERSON))
    content.translate("ur", "person", every)
    kept = catalogue.cache_info().currsize
    assert person_pack_complete("ur", root=content.root)
    assert catalogue.cache_info().currsize == kept, "17 languages are asked, and one is talked in"


def test_every_text_for_somebody_is_in_the_groups_that_are_read_for_them() -> None:
    words = Words("en")
    every = {each: source_texts(content_root(), group_of(each), words.edition)[each].audience for each in words.ids()}
    for audience in Audience:
        assert set(words.ids(audience)) == {each for each, whose in every.items() if whose is audience}
    assert groups_of(Audience.PERSON) == (Folder.INTERFACE, Folder.PROTOCOL)


def compiled(path: Path) -> bytes:
    buffer = io.BytesIO()
    write_mo(buffer, open_po(path))
    return buffer.getvalue()


def test_a_compiled_catalogue_says_the_same(content: Content) -> None:
    count = 'msgctxt "page.cases.count"\nmsgid "One case"\nmsgid_plural "{n} cases"\nmsgstr[0] "{n} kes"\n'
    fuzzy = "#, fuzzy\n" + entry("page.cases.title", "Cases", "Kes?")
    path = content.translate(
        "ms", "officer", entry("page.cases.saved", "Saved at {time}", "Disimpan {time}") + fuzzy + count
    )
    written = read_catalogue(path.with_suffix(""))
    path.with_suffix(".mo").write_bytes(compiled(path))
    path.unlink()
    shipped = read_catalogue(path.with_suffix(""))
    assert written is not None
    assert shipped is not None
    assert shipped.entries == written.entries
    assert [shipped.plural(n) for n in range(5)] == [written.plural(n) for n in range(5)]


@given(st.binary(max_size=200), st.integers(0, 200))
def test_a_damaged_compiled_catalogue_is_refused_and_never_hangs(noise: bytes, cut: int) -> None:
    buffer = io.BytesIO()
    catalog = Catalog(locale="ms")
    catalog.add("Cases", "Kes", context="page.cases.title")
    write_mo(buffer, catalog)
    damaged = buffer.getvalue()[:cut] + noise
    try:
        read = parse_mo(damaged)
    except ValueError:
        return
    assert all(isinstance(message.context, str | None) for message in read)


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll", "Zs", "Po"], codec="ascii")))
def test_latin_values_in_a_latin_sentence_stand_as_they_are(value: str) -> None:
    assert isolated(value, "ltr") == value


def test_a_value_that_runs_the_other_way_is_set_apart() -> None:
    assert isolated("علی", "ltr") == "\u2068علی\u2069"
    assert isolated("Ali", "rtl") == "\u2068Ali\u2069"
    assert isolated("2026-1", "rtl") == "\u20682026-1\u2069"
    assert [isolated(each, "rtl") for each in ("12", "علی")] == ["12", "علی"]


@given(st.lists(st.sampled_from(["one", "{n}", "{n} {who}", "{who}"]), min_size=1, max_size=4))
def test_plural_forms_keep_the_fields_of_one_of_the_english_forms(forms: list[str]) -> None:
    text = SourceText("page.x", "{who}", Audience.OFFICER, "locales/en/page.toml", (), "{n} {who}")
    expected = all(form == "{n} {who}" or (form == "{who}" and len(forms) > 1) for form in forms)
    assert keeps_fields(text, tuple(forms)) is expected


def test_words_that_turn_to_another_language_are_as_if_made_in_it() -> None:
    words = Words("en")
    assert words.say("theme.night") == "Night"
    words.turn_to("ms")
    assert words == Words("ms")
    assert (words.language, words.say("theme.night")) == ("ms", "Malam")
    assert Words("en").say("theme.night") == "Night"
    words.turn_to("en")
    assert words.say("theme.night") == "Night"

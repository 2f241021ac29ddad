"""The language table: names, what is offered, dates and digits."""

from __future__ import annotations

import datetime
import time
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import BadInput
from screening.settings import content_root
from screening.wording.catalogue import translations
from screening.wording.catalogue.languages import (
    by_need,
    digits,
    format_date,
    format_moment,
    format_time,
    forms_of_address,
    interface_packs,
    languages,
    name_in,
    offered_languages,
    officer_languages,
    own_name,
)
from screening.wording.catalogue.packs import SOURCE, State, fallbacks, normal, pack_for, packs, read_packs
from screening.wording.catalogue.source_texts import Audience
from screening.wording.catalogue.translations import Words
from tests.wording.some_content import Content, entry

tags = st.builds(
    lambda language, script, region: "-".join(filter(None, (language, script, region))),
    st.sampled_from(["en", "ms", "zh", "bn", "rhg"]),
    st.sampled_from(["", "Hans", "Hant", "Arab", "Rohg"]),
    st.sampled_from(["", "MY", "SG", "419"]),
)


def translate_all(content: Content, tag: str, audience: Audience) -> None:
    english = Words("en", root=content.root)
    texts = [each for each in english.ids(audience) if each != "page.cases.count"]
    entries = "".join(entry(each, english.source(each), english.source(each).replace("s", "z")) for each in texts)
    count = 'msgctxt "page.cases.count"\nmsgid "One case"\nmsgid_plural "{n} cases"\nmsgstr[0] "{n} kes"\n\n'
    content.translate(tag, audience, entries + (count if audience is Audience.OFFICER else ""))


@given(tags)
def test_every_language_falls_back_to_english_at_last(tag: str) -> None:
    tried = fallbacks(tag)
    assert tried[0] == tag
    assert tried[-1] == SOURCE
    assert len(set(tried)) == len(tried)


@given(tags)
def test_a_fallback_keeps_the_language_and_its_script(tag: str) -> None:
    language, *rest = tag.split("-")
    script = [part for part in rest if len(part) == 4]
    for each in fallbacks(tag)[:-1]:
        assert each.split("-")[0] == language
        assert [part for part in each.split("-")[1:] if len(part) == 4] == script


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("ms-MY", ("ms-MY", "ms", "en")),
        ("zh-Hans-MY", ("zh-Hans-MY", "zh-Hans", "en")),
        ("en-GB", ("en-GB", "en")),
        ("en", ("en",)),
    ],
)
def test_fallbacks(tag: str, expected: tuple[str, ...]) -> None:
    assert fallbacks(tag) == expected


@pytest.mark.parametrize(
    ("written", "usual"),
    [("ms_my", "ms-MY"), ("ZH-hans-my", "zh-Hans-MY"), ("en_GB.UTF-8", "en-GB"), ("es-419", "es-419"), ("C", "c")],
)
def test_tags_have_one_spelling(written: str, usual: str) -> None:
    assert normal(written) == usual


@given(tags)
def test_the_usual_spelling_is_settled(tag: str) -> None:
    assert normal(normal(tag)) == normal(tag)
    assert normal(tag.upper().replace("-", "_")) == tag


def test_a_pack_serves_its_regions_but_no_other_language(content: Content) -> None:
    found = pack_for("ms-MY", content.root)
    assert found is not None
    assert found.tag == "ms"
    assert pack_for("id", content.root) is None


def test_languages_come_with_english_first(content: Content) -> None:
    assert [pack.tag for pack in languages(content.root)] == ["en", "ms", "ur"]


def test_only_complete_packs_are_offered(content: Content) -> None:
    assert [pack.tag for pack in offered_languages(content.root)] == ["en"]
    translate_all(content, "ms", Audience.PERSON)
    translations.catalogue.cache_clear()
    translations._complete.cache_clear()
    assert [pack.tag for pack in offered_languages(content.root)] == ["en", "ms"]


def test_the_interface_needs_the_officers_texts_too(content: Content) -> None:
    translate_all(content, "ms", Audience.PERSON)
    assert [pack.tag for pack in officer_languages(content.root)] == ["en"]


def test_a_language_complete_for_both_can_be_the_interface(content: Content) -> None:
    translate_all(content, "ms", Audience.PERSON)
    translate_all(content, "ms", Audience.OFFICER)
    assert [pack.tag for pack in officer_languages(content.root)] == ["en", "ms"]


@pytest.mark.requirement("LA6")
def test_a_language_is_called_by_its_own_name_and_by_the_officers() -> None:
    root = content_root()
    assert [own_name(tag, root) for tag in ("ms-MY", "ur", "bn")] == ["Bahasa Melayu", "اردو", "বাংলা"]
    assert name_in("bn", "ms", root) == "Benggali"
    assert name_in("ne", "en", root) == "Nepali"
    assert name_in("id-MY", "en", root).startswith("Indonesian")


def test_a_language_that_cldr_does_not_know_keeps_its_tag_or_its_packs_name(content: Content) -> None:
    assert own_name("cnh", content.root) == "cnh"
    assert name_in("cnh", "en", content.root) == "cnh"
    content.pack("mnw", "ဘာသာမန်", script="Mymr")
    page = content.root / "locales/mnw/pack.toml"
    page.write_text(page.read_text("utf-8") + 'english_name = "Mon"\n', "utf-8")
    packs.cache_clear()
    assert own_name("mnw", content.root) == "ဘာသာမန်"
    assert name_in("mnw", "ms", content.root) == "Mon"


def test_dates_are_written_out_in_the_officers_language() -> None:
    day = datetime.date(2026, 11, 4)
    assert format_date(day, "en") == "4 November 2026"
    assert format_date(day, "ms") == "4 November 2026"
    assert format_date("2026-05-04", "ms-MY") == "4 Mei 2026"
    assert format_date(day, "bn") == "৪ নভেম্বর ২০২৬"
    assert format_date(day, "zz") == "4 November 2026"


def test_times_have_24_hours_and_follow_this_machines_clock() -> None:
    moment = datetime.datetime(2026, 11, 24, 17, 5)
    assert format_time(moment, "en") == "17:05"
    aware = datetime.datetime(2026, 11, 24, 17, 5, tzinfo=datetime.UTC)
    assert format_time(aware.isoformat(), "ms") == aware.astimezone().strftime("%H:%M")


def test_a_day_has_no_time_of_day() -> None:
    with pytest.raises(ValueError, match="time of day"):
        format_time("2026-11-24", "en")


def test_a_moment_has_its_day_and_its_time_from_one_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Kuala_Lumpur")
    time.tzset()
    try:
        assert format_moment("2026-11-24T16:30:00Z", "en") == "25 November 2026 00:30"
    finally:
        monkeypatch.undo()
        time.tzset()


@given(st.integers(0, 10**9))
def test_digits_keep_their_value(number: int) -> None:
    for tag in ("en", "ms", "bn", "ne", "my", "fa", "km", "zz"):
        assert int(digits(number, tag)) == number


def test_digits_are_the_languages_own() -> None:
    assert [digits(42, tag) for tag in ("en", "ms", "ur", "bn", "my", "ne")] == ["42", "42", "42", "৪২", "၄၂", "४२"]


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ('tag = "xx"', 'tag = "yy"'),
        ('direction = "ltr"', 'direction = "up"'),
        ('state = "draft"', 'state = "done"'),
        ("date = 2026-11-24", 'date = "soon"'),
        ('author = "A translator"', 'author = ""'),
        ("reviewers = []", ""),
    ],
)
def test_a_pack_page_that_says_nonsense_is_named(content: Content, line: str, other: str) -> None:
    content.pack("xx")
    page = content.root / "locales/xx/pack.toml"
    page.write_text(page.read_text("utf-8").replace(line, other), "utf-8")
    with pytest.raises(BadInput) as caught:
        languages(content.root)
    assert caught.value.details["file"] == "locales/xx/pack.toml"


def test_the_packs_of_this_program_say_what_they_are() -> None:
    found = {pack.tag: pack for pack in languages(content_root())}
    assert {"en", "ms", "bn", "ur"} <= set(found)
    assert found["en"].state is State.SOURCE
    assert found["ms"].audience == {Audience.PERSON, Audience.OFFICER, Audience.PRACTICE}
    assert found["ur"].direction == "rtl"
    assert all(Audience.PERSON in pack.audience for pack in found.values())


def test_the_page_shown_to_translators_is_a_sound_one(content: Content) -> None:
    guide = (content_root() / "docs/translating.md").read_text("utf-8")
    content.write("locales/bn/pack.toml", guide.split("```toml\n")[1].split("```")[0])
    pack = read_packs(content.root)["bn"]
    assert (pack.own_name, pack.state, pack.audience) == ("বাংলা", State.DRAFT, {Audience.PERSON, Audience.PRACTICE})
    assert all(f"| {state} |" in guide for state in State if state is not State.SOURCE)


def test_no_pack_is_held_back_by_what_is_said_in_practice(content: Content) -> None:
    pack = languages(content.root)[0]
    assert Audience.PRACTICE in pack.audience
    text = (content.root / "locales/ms/pack.toml").read_text("utf-8")
    (content.root / "locales/ms/pack.toml").write_text(text.replace('"person"', '"practice"'), "utf-8")
    with pytest.raises(BadInput):
        read_packs(content.root)


def test_every_pack_for_officers_is_whole_so_that_the_first_page_promises_nothing_that_is_not_there() -> None:
    assert interface_packs() == officer_languages()


def test_the_most_likely_languages_are_offered_first() -> None:
    offered = by_need(offered_languages())
    tags = [pack.tag for pack in offered]
    assert tags[:4] == ["bn", "id", "ne", "my"]
    assert tags[-2:] == ["ms", "en"]
    assert sorted(tags) == sorted(pack.tag for pack in offered_languages())
    named = tomllib.loads((content_root() / "locales" / "order.toml").read_text(encoding="utf-8"))["order"]
    assert set(tags) <= set(named)


def test_every_form_of_address_is_of_a_language_that_people_can_choose_and_stands_in_its_texts() -> None:
    named = tomllib.loads((content_root() / "locales" / "register.toml").read_text(encoding="utf-8"))
    assert {"vi", "th"} <= set(named) <= {pack.tag for pack in offered_languages()}
    for tag, said in named.items():
        assert said == forms_of_address(tag) and set(said) == {"you", "peer", "younger", "elder"} and all(said.values())
        texts = (content_root() / "locales" / tag / "LC_MESSAGES" / "person.po").read_text(encoding="utf-8")
        assert said["you"] in texts, tag
    assert forms_of_address("ur") == {}


def test_a_language_that_nobody_placed_comes_before_those_of_people_from_here(tmp_path: Path) -> None:
    one = offered_languages()[0]
    packs = (replace(one, tag="ms"), replace(one, tag="xx"), replace(one, tag="bn"))
    (tmp_path / "locales").mkdir()
    (tmp_path / "locales" / "order.toml").write_text('order = ["bn", "ms"]', encoding="utf-8")
    assert [pack.tag for pack in by_need(packs, tmp_path)] == ["bn", "xx", "ms"]

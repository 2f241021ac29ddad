"""From the English files to the translators' catalogues, and nothing lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.frontend import CommandLineInterface
from hypothesis import given
from hypothesis import strategies as st

from screening.settings import EDITION, content_root
from screening.wording.catalogue.catalogue_files import open_po, parse_po
from screening.wording.catalogue.source_texts import Audience, read_texts
from screening.wording.lint.extraction import differing, expected, main, plural_forms, statements
from tests.wording.some_content import Content, entry

KEPT = entry(
    "item.papers-kept.text", "Does someone else keep your papers?", "Adakah orang lain menyimpan dokumen anda?"
)


def write(content: Content) -> None:
    assert main(["--write", "--root", str(content.root)]) == 0


def contexts(path: Path) -> list[str | None]:
    return [message.context for message in open_po(path) if message.id]


def test_each_audience_has_a_template_with_its_texts_in_file_order(content: Content) -> None:
    write(content)
    assert contexts(content.root / "locales/person.pot") == [
        "topic.papers.title",
        "topic.papers.invitation",
        "topic.papers.why",
        "item.papers-kept.text",
    ]
    assert "page.cases.count" in contexts(content.root / "locales/officer.pot")


def test_a_pack_gets_a_catalogue_for_each_of_its_audiences(content: Content) -> None:
    write(content)
    made = {path.relative_to(content.root).as_posix() for path in content.root.glob("locales/*/LC_MESSAGES/*")}
    assert made == {
        "locales/ms/LC_MESSAGES/person.po",
        "locales/ms/LC_MESSAGES/officer.po",
        "locales/ms/LC_MESSAGES/practice.po",
        "locales/ur/LC_MESSAGES/person.po",
        "locales/ur/LC_MESSAGES/practice.po",
    }


def test_writing_twice_changes_nothing(content: Content) -> None:
    content.translate("ms", "person", KEPT)
    write(content)
    before = {path: path.read_bytes() for path in content.root.rglob("*.po*")}
    write(content)
    assert {path: path.read_bytes() for path in content.root.rglob("*.po*")} == before
    assert differing(content.root) == {}


def test_nothing_in_a_template_changes_but_words(content: Content) -> None:
    write(content)
    text = (content.root / "locales/officer.pot").read_text("utf-8")
    assert "POT-Creation-Date" not in text
    assert "Generated-By" not in text
    assert "#:" not in text


def test_comments_above_a_text_and_above_its_table_reach_the_translator(content: Content) -> None:
    write(content)
    notes = {m.context: m.auto_comments for m in open_po(content.root / "locales/officer.pot")}
    assert notes["page.cases.title"] == ["The list of cases."]
    assert notes["page.cases.count"] == ["The list of cases.", "How many cases there are."]


def test_translations_are_kept(content: Content) -> None:
    path = content.translate("ms", "person", "# About passports.\n" + KEPT)
    write(content)
    message = open_po(path).get("Does someone else keep your papers?", "item.papers-kept.text")
    assert message is not None
    assert message.string == "Adakah orang lain menyimpan dokumen anda?"
    assert message.user_comments == ["About passports."]


def change_english(content: Content, old: str, new: str) -> None:
    path = content.root / f"indicators/{EDITION}/topics/01-papers.toml"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_a_changed_english_text_is_translated_anew_and_the_old_one_is_kept_to_look_at(content: Content) -> None:
    path = content.translate("ms", "person", KEPT)
    change_english(content, "Does someone else keep", "Does somebody keep")
    write(content)
    catalog = open_po(path, obsolete=True)
    message = catalog.get("Does somebody keep your papers?", "item.papers-kept.text")
    assert message is not None
    assert (message.string, message.fuzzy) == ("", False)
    assert [each.string for each in catalog.obsolete.values()] == ["Adakah orang lain menyimpan dokumen anda?"]


def test_an_english_text_that_comes_back_brings_its_translation(content: Content) -> None:
    path = content.translate("ms", "person", KEPT)
    change_english(content, "Does someone else keep", "Does somebody keep")
    write(content)
    change_english(content, "Does somebody keep", "Does someone else keep")
    write(content)
    catalog = open_po(path, obsolete=True)
    message = catalog.get("Does someone else keep your papers?", "item.papers-kept.text")
    assert message is not None
    assert message.string == "Adakah orang lain menyimpan dokumen anda?"
    assert not catalog.obsolete


def test_checking_names_what_differs_and_changes_nothing(content: Content, capsys: pytest.CaptureFixture[str]) -> None:
    write(content)
    change_english(content, "Does someone else keep", "Does somebody keep")
    capsys.readouterr()
    before = {path: path.read_bytes() for path in content.root.rglob("*") if path.is_file()}
    assert main(["--check", "--root", str(content.root)]) == 1
    assert "locales/person.pot: item.papers-kept.text" in capsys.readouterr().out
    assert {path: path.read_bytes() for path in content.root.rglob("*") if path.is_file()} == before


def test_checking_is_quiet_when_all_is_well(content: Content, capsys: pytest.CaptureFixture[str]) -> None:
    write(content)
    capsys.readouterr()
    assert main(["--check", "--root", str(content.root)]) == 0
    assert capsys.readouterr().out == ""


def test_a_catalogue_that_cannot_be_read_is_left_alone(content: Content, capsys: pytest.CaptureFixture[str]) -> None:
    path = content.translate("ms", "person", KEPT + 'msgid "half\n')
    before = path.read_bytes()
    assert main(["--write", "--root", str(content.root)]) == 1
    assert path.read_bytes() == before
    assert "ms/person.po" in capsys.readouterr().err


def test_plural_rules_are_cldrs(content: Content) -> None:
    assert plural_forms("ms") == "nplurals=1; plural=(0);"
    assert plural_forms("bn").startswith("nplurals=2;")
    assert plural_forms("zz") == "nplurals=1; plural=0;"


def test_a_wrong_plural_header_is_put_right(content: Content) -> None:
    path = content.translate("ms", "officer", "", "nplurals=2; plural=(n != 1);")
    write(content)
    assert open_po(path).num_plurals == 1


def test_a_language_that_babel_does_not_know_has_a_plural_rule_too(content: Content) -> None:
    content.pack("mnw")
    write(content)
    assert open_po(content.root / "locales/mnw/LC_MESSAGES/officer.po").num_plurals == 1


def test_a_per_cent_sign_is_only_a_per_cent_sign(content: Content) -> None:
    content.write("locales/en/page.toml", '[page]\nshare = "100 % of them"\n')
    write(content)
    assert "python-format" not in (content.root / "locales/officer.pot").read_text("utf-8")


@pytest.mark.sweep
@pytest.mark.parametrize("audience", list(Audience))
def test_pybabel_with_our_mappings_extracts_the_same(audience: Audience, tmp_path: Path) -> None:
    root, made = content_root(), tmp_path / "made.pot"
    options = [
        "-F",
        f"{root}/locales/babel-{audience}.cfg",
        "-k",
        "pgettext:1c,2",
        "-k",
        "npgettext:1c,2,3",
        "--no-location",
    ]
    CommandLineInterface().run(["pybabel", "-q", "extract", *options, "-o", str(made), str(root)])
    ours = parse_po(expected(root)[root / "locales" / f"{audience}.pot"])
    assert {(m.context, m.id) for m in open_po(made)} == {(m.context, m.id) for m in ours}


def test_comments_belong_to_the_statement_below_them() -> None:
    source = '''
# far away

# near
# and nearer
[[row]]
id = "a" # beside
# above text
text = """
# not a comment
x = 1
"""
[[row]]
[[row.part]]
list = [
  "a", # inside
]
"a = b".c = { d = 1 }
'''
    found = {each.place: each.note for each in statements(source)}
    assert found == {
        ("row", 0): ("near", "and nearer"),
        ("row", 0, "id"): (),
        ("row", 0, "text"): ("above text",),
        ("row", 1): (),
        ("row", 1, "part", 0): (),
        ("row", 1, "part", 0, "list"): (),
        ("row", 1, "part", 0, "a = b", "c"): (),
    }


plain = st.text(st.characters(categories=["L", "Nd", "Po", "Zs"], exclude_characters='"\\#'), min_size=1, max_size=20)


@given(st.dictionaries(st.from_regex(r"[a-z][a-z-]{0,6}", fullmatch=True), st.tuples(plain, plain), max_size=5))
def test_every_comment_is_found_whatever_the_text(rows: dict[str, tuple[str, str]]) -> None:
    source = "".join(f'# {note.strip()}x\n{key} = "{value}"\n\n' for key, (note, value) in rows.items())
    assert {each.place: each.note for each in statements(source)} == {
        (key,): (f"{note.strip()}x".lstrip("#").strip(),) for key, (note, _) in rows.items()
    }


def test_the_catalogues_of_this_program_are_renewed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0, capsys.readouterr().out


@pytest.mark.sweep
def test_every_real_text_is_in_a_template() -> None:
    root = content_root()
    made = {a: {m.context for m in parse_po(expected(root)[root / "locales" / f"{a}.pot"])} for a in Audience}
    for text in read_texts(root):
        assert text.id in made[text.audience]

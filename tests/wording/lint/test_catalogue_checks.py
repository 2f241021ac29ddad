"""What is wrong in texts and translations is told with its file, its place and its remedy."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

import screening
from screening.settings import EDITION, content_root
from screening.wording.catalogue.packs import SOURCE
from screening.wording.catalogue.source_texts import GROUPS, Audience, Folder, read_texts
from screening.wording.lint.catalogue_checks import gaps, main, problems
from screening.wording.lint.extraction import main as extraction
from screening.wording.lint.rules import Banned, lint, looks_like_zawgyi, says
from tests.wording.some_content import Content, entry

ENGLISH = "Does someone else keep your papers?"
PERSON = "locales/{tag}/LC_MESSAGES/person.po"


def told(content: Content) -> list[tuple[str, str, str]]:
    return [(problem.file, problem.place, problem.what) for problem in problems(content.root)]


@pytest.fixture
def sound(content: Content) -> Content:
    """Content in which nothing is wrong, its catalogues written and empty."""
    assert extraction(["--write", "--root", str(content.root)]) == 0
    assert problems(content.root) == []
    return content


def translate(content: Content, translation: str, tag: str = "ms", flags: str = "") -> None:
    """Puts a translation of the question about papers into a catalogue that is otherwise sound."""
    path = content.root / PERSON.format(tag=tag)
    empty = entry("item.papers-kept.text", ENGLISH, "").rstrip()
    text = path.read_text("utf-8")
    assert empty in text
    path.write_text(text.replace(empty, entry("item.papers-kept.text", ENGLISH, translation, flags).rstrip()), "utf-8")


def test_a_good_translation_has_no_problem(sound: Content) -> None:
    translate(sound, "Adakah orang lain menyimpan dokumen anda?")
    assert told(sound) == []


@pytest.mark.parametrize(
    ("translation", "what"),
    [
        ("Adakah anda mangsa {n}?", "The fields are not those of the English text, so English is shown."),
        ("Kenapa you must?", "It says “you must”."),
        ("Why?", "It asks why."),
        ("Satu? Dua?", "It asks two questions at once."),
        ("<b>Dokumen</b> anda?", "It holds markup."),
        ("Dokumen &amp; anda?", "It holds markup."),
        ("\u202eDokumen anda?", "It holds an invisible direction sign."),
        ("Dokumen anda? ", "It begins or ends with a space."),
        ("Dokume\u0301n anda?", "It is not in Unicode's composed form (NFC)."),
        ("Dokumen\\tanda?", "It holds a control character."),
    ],
)
def test_a_bad_translation_is_named(sound: Content, translation: str, what: str) -> None:
    translate(sound, translation)
    assert (PERSON.format(tag="ms"), "item.papers-kept.text", what) in told(sound)


def test_a_fuzzy_translation_is_named(sound: Content) -> None:
    translate(sound, "Dokumen anda?", flags="#, fuzzy\n")
    assert [what for *_, what in told(sound)] == ["The translation is marked fuzzy and is not shown."]


def test_english_left_in_a_pack_of_another_script_is_named(sound: Content) -> None:
    translate(sound, ENGLISH, tag="ur")
    assert told(sound) == [
        (PERSON.format(tag="ur"), "item.papers-kept.text", "It has no letter of the language's script.")
    ]


def test_zawgyi_is_named(sound: Content) -> None:
    sound.pack("my", "မြန်မာ", script="Mymr", audience='["person"]')
    extraction(["--write", "--root", str(sound.root)])
    translate(sound, "ျမန္မာ", tag="my")
    assert told(sound) == [(PERSON.format(tag="my"), "item.papers-kept.text", "It looks like Zawgyi, not Unicode.")]


def test_plural_forms_are_counted_and_filled(sound: Content) -> None:
    path = sound.root / "locales/ms/LC_MESSAGES/officer.po"
    text = path.read_text("utf-8")
    two_forms = text.replace("nplurals=1; plural=(0);", "nplurals=2; plural=(n != 1);")
    path.write_text(two_forms.replace('msgstr[0] ""', 'msgstr[0] "{n} kes"\nmsgstr[1] ""'), "utf-8")
    assert [what for *_, what in told(sound)] == ["A plural form is empty."]


def test_an_entry_written_twice_is_named(sound: Content) -> None:
    path = sound.root / PERSON.format(tag="ms")
    path.write_text(path.read_text("utf-8") + "\n" + entry("item.papers-kept.text", ENGLISH, "Dua?"), "utf-8")
    assert told(sound) == [(PERSON.format(tag="ms"), "item.papers-kept.text", "The entry is written twice.")]


def test_a_catalogue_behind_the_english_is_named(sound: Content) -> None:
    path = sound.root / f"indicators/{EDITION}/topics/01-papers.toml"
    path.write_text(path.read_text("utf-8").replace("Does someone else", "Does somebody"), "utf-8")
    assert told(sound) == [
        (PERSON.format(tag=tag), "item.papers-kept.text", what)
        for tag in ("ms", "ur")
        for what in (
            "The entry translates a text that is no longer there.",
            "The present English text is not in the catalogue.",
        )
    ]


def test_a_catalogue_that_cannot_be_read_is_named_with_its_line(sound: Content) -> None:
    path = sound.root / PERSON.format(tag="ms")
    path.write_text('msgid ""\nmsgstr ""\n\nmsgid "half\n', "utf-8")
    [(file, place, what)] = told(sound)
    assert (file, place) == (PERSON.format(tag="ms"), "the catalogue")
    assert "line 4" in what


def test_a_missing_catalogue_is_named(sound: Content) -> None:
    (sound.root / PERSON.format(tag="ms")).unlink()
    assert told(sound) == [(PERSON.format(tag="ms"), "the catalogue", "The file is not there.")]


def compile_catalogue(content: Content, tag: str = "ms") -> Path:
    """Leave only the compiled catalogue of a language, as a wheel carries it."""
    source = content.root / PERSON.format(tag=tag)
    compiled = source.with_suffix(".mo")
    with source.open("rb") as read, compiled.open("wb") as written:
        write_mo(written, read_po(read))
    source.unlink()
    return compiled


def test_a_compiled_catalogue_stands_for_its_source(sound: Content) -> None:
    compile_catalogue(sound)
    assert told(sound) == []


def test_a_bad_translation_is_named_in_a_compiled_catalogue(sound: Content) -> None:
    translate(sound, "Kenapa you must?")
    compile_catalogue(sound)
    assert told(sound) == [(PERSON.format(tag="ms")[:-2] + "mo", "item.papers-kept.text", "It says “you must”.")]


def test_a_compiled_catalogue_behind_the_english_is_named(sound: Content) -> None:
    translate(sound, "Adakah orang lain menyimpan dokumen anda?")
    compile_catalogue(sound)
    path = sound.root / f"indicators/{EDITION}/topics/01-papers.toml"
    path.write_text(path.read_text("utf-8").replace("Does someone else", "Does somebody"), "utf-8")
    [(file, _, what)] = [each for each in told(sound) if each[0].startswith("locales/ms/")]
    assert (Path(file).suffix, what) == (".mo", "The entry translates a text that is no longer there.")


def test_a_compiled_catalogue_that_was_cut_off_is_named(sound: Content) -> None:
    translate(sound, "Adakah orang lain menyimpan dokumen anda?")
    compiled = compile_catalogue(sound)
    compiled.write_bytes(compiled.read_bytes()[:-40])
    assert [what for *_, what in told(sound)] == ["The compiled file is damaged or cut off."]


@pytest.mark.parametrize(
    ("toml", "place", "what"),
    [
        ("[page]\ntitle = ''", "page.title", "The text is empty."),
        ("[page]\ncount = 3", "page.count", "The value is not a text."),
        ("[page]\nTitle = 'x'", "page.Title", "The id is not small letters, digits, hyphens and points."),
        ("[page]\ntitle = 'Saved {'", "page.title", "A brace is not part of a named field."),
        ("[page]\ntitle = 'Saved {Time}'", "page.title", "A brace is not part of a named field."),
        ("[page]\ntitle = 'A score'", "page.title", "It says “score”."),
        ("[item]\nx = 'y'", "item.x", "Ids that begin with 'item' belong to another folder."),
        ("[page.n]\none = 'One case'\nother = 'Cases'", "page.n", "The .other form does not say {n}."),
    ],
)
def test_a_bad_english_text_is_named(content: Content, toml: str, place: str, what: str) -> None:
    content.write("locales/en/page.toml", toml)
    assert ("locales/en/page.toml", place, what) in told(content)


def test_an_id_that_stands_twice_is_named_with_its_files(content: Content) -> None:
    content.write("locales/en/other.toml", "[page.cases]\ntitle = 'Kes'")
    found = [problem for problem in problems(content.root) if problem.place == "page.cases.title"]
    assert [(each.what, each.remedy) for each in found if "times" in each.what] == [
        (
            "The id stands 2 times.",
            "Give each text an id of its own: locales/en/other.toml, locales/en/page.toml.",
        )
    ]


def test_two_editions_may_use_the_same_id(sound: Content) -> None:
    text = (sound.root / f"indicators/{EDITION}/topics/01-papers.toml").read_text("utf-8")
    sound.write("indicators/2027-1/topics/01-papers.toml", text)
    assert told(sound) == []


def test_a_broken_file_is_one_problem_among_the_others(content: Content) -> None:
    content.write("locales/en/broken.toml", "title = no quotes")
    content.write("locales/en/page.toml", "[page]\ntitle = ''")
    found = {(file, place) for file, place, _ in told(content)}
    assert {("locales/en/broken.toml", "the file"), ("locales/en/page.toml", "page.title")} <= found


@pytest.mark.requirement("IN3", "NV12")
@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("Were you a victim?", "It says “victim”."),
        ("You don't have papers, do you?", "It is a tag question."),
        ("You have papers, right?", "It is a tag question."),
        ("Didn't you have papers?", "It asks in the negative."),
        ("Do you not have papers?", "It asks in the negative."),
        ("Do you have papers? Who keeps them?", "It asks two questions at once."),
        ("Tell me, why did you come?", "It asks why."),
        ("word " * 21 + "end.", "A sentence has 22 words."),
    ],
)
def test_a_text_that_presses_the_person_is_named(content: Content, said: str, what: str) -> None:
    content.write("locales/en/person.toml", f'[said]\nx = "{said}"')
    assert ("locales/en/person.toml", "said.x", what) in told(content)


@pytest.mark.parametrize(
    "said",
    [
        "Does someone else keep your papers?",
        "I tell everyone why I ask. You can say no.",
        "word " * 19 + "end. " + "word " * 19 + "end.",
        "Do you know the sum you owe, and is it getting smaller?",
        "Are you there now?",
    ],
)
def test_a_plain_text_is_let_through(content: Content, said: str) -> None:
    content.write("locales/en/person.toml", f'[said]\nx = "{said}"')
    assert [each for each in told(content) if each[1] == "said.x" and "catalogue" not in each[2]] == []


@pytest.mark.parametrize(
    ("replaced", "by", "what"),
    [
        ('state = "draft"', 'state = "reviewed"', "The state is reviewed and no reviewer is named."),
        ('state = "draft"', 'state = "field-tested"', "The state is field-tested and no reviewer is named."),
        ('state = "draft"', 'state = "source"', "The state source does not fit."),
        ('audience = ["person", "officer"]', 'audience = ["officer"]', "The person is left out."),
        ('direction = "ltr"', 'direction = "down"', '"direction" has no choice "down". Its choices are: ltr, rtl.'),
    ],
)
def test_a_pack_that_claims_too_much_is_named(sound: Content, replaced: str, by: str, what: str) -> None:
    page = sound.root / "locales/ms/pack.toml"
    page.write_text(page.read_text("utf-8").replace(replaced, by), "utf-8")
    assert what in [each[2] for each in told(sound) if each[0] == "locales/ms/pack.toml"]


def test_a_folder_without_a_pack_page_is_named(sound: Content) -> None:
    sound.write("locales/xx/note.txt", "")
    assert told(sound) == [("locales/xx/pack.toml", "the pack", "The file is not there.")]


@pytest.mark.requirement("NV13")
def test_a_pack_without_its_list_of_words_is_named(sound: Content) -> None:
    (sound.root / "locales/ur/banned.toml").write_text("[person]\nwords = 'victim'", "utf-8")
    assert [each[:2] for each in told(sound)] == [("locales/ur/banned.toml", "the list")]


def test_gaps_are_told_apart_from_mistakes(sound: Content) -> None:
    assert [problem.file for problem in gaps(sound.root)] == [
        "locales/ms/LC_MESSAGES/officer.po",
        PERSON.format(tag="ms"),
        PERSON.format(tag="ur"),
    ]
    translate(sound, "Dokumen anda?")
    found = {problem.file: problem for problem in gaps(sound.root)}[PERSON.format(tag="ms")]
    assert found.what == "3 of 4 texts have no translation."
    assert "item.papers-kept.text" not in found.place


def test_the_command_prints_every_problem(sound: Content, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(sound.root)]) == 0
    assert main(["--gaps", "--root", str(sound.root)]) == 1
    assert "locales/ur/LC_MESSAGES/person.po: topic.papers.title" in capsys.readouterr().out


@pytest.mark.requirement("NV13")
@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("Two victims", "victim*", True),
        ("Victim.", "victim", True),
        ("Two victims", "victim", False),
        ("An observant person", "servant*", False),
        ("Don’t lie to me", "don't lie", True),
        ("50% of them", "%", True),
        ("আমার চাকরি আছে", "চাকর", False),
        ("একজন চাকর", "চাকর", True),
        ("نوکری", "نوکر", False),
        ("وہ نوکر ہے", "نوکر", True),
        ("သူကလူကုန်ကူးခံရတာလား။", "လူကုန်ကူး", True),
        ("ကျွန်တော်", "ကျွ", False),
        ("เขาเป็นทาสหรือ", "ทาส", True),
        ("เขาทาสีบ้าน", "ทาส", False),
    ],
)
def test_a_word_is_found_where_it_stands(text: str, word: str, found: bool) -> None:
    assert says(text, word) is found


words = st.text(st.characters(categories=["L"]), min_size=1, max_size=8)


@given(st.lists(words, min_size=1, max_size=6), st.data())
def test_a_word_said_by_itself_is_always_found(said: list[str], data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(said))
    assert says(" ".join(said), word)
    assert says(unicodedata.normalize("NFD", " ".join(said)), word)


@pytest.mark.requirement("NV13")
def test_a_word_to_avoid_is_found_in_what_the_person_hears_and_nowhere_else() -> None:
    banned = Banned.read({"person": {"avoid": ["regarding"]}})
    assert list(lint("Tell me regarding pay.", banned, Audience.OFFICER, "Latn")) == []
    ((what, remedy),) = lint("Tell me regarding pay.", banned, Audience.PERSON, "Latn")
    assert (what, remedy) == ("It says “regarding”.", "Say it as people speak (avoid, in banned.toml).")
    with pytest.raises(ValueError, match="list of words"):
        Banned.read({"person": {"avoid": "regarding"}})


@given(st.text())
def test_any_text_can_be_looked_at(text: str) -> None:
    banned = Banned({Audience.PERSON: ("a", "b*")}, ("why",))
    assert all(what and remedy for what, remedy in lint(text, banned, Audience.PERSON, "Latn"))


@pytest.mark.parametrize(
    "text",
    ["မြန်မာ", "မင်္ဂလာပါ", "သင့်စာရွက်စာတမ်းများကို တစ်ခြားသူက သိမ်းထားပါသလား။", "ကျွန်တော် နေကောင်းပါတယ်", "၎င်းတို့", "ဩဂုတ်", "ပြောပြပါ"],
)
def test_unicode_burmese_is_not_taken_for_zawgyi(text: str) -> None:
    assert not looks_like_zawgyi(text)


@pytest.mark.parametrize("text", ["ျမန္မာ", "ေနေကာင္းလား", "မဂၤလာပါ", "ကၽြန္ေတာ္", "သင္႔"])
def test_zawgyi_burmese_is_recognised(text: str) -> None:
    assert looks_like_zawgyi(text)


# The real content and the real program.


@pytest.mark.requirement("NV12")
def test_the_texts_of_this_program_have_no_problem() -> None:
    assert [str(problem) for problem in problems()] == []


@pytest.mark.sweep
def test_packs_that_say_they_were_reviewed_are_complete() -> None:
    from screening.wording.catalogue.languages import languages
    from screening.wording.catalogue.packs import State

    open_files = {problem.file.split("/")[1] for problem in gaps()}
    finished = {pack.tag for pack in languages() if pack.state in (State.REVIEWED, State.FIELD_TESTED)}
    assert not open_files & finished


def modules() -> Iterator[tuple[str, ast.Module]]:
    package = Path(screening.__file__).parent
    for path in sorted(package.rglob("*.py")):
        yield path.relative_to(package).as_posix(), ast.parse(path.read_text("utf-8"))


@cache
def calls() -> list[tuple[str, str, list[ast.expr]]]:
    """Every call in the program: its file, the last name of what is called, what is handed over."""
    return [
        (file, node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", ""), node.args)
        for file, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    ]


def literal(args: list[ast.expr], at: int) -> str | None:
    node = args[at] if len(args) > at else None
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


TROUBLE = {"ScreeningError", "BadInput", "NotAccepted", "StoreTrouble", "NotSaved"}
SAYING = {"say": 0, "say_count": 0, "say_with": 0, "say_in": 1, "state": 0, "has": 0, "source": 0, "Message": 0}


def known_ids() -> set[str]:
    return {text.id for text in read_texts(content_root())}


def test_every_trouble_that_is_raised_has_a_sentence() -> None:
    known = known_ids()
    raised = {
        (file, code) for file, name, args in calls() if name in TROUBLE and (code := literal(args, 0)) is not None
    }
    assert raised
    assert sorted((file, code) for file, code in raised if f"error.{code}" not in known) == []


def test_every_text_that_is_said_exists() -> None:
    known = known_ids()
    said = {
        (file, text_id)
        for file, name, args in calls()
        if name in SAYING and (text_id := literal(args, SAYING[name])) is not None and "." in text_id
    }
    assert said
    assert sorted((file, text_id) for file, text_id in said if text_id not in known) == []


def spoken_patterns() -> tuple[set[str], list[re.Pattern[str]]]:
    """Every string in the program, and every f-string with its values left open."""
    constants: set[str] = set()
    patterns: list[re.Pattern[str]] = []
    for _, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                constants.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [p.value if isinstance(p, ast.Constant) else None for p in node.values]
                if any(part and "." in str(part) for part in parts):
                    patterns.append(re.compile("".join(r".+" if p is None else re.escape(str(p)) for p in parts)))
    return constants, patterns


@pytest.mark.sweep
def test_every_interface_text_is_used_somewhere() -> None:
    constants, patterns = spoken_patterns()
    stems = tuple(each for each in constants if re.fullmatch(r"([a-z0-9_-]+\.)+", each))
    unused = [
        text.id
        for text in read_texts(content_root(), [Folder.INTERFACE])
        if text.id not in constants
        and not (text.id.startswith("error.") and text.id.removeprefix("error.") in constants)
        and not text.id.startswith(stems or ("\0",))
        and not any(pattern.fullmatch(text.id) for pattern in patterns)
    ]
    assert unused == []


def test_nothing_else_takes_the_first_word_of_a_protocol_id() -> None:
    interface = {text.id.split(".")[0] for text in read_texts(content_root(), [Folder.INTERFACE])}
    assert not interface & set(GROUPS)
    assert SOURCE == "en"

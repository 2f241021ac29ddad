"""The exported form is what pyxform and ODK take without a word, and asks the same things by the same rules."""

from __future__ import annotations

import itertools
import re
import shutil

import openpyxl
import pytest
from pyxform.xls2xform import convert

from screening.cli.main import main
from screening.domain.answers import Answer, Given, How
from screening.domain.known import fees
from screening.domain.protocol.conditions import parse_condition
from screening.errors import BadInput
from screening.odk import xlsform_logic as logic
from screening.odk.xlsform import write_xlsx, xlsform
from screening.wording.catalogue.translations import Words
from tests.casework import some_form
from tests.casework.some_form import XF

LANGUAGES = ("English (en)", "Bahasa Melayu (ms)")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return some_form.xform(tmp_path_factory.mktemp("form"))


def binds(root):
    return {
        each.get("nodeset").rpartition("/")[2]: {name: " ".join(value.split()) for name, value in each.attrib.items()}
        for each in root.iter(f"{XF}bind")
    }


def labels(root, language, kind="label"):
    """The labels of one language by field name, as the XForm has them."""
    translation = next(each for each in root.iter(f"{XF}translation") if each.get("lang") == language)
    return {
        each.get("id").rpartition("/")[2].removesuffix(f":{kind}"): each.find(f"{XF}value").text
        for each in translation
        if each.get("id").endswith(f":{kind}")
    }


def test_pyxform_takes_it_without_a_warning(made):
    _, warnings, _ = made
    assert warnings == []


@pytest.mark.sweep
@pytest.mark.skipif(shutil.which("java") is None, reason="ODK Validate needs Java")
def test_odk_validate_takes_it(made, tmp_path):
    write_xlsx(some_form.form(), tmp_path / "form.xlsx")
    warnings: list[str] = []
    convert(tmp_path / "form.xlsx", warnings=warnings, validate=True)
    assert warnings == []


def test_every_item_is_asked_once_with_its_number_words_and_answers(made, content):
    root, _, _ = made
    english, malay = labels(root, LANGUAGES[0]), labels(root, LANGUAGES[1])
    ms = Words("ms")
    selects = {each.get("ref").rpartition("/")[2]: each for each in root.iter(f"{XF}select1")}
    for item in content.protocol.items.values():
        name = logic.field_name(item.id)
        assert english[name] == f"{item.number} {item.text}"
        assert malay[name] == f"{item.number} {ms.say(f'item.{item.id}.text')}"
        lists = {each.get("nodeset") for each in selects[name].iter(f"{XF}itemset")}
        assert lists == {f"instance('{'answer' if item.kind == 'ask' else 'seen'}')/root/item"}
    assert len(
        [name for name in selects if name in {logic.field_name(each) for each in content.protocol.items}]
    ) == len(content.protocol.items)


def test_the_choices_are_the_answers_and_how_they_came(made):
    root, _, _ = made
    found = {
        each.get("id"): [name.text for name in each.iter(f"{XF}name")]
        for each in root.iter(f"{XF}instance")
        if each.get("id")
    }
    assert found["answer"] == [each.value for each in Answer]
    assert found["seen"] == [each.value for each in Answer if each is not Answer.DECLINED]
    assert found["how"] == [each.value for each in How]
    assert found["decision"] == ["yes", "no", "later"]
    assert found["gate_minor"] == ["adult", "under_18", "might_be"]


def test_only_a_condition_hides_an_item_and_only_when_it_is_known_to_be_false(made, content):
    root, _, _ = made
    found = binds(root)
    for item in content.protocol.items.values():
        relevant = found[logic.field_name(item.id)].get("relevant")
        assert (relevant is None) is (item.condition is None)
    assert found["debt_grows"]["relevant"] == "not(selected( /data/topic_money/debt_owed , 'no'))"


def test_an_item_is_locked_as_on_screen_and_never_dropped_by_it(made, content):
    root, _, _ = made
    found = binds(root)
    for item in content.protocol.items.values():
        lock = found[logic.field_name(item.id)]["readonly"]
        assert ("talk_open" in lock) is (item.kind == "ask")
        assert ("/data/private" in lock) is item.harm
        if item.kind != "ask":
            assert lock == "/data/gate_open != '1'"


def test_topics_open_with_their_invitation_and_say_why(made, content):
    root, _, _ = made
    english, hints = labels(root, LANGUAGES[0]), labels(root, LANGUAGES[0], "hint")
    order = [each.get("ref").rpartition("/")[2] for each in root.iter() if each.tag in (f"{XF}input", f"{XF}select1")]
    for topic in content.protocol.topics:
        words = f"words_{logic.field_name(topic.id)}"
        assert english[words] == Words("en").say(f"topic.{topic.id}.invitation")
        assert hints[words] == Words("en").say(f"topic.{topic.id}.why")
        assert order.index(words) < min(order.index(logic.field_name(item.id)) for item in topic.items)


def test_gate_consent_child_path_and_closing_are_there(made, content):
    root, _, _ = made
    found = binds(root)
    assert {f"gate_{line.id}" for line in content.protocol.gate} <= set(found)
    assert {f"consent_{logic.field_name(each.id)}" for each in content.protocol.decisions} <= set(found)
    assert found["child"]["relevant"].count("selected") == 2
    assert {"child_safe", "child_with", "child_wishes", "closing_read_back", "closing_carry", "told_danger"} <= set(
        found
    )
    assert found["card_hurt"]["relevant"] == (
        "selected( /data/gate/gate_hurt , 'yes') or selected( /data/gate/gate_hurt , 'not_sure')"
    )


def test_the_chain_of_fees_is_one_link_repeated_in_the_words_of_its_page(made):
    root, _, _ = made
    english, bengali, person = labels(root, LANGUAGES[0]), labels(root, "বাংলা (bn)"), Words("bn")
    repeat = next(root.iter(f"{XF}repeat"))
    asked = [each.get("ref").rpartition("/")[2] for each in repeat.iter(f"{XF}input") if each.get("ref")]
    assert asked == ["link_number_note", *(f"link_{part}" for part in fees.PARTS)]
    assert english["link_who"] == Words("en").say("fees.who") == "Whom did you pay?"
    assert [bengali[f"link_{part}"] for part in fees.QUESTIONS] == [
        person.say(f"fees.{part}") for part in fees.QUESTIONS
    ]
    found = binds(root)
    assert found["payments"]["constraint"] == f". >= 0 and . <= {fees.MOST}"
    assert "talk_open" in found["link_paid"]["readonly"]
    assert repeat.get("{http://openrosa.org/javarosa}count").strip() == "/data/fees/payments"


def test_no_field_is_left_unfilled_in_any_language(made):
    _, _, text = made
    assert not re.search(r"\{[a-z_]+\}", text)


def test_every_language_is_whole(made):
    root, _, _ = made
    translations = {each.get("lang"): {text.get("id") for text in each} for each in root.iter(f"{XF}translation")}
    assert set(translations) == {*LANGUAGES, "বাংলা (bn)", "اردو (ur)"}
    assert len({frozenset(ids) for ids in translations.values()}) == 1
    for translation in root.iter(f"{XF}translation"):
        assert all(value.text != "-" for value in translation.iter(f"{XF}value"))


def test_no_cell_is_a_formula(tmp_path):
    form = some_form.form()
    form = type(form)(
        [*form.survey, {"type": "note", "name": "x", "label::English (en)": "=1+1"}], form.choices, form.settings
    )
    write_xlsx(form, tmp_path / "form.xlsx")
    book = openpyxl.load_workbook(tmp_path / "form.xlsx")
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n"}
    assert "=1+1" in {cell.value for row in book["survey"] for cell in row}


CONDITIONS = (
    "a is yes", "a is no", "not (a is yes)", "a is yes and b is no", "a is yes or b is no",
    "not (a is yes and (b is no or c is yes))", "(a is yes or b is yes) and not (c is no)",
)  # fmt: skip


@pytest.mark.parametrize("text", CONDITIONS)
def test_a_condition_means_the_same_in_the_form_for_every_answer(text):
    """The expression is read as Python after its three words are spelled that way; silence is an empty string."""
    condition = parse_condition(text)
    spelled = re.sub(r"selected\(\$\{(\w+)\}, '(\w+)'\)", r"(\1 == '\2')", logic.relevant(condition))
    for values in itertools.product(("", *Answer), repeat=3):
        given = {name: Given(Answer(value)) for name, value in zip("abc", values, strict=True) if value}
        shown = eval(spelled.replace("not(", "not ("), {}, dict(zip("abc", values, strict=True)))
        assert shown is (condition.holds(given) is not False)


def test_names_keep_items_apart(content):
    names = [row["name"] for row in some_form.form().survey if not row["type"].startswith("end_")]
    assert len(names) == len(set(names))
    assert logic.item_fields(content.protocol)["debt_owed"] == "debt-owed"


def test_the_command_writes_it(tmp_path, capsys):
    path = tmp_path / "form.xlsx"
    main(["protocol", "export-xlsform", "--language", "ms", str(path)])
    assert capsys.readouterr().out.strip() == str(path)
    sheet = openpyxl.load_workbook(path)["survey"]
    assert {cell.value for cell in sheet[1] if str(cell.value).startswith("label")} == {
        f"label::{each}" for each in LANGUAGES
    }


def test_a_language_without_a_pack_is_refused(content):
    with pytest.raises(BadInput) as trouble:
        xlsform(content.protocol, ["tlh"])
    assert trouble.value.code == "no-such-language"


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path, capsys):
    with pytest.raises(SystemExit):
        main(["protocol", "export-xlsform", str(tmp_path / "nowhere" / "form.xlsx")])
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1


def test_profile_add_ons_and_language_are_offered_and_hide_nothing(made, content):
    root, _, _ = made
    found = binds(root)
    offered = {
        each.get("id"): [name.text for name in each.iter(f"{XF}name")]
        for each in root.iter(f"{XF}instance")
        if each.get("id")
    }
    assert offered["profile"] == [logic.field_name(name) for name in content.protocol.profiles]
    assert offered["addon"] == [logic.field_name(name) for name in content.protocol.addons]
    assert offered["language"] == ["en", "ms", "bn", "ur"]
    for item in content.protocol.items.values():
        relevant = found[logic.field_name(item.id)].get("relevant", "")
        assert "profile" not in relevant and "addons" not in relevant


def test_each_topic_says_which_numbers_come_first_for_what_was_chosen(content):
    """The calculation is read as Python after its words are spelled that way."""
    protocol = content.protocol
    lists = {("profile", name): each.first for name, each in protocol.profiles.items()}
    lists |= {("addons", name): each.items for name, each in protocol.addons.items()}
    for (field, name), items in lists.items():
        told = []
        for topic in protocol.topics:
            text = logic.first_here(protocol, topic)
            chosen = lambda f, v, field=field, name=name: f == field and v == logic.field_name(name)  # noqa: E731
            text = re.sub(r"selected\(\$\{(\w+)\}, '(\w+)'\)", r"chosen('\1', '\2')", text).replace("if(", "when(")
            names = {"chosen": chosen, "when": lambda c, a, b: a if c else b, "concat": lambda *parts: "".join(parts)}
            told += eval(text, {}, names).split() if text else []
        assert told == [item.number for item in protocol.items.values() if item.id in items]

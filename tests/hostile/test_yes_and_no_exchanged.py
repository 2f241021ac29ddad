"""A language pack, signed by somebody who is believed, in which "yes" says "no": in one place, in all, or with a stop.

The checks compared fields, scripts and lengths, and let it through: every answer then given meant the opposite.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from screening.casework.languages import packs as pack_desk
from screening.errors import BadInput
from screening.settings import OWN, content_root
from screening.store import own_card, practice_vault
from screening.store.exchange.pack_file import make_pack, read_pack_file
from screening.wording.catalogue.catalogue_files import open_po
from screening.wording.lint.catalogue_checks import forms_of, swapped_translations

LOCALES = content_root() / "locales"
WRITTEN = sorted(each.parents[1].name for each in LOCALES.glob("*/LC_MESSAGES/person.po"))
YES_NO = {
    "ar": ("نعم", "لا"), "bn": ("হ্যাঁ", "না"), "fa": ("بله", "نه"), "fil": ("Oo", "Hindi"), "hi": ("हाँ", "नहीं"),
    "id": ("Ya", "Tidak"), "km": ("បាទ ឬចាស", "ទេ"), "lo": ("ແມ່ນ", "ບໍ່"), "ms": ("Ya", "Tidak"),
    "my": ("ဟုတ်ပါတယ်", "မဟုတ်ပါဘူး"), "ne": ("हो, छ", "होइन, छैन"), "si": ("ඔව්", "නැහැ"), "ta": ("ஆம்", "இல்லை"),
    "th": ("ใช่", "ไม่"), "ur": ("ہاں", "نہیں"), "vi": ("Có", "Không"), "zh-Hans": ("是", "不是"),
}  # fmt: skip
"""As any dictionary has them: what ships must say so, whoever changed it."""


def entry(po: str, text_id: str) -> re.Match[str]:
    found = re.search(rf'(msgctxt "{re.escape(text_id)}"\n(?:#.*\n)*msgid ".*"\nmsgstr ")(.*)(")', po)
    assert found
    return found


def put(po: str, text_id: str, said: str) -> str:
    found = entry(po, text_id)
    return po[: found.start(2)] + said + po[found.end(2) :]


def ids_of(po: str, english: str) -> list[str]:
    return re.findall(rf'msgctxt "(.*)"\n(?:#.*\n)*msgid "{english}"\n', po)


def one_place(po: str) -> str:
    """Only the answers of every question: the gate keeps its own."""
    yes, no = entry(po, "answer.yes")[2], entry(po, "answer.no")[2]
    return put(put(po, "answer.yes", no), "answer.no", yes)


def both_say_yes(po: str) -> str:
    return put(po, "answer.no", entry(po, "answer.yes")[2])


def everywhere(po: str) -> str:
    """So that the catalogue agrees with itself."""
    yes, no = entry(po, "answer.yes")[2], entry(po, "answer.no")[2]
    for english, said in (("Yes", no), ("No", yes)):
        for text_id in ids_of(po, english):
            po = put(po, text_id, said)
    return po


def with_a_full_stop(po: str) -> str:
    yes, no = entry(po, "answer.yes")[2], entry(po, "answer.no")[2]
    for english, said in (("Yes", f"{no}."), ("No", f" {yes}\u200b!")):
        for text_id in ids_of(po, english):
            po = put(po, text_id, said)
    return po


def two_others(po: str) -> str:
    """Not asked who does not know, and the other way round."""
    one, other = "answer.not_known", "answer.declined"
    first, second = entry(po, one)[2], entry(po, other)[2]
    return put(put(po, one, second), other, first)


@pytest.mark.one_in(4)
@pytest.mark.parametrize("attack", [one_place, both_say_yes, everywhere, with_a_full_stop, two_others])
@pytest.mark.parametrize("tag", ["bn", "my", "ms"])
def test_it_is_not_put_in(tmp_path: Path, tag: str, attack: object) -> None:
    vault = practice_vault()
    files = dict(read_pack_file(pack_desk.export(vault, tag, {}, [], OWN)).files)
    files["person.po"] = attack(files["person.po"].decode()).encode()  # type: ignore[operator]
    files.pop("reviews.toml", None)
    checked = pack_desk.check(read_pack_file(make_pack(vault, tag, files)))
    assert any(
        "words are the program's own for" in each.what or "says the same" in each.what for each in checked.problems
    )
    with pytest.raises(BadInput, match="pack-problems"):
        pack_desk.install(checked, [own_card(vault)], tmp_path / "packs")
    assert not (tmp_path / "packs").exists()


@pytest.mark.parametrize("tag", WRITTEN)
def test_no_catalogue_that_ships_has_any(tag: str) -> None:
    for path in (LOCALES / tag / "LC_MESSAGES").glob("*.po"):
        forms = forms_of(open_po(path))
        assert list(swapped_translations(forms)) == []
        assert list(swapped_translations(forms, forms)) == []


@pytest.mark.parametrize("tag", YES_NO)
def test_yes_is_yes_in_what_ships(tag: str) -> None:
    said = {source: set() for source in ("Yes", "No")}  # type: dict[str, set[str]]
    for (_, source), forms in forms_of(open_po(LOCALES / tag / "LC_MESSAGES" / "person.po")).items():
        if source in said:
            said[source].update(forms)
    assert (said["Yes"], said["No"]) == ({YES_NO[tag][0]}, {YES_NO[tag][1]})

"""Words that officers' texts no longer use are found in the interface, in forms and in editions since they were
settled."""

from __future__ import annotations

import tomllib

import pytest

from screening.settings import content_root
from screening.wording.catalogue.source_texts import Audience
from screening.wording.lint.catalogue_checks import problems
from screening.wording.lint.extraction import main as extraction
from screening.wording.lint.rules import Banned, lint
from tests.wording.some_content import Content

PROFILE = 'id = "{name}"\ntitle = "Ring the office"\nnote = "A note."\n'


def banned_of(tag: str) -> Banned:
    return Banned.read(tomllib.loads((content_root() / "locales" / tag / "banned.toml").read_text("utf-8")))


def test_an_edition_from_before_keeps_its_words_and_later_texts_do_not(content: Content) -> None:
    path = content.root / "locales/en/banned.toml"
    plain = '\n[officer.plain]\nsince = "2026-2"\nwords = ["ring"]\n'
    path.write_text(path.read_text("utf-8") + plain, "utf-8")
    for edition in ("2026-1", "2026-2", "2026-10"):
        content.write(f"indicators/{edition}/profiles/field.toml", PROFILE.format(name="field"))
    content.write("locales/en/other.toml", '[page.other]\ntitle = "Ring, then wait"\n')
    extraction(["--write", "--root", str(content.root)])
    said = {problem.file for problem in problems(content.root) if "“ring”" in problem.what}
    assert said == {
        "indicators/2026-2/profiles/field.toml",
        "indicators/2026-10/profiles/field.toml",
        "locales/en/other.toml",
    }


@pytest.mark.parametrize("tag", ["en", "id", "ms", "th"])
def test_every_settled_word_is_found_in_an_officers_text_and_in_no_persons_text(tag: str) -> None:
    banned = banned_of(tag)
    assert banned.newer
    for word in banned.newer:
        text = f"Read {word} now" if tag == "en" else f"Baca {word} sekarang"
        assert any(f"“{word}”" in what for what, _ in lint(text, banned.of(""), Audience.OFFICER, "Latn"))
        assert not any(f"“{word}”" in what for what, _ in lint(text, banned, Audience.OFFICER, "Latn"))
        assert not any(f"“{word}”" in what for what, _ in lint(text, banned.of(""), Audience.PERSON, "Latn"))


@pytest.mark.parametrize(
    "table",
    [
        {"officer": {"plain": {"words": "ring"}}},
        {"officer": {"plain": {"words": [" "]}}},
        {"officer": {"plain": {"words": ["ring"], "since": 2}}},
    ],
)
def test_a_list_that_is_no_list_of_words_is_refused(table: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not"):
        Banned.read(table)


def test_words_said_instead_are_not_banned_themselves() -> None:
    english, malay = banned_of("en").of(""), banned_of("ms").of("")
    for text in ("Strength of this sign: some.", "Call for help now.", "Save to a USB stick.", "Nothing was imported."):
        assert list(lint(text, english, Audience.OFFICER, "Latn")) == []
    for text in ("Halaman muka", "pemacu USB", "perintah perlindungan interim", "Tiada apa-apa yang direkodkan."):
        assert list(lint(text, malay, Audience.OFFICER, "Latn")) == []

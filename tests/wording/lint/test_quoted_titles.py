"""What one text quotes of another reads the same there: the title of a page, the name of a button, a line to say."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from screening.settings import locales_root
from screening.wording.catalogue.catalogue_files import open_po
from screening.wording.catalogue.languages import officer_languages
from screening.wording.catalogue.packs import SOURCE
from screening.wording.lint.catalogue_checks import forms_of

QUOTED = re.compile(r'[“"]([^”"]+)[”"]')
TAGS = [pack.tag for pack in officer_languages() if pack.tag != SOURCE]


@pytest.mark.parametrize("tag", TAGS)
def test_a_text_that_is_quoted_reads_as_it_does_in_its_own_place(tag: str) -> None:
    said: dict[str, set[str]] = defaultdict(set)
    texts = {}
    for name in ("officer.po", "person.po"):
        for (text_id, english), forms in forms_of(open_po(locales_root() / tag / "LC_MESSAGES" / name)).items():
            said[english].add(forms[0])
            texts[text_id, english] = forms[0]
    differing = [
        (text_id, quoted)
        for (text_id, english), here in texts.items()
        for quoted in QUOTED.findall(english)
        if quoted in said and not said[quoted] & set(QUOTED.findall(here))
    ]
    assert differing == []


def test_indonesian_and_thai_are_among_the_languages_of_officers() -> None:
    assert {"id", "ms", "th"} <= set(TAGS)

"""The quick reader of catalogues says what Babel says, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.settings import content_root
from screening.wording.catalogue.fast_po import plain
from screening.wording.catalogue.po_reader import parse_po
from screening.wording.catalogue.translations import plural_rule

CATALOGUES = sorted(content_root().glob("locales/*/LC_MESSAGES/*.po"))
HEAD = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""
ONE = 'msgctxt "a.b"\nmsgid "Yes"\nmsgstr "Ya"\n'


def by_babel(content: bytes) -> tuple[dict[tuple[str, str], tuple[str, ...]], str]:
    read = parse_po(content)
    found = {}
    for message in read:
        if message.id and message.context and not message.fuzzy:
            source = message.id if isinstance(message.id, str) else message.id[0]
            forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
            if forms and all(forms):
                found[message.context, source] = forms
    return found, read.plural_expr


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_every_catalogue_that_we_ship_is_read_as_babel_reads_it(path: Path) -> None:
    content = path.read_bytes()
    quick = plain(content)
    assert quick is not None, "none of ours leaves the plain part"
    entries, expression = by_babel(content)
    assert quick[0] == entries
    numbers = range(240)
    assert [plural_rule(quick[1])(n) for n in numbers] == [plural_rule(expression)(n) for n in numbers]


@pytest.mark.parametrize(
    "text",
    [
        "",
        ONE,
        HEAD + "\n#, fuzzy\n" + ONE,
        HEAD + "\n" + ONE + "\n" + ONE,
        HEAD + '\nmsgctxt "a.b"\nmsgid "Yes"\nmsgstr "Y\\a"\n',
        HEAD + '\nmsgctxt "a.b"\nmsgid "Yes"\nmsgstr "Ya\n',
        HEAD + '\nmsgctxt "a.b"\nmsgid "Yes"\nmsgstr ""\n"Ya"\n',
        HEAD + '\nmsgid "Yes"\nmsgstr "Ya"\n',
        HEAD + '\nmsgctxt "a"\nmsgid "{n} day"\nmsgid_plural "{n} days"\nmsgstr[0] "x"\n',
        HEAD + '\nmsgctxt "a"\nmsgid "{n} day"\nmsgid_plural "{n} days"\nmsgstr[1] "x"\nmsgstr[0] "y"\n',
        HEAD + "\n" + ONE + "nonsense\n",
        HEAD.replace("utf-8", "latin-1") + "\n" + ONE,
        HEAD + "\r\n" + ONE,
    ],
)
def test_what_is_not_plain_is_left_to_babel(text: str) -> None:
    assert plain(text.encode()) is None


def test_bytes_that_are_no_text_are_left_to_babel() -> None:
    assert plain(HEAD.encode() + b'\nmsgctxt "a"\nmsgid "b"\nmsgstr "\xff"\n') is None


LINES = (
    *ONE.splitlines(),
    *HEAD.splitlines(),
    "",
    "# y",
    "#. z",
    'msgctxt "d"',
    'msgid "e\\n\\"f"',
    'msgid_plural "b"',
    'msgstr[0] "a"',
    'msgstr[1] "c"',
    '#~ msgctxt "g"',
    '#~ msgid "h"',
    '#~ msgstr "i"',
)


@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_lines_in_any_order_are_read_as_babel_reads_them_or_not_at_all(lines: list[str]) -> None:
    content = (HEAD + "\n" + "\n".join(lines) + "\n").encode()
    quick = plain(content)
    if quick is not None:
        assert quick[0] == by_babel(content)[0]

"""Reading the plain part of PO that our catalogues are written in, many times as fast as Babel and without loading it.

Whatever leaves that part is not read here at all: ``plain`` returns None and Babel decides. So this reader can only be
quicker, never more lenient; ``tests/wording/catalogue/test_fast_po.py`` holds the two against each other.
"""

from __future__ import annotations

import re
import sys

Entries = dict[tuple[str, str], tuple[str, ...]]
"""By text id and English text, the forms of the translation."""

# Possessive quantifiers (``*+``): what was read is never given back, so no catalogue takes long.
_SIGNS = r'(?:[^"\\\x00-\x1f\x7f\x85\u2028\u2029]|\\["\\nt])*+'
_TEXT = rf'"({_SIGNS})"'
_NOTES = r"(?:#(?:[. ][^\n\r]*+|, python-brace-format)?\n)*+"
_HEADER = re.compile(rf'{_NOTES}msgid ""\nmsgstr ""\n((?:{_TEXT}\n)++)')
_PLURAL = re.compile(r"(?:^|\n)Plural-Forms: nplurals=([1-6]); plural=([^;\n]++);\n")
_CHARSET = "\nContent-Type: text/plain; charset=utf-8\n"
_ENTRY = re.compile(
    rf"{_NOTES}msgctxt {_TEXT}\nmsgid {_TEXT}\n"
    rf'(?:msgid_plural {_TEXT}\n((?:msgstr\[[0-5]\] "{_SIGNS}"\n)++)|msgstr {_TEXT}\n)'
)
_UNUSED = re.compile(
    rf'{_NOTES}#~ msgctxt "{_SIGNS}"\n#~ msgid "{_SIGNS}"\n'
    rf'(?:#~ msgid_plural "{_SIGNS}"\n#~ msgstr\[0\] "{_SIGNS}"\n(?:#~ msgstr\[[1-5]\] "{_SIGNS}"\n)*+'
    rf'|#~ msgstr "{_SIGNS}"\n)'
)
_FORM = re.compile(rf"msgstr\[([0-5])\] {_TEXT}\n")
_BLANK = re.compile(r"\n++")
_ESCAPE = re.compile(r"\\(.)")
_MEANT = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}


def plain(content: bytes) -> tuple[Entries, str] | None:
    """The finished entries and the plural expression; None when the catalogue is not plain, sound or not."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    text = text if text.endswith("\n") else text + "\n"
    header = _HEADER.match(text)
    if header is None:
        return None
    told = "\n" + "".join(_unescaped(line[1:-1]) for line in header[1].splitlines())
    plural = _PLURAL.search(told)
    if plural is None or _CHARSET not in told or told.count("Plural-Forms:") > 1:
        return None
    forms, found, at = int(plural[1]), _Found(), header.end()
    while at < len(text):
        gap = _BLANK.match(text, at)
        if gap is None:
            return None
        at = gap.end()
        entry = _ENTRY.match(text, at)
        if entry is not None and found.take(entry, forms):
            at = entry.end()
        elif entry is None and (unused := _UNUSED.match(text, at)) is not None:
            at = unused.end()
        elif at < len(text):
            return None
    return found.entries, plural[2]


class _Found:
    def __init__(self) -> None:
        self.entries: Entries = {}
        self.seen: set[tuple[str, str]] = set()

    def take(self, entry: re.Match[str], count: int) -> bool:
        """Whether an entry could be taken; one that is not translated is passed over."""
        key = (sys.intern(_unescaped(entry[1])), sys.intern(_unescaped(entry[2])))  # the same in every language
        if not all(key) or key in self.seen:
            return False
        self.seen.add(key)
        if entry[3] is None:
            forms: tuple[str, ...] = (_unescaped(entry[5]),)
        else:
            numbered = [(int(each[1]), _unescaped(each[2])) for each in _FORM.finditer(entry[4])]
            if [number for number, _ in numbered] != list(range(count)):
                return False
            forms = tuple(form for _, form in numbered)
        if all(forms):
            self.entries[key] = forms
        return True


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda sign: _MEANT[sign[1]], text) if "\\" in text else text

"""The everyday sentences of lines.toml, by language."""

from __future__ import annotations

import tomllib
from pathlib import Path

from screening.wording.script.scripts import direction

LINES: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("lines.toml").read_text(encoding="utf-8"))
LANGUAGES = tuple(LINES)
RIGHT_TO_LEFT = tuple(language for language in LANGUAGES if direction(language) == "rtl")
COPIED_WHOLE = tuple(language for language in LANGUAGES if language not in ("ur", "ar"))
"""Languages whose lines a PDF says in one span each: those left to right, and Rohingya, whose letters readers of PDFs
do not know to run the other way."""
LEFT_TO_RIGHT = tuple(language for language in LANGUAGES if direction(language) == "ltr")
EVERY_LINE = [(language, line) for language, lines in LINES.items() for line in lines]

HOSTILE = {
    "an image of a file": "<img src='/etc/passwd'>",
    "a colour": "<font color=white>not</font> seen",
    "a link": '<a href="file:///etc/passwd">click</a>',
    "an ampersand": "AT&T;&amp;&#x41;",
    "an unclosed tag": "<b",
    "a drawing command": "<onDraw name=x label=y/>",
    "a PDF operator": "(hidden) Tj ET Q endstream endobj << /JS (app.alert(1)) >>",
    "format fields": "{0.__class__} %s %(name)s {name}",
    "a template": "{{ 7 * 7 }} ${7*7} #{7*7}",
    "nothing at all": "",
    "only spaces": "   ",
    "controls": "a\x00b\x07c\x1bd\x7fe\x85f",
    "an override": "abc\u202edef\u202cghi",
    "isolates that stay open": "a\u2067b\u2066c\u2068d",
    "a pop without a push": "a\u2069b\u202cc",
    "half a character": "a\ud800b\udfffc",
    "no character": "a\uffffb\U0001fffec\ufdd0d",
    "hidden tags": "a\U000e0041\U000e0042b",
    "marks on nothing": "\u0301\u0301\u093e\u102b",
    "a tower of marks": "a" + "\u0301" * 300,
    "emoji": "👨‍👩‍👧 🇲🇾 👍🏽 ☺️",
    "scripts without fonts": "ሰላም ᏣᎳᎩ ⵣ 𐎀 ꙮ",
    "private use": "\ue000\uf8ff\U000f0000",
    "newlines of every kind": "a\nb\r\nc\rd\u2028e\u2029f\x0bg\x0ch",
    "tabs": "a\tb\t\tc",
    "soft signs": "co\u00adop\u200b\u200c\u200d\u2060\ufeffx",
    "long numbers in Urdu": "نمبر +60 12-345 6789 اور 03-8888 9999 ہے (24/11/2026)",
    "everything at once": "Nama محمد 名字 ชื่อ နာမည် নাম <b>1</b> 😀",
}
"""Texts that have broken, hidden in or turned round other programs' papers."""

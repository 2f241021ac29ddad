"""The quick reader of plain TOML says what ``tomllib`` says, or nothing."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import settings
from screening.domain.content.fast_toml import plain

CONTENT = sorted(settings.indicators_root().rglob("*.toml"))
MENDED = 'money = 1\n[a]\nb = ["x", "y",]\n[[c]]\nd = { e = "f", g = [2026-11-24, 1.5] }\n[c.h]\ni = true # so\n'

names = st.sampled_from(["a", "b", "a.b", "b.a", "c", "a.b.c"])
values = st.sampled_from(
    [
        '"x"',
        '"\\""',
        "1",
        "-0",
        "01",
        "1.5",
        "1.",
        "true",
        "2026-11-24",
        "2026-13-24",
        "[]",
        '["x", "y"]',
        "[1,\n 2,\n]",
        "[1 2]",
        '{ k = "v" }',
        '{ k = "v", k = "w" }',
        "{}",
        "'x'",
        "1e3",
        "nan",
        '"\t"',
        '"\\u0041"',
        "[[1]]",
        "[{ k = 1 }]",
    ]
)
lines = st.one_of(
    st.builds("[{}]".format, names),
    st.builds("[[{}]]".format, names),
    st.builds("{} = {}".format, names, values),
    st.builds("{}={}".format, names, values),
    st.sampled_from(["", "# a", "  # b", "x", "a = 1 # c", "\u00a0", "a = 1\r"]),
)


def agrees(text: str) -> bool:
    """Whether the quick reader read ``text``; fails where it read something else than ``tomllib`` does."""
    read = plain(text)
    if read is None:
        return False
    loaded = tomllib.loads(text)
    assert read == loaded
    assert repr(read) == repr(loaded)
    return True


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.name)
def test_every_file_of_an_edition_is_plain(path):
    assert agrees(path.read_text("utf-8"))


def test_what_plain_means():
    assert agrees(MENDED)


@given(st.lists(lines, max_size=8))
def test_it_never_reads_what_tomllib_reads_otherwise_or_refuses(found):
    agrees("\n".join(found))


@given(st.integers(0, len(MENDED)), st.integers(0, 6), st.text('[]{}"\\=.,#\n \t\r\0ab1-', max_size=4))
def test_nor_after_any_small_damage(at, cut, put):
    agrees(MENDED[:at] + put + MENDED[at + cut :])

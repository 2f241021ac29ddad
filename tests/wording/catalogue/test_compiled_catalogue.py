"""What an installed program reads: the compiled catalogue says what the written one says, and a damaged one nothing."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given
from hypothesis import strategies as st

from screening.settings import content_root
from screening.wording.catalogue.catalogue_files import open_po, parse_mo
from screening.wording.catalogue.translations import parse_compiled, read_catalogue_file

SAID = st.text(st.characters(codec="utf-8", exclude_characters="\0\x04\r"), min_size=1, max_size=12)


def compiled(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["ms/LC_MESSAGES/officer", "ar/LC_MESSAGES/person", "id/LC_MESSAGES/officer"])
def test_a_compiled_catalogue_says_what_the_written_one_says(name: str, tmp_path: Path) -> None:
    written = content_root() / "locales" / f"{name}.po"
    path = tmp_path / "it.mo"
    path.write_bytes(compiled(open_po(written)))
    read, source = read_catalogue_file(path), read_catalogue_file(written)
    assert len(source.entries) > 200
    assert read.entries == source.entries
    assert [read.plural(n) for n in range(130)] == [source.plural(n) for n in range(130)]


@given(st.dictionaries(st.tuples(SAID, SAID), st.one_of(SAID, st.tuples(SAID, SAID)), max_size=6))
def test_it_is_read_as_babel_reads_it(entries: dict[tuple[str, str], str | tuple[str, str]]) -> None:
    catalog = Catalog(locale="ms", charset="utf-8")
    for (context, source), said in entries.items():
        catalog.add(source if isinstance(said, str) else (source, source + "s"), said, context=context)
    content = compiled(catalog)
    expected = {
        (message.context, message.id if isinstance(message.id, str) else message.id[0]): (
            (message.string,) if isinstance(message.string, str) else tuple(message.string)
        )
        for message in parse_mo(content)
        if message.id
    }
    assert parse_compiled(content).entries == expected


@given(st.binary(max_size=200), st.integers(0, 200))
def test_a_damaged_file_is_refused_and_never_hangs(noise: bytes, cut: int) -> None:
    catalog = Catalog(locale="ms")
    catalog.add("Cases", "Kes", context="page.cases.title")
    try:
        read = parse_compiled(compiled(catalog)[:cut] + noise)
    except ValueError:
        return
    assert all(isinstance(each, str) for key in read.entries for each in key)


@pytest.mark.parametrize(
    "header",
    ["Plural-Forms: nplurals=2; plural=(n/0;", "Plural-Forms: 7;", "Content-Type: text/plain; charset=no-such"],
)
def test_a_header_that_says_nonsense_is_refused_in_one_way(header: str, tmp_path: Path) -> None:
    parts = [b"", header.encode() + b"\n"]
    offset = 28 + 16
    table = b"".join(
        length.to_bytes(4, "little") + place.to_bytes(4, "little")
        for length, place in ((0, offset), (len(parts[1]), offset + 1))
    )
    head = (0x950412DE, 0, 1, 28, 36, 0, 0)
    path = tmp_path / "it.mo"
    path.write_bytes(b"".join(each.to_bytes(4, "little") for each in head) + table + b"\0" + parts[1] + b"\0")
    with pytest.raises(ValueError, match="damaged"):
        read_catalogue_file(path)


def test_an_installed_program_speaks_malay_without_loading_what_reads_written_catalogues(tmp_path: Path) -> None:
    path = tmp_path / "it.mo"
    path.write_bytes(compiled(open_po(content_root() / "locales/ms/LC_MESSAGES/officer.po")))
    program = (
        "import sys, pathlib; from screening.wording.catalogue.translations import read_catalogue_file\n"
        "print(len(read_catalogue_file(pathlib.Path(sys.argv[1])).entries) > 200, 'babel.messages' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False"]

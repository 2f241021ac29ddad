"""The search finds what is planted, in every way that programs write; else finding nothing would say nothing."""

from __future__ import annotations

import base64
import gzip
import os
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from tests.qt.in_clear.search import CODES, FIGURES, STEM, Search, children, marker

TEXT = f"before {marker(7)} after"
WAYS = {
    **{code: TEXT.encode(code) for code in CODES},
    "small letters": TEXT.lower().encode(),
    "hex": TEXT.encode().hex().encode(),
    "HEX of the screen's letters": TEXT.encode("utf-16-le").hex().upper().encode(),
    **{f"base64, {shift} on": base64.b64encode(b"x" * shift + TEXT.encode()) for shift in range(3)},
    **{f"base64 of 16 bits, {at} on": base64.b64encode(b"x" * at + TEXT.encode("utf-16-le")) for at in range(3)},
    "figures": FIGURES.encode("utf-16-le"),
    "gzip": gzip.compress(TEXT.encode()),
    "a stream of a PDF": b"%PDF-1.7\n1 0 obj <<>> stream\n" + zlib.compress(TEXT.encode()) + b"\nendstream",
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_a_text_is_found_in_whatever_way_it_is_written(way: str, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\0\xff some bytes \x9f" * 50 + WAYS[way] + b"more")
    assert Search(STEM, FIGURES).in_folder(tmp_path)
    assert not Search(STEM, FIGURES).in_folder(tmp_path, [tmp_path / "a"])


def test_a_text_is_found_in_an_archive_in_names_and_in_links(tmp_path: Path) -> None:
    search = Search(STEM)
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sheet.xml", TEXT)
    (tmp_path / f"notes {marker(8)}").touch()
    (tmp_path / "link").symlink_to(marker(9))
    found = "\n".join(search.in_folder(tmp_path))
    assert "unpacked" in found and f"the name {tmp_path}" in found and "the link" in found
    assert all(marker(number) in found for number in (7, 8, 9))


def test_what_is_not_there_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(os.urandom(1 << 20) + b"Qzvx Marker" + zlib.compress(b"QzvxMark"))
    assert not Search(STEM, FIGURES).in_folder(tmp_path)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads a process through /proc")
def test_a_text_is_found_in_a_process_and_in_what_is_told_of_it(tmp_path: Path) -> None:
    (tmp_path / marker(3)).touch()
    code = (
        "import pathlib, subprocess, sys; kept = ('Qzvx' + 'Marker042').encode('utf-16-le')"
        "; opened = next(pathlib.Path().iterdir()).open(); below = subprocess.Popen(['sleep', '60'])"
        "; print(flush=True); sys.stdin.readline(); below.kill()"
    )
    environ = {**os.environ, "NOTE": marker(4)}
    with subprocess.Popen(
        [sys.executable, "-c", code, marker(5)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environ,
        cwd=tmp_path,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        seen = "\n".join(Search(STEM).in_sight(process.pid))
        held = Search(STEM).in_memory(process.pid)
        assert children(process.pid)
        process.communicate(b"\n")
    assert all(f"/proc/{place}" in seen for place in ("cmdline", "environ", "fd")), seen
    assert held is None or any("utf-16-le" in each and "042" in each for each in held)

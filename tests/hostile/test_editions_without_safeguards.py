"""An edition without the gate's "stop" and without most decisions passed; a damaged font ended in a traceback."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from screening.authoring.content_check import check_content
from screening.documents.typography.fonts import _opened
from screening.domain.protocol.validation import SAFEGUARDS
from screening.errors import BadInput
from screening.settings import EDITION, indicators_root
from screening.wording.script.typefaces import typeface


def tables(text: str, head: str) -> list[str]:
    """The parts of a file that begin with such a line, and what is before them first."""
    first, *rest = text.split(f"\n[[{head}]]\n")
    return [first, *rest]


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    return Path(shutil.copytree(indicators_root() / EDITION, tmp_path / EDITION))


def told(edition: Path) -> list[str]:
    return [str(each) for each in check_content([edition])[0]]


def test_the_gate_must_let_the_person_stop(edition: Path) -> None:
    assert told(edition) == []
    gate = edition / "gate.toml"
    gate.write_text(gate.read_text("utf-8").replace('effect = "stop"', 'effect = "not_private"'), "utf-8")
    assert any("lets the person stop" in each for each in told(edition))


@pytest.mark.one_in(8)
@pytest.mark.parametrize("name", SAFEGUARDS)
def test_no_decision_may_be_left_out(edition: Path, name: str) -> None:
    file = edition / "consent.toml"
    first, *rest = tables(file.read_text("utf-8"), "decision")
    kept = [each for each in rest if f'id = "{name}"' not in each]
    assert len(kept) == len(rest) - 1
    gone = next(each for each in rest if f'id = "{name}"' in each)
    behind = gone[gone.index("\n[") :] if "\n[" in gone else ""
    file.write_text("\n[[decision]]\n".join([first, *kept]) + behind, "utf-8")
    assert any(name in each for each in told(edition))


@pytest.mark.parametrize("data", [b"", b"x" * 5000, b"\x00\x01\x00\x00" + b"\xff" * 300])
def test_a_damaged_font_is_told_in_a_sentence(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "font.ttf").write_bytes(data)
    with pytest.raises(BadInput, match="font-damaged"):
        _opened(tmp_path / "font.ttf", typeface("Latn"))

"""What every test of wording may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.wording.some_content import Content, small_content


@pytest.fixture
def content(tmp_path: Path) -> Content:
    return small_content(tmp_path)

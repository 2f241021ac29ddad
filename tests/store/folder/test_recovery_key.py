"""The secret half of a recovery key is the one line of its file that is neither blank nor a comment."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.errors import StoreTrouble
from screening.store.folder import recovery_key


@pytest.mark.parametrize("before", ["", "# kept in the safe\n", "\n  \n# 2026\n\n"])
def test_what_stands_above_the_secret_is_passed_over(tmp_path: Path, before: str) -> None:
    path = tmp_path / "secret"
    public = recovery_key.new_recovery_key(path)
    secret = recovery_key.read_secret(path)
    path.write_text(f"{before}  {secret}  \n", "utf-8")
    assert recovery_key.read_secret(path) == secret
    assert recovery_key.public_half(path) == public


def test_a_file_of_comments_alone_is_no_key(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("# nothing here\n\n", "utf-8")
    assert recovery_key.read_secret(path) == ""
    with pytest.raises(StoreTrouble, match="wrong-recovery"):
        recovery_key.public_half(path)

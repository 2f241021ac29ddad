"""A library is imported without what it would take along, and what was left out can be imported afterwards."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
import screening.store
from screening.sound.library import miniaudio
miniaudio()
print("numpy" in sys.modules, "sqlite_utils" in sys.modules, "miniaudio" in sys.modules)
import numpy
print(numpy.array([1, 2]).sum())
"""


def test_vault_and_sound_come_without_what_they_take_along_and_who_needs_it_still_gets_it() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True", "True", "3"]

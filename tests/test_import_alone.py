"""A library is imported without what it would take along, and what was left out can be imported afterwards."""

from __future__ import annotations

import subprocess
import sys

import pytest

from screening.import_alone import import_alone

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


ALONE = """
import sys
from screening.import_alone import import_alone
encoder = import_alone("reportlab.graphics.barcode", "qrencoder")
print(encoder.QRErrorCorrectLevel.M, "reportlab.graphics.barcode" in sys.modules, "reportlab.platypus" in sys.modules)
from reportlab.graphics.barcode import qrencoder
print(qrencoder.QRErrorCorrectLevel.M)
"""


def test_a_module_comes_without_its_package_and_who_needs_the_package_still_gets_it() -> None:
    done = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "False", "False", "0"]


@pytest.mark.parametrize(
    ("package", "name"), [("reportlab.no_such", "qrencoder"), ("reportlab.graphics.barcode", "no")]
)
def test_a_module_that_is_not_there_is_told(package: str, name: str) -> None:
    with pytest.raises((ImportError, OSError)):
        import_alone(package, name)

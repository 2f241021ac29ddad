"""What is needed soon is read before it is wanted."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from screening.qt.platform.preload import read_papers_now
from screening.settings import content_root
from screening.wording.catalogue.source_texts import Audience
from screening.wording.catalogue.translations import catalogue
read_papers_now()
before = catalogue.cache_info().misses
assert catalogue(content_root(), "ms", Audience.OFFICER).entries
print(catalogue.cache_info().misses - before, *sys.modules)
"""


def test_the_first_papers_wait_neither_for_what_makes_them_nor_for_malay() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    read_later, *modules = done.stdout.split()
    assert int(read_later) == 0
    assert {"screening.documents.forms.render", "reportlab.pdfgen.canvas", "uharfbuzz"} <= set(modules)
    assert not {"reportlab.platypus", "reportlab.graphics.shapes"} & set(modules), "nothing of ReportLab's own layout"

"""``python -m tests.truth FIRST LAST``: make these batches, and print each lie with the acts before it."""

from __future__ import annotations

import sys
import time
from collections import Counter

from tests.truth.running import BATCH, run_batch


def main(first: int, last: int) -> int:
    began, kinds = time.monotonic(), Counter[str]()
    sentences = papers = pdfs = 0
    for number in range(first, last + 1):
        found, told = run_batch(number)
        sys.stdout.write("".join(f"{line}\n" for line in told))
        kinds.update(each.kind for each in found.lies)
        sentences, papers, pdfs = sentences + found.sentences, papers + found.papers, pdfs + found.pdfs
    cases = (last + 1 - first) * BATCH
    sys.stdout.write(f"{cases} cases, {sentences} sentences, {papers} papers, {pdfs} of them printed, "
          f"{sum(kinds.values())} lies {dict(kinds)}, {time.monotonic() - began:.0f} s\n")  # fmt: skip
    return bool(kinds)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))

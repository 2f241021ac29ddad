"""How long an edition takes to load after import, how large it is, and how much of it was checked.

    python benchmarks/edition.py [--times 20]

Each figure is of a fresh process that has imported the reader and read no edition yet; the files are in the cache of
the operating system. The same files are read with tomllib alone too, to see what the rules cost.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import sys
import time

from screening import settings
from screening.authoring.content_check import check_content
from screening.authoring.protocol_page import figures
from screening.casework.content.edition import open_content

FRESH = """
import json, time, tomllib
from screening import settings
from screening.domain.protocol.loader import open_edition
from screening.domain.scoring.weights_loader import open_weights
folder = settings.indicators_root() / settings.EDITION
start = time.perf_counter()
protocol = open_edition(folder)
read = time.perf_counter()
open_weights(folder, protocol)
weighed = time.perf_counter()
texts = [path.read_text("utf-8") for path in folder.rglob("*.toml")]
begun = time.perf_counter()
for text in texts:
    tomllib.loads(text)
print(json.dumps({"edition": read - start, "weights": weighed - read, "TOML": time.perf_counter() - begun}))
"""
ROWS = {
    "edition": "edition, read and checked",
    "weights": "its weights, read and checked",
    "TOML": "the TOML of all files alone",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    times = parser.parse_args().times
    runs = []
    for _ in range(times):
        told = subprocess.run([sys.executable, "-c", FRESH], check=True, capture_output=True, text=True)
        runs.append(json.loads(told.stdout))
    print(f"Python {platform.python_version()}, {times} fresh processes, edition {settings.EDITION}\n")
    print("| | median ms | worst ms |\n|---|---|---|")
    for name, label in ROWS.items():
        taken = [run[name] * 1000 for run in runs]
        print(f"| {label} | {statistics.median(taken):.1f} | {max(taken):.1f} |")
    started = time.perf_counter()
    problems, files = check_content([settings.indicators_root()])
    print(f"\nscreening check indicators/: {files} files, {len(problems)} problems, ", end="")
    print(f"{(time.perf_counter() - started) * 1000:.0f} ms in one process")
    print("\n| figure | |\n|---|---|")
    for name, value in figures(open_content().protocol).items():
        print(f"| {name} | {value} |")


if __name__ == "__main__":
    main()

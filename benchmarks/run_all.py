"""Run every benchmark that needs no other program, and write what they say into one page.

    python benchmarks/run_all.py [PAGE] [--only NAME ...]

PAGE is benchmarks/measured.md where none is named; it is written anew after each part. Each part begins with the
calibration of ``calibration.py``, taken just before it, so that parts and machines can be compared. What takes seconds
comes first. The whole took 19 minutes beside a load of six: the records of ``list`` and ``caseload`` have at
most 10,000 cases here; those scripts by themselves go to 100,000. ``engine`` and ``peers`` need Node and run only where
they are named.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
PARTS: dict[str, tuple[str, ...]] = {
    "training": ("training.py",),
    "edition": ("edition.py",),
    "scoring": ("scoring/scoring.py",),
    "languages": ("languages.py",),
    "memory": ("memory.py",),
    "papers": ("papers.py", "200"),
    "desk": ("desk.py",),
    "window": ("window.py",),
    "exchange": ("exchange.py", "--cases", "200"),
    "operation": ("operation.py",),
    "vault": ("vault.py", "--answers", "1000", "--large", "30000"),
    "idle": ("idle.py", "--seconds", "0.5"),
    "list": ("case_list.py", "--times", "11"),
    "caseload": ("caseload.py", "100", "1000", "10000"),
}
"""Name, script and arguments. Left out: the kills and cuts of ``faults/``."""
WITH_NODE: dict[str, tuple[str, ...]] = {"engine": ("scoring/run.sh",), "peers": ("peers/run.sh",)}
"""They need Node with npm, the second Chromium as well; what they install stays outside the repository."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", nargs="?", type=Path, default=HERE / "measured.md")
    parser.add_argument("--only", nargs="+", choices=[*PARTS, *WITH_NODE], default=list(PARTS))
    chosen = parser.parse_args()
    today = datetime.datetime.now(datetime.UTC).date()
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    parts = [f"# Measured on {today}\n\n`python benchmarks/run_all.py`: {machine}.\n"]
    failed = []
    for name in chosen.only:
        before, text, code, seconds = _part(name)
        parts.append(f"## {name}\n\nBefore it: {before}. It took {seconds:.0f} s.\n\n```\n{text}\n```\n")
        if code:
            failed.append(name)
        print(f"{name}: {seconds:.0f} s" + (f", stopped with {code}" if code else ""), flush=True)
        chosen.page.write_text("\n".join(parts), "utf-8")
    if failed:
        raise SystemExit(f"These parts stopped before their end: {', '.join(failed)}. {chosen.page} says where.")


def _part(name: str) -> tuple[str, str, int, float]:
    """Return the calibration before a part, what the part printed, its exit code and its seconds by the clock."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHON": sys.executable}
    before = subprocess.run(
        [sys.executable, str(HERE / "calibration.py")], capture_output=True, text=True, env=environment, check=True
    ).stdout.strip()
    began = time.monotonic()
    script, *arguments = (PARTS | WITH_NODE)[name]
    runs = "sh" if script.endswith(".sh") else sys.executable
    done = subprocess.run(
        [runs, str(HERE / script), *arguments], capture_output=True, text=True, env=environment, check=False
    )
    text = done.stdout.strip() if done.returncode == 0 else f"{done.stdout}\n{done.stderr}".strip()
    return before, text, done.returncode, time.monotonic() - began


if __name__ == "__main__":
    main()

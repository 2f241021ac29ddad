"""Where the memory of the window lies: ``QT_QPA_PLATFORM=offscreen python benchmarks/memory.py [--cases 10]``.

The same cases as in ``window.py``, but nothing is painted to an image beside what the program paints itself: blocks of
4 MiB that come and go would leave holes. Linux only; what the libraries of this process map is in the figure.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import window as measured
from PySide6.QtWidgets import QApplication

from screening.qt.platform import preload

PASSPHRASE = "velvet kettle orbit lantern mosaic"
MAKE = (
    "import sys; from pathlib import Path; from screening.store import create_vault\n"
    "from screening.store.crypto.key_file import Cost\n"
    "cost = Cost(1, 64 * 2**20)\n"
    "create_vault(Path(sys.argv[1]), sys.argv[2], 'LAB-07', 'labour-officer', 'Office', cost=cost).close()"
)
"""Makes the record in another process: this one only opens it, as the program does on all days but one."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10)
    cases = parser.parse_args().cases
    folder = Path(tempfile.mkdtemp()) / "record"
    subprocess.run([sys.executable, "-c", MAKE, str(folder), PASSPHRASE], check=True)
    _tell("libraries of the window and of the record")
    application = QApplication([])
    measured.apply_theme(measured.Theme())
    window = measured.Window(folder, measured.Words("en"))
    window.resize(1366, 768)
    window.show()
    window.begin()
    measured._settle()
    _tell("page of the passphrase")
    preload.read_now()
    window.open_record(lambda: measured.open_vault(folder, PASSPHRASE))
    measured._until(lambda: window.pages is not None and window.shell is not None and window.shell.page() is not None)
    measured._settle()
    _tell("list of cases")
    for number in range(1, cases + 1):
        measured._begin_case(window)
        measured._answers(window, window.pages, [], [], [], picture=False)
        measured._settle()
        _tell(f"case {number}")
    for size, name in sorted(((size, name) for name, size in _mapped().items()), reverse=True)[:20]:
        print(f"{size:7.1f}  {name}")
    window.close()
    application.quit()


def _tell(when: str) -> None:
    """Print the resident memory by kind, in MiB, and how much there is of Python."""
    mapped = _mapped()
    heap, other = mapped.pop("heap of C", 0.0), mapped.pop("no file: objects of Python, picture of the window", 0.0)
    files = sum(mapped.values())
    print(
        f"{when:45} {files + heap + other:6.1f} MiB: files {files:.1f}, heap {heap:.1f}, no file {other:.1f};",
        f"{len(sys.modules)} modules, {sys.getallocatedblocks():,} blocks",
        flush=True,
    )


def _mapped() -> dict[str, float]:
    """Return the resident MiB of each file that is mapped, of the heap, and of what lies in no file."""
    found: dict[str, float] = {}
    name = ""
    for line in Path("/proc/self/smaps").read_text(encoding="utf-8").splitlines():
        fields = line.split()
        if "-" in fields[0]:
            path = fields[5] if len(fields) > 5 else ""
            name = "heap of C" if path == "[heap]" else Path(path).name if path.startswith("/") else ""
        elif fields[0] == "Rss:":
            name = name or "no file: objects of Python, picture of the window"
            found[name] = found.get(name, 0.0) + int(fields[1]) / 1024
    return found


if __name__ == "__main__":
    main()

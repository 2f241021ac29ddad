"""Measures papers: the time of every sheet of one case, sizes, pictures, and random consents without a leak.

``python benchmarks/papers.py [CONSENTS]`` prints a table; ``benchmarks/papers.md`` keeps the figures.
"""

from __future__ import annotations

import datetime
import platform
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from screening.settings import OWN

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from screening.casework.content import directory as services  # noqa: E402
from screening.casework.content.edition import open_content  # noqa: E402
from screening.casework.interview import note_pages  # noqa: E402
from screening.casework.referral import papers, recipients  # noqa: E402
from screening.documents.forms.leaves import build_papers  # noqa: E402
from screening.documents.forms.redaction import visible  # noqa: E402
from screening.documents.forms.render import render_all  # noqa: E402
from screening.documents.paper_check.check import check, lock  # noqa: E402
from screening.documents.pdf.rasterise import page_count, picture  # noqa: E402
from screening.domain.case.release import EVERYTHING  # noqa: E402
from screening.errors import NotAccepted  # noqa: E402
from screening.store import practice_vault  # noqa: E402
from screening.wording.catalogue.translations import Words  # noqa: E402
from tests.casework.some_talk import Session  # noqa: E402
from tests.documents.forms import test_paper_contents as contents  # noqa: E402

RUNS = 15
PASSPHRASE = "lantern copper meadow thimble walnut"
SIGNS = "papers-kept locked little-pay threats debt-owed debt-grows needs-call wants-pay"
NOTES = {
    "agreed": "1,500", "paid": "2,000", "months": "7", "hours": "84", "fees": "15,000", "employer": "A company",
    "workplace": "Packing", "persons": "A man of about 50", "places": "A blue gate", "interpreter": "By phone",
    "background": "Two children at home", "recommendation": "An interim order",
}  # fmt: skip


def talk() -> Session:
    session = Session(practice_vault(), open_content()).gate().agrees("bn").says(SIGNS, "violence")
    session.do(session.interview.write("papers", "আমার পাসপোর্ট মালিকের কাছে।"))
    for line, text in {"wishes": "বাড়িতে ফোন", "must-not-know": "Employer", "reach": "After 20:00"}.items():
        session.do(session.interview.note(line, text))
    session.ends()
    for field, text in NOTES.items():
        session.do(note_pages.note(session.interview, "paper", field, text))
    for recipient, parts in {
        "tenaganita": "needs labour contact",
        "police-trafficking": "signs words alleged",
        "jkm-district": "needs social contact",
    }.items():
        for part in parts.split():
            session.do(recipients.decide(session.interview, recipient, part, "yes"))
    return session


def calibration() -> float:
    """Milliseconds of processor that ten million additions in a module's text take here, for comparing machines."""
    start = time.process_time()
    exec("total = 0\nfor number in range(10_000_000):\n    total += number\n", {})
    return (time.process_time() - start) * 1000


def spent(act: Callable[[], bytes]) -> tuple[float, bytes]:
    """Milliseconds of processor, and what was made."""
    start = time.process_time()
    made = act()
    return (time.process_time() - start) * 1000, made


def timed(name: str, act, runs: int = RUNS) -> float:
    act()
    took = []
    for _ in range(runs):
        start = time.perf_counter()
        act()
        took.append((time.perf_counter() - start) * 1000)
    middle = statistics.median(took)
    print(f"{name:<44} median {middle:7.1f} ms   fastest {min(took):7.1f} ms")
    return middle


def leaks(wanted: int) -> int:
    """Random consents over every layout: how many sheets said something that was not agreed to."""
    parts, found, made = sorted(contents.ALL), 0, 0
    chance = random.Random(8)
    while made < wanted:
        folder, name = chance.choice(contents.EVERY)
        granted = frozenset(part for part in parts if chance.random() < 0.5)
        form = contents.SETS[folder][name]
        made += 1
        try:
            text = contents.told(form, granted)
        except NotAccepted:
            continue
        found += bool({mark for mark in contents.EVERY_MARK if mark in text} - contents.may_say(form, granted))
    return found


def main() -> None:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    print(platform.python_version(), platform.machine(), platform.system())
    session, directory, today = talk(), services.shipped(OWN), datetime.date.today()
    keeper = session.keeper()
    known = papers.facts(session.interview, keeper, directory, "tenaganita", today)
    every = [form for form in papers.forms(OWN).values() if form.size != "card"]
    nothing = papers.nothing_read(session.interview.protocol, session.interview.content.weights, "adult")

    def whole() -> bytes:
        made = [
            content
            for form in every
            for content in build_papers(form, visible(known, form, EVERYTHING, nothing), root_words=Words("en"))
        ]
        return render_all(made)

    first, data = spent(whole)
    loop = [calibration()]
    took = [spent(whole)[0] for _ in range(RUNS)]
    loop.append(calibration())
    fastest = min(took)
    print(f"ten million additions, processor time: {min(loop):.0f} ms")
    print(
        f"every sheet, processor time alone: median {statistics.median(took):.0f} ms, fastest {fastest:.0f} ms "
        f"= {fastest / min(loop):.2f} of the additions"
    )
    print(f"the first set after the start: {first:.0f} ms")
    timed(f"every sheet of one case ({len(every)} sheets, {page_count(data)} pages)", whole)
    for recipient in ("tenaganita", "police-trafficking", "jkm-district"):
        file = papers.make_file(session.interview, keeper, directory, recipient, today)
        timed(
            f"{recipient}: {len(file.forms)} sheets, {len(file.data) // 1024} KB",
            lambda recipient=recipient: papers.make_file(session.interview, keeper, directory, recipient, today),
        )
    timed(f"lock with AES-256 ({len(data) // 1024} KB)", lambda: lock(data, PASSPHRASE))
    timed("check the seal", lambda: check(data))
    timed("a page as a picture, 900 wide", lambda: picture(data, 0, width=900))
    timed("a page for the printer, 300 dots an inch", lambda: picture(data, 0, dpi=300), 5)
    start = time.perf_counter()
    found = leaks(wanted)
    took = time.perf_counter() - start
    print(f"{wanted} random consents over {len(contents.EVERY)} layouts: {found} leaks, {took:.1f} s")
    if found:
        raise SystemExit(1)


if __name__ == "__main__":
    main()

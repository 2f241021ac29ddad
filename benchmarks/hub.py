"""How a headquarters takes bundles in: processor time, memory, and how long readers wait, from few cases to many.

    python benchmarks/hub.py [--cases 1000 10000] [--answers 46] [--folder FOLDER]

For each number of cases it starts a PostgreSQL of its own, with PostgreSQL's first settings, in a temporary folder,
invents bundles of ``PIECE`` cases with the program's own functions, and takes them in: the importer in a process of its
own, and beside it a reader that fetches ``ROWS`` rows of every view again and again. Counted is the processor time of
the importer and of the server, without that of the reader's backend. 100,000 cases take some 10 GB and half an hour.
"""

from __future__ import annotations

import argparse
import datetime
import json
import multiprocessing
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event as Ending
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from calibration import calibrated, line

from screening.casework.content.edition import open_content
from screening.domain.answers import Answer, How
from screening.domain.events.case_codes import new_code
from screening.domain.events.catalogue import (
    AnswerGiven,
    AssessmentOpened,
    CaseOpened,
    ConsentDecided,
    Event,
    FormIssued,
    GateAnswered,
    LanguageChosen,
    TopicOffered,
    ViewWritten,
    WordsWritten,
)
from screening.domain.events.contacts import ContactCard
from screening.domain.events.hash_chain import START
from screening.domain.events.referral import RecipientAdded, ReferralSent, SheetNoted
from screening.store.bundles.bundle_format import make
from screening.store.bundles.joining import strand_name
from screening.store.bundles.manifest import Head
from screening.store.bundles.own_keys import OwnKeys, new_own_keys
from screening.store.database.rows import Row, new_row

PIECE = 1000
"""Cases in one bundle."""
ROWS = 1000
"""How much of a view the reader fetches."""
LETTERS = "abcdefghijklmnopqrstuvwxyz      "
TICKS = os.sysconf("SC_CLK_TCK")
SECTORS = ("construction", "construction", "domestic", "fishing", "manufacturing", "plantation", "services")
EPOCH, MONTHS = 1_767_225_600, 26_000_000
"""The first moment of 2026, and the seconds of the ten months from then in which the invented cases are opened."""


# --- invented bundles


def events_of(items: list[str], answers: int, chance: random.Random) -> list[Event]:
    """One case from the gate to a referral; beside one answer in five, 216 letters of words."""
    told: list[Event] = [
        CaseOpened("2026-1", chance.choice(("workplace", "office", "shelter")), "field"),
        GateAnswered("minor", chance.choice(("adult", "adult", "adult", "under_18", "might_be"))),
        GateAnswered("danger", "no"),
        LanguageChosen(chance.choice(("my", "bn", "ne", "id", "en"))),
        *(ConsentDecided(each, "yes", "0" * 64, "en") for each in ("talk", "notes")),
        ConsentDecided("count", chance.choice(("yes", "yes", "no")), "0" * 64, "en"),
        SheetNoted("service", "sector", chance.choice(SECTORS)),
    ]
    for number, item in enumerate(chance.sample(items, answers)):
        if number % 5 == 4:
            text = "".join(chance.choices(LETTERS, k=216))
            told += [TopicOffered(f"topic-{number}"), WordsWritten(f"topic-{number}", "1", text)]
        told.append(AnswerGiven(item, chance.choice(list(Answer)), chance.choice((How.TOLD, How.ASKED))))
    paths = chance.choice((("formal_identification",), ("labour_remedies", "health"), ("health",)))
    return [
        *told,
        ViewWritten(("control",), "fairly_sure", "what was said"),
        AssessmentOpened("2026-1", paths, "0" * 64),
        RecipientAdded("ngo", "wish"),
        ReferralSent("ngo", ("needs", "signs"), "saved", "2" * 64, "2026-12-24"),
        FormIssued("referral", "saved", "1" * 64),
    ]


def strand_of(code: str, keys: OwnKeys, strand: str, events: list[Event], opened: int) -> tuple[Head, list[Row]]:
    rows: list[Row] = []
    prev = START
    for seq, event in enumerate(events, start=1):
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(opened + 40 * seq))
        rows.append(new_row(event, case=code, strand=strand, seq=seq, lamport=seq, at=at, by="Officer", prev=prev))
        prev = rows[-1].link.digest
    return Head(code, strand, len(rows), prev).signed(keys), rows


def invent(folder: Path, cases: int, answers: int) -> list[Path]:
    """Bundles of so many cases, each of another laptop, with the keys that open them (``keys.json``)."""
    chance = random.Random(cases)
    items = sorted(open_content("2026-1").protocol.items)
    office = new_own_keys()
    cards: list[ContactCard] = []
    made: list[Path] = []
    for number in range((cases + PIECE - 1) // PIECE):
        keys = new_own_keys()
        card = ContactCard(f"Laptop {number}", f"Unit {number % 7}", "laptop", keys.signing, keys.recipient)
        strand = strand_name(keys.signing)
        count = min(PIECE, cases - number * PIECE)
        codes = sorted({new_code() for _ in range(count * 2)})[::2][:count]
        strands = (
            strand_of(
                code, keys, strand, events_of(items, answers, chance), EPOCH + MONTHS * (number * PIECE + at) // cases
            )
            for at, code in enumerate(codes)
        )
        _, data = make(keys, card, [office.recipient], strands, made_at="2026-11-28T00:00:00Z", purpose="monthly")
        path = folder / f"{number:04}.age"
        path.write_bytes(data)
        made.append(path)
        cards.append(card)
    told = [[each.name, each.organisation, each.station, each.signing, each.recipient] for each in cards]
    (folder / "keys.json").write_text(json.dumps([office.seed.hex(), office.identity, told]))
    return made


def opened_keys(folder: Path) -> tuple[OwnKeys, dict[str, ContactCard]]:
    seed, identity, cards = json.loads((folder / "keys.json").read_text())
    return OwnKeys(bytes.fromhex(seed), identity), {
        card.number: card for card in (ContactCard(*each) for each in cards)
    }


# --- a PostgreSQL of its own


class Server:
    """A cluster with PostgreSQL's first settings, over a socket."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        found = shutil.which("initdb")
        places = [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
        if not places:
            raise SystemExit("PostgreSQL is not installed here.")
        self.programs = places[-1]
        self.owner: list[str] = []
        if os.getuid() == 0:
            # PostgreSQL refuses to run as root.
            shutil.chown(folder, "postgres", "postgres")
            self.owner = ["runuser", "-u", "postgres", "--"]
        self._run("initdb", "-U", "screening", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
        # Waits for a lock are named in the log.
        options = f"-k {folder} -c listen_addresses='' -c log_lock_waits=on -c deadlock_timeout=50ms"
        self._run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
        self.url = f"host={folder} user=screening dbname=postgres"
        self.postmaster = int((folder / "data" / "postmaster.pid").read_text().split()[0])

    def _run(self, program: str, *more: str) -> None:
        command = [*self.owner, str(self.programs / program), "-D", str(self.folder / "data"), *more]
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self.folder, env=environment)

    def stop(self) -> None:
        self._run("pg_ctl", "-m", "immediate", "stop")

    def waits(self) -> int:
        """How often somebody waited longer than 50 ms for a lock."""
        return (self.folder / "log").read_text("utf-8", errors="replace").count("still waiting for")

    def used(self, *but: int) -> float:
        """Processor seconds of all its processes so far, without those of the backends ``but``."""
        total = 0
        for place in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = place.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            process, parent = int(place.parent.name), int(fields[1])
            if process == self.postmaster:
                total += sum(map(int, fields[11:15]))
            elif parent == self.postmaster and process not in but:
                total += sum(map(int, fields[11:13]))
        return total / TICKS


# --- who takes in, and who reads


def take_in(url: str, folder: Path, files: list[Path], told: Connection) -> None:
    """Take files in; after each one tell what is new, the processor seconds and the highest memory so far."""
    from screening.hub.importing import import_files

    keys, cards = opened_keys(folder)
    began = time.process_time()
    for path, done in import_files(url, files, keys, cards):
        if isinstance(done, Exception):
            raise SystemExit(f"{path.name}: {done}")
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        told.send((done.added, time.process_time() - began, memory))
    told.send(None)


def read(url: str, ends: Ending, told: Connection) -> None:
    """Run every view again and again; tell how many rounds there were, how many answers took over a second, and
    the longest of each in seconds."""
    import psycopg

    longest: dict[str, float] = {}
    rounds = slow = 0
    with psycopg.connect(url, autocommit=True) as con:
        told.send(con.info.backend_pid)
        asked = "SELECT schemaname || '.' || viewname FROM pg_views WHERE schemaname LIKE 'screening%' ORDER BY 1"
        views = [name for (name,) in con.execute(asked)]
        while not ends.wait(0.2):
            for name in views:
                began = time.perf_counter()
                con.execute(f"SELECT * FROM {name} LIMIT {ROWS}").fetchall()
                took = time.perf_counter() - began
                longest[name] = max(longest.get(name, 0.0), took)
                slow += took > 1
            rounds += 1
    told.send((rounds, slow, longest))


@contextmanager
def reading(url: str, found: list[tuple[int, int, dict[str, float]]]) -> Iterator[int]:
    """A reader in a process of its own; the number of its backend."""
    ends, (ours, theirs) = multiprocessing.Event(), multiprocessing.Pipe()
    reader = multiprocessing.Process(target=read, args=(url, ends, theirs))
    reader.start()
    yield ours.recv()
    ends.set()
    found.append(ours.recv())
    reader.join()


def slowest_of(longest: dict[str, float]) -> str:
    found = sorted(longest.items(), key=lambda each: -each[1])[:4]
    return ", ".join(f"{name} {took:.2f} s" for name, took in found)


def published(url: str, folder: Path) -> str:
    """Publish a snapshot and write its report; the processor seconds of each here, without those of the server."""
    from screening.hub.database import connected
    from screening.hub.publishing import publish_snapshot
    from screening.hub.report import write_report
    from screening.wording.catalogue.translations import Words

    with connected(url) as database:
        began = time.process_time()
        publish_snapshot(database, datetime.date(2027, 1, 1))
        publishing = time.process_time() - began
        began = time.process_time()
        write_report(database, folder / "report", Words("en"))
        return f"publishing {publishing:.1f} s, report {time.process_time() - began:.1f} s of the processor"


# --- the table


def measure(cases: int, answers: int, under: Path) -> None:
    folder = Path(tempfile.mkdtemp(prefix="hub-bench-", dir=under))
    inside = folder / "bundles"
    inside.mkdir()
    making = multiprocessing.Process(target=invent, args=(inside, cases, answers))
    making.start()
    making.join()
    files = sorted(inside.glob("*.age"))
    folder.chmod(0o755)
    cluster = Path(tempfile.mkdtemp(prefix="pg-", dir=under))
    server = Server(cluster)
    try:
        _measure(server, cases, inside, files)
    finally:
        server.stop()
        shutil.rmtree(cluster)
        shutil.rmtree(folder)


def _measure(server: Server, cases: int, folder: Path, files: list[Path]) -> None:
    from screening.hub.database import connected
    from screening.hub.importing import ready

    with connected(server.url) as database:
        ready(database)
    print(f"| {cases:,} cases | {line(calibrated())} |", flush=True)
    alone: list[tuple[int, int, dict[str, float]]] = []
    beside: list[tuple[int, int, dict[str, float]]] = []
    pieces: list[tuple[int, float]] = []
    events, used, memory, clock = 0, 0.0, 0.0, time.perf_counter()
    ours, theirs = multiprocessing.Pipe()
    with reading(server.url, beside) as backend:
        began = server.used(backend)
        taking = multiprocessing.Process(target=take_in, args=(server.url, folder, files, theirs))
        taking.start()
        before = 0.0
        while (told := ours.recv()) is not None:
            added, used, memory = told
            events += added
            both = used + server.used(backend) - began
            pieces.append((added, both - before))
            before = both
        clock = time.perf_counter() - clock
        at_server = server.used(backend) - began
    with reading(server.url, alone):
        time.sleep(10)
    report = published(server.url, folder)
    again = multiprocessing.Process(target=take_in, args=(server.url, folder, files, theirs))
    began_again = server.used()
    again.start()
    while (told := ours.recv()) is not None:
        used_again = told[1]
    used_again += server.used() - began_again
    tenth = max(1, len(pieces) // 10)
    first, last = (sum(a for a, _ in part) / sum(b for _, b in part) for part in (pieces[:tenth], pieces[-tenth:]))
    rounds, slow, longest = beside[0]
    slowest = max(longest, key=lambda name: longest[name])
    print(
        f"| | {events:,} events in {clock:.0f} s; importer {used:.1f} s, server {at_server:.1f} s of the processor: "
        f"{events / (used + at_server):,.0f} a second of both, {first:,.0f} in the first tenth of the files, "
        f"{last:,.0f} in the last; {memory:.0f} MiB; the same again {used_again:.1f} s |\n"
        f"| | a reader beside it, {rounds} rounds of {len(longest)} views: "
        f"longest {longest[slowest]:.2f} s ({slowest}), "
        f"{slow} over a second; {server.waits()} waits for a lock; "
        f"alone afterwards {max(alone[0][2].values()):.2f} s ({alone[0][0]} rounds) |\n"
        f"| | slowest views alone: {slowest_of(alone[0][2])}; {report} |",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--answers", type=int, default=46)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    chosen = parser.parse_args()
    print("| | |\n|---|---|")
    for cases in chosen.cases:
        measure(cases, chosen.answers, chosen.folder)


if __name__ == "__main__":
    main()

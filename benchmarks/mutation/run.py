"""Mutation testing of domain/, store/ and documents/: does a test fail when the code is changed?

    python benchmarks/mutation/run.py map   TREE WORK     which test runs which line (once, 10 to 20 minutes)
    python benchmarks/mutation/run.py run   TREE WORK     tries the sample; goes on where it stopped
    python benchmarks/mutation/run.py again TREE WORK     tries the survivors again, on a newer TREE
    python benchmarks/mutation/run.py table WORK          the figures for README.md

TREE is a clone of the repository that may be changed (never the one you work in), WORK an empty folder. The Python that
runs this has `screening` installed from TREE (`pip install -e TREE[test]`) and nothing else of that name. Linux only.
"""

from __future__ import annotations

import contextlib
import fnmatch
import gc
import inspect
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict, fields
from itertools import zip_longest
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from mutants import Mutant, compiles, mutants

SEED = 17
TESTS = ("tests/domain", "tests/store", "tests/documents", "tests/casework", "tests/hostile")
# What is tried: a name, the files that count to it (the first that fits), and how many mutants are drawn.
STRATA = (
    ("crypto", ("store/crypto/*.py",), 52),
    ("journal", ("store/database/*.py",), 48),
    ("disclosure control", ("domain/statistics/*.py",), 42),
    (
        "consent",
        (
            "domain/case/rules.py",
            "domain/case/private_answering.py",
            "domain/case/withdrawals.py",
            "domain/case/concurrent_entries.py",
            "domain/case/case.py",
            "documents/forms/redaction.py",
        ),
        58,
    ),
    ("domain", ("domain/*.py",), 110),
    ("store", ("store/*.py",), 110),
    ("documents", ("documents/*.py",), 110),
)
TEXTS = 0.1  # at most this part of a stratum changes a text: most texts are keys that the loading of content checks
BUDGET, LARGE_BUDGET = 3.0, 60.0  # seconds of tests, as the map measured them: in `run`, and for what is tried `again`
PRELOADED = [
    "pytest",
    "_pytest.assertion",
    "hypothesis",
    "sqlcipher3",
    "nacl.pwhash",
    "nacl.secret",
    "nacl.public",
    "pyrage",
    "segno",
    "babel",
    "babel.messages.pofile",
    "reportlab.pdfgen.canvas",
    "pikepdf",
    "pypdfium2",
    "uharfbuzz",
    "click",
    "platformdirs",
    "pypdf",
    "snowballstemmer",
    "openpyxl",
    "PySide6.QtCore",
    "PySide6.QtGui",
    "PySide6.QtWidgets",
    "xdist",
    "pytestqt.plugin",
    "pytest_cov.plugin",
    "scipy.optimize",
    "sqlite3",
    "email.message",
    "xml.etree.ElementTree",
    "bidi",
]


RELOADED = ("screening", "tests", "sqlite_utils")

Change = tuple[Path, bytes, bytes, int]
"""A file, its source before and after, and the first line of what was changed."""
Drawn = tuple[str, str, Mutant]
"""Stratum, path under src/screening, mutant."""


def stratum(path: str) -> str:
    return next(name for name, globs, _ in STRATA if any(fnmatch.fnmatch(path, glob) for glob in globs))


def drawn(root: Path) -> list[Drawn]:
    """The sample (stratum, path under src/screening, mutant): the same for the same sources."""
    pools: dict[str, list[tuple[str, Mutant]]] = defaultdict(list)
    for floor in ("domain", "store", "documents"):
        for file in sorted((root / floor).rglob("*.py")):
            path = file.relative_to(root).as_posix()
            pools[stratum(path)] += [(path, mutant) for mutant in mutants(file.read_bytes())]
    sample = []
    for name, _, size in STRATA:
        random.Random(f"{SEED} {name}").shuffle(pools[name])
        texts = int(size * TEXTS)
        for kind, wanted in ((True, texts), (False, size - texts)):
            taken = 0
            for path, mutant in pools[name]:
                fits = (mutant.operator == "text") == kind and taken < wanted
                if fits and compiles(mutant.applied_to((root / path).read_bytes())):
                    sample.append((name, path, mutant))
                    taken += 1
    random.Random(SEED).shuffle(sample)
    sample.sort(key=lambda each: each[0] in ("domain", "store", "documents"))  # what matters most is tried first
    return sample


# Which test runs which line


def measure(tree: Path, work: Path) -> None:
    config = work / "coverage.toml"
    config.write_text(
        "[tool.coverage.run]\n"
        'source_pkgs = ["screening.domain", "screening.store", "screening.documents"]\n'
        f'data_file = "{work}/coverage.db"\n'
    )
    command = [sys.executable, "-m", "pytest", "-q", "-vv", "-p", "no:cacheprovider", "-n", "2", "--cov"]
    command += [f"--cov-config={config}", "--cov-context=test", "--cov-report=", "--durations=0"]
    command += ["--durations-min=0", *TESTS]
    with (work / "cov.log").open("w") as log:
        subprocess.run(command, cwd=tree, stdout=log, check=False)


class Map:
    """Tests by line, by file, and how long each takes with its own fixtures (seconds)."""

    def __init__(self, tree: Path, work: Path) -> None:
        self.tree = tree
        self.seconds: dict[str, float] = defaultdict(lambda: 0.001)
        for line in (work / "cov.log").read_text().splitlines():
            if match := re.match(r"([0-9.]+)s (?:call|setup|teardown) +(\S.*)$", line):
                self.seconds[match[2]] += float(match[1])
        failed = set(re.findall(r"^(?:FAILED|ERROR) (\S.*?)(?: - .*)?$", (work / "cov.log").read_text(), re.MULTILINE))
        from coverage.numbits import numbits_to_nums

        self.lines: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.files: dict[str, set[str]] = defaultdict(set)
        base = sqlite3.connect(work / "coverage.db")
        rows = base.execute(
            "SELECT path, context, numbits FROM line_bits JOIN file ON file.id = file_id"
            " JOIN context ON context.id = context_id"
        )
        for path, context, bits in rows:
            if context:
                test = context.rsplit("|", 1)[0]
                if test in failed:
                    continue
                name = path.split("/src/screening/")[1]
                self.files[name].add(test)
                for line in numbits_to_nums(bits):
                    self.lines[name][line].add(test)

    def reaching(self, path: str, mutant: Mutant) -> list[str]:
        """The tests that can reach a mutant, in the order in which they are run."""
        found: set[str] = set()
        if mutant.in_function:
            for line in range(mutant.first_line, mutant.last_line + 1):
                found |= self.lines[path].get(line, set())
        if not found:
            found = set(self.files.get(path, ())) | self.importing(path)
        mirror = f"tests/{path.rsplit('/', 1)[0]}/test_{Path(path).stem}"
        beside = f"tests/{path.rsplit('/', 1)[0]}/"
        by_file = defaultdict(list)
        for test in found:
            by_file[test.split("::")[0]].append(test)

        def rank(file: str) -> tuple[int, float]:
            near = 0 if file.startswith(mirror) else 1 if file.startswith(beside) else 2
            return near, sum(self.seconds[test] for test in by_file[file]) / len(by_file[file])

        quick = self.seconds.__getitem__
        return [test for file in sorted(by_file, key=rank) for test in sorted(by_file[file], key=quick)]

    def importing(self, path: str) -> set[str]:
        """Tests of the files beside, for a module whose lines run only while it is imported."""
        beside = f"tests/{path.rsplit('/', 1)[0]}/"
        stem = Path(path).stem
        return {
            test
            for test in self.seconds
            if test.startswith(beside) or re.search(rf"\b{stem}\b", test.split("::")[0].replace("test_", ""))
        }


# Trying


class Chosen:
    """A plugin of pytest: runs the given tests alone, in the given order."""

    def __init__(self, tests: list[str]) -> None:
        self.order = {test: at for at, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        chosen = [each for each in items if each.nodeid in self.order]
        items[:] = sorted(chosen, key=lambda each: self.order[each.nodeid])


class Forking:
    """A plugin of pytest: collects every test once, and tries each mutant in a fork that runs some of them.

    The mutant takes the place of its function's code in the fork; the file holds it too, for tests that start
    processes. What the collecting itself called is not changed by it, so a mutant may outlive what would kill it.
    """

    def __init__(self, trying: Callable[[Forking], None]) -> None:
        self.trying = trying
        self.failed = ""
        self.items: dict[str, Any] = {}
        self.functions: dict[tuple[str, str, int], list[FunctionType]] = defaultdict(list)

    def pytest_runtestloop(self, session: Any) -> bool:
        self.items = {item.nodeid: item for item in session.items}
        gc.unfreeze()
        for each in gc.get_objects():
            if isinstance(each, FunctionType):
                code = each.__code__
                self.functions[code.co_filename, code.co_qualname, code.co_firstlineno].append(each)
        gc.collect()
        gc.freeze()
        self.trying(self)
        return True

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed:
            self.failed = self.failed or report.nodeid

    def run(self, tests: list[str], change: Change) -> int:
        """In the fork: 0 where all passed, 1 where one failed."""
        if not self.put_in(*change):
            return 5
        chosen = [self.items[test] for test in tests if test in self.items]
        for item, after in zip_longest(chosen, chosen[1:]):
            item.ihook.pytest_runtest_protocol(item=item, nextitem=after)
            if self.failed:
                print(f"\nFAILED {self.failed}")
                return 1
        return 0

    def put_in(self, file: Path, before: bytes, after: bytes, line: int) -> bool:
        old = [code for code in outermost(compile(before, str(file), "exec")) if line in covered(code)]
        if len(old) != 1:
            return False
        new = [code for code in outermost(compile(after, str(file), "exec")) if code.co_qualname == old[0].co_qualname]
        new = [code for code in new if code.co_firstlineno == old[0].co_firstlineno]
        found = self.functions.get((str(file), old[0].co_qualname, old[0].co_firstlineno), [])
        for each in found:
            each.__code__ = new[0]
        return bool(found)


def outermost(code: CodeType) -> Iterator[CodeType]:
    """The functions and methods of a module, none of those inside them."""
    for each in code.co_consts:
        if isinstance(each, CodeType):
            if each.co_flags & inspect.CO_NEWLOCALS:
                yield each
            else:
                yield from outermost(each)


def covered(code: CodeType) -> range:
    last = max((line for _, _, line in code.co_lines() if line), default=code.co_firstlineno)
    inner = [covered(each)[-1] for each in code.co_consts if isinstance(each, CodeType)]
    return range(code.co_firstlineno, max([last, *inner]) + 1)


def cpu(group: int) -> float:
    """Seconds of processor time of a process and what it waited for."""
    try:
        fields = Path(f"/proc/{group}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def attempt(
    tree: Path,
    work: Path,
    tests: list[str],
    expected: float,
    session: Forking | None = None,
    change: Change | None = None,
) -> tuple[str, str]:
    """Run tests in a child of this process: ("passed" | "failed" | "timeout" | "broken", the test that failed)."""
    log = work / "child.log"
    child = os.fork()
    if child == 0:
        os.setsid()
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        null = os.open(os.devnull, os.O_RDONLY)
        for to, source in ((0, null), (1, out), (2, out)):
            os.dup2(source, to)
        os.chdir(tree)
        import pytest

        files = list(dict.fromkeys(test.split("::")[0] for test in tests))
        arguments = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider", "-p", "no:cov", "--tb=line", "-m", ""]
        arguments += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
        code = 4
        try:
            if session is not None and change is not None:
                code = session.run(tests, change)
            else:
                for name in [each for each in sys.modules if each.split(".")[0] in RELOADED]:
                    del sys.modules[name]
                code = int(pytest.main([*arguments, f"--basetemp={work}/bt", *files], plugins=[Chosen(tests)]))
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    began = time.monotonic()
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            break
        took = time.monotonic() - began
        if cpu(child) > 10 + 2 * expected or took > 400 + 6 * expected:
            os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return "timeout", ""
        time.sleep(0.02 if took < 5 else 0.2)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)  # what a test left running
    code = os.waitstatus_to_exitcode(status)
    said = log.read_text(errors="replace")
    if code == 0:
        return "passed", ""
    failed = re.search(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", said, re.MULTILINE)
    if code == 5 or (code == 4 and not failed):
        return "broken", said[-300:]
    return "failed", failed[1] if failed else f"exit {code}"


def judge(
    tree: Path,
    work: Path,
    known: Map,
    path: str,
    mutant: Mutant,
    budget: float,
    session: Forking | None = None,
    tests: list[str] | None = None,
) -> dict[str, Any]:
    """What became of one mutant; the tree is as before afterwards."""
    file = tree / "src/screening" / path
    source, times = file.read_bytes(), file.stat()
    tests = tests if tests is not None else known.reaching(path, mutant)
    used, spent = [], 0.0
    for test in tests:
        if spent + known.seconds[test] <= budget or not used:
            used.append(test)
            spent += known.seconds[test]
    near = set(list(dict.fromkeys(test.split("::")[0] for test in used))[:5])
    quick = [test for test in used if test.split("::")[0] in near][:80]
    rest = [test for test in used if test not in set(quick)]
    began = time.monotonic()
    said, by = "passed", ""
    try:
        file.write_bytes(mutant.applied_to(source))
        for batch in filter(None, (quick, rest)):
            change = (file, source, mutant.applied_to(source), mutant.first_line)
            said, by = attempt(tree, work, batch, sum(known.seconds[test] for test in batch), session, change)
            if said != "passed":
                break
    finally:
        file.write_bytes(source)
        os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    fate = {"passed": "survived", "failed": "killed"}.get(said, said)
    took = round(time.monotonic() - began, 1)
    return {"fate": fate, "by": by, "tests": len(tests), "run": len(used), "seconds": took}


def preload() -> None:
    import importlib

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    sys.dont_write_bytecode = True
    for name in PRELOADED:
        try:
            importlib.import_module(name)
        except ImportError:
            print("without", name)
    assert "screening" not in sys.modules


def run(tree: Path, work: Path) -> None:
    known = Map(tree, work)
    sample = drawn(tree / "src/screening")
    preload()
    child = os.fork()
    if child == 0:
        in_session(tree, work, lambda session: each_of(tree, work, known, sample, session))
        os._exit(0)
    os.waitpid(child, 0)
    each_of(tree, work, known, sample, None)


def each_of(tree: Path, work: Path, known: Map, sample: list[Drawn], session: Forking | None) -> None:
    """Try what was not tried yet: in forks of a session what stands in functions, everything else in new ones."""
    results = work / "results.jsonl"
    done = {json.loads(line)["key"] for line in results.read_text().splitlines()} if results.exists() else set()
    for at, (name, path, mutant) in enumerate(sample):
        key = f"{path}:{mutant.start}:{mutant.end}:{mutant.after}"
        if key in done or (session is not None and not mutant.in_function):
            continue
        said = judge(tree, work, known, path, mutant, BUDGET, session)
        if said["fate"] == "broken" and session is not None:
            continue
        row = {"key": key, "stratum": name, "path": path, **asdict(mutant), **said}
        with results.open("a") as out:
            out.write(json.dumps(row) + "\n")
        print(at + 1, len(sample), row["fate"], row["seconds"], path, mutant.first_line, row["by"][:150], flush=True)


def again(tree: Path, work: Path) -> None:
    """Survivors once more, on a newer TREE: with tests that the map does not know yet, then with many that it does.

    A mutant is found by its text, nearest to where it stood. Writes ``again.jsonl``; goes on where it stopped.
    """
    known = Map(tree, work)
    results = work / "again.jsonl"
    done = {json.loads(line)["key"] for line in results.read_text().splitlines()} if results.exists() else set()
    rows = [json.loads(line) for line in (work / "results.jsonl").read_text().splitlines()]
    rows = [row for row in rows if row["fate"] == "survived" and row["key"] not in done]
    rows.sort(key=lambda row: row["stratum"] in ("domain", "store", "documents"))
    preload()

    def trying(session: Forking) -> None:
        mapped = set().union(*known.files.values())
        fresh = [test for test in session.items if test not in mapped]
        for row in rows:
            file = tree / "src/screening" / row["path"]
            fits = ("before", "after", "operator")
            found = [
                mutant
                for mutant in (mutants(file.read_bytes()) if file.exists() else ())
                if all(getattr(mutant, name) == row[name] for name in fits)
            ]
            nearest = min(found, key=lambda one: abs(one.first_line - row["first_line"]), default=None)
            said: dict[str, Any] = {"fate": "gone", "by": ""}
            if nearest is not None:
                old = Mutant(**{field.name: row[field.name] for field in fields(Mutant)})
                beside = f"tests/{row['path'].rsplit('/', 1)[0]}/"
                mirror = f"{beside}test_{Path(row['path']).stem}"
                new = sorted((test for test in fresh if test.startswith(beside)), key=lambda test: mirror not in test)
                tests = new[:40] + known.reaching(row["path"], old)
                inside = session if nearest.in_function else None
                said = judge(tree, work, known, row["path"], nearest, LARGE_BUDGET, inside, tests)
            with results.open("a") as out:
                out.write(json.dumps({**row, **said}) + "\n")
            print(said["fate"], row["path"], row["first_line"], row["before"][:50], said["by"][:120], flush=True)

    in_session(tree, work, trying)


def in_session(tree: Path, work: Path, trying: Callable[[Forking], None]) -> None:
    """Collect every test, and try there."""
    import pytest

    os.chdir(tree)
    arguments = ["-q", "-s", "-n", "0", "-p", "no:cacheprovider", "-p", "no:cov", "--tb=line", "-m", ""]
    arguments += ["-W", "ignore::pytest.PytestAssertRewriteWarning", f"--basetemp={work}/bt", *TESTS]
    pytest.main(arguments, plugins=[Forking(trying)])


def table(work: Path) -> None:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for line in (work / "results.jsonl").read_text().splitlines():
        row = json.loads(line)
        counts[row["stratum"]][row["fate"]] += 1
        counts["all"][row["fate"]] += 1
    for name, fates in counts.items():
        print(f"| {name} | {sum(fates.values())} | {fates['killed'] + fates['timeout']} | {fates['survived']} |")


if __name__ == "__main__":
    places = [Path(each).resolve() for each in sys.argv[2:]]
    {"map": measure, "run": run, "again": again, "table": table}[sys.argv[1]](*places)

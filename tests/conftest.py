"""What every test shares: an offscreen Qt, a fixed hypothesis profile and the published content."""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import tomllib

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from nacl.pwhash import argon2id

from screening.casework.content.edition import Content, open_content
from screening.store.database import driver
from tests import held_files, made_vaults, on_windows

SWEEP_PART = "SCREENING_SWEEP_PART"
"""The environment's "2/4": of the tables of a sweep every fourth row, another one for 0, 1, 2 and 3."""

settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def content() -> Content:
    """The published edition, as the program opens it."""
    return open_content()


@pytest.fixture(scope="session", autouse=True)
def each_key_derived_once() -> Iterator[None]:
    """Argon2id and scrypt answer the same for the same secret, salt and cost: a process asks them once for each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(argon2id, "kdf", cache(argon2id.kdf))
        patch.setattr(hashlib, "scrypt", cache(hashlib.scrypt))
        yield


@pytest.fixture(scope="session", autouse=True)
def each_toml_text_parsed_once() -> Iterator[None]:
    """The same text means the same: a process parses it once, and whoever asks again gets a copy of their own."""
    parse = tomllib.loads

    @lru_cache(20_000)
    def parsed(text: str, parse_float: Callable[[str], object]) -> bytes:
        return pickle.dumps(parse(text, parse_float=parse_float))

    def loads(text: str, /, *, parse_float: Callable[[str], object] = float) -> object:
        return pickle.loads(parsed(text, parse_float))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tomllib, "loads", loads)
        yield


SETTINGS_OF_THE_PROGRAM = driver.BeforeFirstRead, driver.AfterFirstRead


@pytest.fixture(scope="session", autouse=True)
def no_waiting_for_the_disk() -> Iterator[None]:
    """No test cuts the power: what was handed to the system is there for every process, synced or not.

    Nor does one read the memory of its own process, which SQLCipher locks and overwrites piece by piece for a third of
    its time.
    """
    before, after = SETTINGS_OF_THE_PROGRAM
    with pytest.MonkeyPatch.context() as patch:
        for name in ("fsync", "fdatasync"):
            if hasattr(os, name):
                patch.setattr(os, name, lambda descriptor: os.fstat(descriptor) and None)
        patch.setattr(driver, "BeforeFirstRead", [each.replace("security = ON", "security = OFF") for each in before])
        patch.setattr(driver, "AfterFirstRead", [each.replace("= FULL", "= OFF") for each in after])
        yield


@pytest.fixture
def settings_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Open every record of this test with the settings that the program opens it with."""
    monkeypatch.setattr(driver, "BeforeFirstRead", SETTINGS_OF_THE_PROGRAM[0])
    monkeypatch.setattr(driver, "AfterFirstRead", SETTINGS_OF_THE_PROGRAM[1])


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of a test that is marked ``one_in(n)``, each n-th row is tested each time and the others are sweeps."""
    on_windows.mark(items)
    rows: Counter[str] = Counter()
    for item in items:
        mark = item.get_closest_marker("one_in")
        if mark is None or item.get_closest_marker("sweep") is not None:
            continue
        test = item.nodeid.partition("[")[0]
        if rows[test] % mark.args[0]:
            item.add_marker("sweep")
        rows[test] += 1
    if SWEEP_PART in os.environ:
        part, parts = map(int, os.environ[SWEEP_PART].split("/"))
        config.hook.pytest_deselected(items=_rows_of_other_parts(items, part, parts))


def _rows_of_other_parts(items: list[pytest.Item], part: int, parts: int) -> list[pytest.Item]:
    """Take from tables that are sweeps every row but each ``parts``-th, and return them; what is no table stays."""
    rows: Counter[str] = Counter()

    def stays(item: pytest.Item) -> bool:
        test, table, _ = item.nodeid.partition("[")
        if not table or item.get_closest_marker("sweep") is None:
            return True
        rows[test] += 1
        return (rows[test] + part) % parts == 0

    kept = [stays(item) for item in items]
    others = [item for item, stayed in zip(items, kept, strict=True) if not stayed]
    items[:] = [item for item, stayed in zip(items, kept, strict=True) if stayed]
    return others


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """A file that cannot even be read on Windows is left out there."""
    return True if on_windows.left_out(collection_path) else None


def pytest_collection_finish() -> None:
    """Thousands of tests that were collected stay until the end: the collector of cycles need not go through them.

    From now on it works between tests: as in the program, no thread but the main one may collect parts of a page.
    """
    gc.collect()
    gc.freeze()
    gc.disable()


def pytest_runtest_logfinish() -> None:
    """Collect what tests left, where it is much: what is new, and at times all."""
    if gc.get_count()[0] > 50_000:
        gc.collect(2 if gc.get_count()[2] > 20 else 1)


held_files.watch()


def pytest_runtest_setup() -> None:
    made_vaults.begin_test()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    assert held_files.told() == [], "a file is closed by its owner before it is replaced"


def pytest_sessionfinish() -> None:
    made_vaults.forget()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """As many processes as there are cores where all tests are run (None); this one alone where some are named."""
    return None if config.args_source is pytest.Config.ArgsSource.TESTPATHS else 0

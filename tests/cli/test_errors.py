"""Whatever is named or typed, a command ends with one sentence and exit 2: no traceback, and no waiting for ever."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from screening.cli.main import main
from screening.store import create_vault, new_recovery_key
from screening.store.crypto import passphrase
from screening.store.crypto.key_file import Cost
from screening.store.folder import throttle

PASSPHRASE = "lantern copper meadow thimble walnut"
LONG = "n" * 300
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """A command with these bytes on standard input: exit code, output and errors."""

    def call(*arguments: str, typed: bytes = f"{PASSPHRASE}\n".encode()) -> tuple[int, str, str]:
        monkeypatch.setattr(throttle, "_waits", {})
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8"))
        try:
            main(list(arguments))
            code = 0
        except SystemExit as left:
            code = int(left.code or 0)
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


@pytest.fixture
def record(tmp_path: Path) -> str:
    create_vault(tmp_path / "record", PASSPHRASE, "Officer", "ngo", "House", cost=Cost(1, 64 << 20)).close()
    return str(tmp_path / "record")


def one_sentence(told: tuple[int, str, str]) -> None:
    code, _, err = told
    assert code == 2
    assert len(err.strip().splitlines()) == 1
    assert "Traceback" not in err
    assert "Error" not in err


NAMED = [
    ("verify", "--vault", "{name}"),
    ("restore", "{name}", "--to", "{fresh}"),
    ("restore", "{record}", "--to", "{name}"),
    ("recovery-key", "--out", "{name}"),
    ("recover", "--vault", "{name}", "--recovery-key", "{key}"),
    ("recover", "--vault", "{fresh}", "--recovery-key", "{name}"),
    ("recover", "--vault", "{fresh}", "--recovery-key", "{key}", "--from", "{name}"),
    ("seal-and-purge", "--vault", "{name}", "--yes"),
    ("seal-and-purge", "--vault", "{record}", "--to", "{name}", "--yes"),
    ("bundle", "card", "--vault", "{record}", "--out", "{name}"),
    ("bundle", "card", "--vault", "{name}"),
    ("bundle", "add", "{name}", "--vault", "{record}"),
    ("bundle", "open", "{name}", "--vault", "{record}"),
    ("export", "summary", "--vault", "{record}", "--out", "{name}"),
    ("pack", "check", "{name}"),
    ("score", "{name}"),
    ("evaluate", "{name}"),
    ("protocol", "import-submission", "{name}"),
    ("form", "--check", "{name}"),
    ("form", "--blank", "--sheet", "A", "--out", "{name}"),
]


@pytest.mark.one_in(8)
@pytest.mark.parametrize("command", NAMED, ids=" ".join)
@pytest.mark.parametrize("kind", ["too-long", "below-a-file"])
def test_a_name_that_cannot_be_is_one_sentence(
    run: Run, record: str, tmp_path: Path, command: tuple[str, ...], kind: str
) -> None:
    new_recovery_key(tmp_path / "key")
    (tmp_path / "file").write_text("")
    name = str(tmp_path / (LONG if kind == "too-long" else "file/below"))
    given = {"name": name, "record": record, "key": str(tmp_path / "key"), "fresh": str(tmp_path / "fresh")}
    one_sentence(run(*(part.format(**given) for part in command)))
    assert Path(record, "vault.db").is_file()


READ = [
    ("score", "{pipe}"),
    ("evaluate", "{pipe}"),
    ("protocol", "import-submission", "{pipe}"),
    ("form", "--check", "{pipe}"),
    ("pack", "check", "{pipe}"),
    ("bundle", "add", "{pipe}", "--vault", "{record}"),
    ("bundle", "open", "{pipe}", "--vault", "{record}"),
    ("recover", "--vault", "{record}", "--recovery-key", "{pipe}"),
]


@pytest.mark.one_in(8)
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize("command", READ, ids=" ".join)
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_a_pipe_or_a_device_is_no_file_and_nobody_waits_for_it(
    run: Run, record: str, tmp_path: Path, command: tuple[str, ...], kind: str
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    given = {"pipe": str(pipe) if kind == "pipe" else "/dev/zero", "record": record}
    one_sentence(run(*(part.format(**given) for part in command)))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize("names", [("keys.json",), ("keys.json", "keys.bak"), ("recorder.bin",)])
def test_a_record_whose_file_became_a_pipe_does_not_hang(run: Run, record: str, names: tuple[str, ...]) -> None:
    for name in names:
        (Path(record) / name).unlink()
        os.mkfifo(Path(record) / name)
    code, _, err = run("bundle", "people", "--vault", record)
    assert code in (0, 2)
    assert "Traceback" not in err


def test_what_is_typed_and_is_no_text_is_said(run: Run, record: str) -> None:
    told = run("verify", "--vault", record, typed=b"\xff\xfe not text\n")
    one_sentence(told)
    assert "UTF-8" in told[2]


def test_a_passphrase_that_is_no_text_is_said_as_that(run: Run, record: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(b"\xff\xfe not text\n"), encoding="utf-8", errors="surrogateescape")
    monkeypatch.setattr(io, "TextIOWrapper", lambda *_args, **_more: stdin)
    told = run("bundle", "people", "--vault", record)
    one_sentence(told)
    assert "passphrase" in told[2]
    assert "on the screen" not in told[2]


def test_a_name_that_is_no_text_can_be_told(run: Run, tmp_path: Path) -> None:
    name = os.fsdecode(b"bad\xffname")
    code, out, err = run("form", "--blank", "--sheet", "A", "--out", str(tmp_path / name))
    assert (code, "Traceback" in err) == (0, False)
    assert "name" in out


def test_verifying_without_a_passphrase_is_no_sign_that_all_is_well(run: Run, record: str) -> None:
    code, out, _ = run("verify", "--vault", record, typed=b"\n")
    assert code == 1
    assert "passphrase" in out
    assert run("verify", "--vault", record)[0] == 0


def test_a_very_long_passphrase_is_judged_at_once_and_rightly() -> None:
    import random
    import string

    drawn = "".join(random.Random(5).choices(string.ascii_letters + string.digits, k=200_000))
    assert passphrase.passphrase_trouble(drawn) is None
    assert passphrase.passphrase_trouble(drawn[:500] * 40) == "passphrase-too-common"
    assert passphrase.passphrase_trouble(drawn[:500] * 2 + drawn[:250]) == "passphrase-too-common"
    assert passphrase.passphrase_trouble(drawn[:500] + "!" + drawn[1:400]) is None

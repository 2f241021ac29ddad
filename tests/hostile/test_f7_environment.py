"""F7: an environment that loads other code into the program, before or after its first line.

``LD_LIBRARY_PATH`` and ``PYTHONPYCACHEPREFIX`` were taken out when they had done their work, and the command line took
out nothing. Now every way into the program begins anew, once, in an environment without them.
"""

from __future__ import annotations

import marshal
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from screening.qt.platform.hardening import clean, command_again

HOSTILE = {
    "LD_LIBRARY_PATH": "/tmp/evil", "LD_AUDIT": "", "PYTHONPYCACHEPREFIX": "/tmp/evil/pyc", "PYTHONWARNINGS": "error",
    "PYTHONUSERBASE": "/tmp/evil", "GLIBC_TUNABLES": "glibc.malloc.perturb=1", "MALLOC_TRACE": "/tmp/evil/trace",
    "ALSA_CONFIG_PATH": "/tmp/evil/asound.conf", "QT_PLUGIN_PATH": "/tmp/evil", "QT_IM_MODULE": "../evil",
    "__EGL_VENDOR_LIBRARY_DIRS": "/tmp/evil", "GCONV_PATH": "/tmp/evil",
    "DBUS_SESSION_BUS_ADDRESS": "unixexec:path=/bin/sh,argv1=-c,argv2=touch /tmp/evil",
    "DBUS_SYSTEM_BUS_ADDRESS": "tcp:host=127.0.0.1,port=5999",
}  # fmt: skip
PLAIN = {
    "PATH": "/usr/bin:/bin",
    "HOME": "/tmp",
    "LANG": "C.UTF-8",
    "DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/user/1/bus",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_every_name_is_taken_out(name: str) -> None:
    environment = {**PLAIN, name: HOSTILE[name]}
    clean(environment)
    assert {each: text for each, text in PLAIN.items() if each != name} == environment


@pytest.mark.parametrize("name", ["LD_LIBRARY_PATH", "PYTHONPYCACHEPREFIX", "PYTHONUSERBASE", "GLIBC_TUNABLES"])
def test_what_had_an_effect_before_the_first_line_makes_the_program_begin_anew(name: str) -> None:
    assert clean({**PLAIN, name: HOSTILE[name]})
    assert not clean(dict(PLAIN))


def test_the_program_that_begins_anew_looks_nowhere_else() -> None:
    assert command_again(["verify"])[1:] == ["-I", "-m", "screening", "verify"]


def planted(folder: Path) -> dict[str, str]:
    """Compiled code of somebody else's in the place where the interpreter looks for that of this program."""
    import screening.casework.record.verification as victim

    source = Path(str(victim.__file__))
    cached = folder / source.relative_to("/").with_name(f"{source.stem}.{sys.implementation.cache_tag}.pyc")
    cached.parent.mkdir(parents=True)
    code = compile(f"import pathlib; pathlib.Path({str(folder / 'ran')!r}).touch()", "evil", "exec")
    found = source.stat()
    head = b"".join(int(n).to_bytes(4, "little") for n in (0, found.st_mtime, found.st_size & 0xFFFFFFFF))
    import importlib.util

    cached.write_bytes(importlib.util.MAGIC_NUMBER + head + marshal.dumps(code))
    return {**os.environ, "PYTHONPYCACHEPREFIX": str(folder)}


@pytest.mark.sweep
@pytest.mark.parametrize("way", ["module", "script"])
def test_the_command_line_runs_no_code_of_a_planted_cache(tmp_path: Path, way: str) -> None:
    script = shutil.which("screening", path=str(Path(sys.executable).parent)) or ""
    start = [sys.executable, "-m", "screening"] if way == "module" else [script]
    environment = planted(tmp_path)
    done = subprocess.run(
        [*start, "verify", "--vault", str(tmp_path / "none")], input="x\n", env=environment, capture_output=True,
        text=True, timeout=60, check=False,
    )  # fmt: skip
    assert "There is no record in that folder" in done.stdout + done.stderr
    assert not (tmp_path / "ran").exists()


@pytest.mark.sweep
def test_what_is_typed_still_reaches_the_program_that_began_anew(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "screening", "--help"], env={**os.environ, "LD_LIBRARY_PATH": "/tmp/evil"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert "Usage" in done.stdout

"""Set up a headquarters on this computer: user, folders, database, keys, and what watches the folder.

May be run again, as after a new version: what is there stays, and each step says whether it had anything to do.
"""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from screening.errors import BadInput
from screening.hub import case_status, migrations
from screening.hub import identity as keys_file
from screening.hub import place as places
from screening.hub.codes import refresh
from screening.hub.connection import opened
from screening.hub.database import connected
from screening.hub.place import CREDENTIAL, SERVICE, USER, HubPlace
from screening.wording.catalogue.error_messages import Message

OWNER = "screening_owner"
HOME = Path("/var/lib/screening-hub")
CREDENTIALS = Path("/etc/credstore.encrypted")
UNITS = Path("/etc/systemd/system")
RUNS = Path("/run/systemd/system")
"""There where systemd runs."""
Step = tuple[Message, bool]
"""What there is now, and whether it was made just now."""

SERVICE_UNIT = """[Unit]
Description=Take bundles into the database of the headquarters
After=postgresql.service

[Service]
Type=oneshot
User={user}
UMask=0077
LoadCredentialEncrypted={credential}:{stored}
ExecStart={program} hub import --passphrase-file %d/{credential}
LimitCORE=0
NoNewPrivileges=yes
PrivateTmp=yes
PrivateNetwork=yes
RestrictAddressFamilies=AF_UNIX
ProtectHome=yes
ProtectSystem=strict
ReadWritePaths={home}
"""
TIMER_UNIT = """[Unit]
Description=Look for bundles for the headquarters

[Timer]
OnBootSec=5min
OnUnitInactiveSec=15min

[Install]
WantedBy=timers.target
"""


def set_up(
    passphrase: Callable[[], str], name: str, organisation: str, *, database: str, socket: str, by_hand: bool
) -> Iterator[Step]:
    """Yield each step once it is done. ``passphrase`` is asked for where keys have to be made or kept for the timer;
    with ``by_hand`` it is not kept, and nothing watches the folder.

    Raises BadInput: ``hub-not-root``, ``hub-no-postgres`` where PostgreSQL has no user of its own, ``hub-no-user``
    where no user can be made, what ``keys_file.make_identity`` and ``open_identity`` raise; StoreTrouble.
    """
    if os.name != "posix" or os.geteuid() != 0:
        raise BadInput("hub-not-root")
    if not _is_user("postgres"):
        raise BadInput("hub-no-postgres")
    found = places.of(HOME, socket, database)
    made = _missing_user()
    yield Message("hub.set-up-user", {"user": USER}), made
    yield Message("hub.set-up-folders", {"folder": str(HOME)}), _folders(found)
    with _acting_as("postgres"):
        made = set_up_database(f"host={socket} user=postgres", database)
    yield Message("hub.set-up-database", {"name": database, "version": str(migrations.version())}), made
    typed: list[str] = []

    def once() -> str:
        typed.extend([] if typed else [passphrase()])
        return typed[0]

    yield Message("hub.set-up-keys", {"file": found.identity}), _keys(found, once, name, organisation)
    yield Message("hub.set-up-files", {"believed": found.senders, "ledger": found.ledger}), _files(found)
    yield Message("hub.set-up-place", {"file": str(places.FILE)}), _written(places.FILE, found.text())
    kept, made = (False, False) if by_hand else _kept_passphrase(found, once)
    yield Message("hub.set-up-passphrase" if kept else "hub.set-up-no-passphrase"), made
    if kept:
        watched, made = _watched()
        yield Message("hub.set-up-timer" if watched else "hub.set-up-no-timer", {"unit": f"{SERVICE}.timer"}), made


def set_up_database(server: str, name: str) -> bool:
    """Make what is missing of database, owner, tables, roles and login; whether the database was made.

    ``server`` is an address of PostgreSQL for one who may do that, without a database. Raises StoreTrouble.
    """
    with opened(f"{server} dbname=postgres") as con:
        for role, login in ((OWNER, "NOLOGIN"), (USER, "LOGIN")):
            if con.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone() is None:
                con.execute(f'CREATE ROLE "{role}" {login}')
        asked = "SELECT rolname FROM pg_database JOIN pg_roles ON pg_roles.oid = datdba WHERE datname = %s"
        found = con.execute(asked, (name,)).fetchone()
        if found is None:
            con.execute(
                f"""CREATE DATABASE "{name}" OWNER {OWNER} ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'
                TEMPLATE template0"""
            )
    owner = OWNER if found is None else str(found[0])
    with connected(f"{server} dbname={name} options='-c role={owner}'") as tables:
        migrations.prepare(tables)
        refresh(tables)
        case_status.rebuild(tables)
    with opened(f"{server} dbname={name}") as con, con.transaction():
        con.execute(migrations.roles())
        con.execute(f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC')
        con.execute(
            f"""GRANT CONNECT ON DATABASE "{name}" TO screening_importer, screening_caseworker, screening_analyst,
            screening_auditor"""
        )
        con.execute(f'GRANT screening_importer TO "{USER}"')
    return found is None


@contextmanager
def _acting_as(user: str) -> Iterator[None]:
    """Be another user for what is opened inside: PostgreSQL asks the system who is at the other end of its socket."""
    entry = importlib.import_module("pwd").getpwnam(user)
    os.setegid(entry.pw_gid)
    os.seteuid(entry.pw_uid)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


def _is_user(name: str) -> bool:
    """Whether this computer has a user of that name."""
    try:
        importlib.import_module("pwd").getpwnam(name)
    except KeyError:
        return False
    return True


def _missing_user() -> bool:
    """Make the user where there is none; whether there was none. Raises BadInput("hub-no-user")."""
    if _is_user(USER):
        return False
    shell = ["--shell", "/usr/sbin/nologin"]
    if not _run("useradd", "--system", "--user-group", "--home-dir", str(HOME), "--no-create-home", *shell, USER):
        raise BadInput("hub-no-user", user=USER)
    return True


def _folders(found: HubPlace) -> bool:
    """The home, for that user and its group; whoever is in the group may put bundles into the watched folder."""
    there = HOME.is_dir()
    for folder, mode in ((HOME, 0o750), (Path(found.incoming), 0o2770), (Path(found.taken), 0o700)):
        folder.mkdir(parents=True, exist_ok=True)
        shutil.chown(folder, USER, USER)
        folder.chmod(mode)
    return not there


def _keys(found: HubPlace, passphrase: Callable[[], str], name: str, organisation: str) -> bool:
    path = Path(found.identity)
    if path.exists():
        return False
    card = keys_file.make_identity(path, passphrase(), name, organisation)
    _owned(path)
    _written(path.with_name("card.txt"), card.text())
    return True


def _files(found: HubPlace) -> bool:
    missing = [path for path in (Path(found.senders), Path(found.ledger)) if not path.exists()]
    for path in missing:
        path.touch(mode=0o600)
        _owned(path)
    return bool(missing)


def _kept_passphrase(found: HubPlace, passphrase: Callable[[], str]) -> tuple[bool, bool]:
    """Whether systemd keeps the passphrase encrypted for the import, and whether it was handed over just now."""
    stored = CREDENTIALS / CREDENTIAL
    if stored.exists():
        return True, False
    if shutil.which("systemd-creds") is None:
        return False, False
    keys_file.open_identity(Path(found.identity), passphrase())
    CREDENTIALS.mkdir(mode=0o700, exist_ok=True)
    done = _run("systemd-creds", "encrypt", f"--name={CREDENTIAL}", "-", str(stored), typed=passphrase())
    return done, done


def _watched() -> tuple[bool, bool]:
    """Whether the timer is enabled, and whether its units were written anew."""
    program = sys.executable if getattr(sys, "frozen", False) else f"{sys.executable} -m screening"
    stored = CREDENTIALS / CREDENTIAL
    service = SERVICE_UNIT.format(user=USER, credential=CREDENTIAL, stored=stored, program=program, home=HOME)
    made = [_written(UNITS / f"{SERVICE}.{kind}", text) for kind, text in (("service", service), ("timer", TIMER_UNIT))]
    if RUNS.is_dir() and any(made):
        _run("systemctl", "daemon-reload")
    now = ["--now"] if RUNS.is_dir() else []
    return _run("systemctl", "enable", *now, f"{SERVICE}.timer"), any(made)


def _written(path: Path, text: str) -> bool:
    """Write a file that anybody may read, where it does not say so already; whether it had to."""
    if path.exists() and path.read_text("utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(0o644)
    return True


def _owned(path: Path) -> None:
    shutil.chown(path, USER, USER)


def _run(*command: str, typed: str = "") -> bool:
    """Run a command of the system; whether it did its work. What it says goes to standard error."""
    try:
        done = subprocess.run(command, input=typed, text=True, stdout=subprocess.DEVNULL, check=False)
    except OSError:
        return False
    return done.returncode == 0

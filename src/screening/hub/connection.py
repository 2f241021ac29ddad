"""The one door to PostgreSQL (psycopg 3): where a connection really leads, how it is set, what its errors mean."""

from __future__ import annotations

import importlib
import ipaddress
import os
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any

from screening.errors import BadInput, ScreeningError, StoreTrouble

SETTINGS = (
    "SET default_transaction_isolation TO 'read committed'",
    "SET search_path TO pg_catalog, pg_temp",
    "SET TIME ZONE 'UTC'",
    "SET statement_timeout TO 0",
    "SET lock_timeout TO '5min'",
)
"""What the program relies on, whatever the defaults of the database, the role or the address are."""


@contextmanager
def opened(url: str) -> Iterator[Any]:
    """Open a connection to a libpq address (a URL or ``key=value`` words), each statement in a transaction of its own.

    Raises BadInput: ``hub-needs-extra`` without psycopg, ``hub-address``, ``hub-not-encrypted`` where it would leave
    this machine without ``sslmode=verify-full``; StoreTrouble: ``hub-no-database`` when nothing answers there,
    ``hub-not-utf8``.
    """
    psycopg = driver()
    parts = resolved(url)
    if any(far(host, address) for host, address in _pairs(parts)):
        if parts.get("sslmode") != "verify-full":
            raise BadInput("hub-not-encrypted")
        # GSSAPI would be tried before TLS, and is not what was asked for.
        parts["gssencmode"] = "disable"
    try:
        con = psycopg.connect(**parts, client_encoding="utf8", autocommit=True)
    except (psycopg.Error, ValueError):
        raise StoreTrouble("hub-no-database") from None
    with closing(con):
        _must_hold(con)
        with understood(con):
            for statement in SETTINGS:
                con.execute(statement)
        yield con


def _must_hold(con: Any) -> None:
    """What the server says of the connection, before anything of the record is sent."""
    if far(con.info.host, con.info.hostaddr) and not con.pgconn.ssl_in_use:
        raise BadInput("hub-not-encrypted")
    if con.info.parameter_status("server_encoding") != "UTF8":
        raise StoreTrouble("hub-not-utf8")


def resolved(url: str) -> dict[str, str]:
    """Return every parameter that libpq would use: from the address, then its service, then the environment, then
    defaults.

    Nothing is sent. What was found here is given to libpq in full, so that it has nothing left to look up; the name of
    a service goes along, because an unknown one must not pass for none. Raises BadInput("hub-address").
    """
    psycopg = driver()
    try:
        said = {name: str(value) for name, value in psycopg.conninfo.conninfo_to_dict(url).items()}
        with _service(said.get("service")):
            found = psycopg.pq.Conninfo.get_defaults()
    except psycopg.Error:
        raise BadInput("hub-address") from None
    return {each.keyword.decode(): each.val.decode() for each in found if each.val} | said


def far(host: str | None, address: str | None) -> bool:
    """Return whether a host, or the numeric address that stands for it, is another machine."""
    if address:
        try:
            return not ipaddress.ip_address(address.partition("%")[0]).is_loopback
        except ValueError:
            return True
    if not host or host.startswith(("/", "@")) or host == "localhost":
        return False
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return True


def _pairs(parts: Mapping[str, str]) -> list[tuple[str, str]]:
    hosts, addresses = (parts.get(name, "").split(",") for name in ("host", "hostaddr"))
    longest = max(len(hosts), len(addresses))
    hosts, addresses = (each + [""] * (longest - len(each)) for each in (hosts, addresses))
    return list(zip(hosts, addresses, strict=True))


@contextmanager
def _service(name: str | None) -> Iterator[None]:
    """Let libpq look into its service file for this one: it does so for the environment, not for an address."""
    before = os.environ.get("PGSERVICE")
    if name is not None:
        os.environ["PGSERVICE"] = name
    try:
        yield
    finally:
        if name is not None:
            del os.environ["PGSERVICE"]
            if before is not None:
                os.environ["PGSERVICE"] = before


@contextmanager
def understood(con: Any) -> Iterator[None]:
    """Turn what the server says into one of the program's own codes; its words may quote a row.

    Raises StoreTrouble: ``hub-lost``, ``hub-no-rights``, ``hub-read-only``, ``hub-in-use``, ``hub-not-taken`` for what
    no column can hold, ``hub-not-saved`` for everything else.
    """
    psycopg = driver()
    try:
        yield
    except psycopg.Error as trouble:
        raise _meant(psycopg, con, trouble) from None


def _meant(psycopg: Any, con: Any, trouble: Exception) -> ScreeningError:
    errors = psycopg.errors
    if con.closed or con.broken or isinstance(trouble, errors.AdminShutdown | errors.ConnectionException):
        return StoreTrouble("hub-lost")
    if isinstance(trouble, errors.InsufficientPrivilege):
        return StoreTrouble("hub-no-rights")
    if isinstance(trouble, errors.ReadOnlySqlTransaction):
        return StoreTrouble("hub-read-only")
    if isinstance(trouble, errors.LockNotAvailable):
        return StoreTrouble("hub-in-use")
    return StoreTrouble("hub-not-taken" if isinstance(trouble, psycopg.DataError) else "hub-not-saved")


def driver() -> Any:
    """psycopg, an extra of its own: the program of an officer has no way to a database."""
    try:
        return importlib.import_module("psycopg")
    except ImportError:
        raise BadInput("hub-needs-extra") from None

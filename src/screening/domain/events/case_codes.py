"""Codes of cases and operations: eight random characters and a check character, with nothing of either in them (DM2).

An operation's code begins with ``OP-``, whose O no case has: which of the two it is shows without opening it.
"""

from __future__ import annotations

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 signs: no 0 O 1 I L. Prime, so the weighted check catches every single slip and every swap of neighbours."""

LENGTH = 8
OPERATION = "OP-"
"""How the code of an operation begins."""


def new_code() -> str:
    """Return a fresh code, written ``ABCD-EFGH-K``."""
    return _written("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def new_operation_code() -> str:
    """Return a fresh code of an operation, written ``OP-ABCD-EFGH-K``."""
    return OPERATION + new_code()


def check_sign(body: str) -> str:
    """Return the check character of eight signs: a weighted sum modulo 31."""
    total = sum(weight * ALPHABET.index(sign) for weight, sign in enumerate(body, start=2))
    return ALPHABET[total % len(ALPHABET)]


def is_code(text: str) -> bool:
    """Return True for a code as written by ``new_code``; never raises."""
    signs = text.replace("-", "")
    if len(signs) != LENGTH + 1 or any(sign not in ALPHABET for sign in signs):
        return False
    return text == _written(signs[:LENGTH]) and check_sign(signs[:LENGTH]) == signs[LENGTH]


def is_operation_code(text: str) -> bool:
    """Return True for a code as written by ``new_operation_code``; never raises."""
    return text.startswith(OPERATION) and is_code(text.removeprefix(OPERATION))


def is_stream_code(text: str) -> bool:
    """Return True for the code of anything that has a stream of events of its own: a case or an operation."""
    return is_code(text) or is_operation_code(text)


def _written(body: str) -> str:
    return f"{body[:4]}-{body[4:]}-{check_sign(body)}"

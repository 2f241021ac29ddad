"""The options that the window is opened with. They come before a command, in any order, each with its value."""

from __future__ import annotations

from collections.abc import Sequence

VAULT = "--vault"
"""The folder of the record."""
COUNTRY = "--country"
"""The country that is suggested where a record is made."""
LOOK = "--look"
"""Theme, text size and language to begin with, for an officer who reads large text or another language:
``night,200,ms``. A locking hands them over."""
COVERED = "--covered"
"""Begin with the cover page; Return in its foot leads to the unlock page. It has no value and comes last."""

AFTER = "--after-lock"
"""Before all others: begin when the process that started this one is gone. It was locked, and forgets by ending."""

TRY_WINDOW = "--try-window"
"""What a packaged program is started with to try whether a window can open, and nothing else."""

MICROPHONE = "--microphone"
"""What a packaged program is started with to listen for one line of a language pack, and nothing else."""


def split(arguments: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Return the options by name, of two alike the last, and what follows them."""
    chosen: dict[str, str] = {}
    rest = list(arguments)
    while len(rest) > 1 and rest[0] in (VAULT, COUNTRY, LOOK):
        chosen[rest[0]], rest = rest[1], rest[2:]
    return chosen, rest


def joined(chosen: dict[str, str], rest: Sequence[str]) -> list[str]:
    """Return the arguments that ``split`` takes apart like this."""
    return [*(part for option in chosen.items() for part in option), *rest]


def vault_behind(arguments: list[str]) -> list[str]:
    """Return a command with the folder of the record behind its name, where it may stand before it as the window's."""
    chosen, rest = split(arguments)
    if VAULT not in chosen or not rest:
        return arguments
    folder = [VAULT, chosen.pop(VAULT)]
    return joined(chosen, [rest[0], *folder, *rest[1:]])

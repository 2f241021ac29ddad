"""The door: a command goes to the command line, everything else opens the window."""

from __future__ import annotations

import sys


def main() -> None:
    """``screening`` and ``screening try`` open the window; any other command stays in the terminal."""
    arguments = sys.argv[1:]
    if not opens_window(arguments):
        from screening.cli import main as command

        command(arguments)
        return
    from screening.qt.app import main as window

    sys.exit(window(arguments))


def opens_window(arguments: list[str]) -> bool:
    """Nothing, ``try``, or ``--vault FOLDER`` opens the window; everything else is for the terminal."""
    match arguments:
        case [] | ["try"]:
            return True
        case ["--vault", folder]:
            return bool(folder)
    return False


if __name__ == "__main__":
    main()

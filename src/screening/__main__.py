"""The door: a command goes to the command line, everything else opens the window."""

from __future__ import annotations

import sys


def main() -> None:
    """``screening`` and ``screening try`` open the window; any other command stays in the terminal."""
    arguments = sys.argv[1:]
    first = next((each for each in arguments if not each.startswith("-")), "")
    if arguments and first != "try" and arguments[0] != "--vault":
        from screening.cli import main as command

        command(arguments)
        return
    from screening.qt.app import main as window

    sys.exit(window(arguments))


if __name__ == "__main__":
    main()

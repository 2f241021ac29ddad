"""The door: a command goes to the command line, everything else opens the window."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """``screening``, ``screening try …`` and ``screening class …`` open a window; all else stays in the terminal.

    Whatever it is, it begins in a clean environment: once anew, where that had an effect already.
    Only ``screening hub`` may reach another computer: a headquarters' database, and no record of a laptop.
    """
    arguments = sys.argv[1:]
    from screening.bounded_process import ARGUMENT
    from screening.bounded_process import main as work
    from screening.qt.platform.hardening import clean, forget_all, start_again, wait_for_former
    from screening.start_options import AFTER, MICROPHONE, TRY_WINDOW

    if arguments[:1] == [AFTER]:
        wait_for_former()
        del arguments[0]
    if clean(os.environ):
        if opens_window(arguments):
            forget_all(arguments)
        sys.exit(start_again(arguments))
    if arguments == [ARGUMENT]:
        work()
        return
    if arguments == [MICROPHONE]:
        import runpy

        runpy.run_module("screening.sound.microphone_process", run_name="__main__")
        return
    if arguments == [TRY_WINDOW]:
        from screening.qt.app.window_start import main as try_window

        try_window()
        return
    if not opens_window(arguments):
        from screening.cli.main import main as command
        from screening.qt.platform.hardening import no_dumps, no_network

        no_dumps()
        if arguments[:1] != ["hub"]:
            no_network()
        command(arguments)
        return
    from screening.qt.app.main import main as window

    sys.exit(window(arguments))


def opens_window(arguments: list[str]) -> bool:
    """Nothing, ``try`` or ``class`` with what follows open a window; ``--vault FOLDER`` the one of a record alone."""
    from screening.start_options import COVERED, VAULT, split

    chosen, rest = split(arguments)
    if rest in ([], [COVERED]):
        return chosen.get(VAULT) != ""
    return rest[0] in ("try", "class") and VAULT not in chosen and not {"-h", "--help"} & set(rest)


if __name__ == "__main__":
    main()

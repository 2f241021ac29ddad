"""Every command answers --help with a sentence and exit 0, the two that open a window among them."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from screening.__main__ import opens_window
from screening.cli.main import commands, main


def every(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from every(below, (*path, name))


EVERY = dict(every(commands))


@pytest.mark.parametrize("flag", ["--help", "-h"])
@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_every_command_answers_help_with_a_sentence(path, flag, capsys):
    assert not opens_window([*path, flag])
    code = 0
    try:
        main([*path, flag])
    except SystemExit as end:
        code = int(end.code or 0)
    told = capsys.readouterr()
    assert (code, told.err) == (0, "")
    assert told.out.startswith(f"Usage: {' '.join(('screening', *path))}")
    first = (EVERY[path].help or "").split("\n\n")[0]
    assert first[:1].isupper() and first.endswith("."), first
    assert all(word in told.out for word in first.split())


@pytest.mark.parametrize("name", ["try", "class"])
def test_the_list_of_commands_names_those_that_open_a_window(name, capsys):
    main(["--help"])
    assert any(line.split()[:1] == [name] for line in capsys.readouterr().out.splitlines())


def test_every_option_says_what_it_is_for():
    silent = [
        (" ".join(path), option.opts[0])
        for path, command in EVERY.items()
        for option in command.params
        if isinstance(option, click.Option) and not option.help
    ]
    assert silent == []

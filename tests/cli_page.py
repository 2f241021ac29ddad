"""The list of commands in docs/cli.md, made from their own help; what stands over its mark is written by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from screening.cli.main import commands

PAGE = Path(__file__).parents[1] / "docs" / "cli.md"
MARK = "<!-- From here on made by `python -m tests.generated` from the commands' own help. -->\n"

Named = tuple[str, click.Command]


def leaves(group: click.Group, before: str = "screening") -> Iterator[Named]:
    """Every command that does something, with the words that call it, in the order of its registration."""
    for name, command in group.commands.items():
        words = f"{before} {name}"
        if isinstance(command, click.Group):
            yield from leaves(command, words)
        else:
            yield words, command


def made() -> str:
    """The list as Markdown: a table of all commands, then one part for each."""
    named = list(leaves(commands))
    rows = "".join(f"| [`{words}`](#{words.replace(' ', '-')}) | {_sentence(command)} |\n" for words, command in named)
    parts = "".join(_part(words, command) for words, command in named)
    return f"{MARK}\n## All commands\n\n| command | what it does |\n|---|---|\n{rows}{parts}"


def whole(page: str) -> str:
    """The page with its list made anew. Raises ValueError where the mark is missing."""
    kept, mark, _ = page.partition(MARK)
    if not mark:
        raise ValueError(f"docs/cli.md has lost its mark: {MARK}")
    return kept + made()


def _paragraphs(command: click.Command) -> list[str]:
    return [" ".join(each.split()) for each in (command.help or "").replace("\b", "").split("\n\n")]


def _sentence(command: click.Command) -> str:
    return _paragraphs(command)[0].replace("|", "\\|")


def _part(words: str, command: click.Command) -> str:
    context = click.Context(command, info_name=words, help_option_names=[])
    usage = " ".join((words, *command.collect_usage_pieces(context)))
    records = [param.get_help_record(context) for param in command.params if isinstance(param, click.Option)]
    options = "".join(f"- `{names}`: {said}\n" for names, said in filter(None, records))
    told = "\n\n".join(_paragraphs(command))
    return f"\n### {words}\n\n    {usage}\n\n{told}\n" + (f"\n{options}" if options else "")

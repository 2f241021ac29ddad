"""Make the list of commands in docs/cli.md from the commands' own help.

`python docs/make_cli.py` says whether the page is current; with `--write` it is brought up. What stands over the mark
in the page is written by hand and kept.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from screening.cli.main import commands

PAGE = Path(__file__).with_name("cli.md")
MARK = "<!-- From here on made by `python docs/make_cli.py --write` from the commands' own help. -->\n"

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


def main(arguments: list[str]) -> int:
    now = PAGE.read_text("utf-8")
    new = whole(now)
    if "--write" in arguments:
        PAGE.write_text(new, "utf-8")
    elif new != now:
        print("docs/cli.md is not current: python docs/make_cli.py --write", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

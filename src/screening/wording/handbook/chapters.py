"""The handbook: its parts and chapters, which page of the window opens which, and a chapter as HTML.

A chapter is CommonMark with the program's own texts put in by their ids: ``{{page.copies.make}}`` stands for the button
as it reads today in the language of the chapter, and ``{{key:help}}`` for a key of the window. So a text that is
reworded is reworded in the handbook, and one that is gone is a fault that a test finds. ``{{at:case.gate}}`` begins the
paragraph that is about a page.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from screening.errors import BadInput
from screening.settings import handbook_root
from screening.wording.catalogue.packs import SOURCE
from screening.wording.catalogue.source_texts import FIELD
from screening.wording.catalogue.translations import Words

CONTENTS = "contents"
"""The chapter that lists the others, and the one that opens where a page has none of its own."""
QUOTED = re.compile(r"\{\{(key:|at:)?([a-z0-9][a-z0-9_.-]*)\}\}")
"""A text of the program by its id, a key by its name in the table of keys, or the page that a paragraph is about."""


@dataclass(frozen=True, slots=True)
class HandbookPart:
    """Chapters for one kind of reader, in their order; ``titles`` by language."""

    titles: Mapping[str, str]
    chapters: tuple[str, ...]

    def title(self, language: str) -> str:
        return self.titles.get(language, self.titles[SOURCE])


@dataclass(frozen=True, slots=True)
class HandbookTable:
    """What ``handbook.toml`` says: ``pages`` has a chapter for each page of the window."""

    parts: tuple[HandbookPart, ...]
    pages: Mapping[str, str]

    def chapter_of(self, page: str) -> str:
        """Return the chapter of a page, such as ``case.gate``; the contents where the table has none."""
        return self.pages.get(page, CONTENTS)

    @property
    def chapters(self) -> tuple[str, ...]:
        """The ids of all chapters, in their order, without the contents."""
        return tuple(chapter for part in self.parts for chapter in part.chapters)


@functools.cache
def table() -> HandbookTable:
    """The table that ships with the program, read once. Raises BadInput("content-unreadable")."""
    path = handbook_root() / "handbook.toml"
    try:
        read = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as trouble:
        raise BadInput("content-unreadable", file=path.name, reason=str(trouble)) from trouble
    parts = tuple(HandbookPart(part["title"], tuple(part["chapters"])) for part in read["part"])
    pages = {f"{group}.{name}": chapter for group, names in read["page"].items() for name, chapter in names.items()}
    return HandbookTable(parts, pages)


def languages() -> tuple[str, ...]:
    """The languages that the handbook is written in."""
    return tuple(sorted(each.name for each in handbook_root().iterdir() if (each / f"{CONTENTS}.md").is_file()))


def folder_of(language: str) -> Path:
    """The folder of the chapters in a language; of the English ones where it has none."""
    return handbook_root() / (language if language in languages() else SOURCE)


def source_of(chapter: str, language: str) -> str:
    """Return the Markdown of a chapter. Raises LookupError for one that is not in the table."""
    if chapter not in (CONTENTS, *table().chapters):
        raise LookupError(chapter)
    return (folder_of(language) / f"{chapter}.md").read_text("utf-8")


def html_of(chapter: str, words: Words, keys: Mapping[str, str], *, width: int = 0) -> str:
    """Return a chapter as HTML, without head and body. ``keys`` has the key of each name, such as ``cover``.

    Pictures are ``width`` pixels wide where one is given. Links lead to ``CHAPTER.html``. Raises LookupError for a
    chapter, a text or a key that is not there.
    """
    said = {"words": words, "keys": keys, "width": width}
    listed = "".join(_listed(words.language)) if chapter == CONTENTS else ""
    made: str = _reader().render(source_of(chapter, words.language), said)
    return made + listed


def title_of(chapter: str, language: str) -> str:
    """Return the heading of a chapter."""
    return source_of(chapter, language).partition("\n")[0].removeprefix("# ").strip()


def _listed(language: str) -> Iterator[str]:
    for part in table().parts:
        yield f"<h2>{escape(part.title(language))}</h2>\n<ul>\n"
        for chapter in part.chapters:
            yield f'<li><a href="{chapter}.html">{escape(title_of(chapter, language))}</a></li>\n'
        yield "</ul>\n"


@functools.cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.inline.ruler.before("escape", "quoted", _read_quoted)
    reader.add_render_rule("quoted", _write_quoted)
    reader.add_render_rule("image", _write_picture)
    reader.add_render_rule("link_open", _write_link)
    return reader


def _read_quoted(state: StateInline, silent: bool) -> bool:
    found = QUOTED.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        token = state.push("quoted", "", 0)
        token.meta = {"kind": found[1]}
        token.content = found[2]
    state.pos = found.end()
    return True


def _write_quoted(_writer: RendererHTML, tokens: list[Token], at: int, _options: Any, said: dict[str, Any]) -> str:
    token = tokens[at]
    if token.meta["kind"] == "at:":
        return f'<a name="{escape(token.content)}"></a>'
    if token.meta["kind"] == "key:":
        return f'<span class="key">{escape(said["keys"][token.content])}</span>'
    return f"<b>{escape(FIELD.sub('…', said['words'].unfilled(token.content)))}</b>"


def _write_picture(writer: RendererHTML, tokens: list[Token], at: int, options: Any, said: dict[str, Any]) -> str:
    told = writer.renderInlineAsText(tokens[at].children or [], options, said)
    wide = f' width="{said["width"]}"' if said["width"] else ""
    return f'<img src="{escape(str(tokens[at].attrs["src"]))}" alt="{escape(told)}"{wide}>'


def _write_link(_writer: RendererHTML, tokens: list[Token], at: int, _options: Any, _said: dict[str, Any]) -> str:
    target = re.sub(r"\.md(?=$|#)", ".html", str(tokens[at].attrs["href"]))
    return f'<a href="{escape(target)}">'

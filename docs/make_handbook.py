"""Write the handbook as plain HTML pages, to be read in a browser or printed where the program is not installed yet.

``python docs/make_handbook.py FOLDER`` writes a folder for each language. No script, nothing from a network.
"""

from __future__ import annotations

import argparse
import shutil
from html import escape
from pathlib import Path

from screening.qt.style.tokens import tokens
from screening.wording.catalogue.translations import Words
from screening.wording.handbook.chapters import CONTENTS, folder_of, html_of, languages, table, title_of

PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><style>
body {{ font: 17px/1.5 sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em; color: #1d2a2c }}
img {{ max-width: 100%; border: 1px solid #777 }} .key {{ font-weight: 600; border: 1px solid #777; padding: 0 .3em }}
table {{ border-collapse: collapse }} td, th {{ border: 1px solid #777; padding: .3em .6em; text-align: left }}
@media print {{ nav {{ display: none }} }}
</style></head><body><nav><a href="contents.html">{contents}</a></nav>
{body}</body></html>
"""


def write(folder: Path) -> None:
    """Write every chapter in every language, with its pictures."""
    for language in languages():
        words, place = Words(language), folder / language
        place.mkdir(parents=True, exist_ok=True)
        for chapter in (CONTENTS, *table().chapters):
            page = PAGE.format(
                language=language,
                title=escape(title_of(chapter, language)),
                contents=escape(words.say("handbook.contents")),
                body=html_of(chapter, words, tokens().key),
            )
            (place / f"{chapter}.html").write_text(page, "utf-8")
        for picture in folder_of(language).glob("*.png"):
            shutil.copyfile(picture, place / picture.name)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    write(options.parse_args().folder)

"""Measures changing the person's language: the open topic's words, and the page drawn; and the size of the fonts.

Run: QT_QPA_PLATFORM=offscreen python benchmarks/languages.py          (figures go into benchmarks/README.md)
     python benchmarks/languages.py --table > docs/languages/README.md (the table of packs)
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from dataclasses import replace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from screening import settings
from screening.casework.content.edition import open_content
from screening.casework.interview.interview import Interview, open_case
from screening.casework.interview.interview_views import topic_view
from screening.casework.languages import language_table
from screening.domain.case.case import fold
from screening.domain.events.catalogue import LanguageChosen
from screening.store import practice_vault
from screening.wording.catalogue.languages import readable_languages
from screening.wording.catalogue.source_texts import Audience
from screening.wording.catalogue.translations import Words

ROUNDS = 5
HEAD = """# Languages

What each pack holds, as `screening languages --json` says it. This page is written by
`python benchmarks/languages.py --table`; the pack files are the truth. A text is *read* when a named reviewer has read
these very words (`reviews.toml`); until then it is a draft and the program says so.

| tag | own name | script | direction | texts for the person | translated | draft | reviewed | field-tested | \
recorded (woman, man) | offered to people | for officers |
|---|---|---|---|---|---|---|---|---|---|---|---|
"""


def table() -> None:
    rows = HEAD.replace("\\\n", "")
    for row in language_table.table(Words("en")):
        share = row.shares[Audience.PERSON]
        states = [f"{share.states.get(name, 0) / share.texts:.0%}" for name in ("draft", "reviewed", "field-tested")]
        heard = ", ".join(f"{n}/{row.to_hear}" for n in row.heard.values())
        cells = [
            row.pack.tag, row.pack.own_name, row.pack.script, row.pack.direction, str(share.texts),
            f"{share.translated / share.texts:.0%}", *states, heard, "yes" if row.person else "no",
            "yes" if row.officer else "no",
        ]  # fmt: skip
        rows += f"| {' | '.join(cells)} |\n"
    sys.stdout.write(rows)


def main() -> None:
    from PySide6.QtWidgets import QApplication

    from screening.qt.interview.topic_page import TopicPage
    from screening.qt.style.theme import Theme, apply_theme

    application = QApplication([])
    apply_theme(Theme())
    content = open_content()
    vault = practice_vault()
    code = vault.new_case()
    first = vault.append(code, open_case("", content, setting="workplace", profile="field", practice=True))
    case = fold(code, [first])
    chosen = {pack.tag: LanguageChosen(pack.tag) for pack in readable_languages()}
    topic = content.protocol.topics[0].id
    firsts, words, drawn = {}, [], []
    for each in range(ROUNDS + 1):
        for tag, choice in chosen.items():
            talk = Interview(content, replace(case, language=choice), Words("en"), "labour-officer")
            start = time.perf_counter()
            view = topic_view(talk, topic)
            spoken = time.perf_counter()
            page = TopicPage(Words("en"), view)
            page.resize(1366, 768)
            page.show()
            application.processEvents()
            shown = time.perf_counter()
            if each:
                words.append(spoken - start)
                drawn.append(shown - start)
            else:
                firsts[tag] = shown - start
    words.sort()
    drawn.sort()
    ms = 1000
    out = sys.stdout.write
    out(f"languages: {len(chosen)}, changes measured: {len(words)}\n")
    out(f"the topic's words in another language (ms): median {ms * statistics.median(words):.2f}, "
        f"greatest {ms * words[-1]:.2f}\n")  # fmt: skip
    out(f"and laid out on the page (ms): median {ms * statistics.median(drawn):.1f}, "
        f"95th {ms * drawn[int(0.95 * len(drawn))]:.1f}, greatest {ms * drawn[-1]:.1f}\n")  # fmt: skip
    once = ms * statistics.median(firsts.values())
    out(f"the first time in a run, its catalogue read from .po (ms): median {once:.0f}\n")
    fonts = [path for path in (settings.forms_root() / "fonts").iterdir() if path.suffix in (".ttf", ".otf")]
    out(f"fonts: {len(fonts)} files, {sum(path.stat().st_size for path in fonts) / 2**20:.2f} MiB\n")
    page.close()
    vault.close()


if __name__ == "__main__":
    table() if "--table" in sys.argv else main()

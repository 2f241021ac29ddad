"""A small content folder to say things from, written file by file."""

from __future__ import annotations

from pathlib import Path

from screening.settings import EDITION

PACK = """
tag = "{tag}"
own_name = "{own_name}"
script = "{script}"
direction = "{direction}"
audience = {audience}
state = "{state}"
author = "A translator"
date = 2026-11-24
reviewers = {reviewers}
formats = "{formats}"
"""

TOPIC = """
[topic]
id = "papers"
title = "Papers"
invitation = "Tell me about your papers."
why = "I ask everyone about papers."
help = "Look at the papers together."

[[item]]
id = "papers-kept"
kind = "ask"
text = "Does someone else keep your papers?"
mark = "Papers kept by someone else"
may_mean = "A sign of control."
may_else = "Kept safe on request."

[[item]]
id = "papers-store"
kind = "observe"
text = "Passports in a locked drawer."
mark = "Passports stored"
"""

INTERFACE = """
# The list of cases.
[page.cases]
title = "Cases"
saved = "Saved at {time}"

# How many cases there are.
[page.cases.count]
one = "One case"
other = "{n} cases"
"""

BANNED = """
[person]
words = ["victim*", "you must"]
why = ["why"]

[officer]
words = ["score*", "%"]
"""


class Content:
    """A content root in a temporary folder, written file by file."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def pack(
        self,
        tag: str,
        own_name: str = "A language",
        script: str = "Latn",
        direction: str = "ltr",
        audience: str = '["person", "officer"]',
        state: str = "draft",
        reviewers: str = "[]",
        formats: str = "",
    ) -> None:
        page = PACK.format(
            tag=tag,
            own_name=own_name,
            script=script,
            direction=direction,
            audience=audience,
            state=state,
            reviewers=reviewers,
            formats=formats or tag,
        )
        self.write(f"locales/{tag}/pack.toml", page)
        self.write(f"locales/{tag}/banned.toml", BANNED)

    def translate(self, tag: str, audience: str, entries: str, plural: str = "nplurals=1; plural=0;") -> Path:
        """A ``.po`` of ``entries``, each three lines: context, English, translation."""
        lines = (f"Language: {tag}", "Content-Type: text/plain; charset=utf-8", f"Plural-Forms: {plural}")
        header = 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines) + "\n"
        return self.write(f"locales/{tag}/LC_MESSAGES/{audience}.po", header + entries)


def entry(context: str, english: str, translation: str, flags: str = "") -> str:
    return f'{flags}msgctxt "{context}"\nmsgid "{english}"\nmsgstr "{translation}"\n\n'


def small_content(root: Path) -> Content:
    """One topic, one page of interface texts, and the packs of English, Malay and Urdu."""
    made = Content(root)
    made.write(f"indicators/{EDITION}/topics/01-papers.toml", TOPIC)
    made.write("locales/en/page.toml", INTERFACE)
    made.write("forms/.keep", "")
    made.pack("en", "English", state="source", formats="en-MY")
    made.pack("ms", "Bahasa Melayu")
    made.pack("ur", "اردو", script="Arab", direction="rtl", audience='["person"]')
    return made

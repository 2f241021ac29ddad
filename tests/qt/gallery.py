"""Pictures of the widgets and of whole pages with invented content, to look at beside the design.

``python -m tests.qt.gallery FOLDER [NAME ...]`` writes PNG files; tests render the same mocks and measure them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from screening.qt import theme
from screening.qt.inputs.buttons import Look
from screening.qt.inputs.path import TopicPath
from screening.qt.inputs.question import AnswerState, ClosedLine, Invitation, OpenQuestion, PageTitle
from screening.qt.shell import BarButton, BarView, Language, RailRow, RailView, Shell, StripView
from screening.qt.theme import Theme, active
from screening.wording.catalogs import Words

SIZE = (1366, 768)

TOPICS = (
    ("Needs now", "4 noted", "circle", True),
    ("How it began", "6 noted", "circle", True),
    ("The journey", "1 noted", "partly", False),
    ("Pay and debt", "5 noted", "circle", True),
    ("A normal day", "left out", "bar", True),
    ("Papers", "1 noted", "arrow", False),
    ("Sleeping, going out", "", "ring", False),
    ("How people treat you", "", "ring", False),
    ("Family and home", "", "ring", False),
    ("Children", "", "ring", False),
    ("What you want next", "", "ring", False),
)

PERSON = {
    "my": (
        "မြန်မာ",
        "သင့်စာရွက်စာတမ်းများ",
        "သင့်နိုင်ငံကူးလက်မှတ်နဲ့ တခြားစာရွက်စာတမ်းတွေအကြောင်း ပြောပြပါ။",
        "နာမည်ပါတဲ့သူရဲ့ ပစ္စည်းဖြစ်လို့ လူတိုင်းကို မေးပါတယ်။",
        "တောင်းရင် အဲဒီနေ့မှာပဲ ပြန်ရနိုင်ပါသလား။",
    ),
    "ur": (
        "اردو",
        "آپ کے کاغذات",
        "اپنے پاسپورٹ اور دوسرے کاغذات کے بارے میں بتائیں۔",
        "کاغذ اُسی کا ہے جس کا نام ہے، اس لیے سب سے پوچھتے ہیں۔",
        "مانگنے پر کیا کاغذات اُسی دن واپس مل سکتے ہیں؟",
    ),
    "bn": (
        "বাংলা",
        "আপনার কাগজপত্র",
        "আপনার পাসপোর্ট আর অন্য কাগজপত্রের কথা বলুন।",
        "কাগজ যার নামে, কাগজ তারই। তাই সবাইকে এটা জিজ্ঞেস করি।",
        "আপনি চাইলে কি সেদিনই ফেরত পেতে পারেন?",
    ),
    "km": (
        "ខ្មែរ",
        "ឯកសាររបស់អ្នក",
        "សូមប្រាប់ខ្ញុំអំពីលិខិតឆ្លងដែន និងឯកសារផ្សេងទៀត។",
        "ឯកសារជារបស់អ្នកដែលមានឈ្មោះនៅលើវា។",
        "តើអ្នកអាចយកវាមកវិញនៅថ្ងៃដដែលបានទេ?",
    ),
}

THEIR_ANSWERS = {
    "my": ("ရပါတယ်", "မရပါ", "မသိပါ", "မပြောလိုပါ"),
    "ur": ("ہاں", "نہیں", "معلوم نہیں", "بتانا نہیں چاہتے"),
    "bn": ("হ্যাঁ", "না", "জানি না", "বলতে চাই না"),
    "km": ("បាទ/ចាស", "ទេ", "មិនដឹង", "មិនចង់និយាយ"),
}


class MockWords(Words):
    """The published English words, with invented answers in the person's language."""

    def say_in(self, language: str, text_id: str, **fields: str | int) -> str:
        said = THEIR_ANSWERS.get(language)
        names = ("answer.yes", "answer.no", "answer.not_known", "answer.declined")
        return said[names.index(text_id)] if said and text_id in names else super().say_in(language, text_id, **fields)


def words() -> MockWords:
    return MockWords("en")


def column(*widgets: QWidget, gap: int = 8) -> QWidget:
    """A page: widgets one under the other, blank space at the end."""
    page = QWidget()
    rows = QVBoxLayout(page)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(active().gap(gap))
    for widget in widgets:
        rows.addWidget(widget)
    rows.addStretch(1)
    return page


def conversation(language: str = "my", state: AnswerState | None = None, *, practice: bool = False) -> Shell:
    """The question page of the design: pictures 05, 06, 17 and 19."""
    own_name, title, invitation, why, question = PERSON[language]
    said = words()
    shell = Shell(said)
    shell.set_strip(
        StripView(
            code="K7RM-4QXD-W",
            where="Conversation",
            languages=(Language("English", "en"), Language(own_name, language)),
            draft=said.say("shell.draft"),
            draft_short=said.say("shell.draft-short"),
            hearing=said.say("shell.hearing-nobody", time="09:25"),
            elapsed=said.say("shell.minutes", n=22),
            saved=said.say("shell.saved", time="09:47"),
            saved_short=said.say("shell.saved-short"),
            practice=practice,
        )
    )
    rows = tuple(RailRow(name, name, icon, filled, note) for name, note, icon, filled in TOPICS)
    foot = (
        RailRow("said", said.say("shell.said"), "speech", note="17", cap="F5"),
        RailRow("find", said.say("shell.find"), "search", cap="F3"),
    )
    shell.set_rail(RailView("Topics: 5 done, 5 left", rows, foot, "Papers", "Papers", "6 of 11"))
    shell.set_bar(
        BarView(
            talk=True,
            buttons=(
                BarButton("back", said.say("shell.back"), cap="Ctrl+Backspace"),
                BarButton("next", "Next: sleeping, going out", Look.MAIN, short="Next", cap="Ctrl+Return"),
            ),
        )
    )
    head = PageTitle(
        "Papers",
        "en",
        note="Topic 6 of 11",
        theirs=title,
        person_language=language,
        path=TopicPath(5, 11, "Topic 6 of 11"),
    )
    open_question = OpenQuestion(said, "Can you get it back on the same day if you ask?", question, language)
    open_question.show_state(state or AnswerState())
    shell.set_page(
        column(
            head,
            Invitation(
                said,
                "Tell me about your passport and other papers.",
                "Why I ask: papers belong to the person whose name is on them, so I ask everyone.",
                invitation,
                why,
                language,
            ),
            ClosedLine(said, "Does someone else keep your passport?", AnswerState("yes", "told")),
            open_question,
            ClosedLine(said, "Did anyone take papers from you on the way?"),
        )
    )
    shell.resize(*SIZE)
    shell.show()
    open_question.setFocus()
    return shell


MOCKS: dict[str, tuple[Theme, Callable[[], QWidget]]] = {
    "05-burmese": (Theme(), lambda: conversation("my")),
    "06-urdu": (Theme(), lambda: conversation("ur", AnswerState("no", "asked"))),
    "17-sun": (Theme("sun"), lambda: conversation("bn", AnswerState("no", "asked"))),
    "19-200": (Theme("day", 200), lambda: conversation("bn")),
    "night-urdu-125": (Theme("night", 125), lambda: conversation("ur")),
    "practice": (Theme(), lambda: conversation("km", practice=True)),
}


def save(name: str, folder: Path, size: tuple[int, int] = SIZE) -> Path:
    """Render one mock into a folder."""
    app = QApplication.instance() or QApplication([])
    worn, make = MOCKS[name]
    theme.wear(worn)
    widget = make()
    widget.resize(*size)
    widget.show()
    for _ in range(20):
        app.processEvents()
    path = folder / f"{name}.png"
    widget.grab().save(str(path))
    widget.hide()
    widget.deleteLater()
    app.processEvents()
    return path


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for each in sys.argv[2:] or MOCKS:
        sys.stdout.write(f"{save(each, target)}\n")

"""Pictures of the widgets and of whole pages with invented content, to look at beside the design.

``python -m tests.qt.gallery FOLDER [NAME ...]`` writes PNG files; tests render the same mocks and measure them.
"""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from screening.casework.assessment.view_models import BandView, ElementView, NextStep, ReasonLine
from screening.casework.interview.view_models import ItemView
from screening.casework.languages.recording_script import ScriptLine
from screening.casework.languages.review import BenchRow, BenchView, TextView
from screening.casework.languages.take_folder import Take
from screening.casework.languages.takes import TakeRow, TakeState, TakesView
from screening.casework.view_models import Pair
from screening.qt.assessment.assessment_page import ElementCard, NextSteps
from screening.qt.assessment.bands import BandChart
from screening.qt.frame.frame import BarButton, BarView, Language, RailRow, RailView, Shell, StripView
from screening.qt.frame.page import Headed
from screening.qt.languages.recording_page import RecordingPage
from screening.qt.languages.review_page import BenchPage
from screening.qt.questions.invitation import Invitation, PageTitle, TopicPath
from screening.qt.questions.question import ClosedLine, OpenQuestion
from screening.qt.style import theme
from screening.qt.style.theme import Theme, active
from screening.qt.widgets.banner import Banner
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.card import EvenGrid, SideBySide
from screening.qt.widgets.choices import CheckLine, ChoiceRow, Option, decided
from screening.qt.widgets.fields import LineField, PassphraseField
from screening.qt.widgets.provenance import ProvenanceChip
from screening.qt.widgets.table import Cell, Column, RowTable, TableRow
from screening.qt.widgets.text_area import WordsField
from screening.wording.catalogue.translations import Words

SIZE = (1366, 768)
SPOKEN = {
    "ur": "آپ نہیں کہہ سکتے ہیں۔ آپ جب چاہیں رک سکتے ہیں۔ اس سے آپ کا کوئی نقصان نہیں ہوگا۔",
    "my": "သင် မပြောချင်ဘူးလို့ ပြောနိုင်ပါတယ်။ ဘယ်အချိန်မဆို ရပ်နိုင်ပါတယ်။",
}

TOPICS = (
    ("Needs now", "4 noted", "circle", True),
    ("How it began", "6 noted", "circle", True),
    ("The journey", "1 noted", "partly", False),
    ("Pay and debt", "5 noted", "circle", True),
    ("A normal day", "skipped", "bar", True),
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


def head(title: str, lead: str, *beside: QWidget) -> Headed:
    """A page with nothing but its title, the line beside it, and what stands behind that."""
    page = Headed(words())
    page.head_with(title, lead)
    for each in beside:
        page.head.addWidget(each)
    return page


def item(own: str, theirs: str = "", *, answer: str = "", how: str = "", applies: bool = True) -> ItemView:
    """A question as its page has it; "" for not asked."""
    return ItemView("papers-returned", Pair(own, theirs), answer=answer, how=how, applies=applies)


def conversation(language: str = "my", answer: str = "", *, practice: bool = False) -> Shell:
    """The question page of the design, with the open question answered, "" for not: pictures 05, 06, 17 and 19."""
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
    heading = PageTitle(
        "Papers",
        "en",
        note="Topic 6 of 11",
        theirs=title,
        person_language=language,
        path=TopicPath(5, 11, "Topic 6 of 11"),
    )
    how = "asked" if answer else ""
    open_item = item("Can you get it back on the same day if you ask?", question, answer=answer, how=how)
    open_question = OpenQuestion(said, open_item, language)
    shell.set_page(
        column(
            heading,
            Invitation(
                said,
                "Tell me about your passport and other papers.",
                "Why I ask: papers belong to the person whose name is on them, so I ask everyone.",
                invitation,
                why,
                language,
            ),
            ClosedLine(said, item("Does someone else keep your passport?", answer="yes", how="told")),
            open_question,
            ClosedLine(said, item("Did anyone take papers from you on the way?")),
        )
    )
    shell.resize(*SIZE)
    shell.show()
    open_question.setFocus()
    return shell


def desk(strip: StripView, rail: RailView, bar: BarView, page: QWidget) -> Shell:
    """A shell around an invented page."""
    shell = Shell(words())
    shell.set_strip(strip)
    shell.set_rail(rail)
    shell.set_bar(bar)
    shell.set_page(page)
    shell.resize(*SIZE)
    shell.show()
    return shell


def steps(heading: str, current: str, *titles: str) -> RailView:
    rows = tuple(RailRow(title, title, "arrow" if title == current else "ring") for title in titles)
    return RailView(heading, rows, (RailRow("where", "Where: workplace", "sheet"),), current, current)


SAVED = StripView(code="K7RM-4QXD-W", where="New screening", elapsed="1 min", saved="Saved 09:26", saved_short="Saved")
BEFORE = ("New screening", "Before we talk", "Before we talk", "Language", "Consent", "Talking", "Closing")


def gate() -> Shell:
    """Picture 03."""
    said = words()
    lines = (
        ("Who is within sight or hearing?", ("Nobody", "Interpreter only", "Anyone else", "Not sure"), "Nobody"),
        ("Is the person hurt or ill now?", ("No", "Yes", "Not sure"), "No"),
        ("Threatened today, or afraid of tonight?", ("No", "Yes", "Not sure"), ""),
        ("Under 18, or might be?", ("Adult", "Under 18", "Might be"), ""),
        ("Does the person want to stop or leave?", ("No", "Yes", "Not sure"), ""),
    )
    rows = []
    for text, choices, picked in lines:
        row = ChoiceRow(said, text, [Option(each, each) for each in choices])
        row.show_picked(picked)
        rows.append(row)
    shell = desk(
        SAVED,
        steps(*BEFORE),
        BarView(
            talk=True,
            buttons=(
                BarButton("end", "End here, nothing asked"),
                BarButton("next", "Language: three left here", Look.RESTING, why="Three lines are open."),
            ),
        ),
        column(head("Before we talk", "Six things to look at."), *rows, gap=0),
    )
    rows[2].setFocus()
    return shell


def consent() -> Shell:
    """The decisions of picture 04."""
    said = words()
    texts = (
        ("Talking now", "अहिले कुरा गर्ने", "yes"),
        ("Keeping notes here", "यस कम्प्युटरमा टिपोट राख्ने", "no"),
        ("Keeping name and contact", "नाम र सम्पर्क गर्ने तरिका राख्ने", ""),
        ("Contacting me again", "मलाई फेरि सम्पर्क गर्ने", ""),
    )
    rows = []
    for own, _theirs, picked in texts:
        row = ChoiceRow(said, own, decided(said))
        row.show_picked(picked)
        rows.append(row)
    statement = Banner("Asked again today:", "talk now yes, notes yes.", "en")
    shell = desk(
        SAVED,
        steps(*BEFORE),
        BarView(talk=True, buttons=(BarButton("next", "Next: needs now", Look.MAIN, short="Next", cap="Ctrl+Return"),)),
        column(head("What they agree to", "A no changes nothing."), statement, *rows),
    )
    rows[2].setFocus()
    return shell


def reading() -> Shell:
    """Picture 11."""
    line = ReasonLine
    cards = EvenGrid((3, 1), gap=16)
    for view in (
        ElementView(
            "act",
            "What was done",
            "act",
            "indicated",
            "indicated",
            (
                line("a", "Recruited through an agent", "told", "freely"),
                line("b", "Moved to the hostel by the agent", "asked", "asked"),
                line("c", "Housed by the contractor", "seen", "seen"),
            ),
            "Against: nothing noted",
        ),
        ElementView(
            "means",
            "How it was done",
            "means",
            "shown",
            "shown",
            (
                line("a", "Papers kept", "told", "freely"),
                line("b", "Debt that grows", "private", "private"),
                line("c", "Friend brought back", "third_party", "someone else"),
            ),
            "Against: keeps his own phone",
        ),
        ElementView(
            "purpose",
            "For what purpose",
            "purpose",
            "not_asked",
            "not asked",
            (line("a", "Wages kept back until the debt is paid", "document", "document"),),
            "Against: paid for two months",
        ),
    ):
        cards.add(ElementCard(view, "en"))
    chart = BandChart(
        (
            BandView("a", "Trafficking", 0.2, 2.55, 3.7, "moderate", "Trafficking: moderate", "little to strong"),
            BandView("b", "Labour-rights breach", 3.05, 3.6, 3.9, "strong", "Labour-rights breach: strong"),
            BandView("c", "Irregular stay", 1.05, 1.4, 1.95, "some", "Irregular stay: some"),
            BandView("d", "Smuggling", 0.1, 0.35, 0.95, "little", "Smuggling: little"),
            BandView("e", "Need for protection", None, None, None, "not enough asked", "Need for protection"),
        ),
        ("little", "some", "moderate", "strong"),
        "en",
    )
    next_steps = NextSteps(
        Words("en"),
        "Next steps",
        (
            NextStep("urgent", "Make the person safe first", "Threatened today, afraid of tonight"),
            NextStep("health", "Arrange medical care", "Beaten two weeks ago, pain since"),
            NextStep("formal_identification", "Refer to two services", "Identification, and a labour claim"),
            NextStep("second_interview", "Offer a second interview", "More answers could change the result"),
        ),
    )
    after = steps("After the interview", "Assessment", "Your own view", "Assessment", "Referrals", "Forms")
    return desk(
        SAVED,
        after,
        BarView(
            note="Never show this beside the person, and never put it on a form for them.",
            buttons=(
                BarButton("differ", "I see it differently", short="I differ"),
                BarButton("next", "Next: referrals", Look.MAIN, short="Next", cap="Ctrl+Return"),
            ),
        ),
        column(head("Assessment", "from 17 recorded signs"), SideBySide((next_steps, 1), (chart, 2)), cards),
    )


def caseload() -> Shell:
    """Pictures 02 and 18."""
    table = RowTable((Column("Case", 18), Column("Status", 44), Column("Next", 27), Column("Kept until", 11)), "en")
    rows = (
        ("K7RM-4QXD-W", "Interview not finished, topic 6 of 11", "partly", "Go on", "4 Apr"),
        ("P3VN-8TZC-6", "Your own view not yet written", "pencil", "Write it", "31 Mar"),
        ("D9HX-2WKF-R", "Sheets printed, waiting for the slip", "speech", "Slip due Friday", "2 Apr"),
        ("T6BQ-5MYJ-4", "Taken over by a shelter", "tick", "Nothing to do", "19 Apr"),
    )
    table.show_rows(
        [
            TableRow(code, (Cell(code, bold=True), Cell(at, icon), Cell(next_, bold=True), Cell(until, soft=True)))
            for code, at, icon, next_, until in rows
        ]
    )
    rail = RailView(
        "Office desk",
        (
            RailRow("cases", "Cases", "speech", note="5"),
            RailRow("reminders", "Reminders", "clock", note="3"),
            RailRow("ring", "Whom to ring", "ear", note="1 old"),
        ),
        (RailRow("settings", "Settings", "bar"),),
        "cases",
    )
    shell = desk(
        StripView(where="Your cases", saved="Saved 12:31", saved_short="Saved"),
        rail,
        BarView(
            note="Everything is saved. Locks by itself after 3 minutes.",
            buttons=(BarButton("next", "Go on with K7RM-4QXD-W", Look.MAIN, short="Go on", cap="Return"),),
        ),
        column(
            head("Cases", "5, shown without names", Button("New screening", Look.MAIN, cap="Ctrl+N")),
            LineField(words(), "Case code", help="Sorted by what is due first"),
            table,
        ),
    )
    table.rows["K7RM-4QXD-W"].setFocus()
    return shell


def bench() -> Shell:
    """A reviewer's workbench, with a text that has six plural forms and a problem."""
    text = TextView(
        "person-view.left",
        ("{n} more after this", "{n} more after this"),
        ("لا شيء بعد هذا", "واحد بعد هذا", "اثنان بعد هذا", "{n} بعد هذا", "{n} بعد هذا", "{n} بعد هذا"),
        "How many topics are still to come.",
        "The person sees how far the talk has come.",
        "draft",
        "Is it said so in the south?",
        ("The fields are not those of the English text, so English is shown. Keep these fields: {n}.",),
        {"female": Path("nothing.flac"), "male": Path("nothing.flac")},
    )
    view = BenchView(
        "ar",
        (("ar", "العربية (Arabic)"), ("my", "မြန်မာ (Burmese)")),
        "draft",
        {"all": 369, "draft": 368, "reviewed": 1, "remarks": 1},
        (BenchRow(text.id, "draft", True),),
        text,
        "R-7",
    )
    page = BenchPage(Words("en"))
    page.show_view(view)
    rail = RailView("Office desk", (RailRow("bench", "Texts", "speech_lines"),), current="bench")
    bar = BarView(note="Everything is saved.", buttons=(BarButton("back", "Back", Look.OTHER),))
    shell = desk(StripView(where="Texts", saved="Saved 12:31", saved_short="Saved"), rail, bar, page)
    page.start_writing()
    return shell


def recordings(tag: str = "ur", microphone: str = "on") -> Shell:
    """The page of recordings: a line that was sent back, the microphone on, a folder with a problem."""
    line = ScriptLine(12, "consent.spoken.choice", "rest", SPOKEN[tag], "You can say no.", "Slowly.")
    take = Take("", "", ".flac", "S-1", "2026-12-01", "R-7", "The last word is missing.")
    rows = (TakeRow(12, line.text_id, TakeState.WRONG), TakeRow(13, "consent.spoken.stop", TakeState.MISSING))
    counts = {"all": 203, "to-read": 120, "to-hear": 60, "approved": 23}
    languages = (("ur", "اردو (Urdu)"), ("my", "မြန်မာ (Burmese)"))
    page = RecordingPage(Words("en"))
    page.show_view(
        TakesView(
            tag, languages, "female", "all", counts, rows, line, TakeState.WRONG, take, Path("nothing.flac"),
            draft=True, tested=False, day=datetime.date(2026, 12, 1), wrong="",
        )
    )  # fmt: skip
    page.show_microphone(microphone)
    page.state_of_take("It was not saved. It is longer than 15 seconds. Leave out pauses.", measured=True, wrong=True)
    page.show_problems("003.wav: Nothing is heard in it. Record it again.")
    rail = RailView("Office desk", (RailRow("recordings", "Recordings", "speech"),), current="recordings")
    bar = BarView(note="Everything is saved.", buttons=(BarButton("back", "Back", Look.OTHER),))
    return desk(StripView(where="Recordings", saved="Saved 12:31", saved_short="Saved"), rail, bar, page)


def fields() -> Shell:
    """Fields, checks and the list of how an answer came."""
    said = words()
    written = WordsField(said, "ur")
    written.set_text("It is in the office, in the grey cupboard.\nکاغذ دفتر میں ہیں۔\nသင့်နိုင်ငံကူးလက်မှတ် ခုံးဖြင့်\nনিরাপত্তা")
    passphrase = PassphraseField(said, "Passphrase", help="Your five words, with a space between each.")
    passphrase.set_text("five words of your own")
    check = CheckLine("Someone controls this person to profit from their work")
    check.setChecked(True)
    chip = ProvenanceChip(said)
    chip.show_value("told")
    page = column(
        head("Your own view", "You first."),
        check,
        CheckLine("Papers kept by someone else", sub="told freely, 09:44"),
        written,
        passphrase,
        Banner("Draft translation.", "Read it aloud with care.", "en"),
        Banner("Not saved.", "The disk is full. All before is safe.", "en", strong=True),
        chip,
    )
    after = steps("After the interview", "Your own view", "Your own view", "Assessment")
    shell = desk(SAVED, after, BarView(buttons=(BarButton("later", "Later"),)), page)
    shell.complaints.say(
        "Not saved. The disk is full, so the last entry was not recorded. Everything before it is safe."
    )
    chip.open_list()
    return shell


MOCKS: dict[str, tuple[Theme, Callable[[], QWidget]]] = {
    "02-caseload": (Theme(), caseload),
    "03-gate": (Theme(), gate),
    "03-gate-200": (Theme("night", 200), gate),
    "04-consent": (Theme(), consent),
    "04-consent-150": (Theme("sun", 150), consent),
    "05-burmese": (Theme(), lambda: conversation("my")),
    "06-urdu": (Theme(), lambda: conversation("ur", "no")),
    "11-reading": (Theme(), reading),
    "11-reading-150": (Theme("night", 150), reading),
    "17-sun": (Theme("sun"), lambda: conversation("bn", "no")),
    "18-caseload-night": (Theme("night"), caseload),
    "19-200": (Theme("day", 200), lambda: conversation("bn")),
    "bench": (Theme(), bench),
    "recordings": (Theme(), recordings),
    "recordings-200": (Theme("day", 200), lambda: recordings("my")),
    "fields": (Theme(), fields),
    "fields-200": (Theme("day", 200), fields),
    "night-urdu-125": (Theme("night", 125), lambda: conversation("ur")),
    "practice": (Theme(), lambda: conversation("km", practice=True)),
}


def save(name: str, folder: Path, size: tuple[int, int] = SIZE) -> Path:
    """Render one mock into a folder."""
    app = QApplication.instance() or QApplication([])
    worn, make = MOCKS[name]
    theme.apply_theme(worn)
    widget = make()
    widget.resize(*size)
    widget.show()
    for _ in range(20):
        app.processEvents()
    path = folder / f"{name}.png"
    widget.grab().save(str(path))
    widget.hide()
    widget.deleteLater()
    QApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete)
    return path


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for each in sys.argv[2:] or MOCKS:
        sys.stdout.write(f"{save(each, target)}\n")

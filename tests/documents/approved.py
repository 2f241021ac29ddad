"""Papers with fixed facts and hours, and what was approved of each: approved/NAME.txt has what is drawn on every page,
and approved/pages.txt has a line for each page of the papers in other languages and of the long ones.

``python -m tests.generated`` writes them anew. Whoever runs it looks at the pages first:
``python -m tests.documents.approved FOLDER`` puts the papers there that are drawn in another way now.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from screening.casework.content import directory
from screening.casework.content.edition import open_content
from screening.casework.statistics.counts import ChartView, CountBar, MonthView, StatsView, YearView, stats_paper
from screening.casework.visit.pocket_card import make_card
from screening.casework.visit.questionnaire import make_blank
from screening.documents.forms.blank_forms import empties
from screening.documents.forms.facts import Facts, Handed, SeenSite, SheetLine, Told
from screening.documents.forms.leaves import build_papers
from screening.documents.forms.loader import NOTES, PLAN, Form
from screening.documents.forms.redaction import visible
from screening.documents.forms.render import render_all
from screening.documents.forms.slips import in_both, name_slip, number_list, number_slips
from screening.documents.layout import blocks as bl
from screening.documents.layout.pages import Leaf, sheets
from screening.domain.case.sessions import SaidLine
from screening.domain.events.catalogue import ViewWritten
from screening.domain.events.hash_chain import LogHead
from screening.domain.events.later import NeedMet
from screening.domain.known.known import AskedNo, Value, Written
from screening.domain.known.needs import Haste
from screening.settings import OWN
from screening.wording.catalogue.translations import Words
from screening.wording.script.typefaces import Weight
from tests.documents.drawn import approved, digested
from tests.documents.everyday import LINES
from tests.documents.forms.test_paper_contents import ALL, SETS, known, nothing
from tests.documents.layout.test_logo import png
from tests.documents.some_facts import facts, noted

FOLDER = Path(__file__).with_name("approved")
EN = Words("en")
TODAY = datetime.date(2026, 11, 24)
YES = "papers-kept locked little-pay threats debt-grows housed-by arranged-by bad-housing needs-call needs-afraid"
SUMS = {"agreed": "1500", "paid": "300", "months": "7", "hours": "14", "fees": "4500", "deductions": "200"}
SOME = frozenset({"needs", "contact"})
CALM: Mapping[str, Any] = {
    "haste": Haste(False, AskedNo()), "needs": (), "need_states": (("medical", "no"),), "interviewer": False,
    "stay": None, "practice": True, "words": (), "fingerprint": "", "face_languages": ("ms",), "view": None,
}  # fmt: skip
LANGUAGES = {
    "sheet-a": ("ur", "my"),
    "referral-my": ("ur",),
    "plan": ("bn", "ur", "my"),
    **dict.fromkeys(("social", "rights", "card"), ("bn", "ur")),
}
"""Of the people for whom a paper is drawn."""
LONG = " ".join(LINES["en"] * 3)
FORMS = {form.id: form for forms in SETS.values() for form in forms.values()}


@functools.cache
def told(language: str) -> Facts:
    """A case with something in every field, whose person speaks the language."""
    content = open_content()
    lines = LINES[language]
    said = {name: lines[at % len(lines)] for at, name in enumerate(NOTES) if name not in SUMS}
    found = facts(
        content,
        how="told",
        yes=YES,
        declined="violence",
        not_known="degraded",
        code="K7RM-4QXD-W",
        day="2026-03-28",
        hour="15:40",
        setting="workplace",
        region="selangor",
        language=language,
        officer="L-17",
        organisation="Jabatan Tenaga Kerja",
        telephone="03-8888 9999, 9-5",
        fingerprint="4F2A 99C1 77DE YQ2L M6XA 3RTB",
        entries=40,
        log=LogHead(1234, "7DKE RMQA 2OIB XW5S 3LPV HZ6T"),
        words=(Told("papers", " ".join(lines), "told"), Told("pay", lines[0], "told", "2026-03-28T07:40:00Z")),
        chosen=(Told("papers", lines[0], "told"),),
        view=ViewWritten(("control", "protection"), "fairly_sure", "The papers are in the office. The door is locked."),
        consent=tuple((each.id, ("yes", "no", "")[at % 3]) for at, each in enumerate(content.protocol.decisions)),
        explained={"talk": SaidLine("2026-03-28T01:31:00Z", "en", language, 1)},
        needs=(("danger", True), ("medical", True), ("basic", True), ("phone", True), ("wages", False)),
        need_states=(
            ("danger", "now"), ("medical", "now"), ("basic", "later"), ("phone", "no"), ("wages", "not-asked"),
        ),
        haste=Haste(True, Value(named=("danger.afraid",))),
        danger=("afraid.not_sure",),
        missing=("no-pay", "deductions"),
        answer_by="2026-04-04",
        interviewer=True,
        notes={**said, **SUMS},
        plan=dict(zip(PLAN, lines * len(PLAN), strict=False)),
        phrase="blue umbrella",
        recipient="House of Women",
        granted=(("needs", "yes"), ("signs", "no")),
        decided=(("House of Women", (("needs", "yes"), ("contact", "no"))), ("Police", (("signs", "later"),))),
        promises=(("A call", "2026-04-02"), ("A visit", "")),
        all_promises=(("A call", "2026-04-02", "kept"), ("A visit", "", "")),
        held=("28 March 2026: sheet A, House of Women",),
        record=(
            SheetLine("heading", "Papers"), SheetLine("line", "Who has your passport?", "asked"),
            SheetLine("words", lines[0], "told", language, "about the passport"),
        ),
        written=(Written("plan", "safer", lines[0]), Written("closing", "wishes", lines[-1])),
        handed=Handed("Puan Siti", (("arrival.afraid", lines[0]),), (("I ring", "2026-12-04"), ("I write", ""))),
        later=(NeedMet("medical", "met", "2026-12-01"),),
        numbers=(("Talian Kasih", "15999", "24"), ("", "03-8888 9999", "9-5")),
        site=SeenSite(
            "Kilang Satu", "2026-11-30", ("locked", "bad-housing"), "Bars", "2026-12-09",
            (("Labour", "03-8888 9999"), ("Court", "")),
        ),
        stay=(("MAPO", "03-8888 9999", "24"),),
        face_languages=("en",),
    )  # fmt: skip
    return dataclasses.replace(found, law=known().law, wage_law=known().wage_law)


def made(name: str, language: str = "bn", granted: frozenset[str] = ALL, **more: object) -> bytes:
    """A paper of the case for its reader, in each of its languages."""
    given = noted(told(language), **more) if "notes" in more else dataclasses.replace(told(language), **more)  # type: ignore[arg-type]
    return render_all(build_papers(FORMS[name], visible(given, FORMS[name], granted, nothing()), root_words=EN))


def bare(form: Form) -> bytes:
    """A paper of a case of which nothing is known but its code."""
    given = visible(facts(open_content(), code="K7RM-4QXD-W"), form, ALL, nothing())
    return render_all(build_papers(form, given, root_words=EN))


def questions(officer: str, person: str, **more: Any) -> bytes:
    return make_blank(open_content(), officer=officer, person=person, **more)


def empty(form: Form, language: str = "ms") -> bytes:
    return render_all(empties(form, told(language), root_words=EN)[:1])


def pocket(officer: str, person: str, region: str = "") -> bytes:
    return make_card(open_content(), directory.shipped(OWN), TODAY, officer=officer, person=person, region=region)


def statistics(language: str) -> bytes:
    """Months as columns, one of them not shown, and bars of every length."""
    months = tuple(MonthView(f"{at}/2026", str(at), "" if at == 3 else str(at * 5), at / 12) for at in range(1, 13))
    bars = (CountBar("Selangor", "60", 1.0), CountBar("Johor", "15", 0.25), CountBar("Perak", "*", 0.0))
    charts = (
        ChartView("By month", bars[:1], "Small numbers are not shown.", (YearView("2026", months),)),
        ChartView("By state", bars),
    )
    return stats_paper(StatsView("Statistics", "2026.", "75 people", charts, "Two were not read."), Words(language))


def parts(language: str) -> bytes:
    """Every block that a paper is made of, with room and without."""
    lines = [*LINES[language], *LINES["en"]]
    long, one = " ".join(lines[:3]), lines[0]
    checks = tuple(bl.Check(line, at % 2 == 0) for at, line in enumerate(lines[:5]))

    def blocks(other: str) -> tuple[bl.Block, ...]:
        two = in_both(lines[0], lines[1], (language, other), Weight.BOLD)
        return (
            bl.Logo(png(40, 20)),
            bl.Heading(one, bookmark="one", ruled=True),
            bl.Subheading(two),
            *(bl.Text(one, side=side, weight=Weight.BOLD) for side in bl.Side),
            bl.Text(long, language, 12.0, keep=True),
            bl.Fields(tuple(bl.Field(lines[at], lines[-1 - at]) for at in range(4))),
            bl.Fields((bl.Field(one, long), bl.Field(one, "2")), (0.3, 0.7)),
            *(bl.Checks(checks, columns) for columns in (0, 1, 2, 3)),
            bl.Checks((bl.Check(one, None), *checks, bl.Check("or:", None), *checks[:2]), 0, indent=True),
            bl.Beside((bl.Text(one), bl.Text(long)), number="12", ruled=True),
            bl.Beside((bl.Text(" ".join(lines * 3)), bl.Text(one)), keep=True),
            bl.Lines(one, (bl.Line(one, "note", "1"), bl.Line(long, long, "2"), bl.Line(one))),
            bl.Lines("", (bl.Line(long),)),
            bl.Statement(long),
            bl.Statement(one, Weight.REGULAR),
            bl.Said(two, long, language),
            bl.Write(one, 3),
            bl.Rule(),
            bl.Rule(strong=True),
            *(bl.ChartBar(share) for share in (-1.0, 0.3, 2.0)),
            bl.Columns((("a", "10", 1.0), ("b", "1", 0.01), (long, "", 0.5))),
            bl.Gap(11),
            bl.Split((bl.Text(one),), (bl.Text(long), bl.Rule()), share=0.4),
            bl.WithQr("SCREENING", (bl.Text(long),)),
            bl.NEW_PAGE,
            bl.Text(one),
        )

    words = Words("en")
    head = lambda page, pages: (bl.Text(f"{page} / {pages}"), bl.Rule())  # noqa: E731
    leaves = [Leaf(blocks(language), language, head, head), Leaf(blocks("en"), language, head, head, tight=True)]
    return sheets(leaves, title=words.say("slip.title"))


WHOLE: Mapping[str, Callable[[], bytes]] = {
    "sheet-a": lambda: made("sheet-a"),
    "sheet-b": lambda: made("referral-my"),
    "sheet-b-empty": lambda: empty(FORMS["referral-my"]),
    "own-copy": lambda: made("own", own=True, recipient=""),
    "parts": lambda: parts("en"),
    "pocket-card": lambda: pocket("en", "ms"),
    "slip": lambda: name_slip("K7RM-4QXD-W", "Siti", "012", "blue umbrella", ("en", "ms"), practice=True),
    "numbers": lambda: number_slips([f"{at:03d}" for at in range(1, 9)], EN),
    "list": lambda: number_list(
        "OP-7", "28 March 2026", [("001", "waits", "look"), ("002", "", "")], EN, practice=True
    ),
    "statistics": lambda: statistics("en"),
}
"""Papers whose every line is approved."""


def _by_page() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Every sheet for people of four scripts, with little known, and empty; and the long papers."""
    for name, form in FORMS.items():
        for language in LANGUAGES.get(name, ("bn",)):
            yield f"{name} {language}", functools.partial(made, name, language)
        if name.startswith("generic"):
            continue
        yield f"{name} with little", functools.partial(made, name, "ta", SOME | {form.part}, **CALM)
        yield f"{name} of nothing", functools.partial(bare, form)
        if form.size != "card" and form.sheet != "own":
            yield f"{name} empty", functools.partial(empty, form, "km")
    yield "sheet-a with long words", functools.partial(made, "sheet-a", notes=dict.fromkeys(NOTES, LONG))
    yield "referral-my with long words", lambda: made("referral-my", "ur", words=(Told("papers", LONG * 4, "told"),))
    yield "parts ur", lambda: parts("ur")
    yield "statistics ar", lambda: statistics("ar")
    addons = tuple(open_content().protocol.addons)
    yield "questions", functools.partial(questions, "en", "ms", profile="child", addons=addons, practice=True)
    yield "questions in two directions", functools.partial(questions, "ms", "ur", short=True)
    yield "pocket-card in two directions", functools.partial(pocket, "ms", "ur")
    yield "pocket-card johor", lambda: pocket("th", "th", "johor")


BY_PAGE: Mapping[str, Callable[[], bytes]] = dict(_by_page())
"""Papers of which each page has a number: what is drawn on it is shown by ``git stash`` and a second look."""


def whole(name: str) -> str:
    """What is drawn of one of the ``WHOLE``."""
    return "\n".join(approved(WHOLE[name]())) + "\n"


def by_page(name: str) -> list[str]:
    """A line for each page of one of the ``BY_PAGE``."""
    return list(digested(approved(BY_PAGE[name]())))


PAGES = FOLDER / "pages.txt"


def read_pages() -> dict[str, list[str]]:
    """What was approved of each page of the papers of ``BY_PAGE``."""
    found: dict[str, list[str]] = {}
    for line in PAGES.read_text("utf-8").splitlines() if PAGES.is_file() else ():
        name, _, said = line.partition(": ")
        found.setdefault(name, []).append(said)
    return found


def write() -> list[str]:
    """Approve what is drawn now. Returns the files that are other ones than before."""
    FOLDER.mkdir(exist_ok=True)
    now = {FOLDER / f"{name}.txt": whole(name) for name in WHOLE}
    now[PAGES] = "".join(f"{name}: {line}\n" for name in BY_PAGE for line in by_page(name))
    changed = [path for path, text in now.items() if not path.is_file() or path.read_text("utf-8") != text]
    for path in changed:
        path.write_text(now[path], "utf-8", newline="\n")
    for path in set(FOLDER.glob("*.txt")) - set(now):
        path.unlink()
        changed.append(path)
    return [str(path) for path in changed]


def main(folder: Path) -> None:
    """Put the papers there whose pages are other ones than those that were approved."""
    then = read_pages()
    for name, draw in {**WHOLE, **BY_PAGE}.items():
        path = FOLDER / f"{name}.txt"
        same = (
            by_page(name) == then.get(name)
            if name in BY_PAGE
            else path.is_file() and path.read_text("utf-8") == whole(name)
        )
        if not same:
            (folder / f"{name.replace(' ', '-')}.pdf").write_bytes(draw())


if __name__ == "__main__":
    main(Path(sys.argv[1]))

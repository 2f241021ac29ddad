"""Each text that asserts something of a case stands in a list with its condition, and is said only where that holds."""

from __future__ import annotations

import functools
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from screening.casework.assessment import assessment, second_reader
from screening.casework.content.edition import open_content
from screening.casework.interview import consent, interview_views
from screening.casework.record import retention
from screening.casework.referral import recipients
from screening.domain.case import referrals
from screening.domain.content.problems import Problem
from screening.settings import content_root
from screening.wording.lint import statements
from screening.wording.lint.catalogue_checks import source_problems
from tests.truth import published, said
from tests.truth.acts import USUAL, Case, Desk, travels
from tests.truth.oracle import Truth
from tests.truth.raw import raw_case

LISTED = statements.read_statements(content_root())
FIRST = 210_000
RANDOM = 40
"""Cases of the usual sort, beside those in which nothing is left to chance."""

HOLDS: dict[str, Callable[[Truth], object]] = {
    "nothing-promised": lambda truth: not truth.promises,
    "promises-settled": lambda truth: truth.promises and not truth.open_promises,
    "nothing-left": lambda truth: not truth.left,
    "nothing-made-for-a-recipient": lambda truth: not truth.sent,
    "urgent": lambda truth: truth.urgent or truth.harm or _cannot_wait(truth) or "medical-soon" in truth.needs,
    "no-danger": lambda truth: not truth.danger_lines and not truth.urgent and not truth.harm and truth.gate,
    "harm-told": lambda truth: truth.harm,
    "not-safe-here": lambda truth: "officer" in truth.danger_lines,
    "no-need-named": lambda truth: not truth.needs,
    "no-urgent-need-named": lambda truth: not truth.urgent,
    "nothing-recorded": lambda truth: not truth.answers and not any(each.kind == "words" for each in truth.texts),
    "by-duty": lambda truth: "duty" in truth.basis.values(),
    "not-explained": lambda truth: any(
        not to and f"consent.{decision}" not in {line for line, _ in truth.lines}
        for decision, to in truth.consent_heads
    ),
    "withdrawn": lambda truth: truth.withdrawn,
    "no-first-view": lambda truth: not truth.view,
    "as-the-sheet-says": lambda truth: True,
}
"""By the name of a condition whether it holds, from the raw events alone."""

NOT_COME_TO = frozenset(
    {"not-urgent", "cannot-wait-told", "every-item-asked", "view-before-the-assessment", "told-who-takes-over",
     "nothing-written", "nothing-decided", "no-cases", "nothing-due", "promise-due", "reply-waited-for",
     "no-to-everything", "refused-urgently", "nothing-to-pass-on-urgently", "lowered", "nothing-supports-more",
     "no-service-suggested", "no-entry-for-a-need", "wish-missed", "another-time", "answered-alone-and-kept",
     "no-number-rung", "nothing-against", "too-little-asked", "a-payment-without-a-sum", "nothing-became-known",
     "no-wish-recorded", "need-not-told-of"}
)  # fmt: skip
"""Conditions of pages that these cases do not come to, or that the events of one case do not tell; the list of cases is
held to the oracle in test_truth.py."""


def _cannot_wait(truth: Truth) -> bool:
    items = published.items(truth.edition)
    return any(items[name].get("need") == "urgent" and truth.yes(name) for name in truth.answers if name in items)


@functools.cache
def shown() -> tuple[tuple[Truth, frozenset[str]], ...]:
    """What is so of each case, and every English text of its papers and pages."""
    found = []
    desk = Desk(open_content(), Path(tempfile.mkdtemp(prefix="statements-")))
    with said.quick():
        cases = [
            Case(desk, FIRST).whole(danger=True),
            Case(desk, FIRST + 1).whole(child=True),
            Case(desk, FIRST + 2).begun(),
        ]
        travels(cases[0])
        cases += [_no_to_all(Case(desk, FIRST + 3)), Case(desk, FIRST + 4)]
        cases += [Case(desk, FIRST + 5 + n).run() for n in range(RANDOM)]
        for case in cases:
            truth = Truth(raw_case(case.hand.vault, case.code))
            found.append((truth, frozenset(filter(None, map(str.strip, _texts(case))))))
    return tuple(found)


def _no_to_all(case: Case) -> Case:
    """Everything asked and nothing the matter, one recipient agreed to for the needs, one refused, a promise kept."""
    interview = case.hand.interview
    for line, choice in USUAL.items():
        case.does(line, lambda line=line, choice=choice: interview.answer_gate(line, choice))
    case.does("begun", lambda: interview.begin_without("here"))
    case.does("language", lambda: interview.choose_language("my"))
    for decision in ("talk", "notes"):
        case.does(decision, lambda decision=decision: interview.decided(decision, "yes"))
    for topic in interview.protocol.topics:
        case.does(topic.id, lambda topic=topic: interview.invite(topic.id))
    for item in interview.protocol.items:
        case.does(item, lambda item=item: interview.answer(item, "no"))
    for name, value in (("tenaganita", "yes"), ("suka-society", "no")):
        for part in published.gives()[name]:
            case.does(name, lambda n=name, p=part, v=value: recipients.decide(interview, n, p, v))
    case.does("promise", lambda: referrals.promise(case.mark("promise"), "", 0))
    case.does("kept", lambda: referrals.settle(interview.case.referrals.promises, "1", "kept"))
    case.notes("handover", "to", case.mark("next"))
    case.chooses("handover", "agreed", "yes")
    return case


def _texts(case: Case) -> Iterator[str]:
    case.hand.rung()
    for paper in said.papers_of(case, printed=False):
        for sheet in paper.sheets:
            for line in sheet.lines:
                yield line.text
    pages = said.pages_of(case)
    for name in vars(pages):
        if name == "taking" and pages.taking is not None:
            yield from (each.state for each in pages.taking.recipients)
            yield pages.taking.needs
        elif name == "follow" and pages.follow is not None:
            yield from said.texts_of((pages.follow.sent, pages.follow.promises))
            yield from (said.ENGLISH.say("follow.none-sent"),) if not pages.follow.sent else ()
            yield from (said.ENGLISH.say("follow.none-promised"),) if not pages.follow.promises else ()
        elif name == "said" and pages.said is not None:
            yield from said.texts_of(pages.said.rows)
        elif name != "refused":
            yield from said.texts_of(getattr(pages, name))
    interview = case.hand.interview
    yield from said.texts_of(second_reader.second_view(interview))
    yield from said.texts_of(interview_views.closing_view(interview))
    yield from said.texts_of(consent.heard_view(interview))
    if retention.is_empty(case.hand.laptop.vault, case.code):
        yield said.ENGLISH.say("case.empty")
    if interview.case.taken_back:
        yield from said.texts_of(consent.taken_back_view(interview))
    if interview.case.view is not None and interview.reachable("reading"):
        yield from said.texts_of(assessment.assessment_view(interview))


def pattern(text_id: str) -> re.Pattern[str]:
    """What a text looks like with its fields filled in, as a sentence of its own."""
    source = next(each for each in _sources() if each.id == text_id).source
    parts = re.split(r"\{[a-z_]+\}", source)
    return re.compile(".+".join(map(re.escape, parts)), re.DOTALL)


@functools.cache
def _sources() -> tuple[statements.Text, ...]:
    from screening.wording.lint.catalogue_checks import _texts as texts

    return tuple(texts(content_root(), []))


def test_each_condition_is_held_here_or_named_as_one_that_is_not() -> None:
    named = {each.when for each in LISTED.statements}
    assert named == HOLDS.keys() | NOT_COME_TO and not HOLDS.keys() & NOT_COME_TO


@pytest.mark.parametrize(
    "statement", [each for each in LISTED.statements if each.when in HOLDS], ids=lambda each: each.when
)
def test_a_text_is_said_only_where_its_condition_holds(statement: statements.Assertion) -> None:
    holds, said_at_all = HOLDS[statement.when], False
    for name in statement.texts:
        looks = pattern(name)
        for truth, texts in shown():
            if any(looks.search(text) if len(looks.pattern) > LONG else looks.fullmatch(text) for text in texts):
                said_at_all = True
                assert holds(truth), f"{name} is said of {truth.raw.code}"
    assert said_at_all, "no case shows it: nothing was held"


LONG = 28
"""A longer text is looked for inside others too, as where a sentence follows another."""


def test_a_text_that_asserts_something_and_stands_in_no_list_is_named(tmp_path: Path) -> None:
    found = _with(tmp_path, '[page.new]\ngone = "Nothing was asked about the permit."\n')
    assert [each.place for each in found if "no condition" in each.what] == ["page.new.gone"]


def test_a_row_that_names_no_text_is_named(tmp_path: Path) -> None:
    found = _with(tmp_path, '[page.new]\nlabel = "Name"\n')
    assert "page.session.no-promise" in {each.place for each in found if each.what == "No text has this id."}


def _with(root: Path, text: str) -> list[Problem]:
    """What is wrong in a content root that has the list and one file of texts."""
    folder = root / "locales" / "en"
    folder.mkdir(parents=True)
    (folder / "pages.toml").write_text(text, "utf-8")
    (root / statements.FILE).write_bytes((content_root() / statements.FILE).read_bytes())
    return source_problems(root)

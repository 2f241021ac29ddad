"""Hold every sentence that the program says of a case to what the oracle says is true."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from tests.truth import published, said
from tests.truth.acts import Case, Hand
from tests.truth.compare_pages import (
    compare_clock,
    compare_later_session,
    compare_numbers,
    compare_pages,
    compare_recipients,
)
from tests.truth.compare_papers import compare_haste, compare_paper
from tests.truth.found import MARK, Compared
from tests.truth.oracle import Truth
from tests.truth.raw import raw_case


def compare(case: Case, found: Compared, *, only: str = "") -> Compared:
    """Everything that is said of a case, held to the oracle of its laptop; and of the other, where it went there.

    ``only``: papers, pages, files or saved, for that part alone.
    """
    for leak in case.leaks:
        found.holds(False, "passed-on", "bundle", leak)
    _compare(case, found, only)
    if only == "saved" or (case.printed and not only):
        _saved(case, found)
    if case.other is not None:
        here, case.hand = case.hand, Hand(case.desk, case.other.laptop, case.code)
        _compare(case, found, only)
        case.hand = here
    return found


def _compare(case: Case, found: Compared, only: str) -> None:
    truth = Truth(raw_case(case.hand.vault, case.code))
    if only in ("", "papers"):
        papers = list(said.papers_of(case, printed=case.printed and not only))
        for paper in papers:
            found.papers += 1
            found.pdfs += bool(paper.pdf)
            compare_paper(truth, paper, found)
        compare_haste(papers, found)
    if only in ("", "pages"):
        compare_pages(truth, said.pages_of(case), found)
        compare_recipients(truth, case, found)
        compare_later_session(truth, case, found)
        compare_numbers(truth, case, found)
        compare_clock(truth, case, found)
    if only in ("", "files"):
        _systems(truth, case, found)


def _saved(case: Case, found: Compared) -> None:
    """No paper takes the place of another in a folder, and each opens with its own passphrase."""
    with tempfile.TemporaryDirectory(dir=case.desk.folder) as folder:
        files = said.saved_by(case, Path(folder))
        for each in files:
            found.holds(each.opens, "replaced", each.path.name, f"what is there is not the paper for {each.recipient}")
            found.holds(each.recipient not in each.path.name, "replaced", each.path.name, "names its recipient")
        there = [each for each in Path(folder).rglob("*") if each.is_file()]
        found.holds(len(there) == len(files), "replaced", "the folder", f"{len(there)} files of {len(files)}")


def _systems(truth: Truth, case: Case, found: Compared) -> None:
    """Files for other systems: for two recipients, one who may have something and one who may not."""
    names = list(published.gives())
    may = [name for name in names if truth.granted(name) & {"needs", "signs"}]
    may_not = [name for name in names if not truth.granted(name) & {"needs", "signs"}]
    for name in (*may[:1], *may_not[case.seed % len(may_not) :][:1]):
        for kind, needed in (("fhir", {"signs"}), ("primero", {"needs", "signs"})):
            made = said.file_for(case, kind, name)
            granted = truth.granted(name)
            where = f"{kind} for {name}"
            found.holds((made is not None) is bool(granted & needed), "passed-on", where, f"made of {sorted(granted)}")
            if made is not None:
                text = "\n".join(said.texts_of(made))
                found.holds(not MARK.search(text), "passed-on", where, "words of the person are in it")
                (_fhir if kind == "fhir" else _primero)(truth, made, granted, where, found)


def _fhir(truth: Truth, made: Any, granted: frozenset[str], where: str, found: Compared) -> None:
    (response,) = (each["resource"] for each in made["entry"]
                   if each["resource"]["resourceType"] == "QuestionnaireResponse")  # fmt: skip
    given = {item["linkId"]: item["answer"][0] for topic in response["item"] for item in topic["item"]}
    known, items = truth.answers, published.items(truth.edition)
    for item, answer in given.items():
        below = {each["linkId"]: each["answer"][0]["valueCoding"]["code"] for each in answer["item"]}
        told = (answer["valueCoding"]["code"], below[f"{item}.how"], below.get(f"{item}.where", ""))
        found.holds(told == known.get(item), "answers", where, f"{item}: {told}, was {known.get(item)}")
    for item in known:
        if published.part_of(truth.edition, item) in granted:
            found.holds(item in given or "ask_if" in items[item], "answers", where, f"{item} is left out")
        else:
            found.holds(item not in given, "passed-on", where, f"{item} is no part of {sorted(granted)}")


def _primero(truth: Truth, made: Any, granted: frozenset[str], where: str, found: Compared) -> None:
    names = published.primero()
    services = made["data"].get(names["field"]["services"])
    found.holds((services is not None) is ("needs" in granted), "passed-on", where, "needs")
    if services is not None:
        told = {each[names["field"]["service"]] for each in services}
        known = {names["service"][need] for need in truth.needs if need in names["service"]}
        found.holds(told == known, "need", where, f"{sorted(told)} for {sorted(known)}")
    concerns = names["field"]["concerns"] in made["data"]
    found.holds(concerns is ("signs" in granted), "passed-on", where, "concerns")

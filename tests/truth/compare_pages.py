"""Hold every page about a case, the list of cases, Reminders and the page of counts to the oracle."""

from __future__ import annotations

from collections.abc import Mapping

from screening.casework.interview import interview_views, readiness
from screening.casework.record import supervision
from screening.casework.referral import paper_views, papers, recipients
from tests.truth import published, said
from tests.truth.acts import Case, Laptop
from tests.truth.compare_papers import TONIGHT, setting_words
from tests.truth.found import MARK, Compared
from tests.truth.oracle import DECISION, Truth, days_before
from tests.truth.raw import raw_case, rows_of
from tests.truth.said import ENGLISH, Pages

SHEET_PARTS = ("needs", "signs", "alleged", "labour", "child", "social")


def compare_pages(truth: Truth, pages: Pages, found: Compared) -> None:
    _follow(truth, pages, found)
    _session(truth, pages, found)
    for name in ("said", "handover"):
        text = "\n".join(said.texts_of(getattr(pages, name)))
        if truth.asked_on_childs_page("needs-afraid"):
            found.holds(TONIGHT not in text, "tonight", name, "the child was not asked about tonight")
    _said(truth, pages, found)
    _withdraw(truth, pages, found)
    _handover(truth, pages, found)
    _summary(truth, pages, found)
    if pages.rail is not None:
        asked = all(truth.consent_heads.get((each, "")) for each in ("talk", "notes"))
        state = next(row.state for row in pages.rail if str(row.place) == "consent")
        found.holds(asked or state != "done", "rail", "rail", "a tick at Consent, and no consent was asked")


def _follow(truth: Truth, pages: Pages, found: Compared) -> None:
    view = pages.follow
    if view is None:
        return
    rows = {row.id: row for row in view.sent}
    found.holds(set(rows) == set(truth.sent), "replies", "Replies", f"{sorted(rows)} for {sorted(truth.sent)}")
    for name, row in rows.items():
        found.holds(row.name == published.names().get(name, name), "name", "Replies", f"{row.name} for {name}")
        if name in truth.sent and name not in truth.answered:
            saved = truth.sent[name].body["way"] == "saved"
            found.holds(not (saved and row.state.startswith("Sent")), "sent", "Replies", f"{row.state!r}: only saved")
    _promised(truth, [(each.text, each.open) for each in view.promises], "Replies", found)


def _promised(truth: Truth, rows: list[tuple[str, bool]], where: str, found: Compared) -> None:
    """Every promise stands there, and whether it is open; no other does."""
    shown = {mark: is_open for text, is_open in rows for mark in MARK.findall(text)}
    known = {mark: not each.outcome for each in truth.promises for mark in MARK.findall(each.text)}
    for mark, is_open in known.items():
        found.holds(mark in shown, "promise", where, f"{mark} is not there")
        if mark in shown:
            found.holds(shown[mark] is is_open, "promise", where, f"{mark}: {'open' if is_open else 'settled'}")
    for mark in shown:
        found.holds(mark in known, "promise", where, f"{mark} was not promised")


def _said(truth: Truth, pages: Pages, found: Compared) -> None:
    """Everything recorded so far: each answer as it stands, and the person's words."""
    if pages.said is None:
        return
    rows = [row for row in pages.said.rows if row.kind in ("sign", "words")]
    sealed = any(ENGLISH.say("locked.sealed") in row.text for row in rows)
    told_of = {row.told.partition(". ")[0] for row in rows}
    for item, (answer, _how, _where) in truth.answers.items():
        if sealed or item in truth.contested:
            continue
        marks = [ENGLISH.say(f"item.{item}.mark")]
        if truth.age != "adult" and ENGLISH.has(f"page.child.mark.{item}"):
            marks = [ENGLISH.say(f"page.child.mark.{item}")]
        kind = "answer" if published.items(truth.edition)[item]["kind"] == "ask" else "seen"
        said_so = "" if answer == "yes" else f": {ENGLISH.say(f'{kind}.{answer}')}"
        told = [mark + said_so for mark in marks]
        found.holds(told_of & {*told}, "answers", "Record", f"{told} is not there")
    for each in truth.texts:
        if each.kind == "words":
            text = any(each.text in (row.text, f"{row.text}\n{row.beneath}") for row in rows)
            found.holds(sealed or text, "answers", "Record", f"{each.text!r} is not there")


def _session(truth: Truth, pages: Pages, found: Compared) -> None:
    if pages.session is None:
        return
    text = "\n".join(said.texts_of(pages.session))
    for each in truth.promises:
        for mark in MARK.findall(each.text):
            found.holds(mark in text, "promise", "another session", f"{mark} is not there")
    nothing = ENGLISH.say("page.session.no-promise") in text
    found.holds(not (nothing and truth.promises), "promise", "another session", "says that nothing was promised")


def _withdraw(truth: Truth, pages: Pages, found: Compared) -> None:
    if pages.withdraw is None:
        return
    rows = [row for row in pages.withdraw.rows if row.kind == "info"]
    text = "\n".join(f"{row.label.own} {row.help}" for row in rows)
    for left in truth.left:
        if left.name:
            found.holds(left.name in text, "withdraw", "Withdrawal", f"{left.what} for {left.name} is not named")
    nothing = ENGLISH.say("page.withdraw.nothing") in text
    theirs = any(set(each.body["form"].split()) & {"plan", "rights", "card", "handover"} for each in truth.issued)
    if truth.left:
        found.holds(not nothing, "withdraw", "Withdrawal", "says that nothing left")
    elif not theirs:
        found.holds(nothing, "withdraw", "Withdrawal", f"nothing left for anybody, and it says {text!r}")
    for name in ("referral-my", "sheet-a", "sheet-c", "-trafficking", "-district", "-department", "-society"):
        found.holds(name not in text, "name", "Withdrawal", f"shows an id of the program: {name}")


def _handover(truth: Truth, pages: Pages, found: Compared) -> None:
    if pages.handover is None:
        return
    text = "\n".join(said.texts_of(pages.handover))
    for each in truth.promises:
        for mark in MARK.findall(each.text):
            found.holds((mark in text) is not bool(each.outcome), "promise", "Hand over", f"{mark} {each.outcome}")


def _summary(truth: Truth, pages: Pages, found: Compared) -> None:
    if pages.summary is None:
        return
    notes = {str(row.place): row.note for row in pages.summary.rows if row.kind == "line"}
    many = ENGLISH.say_count
    count = len(truth.open_promises)
    if count:
        told = many("page.summary.promised", count)
        found.holds(told in notes["follow"], "promise", "Summary", f"{notes['follow']!r}, not {told!r}")
    waiting = sum(name not in truth.answered for name in truth.sent)
    if waiting:
        told = many("page.summary.waiting", waiting)
        found.holds(told in notes["follow"], "replies", "Summary", f"{notes['follow']!r}, not {told!r}")
    if truth.sent and all(each.body["way"] == "saved" for each in truth.sent.values()):
        found.holds(not notes["taking"].startswith("Sent"), "sent", "Summary", f"{notes['taking']!r}: only saved")
    if not truth.setting:
        default = setting_words(truth.begun_in)
        found.holds(default not in pages.summary.lead, "default-as-fact", "Summary", f"{pages.summary.lead!r}")


def compare_recipients(truth: Truth, case: Case, found: Compared) -> None:
    """Who takes this, and for whom a form can be made: what the person said to each stands there."""
    hand = case.hand
    directory, today = hand.laptop.directory, hand.laptop.today
    view = recipients.taking_view(hand.interview, directory, today)
    for row in view.recipients:
        for part in row.parts:
            value = truth.consent(DECISION[part.id], f"{row.id}:{part.id}")
            unsure = len({each.body["value"] for each in
                          truth.consent_heads.get((DECISION[part.id], f"{row.id}:{part.id}"), ())}) > 1  # fmt: skip
            found.holds(part.value == value or (unsure and part.value != "yes"), "agreement", "Referrals",
                        f"{row.id}:{part.id} says {part.value!r}, was {value!r}")  # fmt: skip
        sent = truth.sent.get(row.id)
        if sent is not None and row.id not in truth.answered and sent.body["way"] == "saved":
            found.holds(not row.state.startswith("Sent"), "sent", "Referrals", f"{row.id} {row.state!r}: only saved")
    shown = {choice.id: choice.text for choice in
             paper_views.papers_view(hand.interview, directory, papers.OWN).recipients}  # fmt: skip
    waits = ENGLISH.say("papers.waits")
    for name in truth.refusers:
        if name in shown and not truth.withdrawn:
            found.holds(waits not in shown[name], "refusal", "Forms", f"{shown[name]!r} of {name}, who was refused")
            found.holds(not truth.granted(name) or truth.basis.get(name) == "duty", "refusal", "Forms", name)
    for name, text in shown.items():
        if name not in ("own", "person"):
            sheets = [part for part in SHEET_PARTS if part in truth.granted(name)]  # fmt: skip
            for part in sheets:
                found.holds(ENGLISH.say(f"part.{part}") in text, "agreement", "Forms", f"{name}: no {part} in {text!r}")


def compare_later_session(truth: Truth, case: Case, found: Compared) -> None:
    """At the closing of a later session: what the person said to a recipient last time is not out of sight."""
    if truth.sessions == 1 or truth.withdrawn:
        return
    view = interview_views.closing_view(case.hand.interview, case.hand.laptop.directory)
    for asked, each in view.decisions.items():
        decision, _, name = asked.partition(":")
        part = {"service": "needs", "authority": "signs"}.get(decision, "")
        if part and truth.consent(decision, f"{name}:{part}") == "no":
            known = each.value == "no" or ENGLISH.say("answer.no") in each.note
            found.holds(known, "last-time", "closing of another session", f"{name}: {each.value!r} {each.note!r}")


def compare_numbers(truth: Truth, case: Case, found: Compared) -> None:
    """A number that was rung here is not said to be unrung, whatever state was chosen or not."""
    view = readiness.numbers_view(case.hand.interview, case.hand.laptop.directory)
    if "999" in truth.rung:
        (line,) = (each for each in view.lines if each.id == "emergency")
        found.holds(line.chosen, "number", "Numbers", f"{line.text!r}, and 999 was rung")
        found.holds("999" in line.text, "number", "Numbers", f"{line.text!r} shows no number")


def compare_clock(truth: Truth, case: Case, found: Compared) -> None:
    """How long they talk: nobody talks while the record is closed."""
    talked, told = truth.talked(case.desk.clock.at), case.hand.interview.minutes()
    found.holds(told <= talked + 1, "clock", "talk", f"says {told} minutes, and they talked {talked:.0f}")


def compare_lists(laptop: Laptop, found: Compared) -> Compared:
    """The list of cases and Reminders of a laptop, held to all of its cases: today, and when the next reply is due."""
    truths = {code: Truth(raw_case(laptop.vault, code)) for code in laptop.vault.cases()}
    days = sorted({each.day for truth in truths.values() for each in truth.due if each.kind == "reply"})
    today = laptop.today.isoformat()
    ahead = next((day for day in days if day > today), "")
    for day in filter(None, (today, ahead)):
        _lists(said.lists_of(laptop, day), truths, day, found)
    return found


def _lists(lists: said.Lists, truths: Mapping[str, Truth], at: str, found: Compared) -> None:
    due = {(code, each.kind, each.day, each.about) for code, truth in truths.items() for each in truth.due}
    shown = [(row.case, row.kind) for rows in lists.reminders.values() for row in rows]
    for code, kind, day, about in sorted(due):
        found.holds((code, kind) in shown, "reminders-lack", "Reminders", f"{code} {kind} {day} {about}")
    kinds = {(code, kind) for code, kind, _day, _about in due}
    for code, kind in shown:
        if kind in ("promise", "reply"):
            found.holds((code, kind) in kinds, "reminders-false", "Reminders", f"{code} {kind}: nothing is open")
    now = {(code, kind) for code, kind, day, _about in due if day and days_before(day, at) >= 0}
    above = {(row.case, row.kind) for row in lists.desk.due}
    for code, kind in sorted(now):
        found.holds((code, kind) in above, "due-today", "Cases", f"{code} {kind} is due, and is not shown as due")
    today = {row.case for name in ("overdue", "today") for row in lists.reminders.get(name, ())}
    found.holds(lists.desk.due or not today, "due-today", "Cases", "nothing is due, but Reminders says something is")
    for row in lists.desk.rows:
        truth = truths[row.code]
        known = setting_words(truth.setting) if truth.setting else ""
        place = row.where if row.where != ENGLISH.say("page.cases.no-place") else ""
        found.holds(not place or place == known, "default-as-fact", "Cases", f"{row.code}: place {place}")


def compare_record(laptop: Laptop, found: Compared) -> Compared:
    """What the page of counts reminds of: nothing that is younger than its own time."""
    began = rows_of(laptop.vault, "")[0].at[:10]
    today = laptop.today.isoformat()
    text = "\n".join(said.texts_of(supervision.overview(laptop.vault, ENGLISH, laptop.today)))
    old = days_before(began, today)
    found.holds(
        old > 7 or ENGLISH.say("page.counts.copy") not in text, "too-young", "Counts", f"a record of {old} days"
    )
    drill = ENGLISH.say("page.counts.drill")
    found.holds(old > 90 or drill not in text, "too-young", "Counts", f"{old} days: drill")
    return found

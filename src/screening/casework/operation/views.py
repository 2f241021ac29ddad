"""The pages of operations, as data: all of them, one with its queue, and one number with its first look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from screening.casework.interview.note_pages import ANSWERS, NoteRow, NotesView, OfficerRows
from screening.casework.interview.readiness import NEEDS, sign_choices
from screening.casework.interview.view_models import LineOption, LineView
from screening.casework.operation import acts
from screening.casework.view_models import Choice, Pair
from screening.domain.events import operation as ev
from screening.domain.events.contacts import Contact
from screening.domain.operation import rules
from screening.domain.operation.operation import ASKED, CLOSED, OPEN, NumberedPerson, Operation
from screening.domain.operation.queue import ITEM, LAST, LookRules, Waiting, queue
from screening.errors import ScreeningError
from screening.store import Vault, contacts, own_card
from screening.wording.catalogue.error_messages import sentence
from screening.wording.catalogue.languages import format_moment, format_time, languages, name_in, offered_languages
from screening.wording.catalogue.translations import Words
from screening.wording.script.visible_controls import visible_text

PAGE, NUMBER = "operation", "number"
SORT, OPERATION, GO, LAPTOP = "sort", "operation:", "person:", "laptop:"
"""How the rows are named that lead to an operation or a number, and that let a laptop take part."""
WISH = "prefer.officer"


@dataclass(frozen=True, slots=True)
class OperationFacts:
    """What the pages need of the record. ``people`` are the checked cards of other laptops, names by number."""

    operations: tuple[Operation, ...] = ()
    card: str = ""
    people: Mapping[str, str] = field(default_factory=dict)


def find(vault: Vault) -> OperationFacts:
    """Read the operations of the record and who could take part."""
    known = {number: visible_text(each.card.name) for number, each in contacts(vault).items() if _may(each)}
    return OperationFacts(acts.all_of(vault), own_card(vault).number, known)


def _may(contact: Contact) -> bool:
    return contact.checked and not contact.removed and contact.card.station == "laptop"


def list_view(words: Words, found: OperationFacts, sort: str) -> NotesView:
    """Return the page of all operations and of beginning one; ``sort`` is what was chosen."""
    rows, say = OfficerRows(words, PAGE), words.say
    for each in found.operations:
        if each.sort:
            line = say(
                "page.operations.one", code=each.code, sort=say(f"page.operations.sort-of.{each.sort}"),
                day=format_moment(each.opened_at, words.language), state=say(f"page.operations.state.{each.state}"),
            )  # fmt: skip
            rows.link(OPERATION + each.code, line)
    none_yet = not rows.made
    kinds = tuple((each, say(f"page.operations.sort-of.{each}"), "") for each in ev.SORTS)
    rows.add(NoteRow(SORT, "choice", Pair(say("page.operations.sort")), sort, kinds))
    rows.act("begin", "page.operations.begin", help=say("page.operations.begin-help"), main=none_yet)
    return rows.page_view("page.operations.title", "page.operations.lead")


def operation_view(words: Words, found: OperationFacts, code: str, looks: LookRules) -> NotesView:
    """Return the page of one operation: what is to be settled, the queue, who has an outcome, and what can be done."""
    rows, say = OfficerRows(words, PAGE), words.say
    now = next(each for each in found.operations if each.code == code)
    _to_settle(rows, now)
    if now.state == OPEN:
        _giving(rows, now, found.card)
    waiting = queue(now, looks)
    rows.heading("page.operations.queue", n=len(waiting)).text("page.operations.queue-help")
    for one in waiting:
        rows.link(GO + one.person.id, waits(words, one))
    if talks := [each for each in now.in_order if each.cases and not each.given]:
        rows.heading("page.operations.talks", n=len(talks))
        for each in talks:
            rows.link(GO + each.id, say("page.operations.talk", number=each.number, case=each.cases[-1]))
    if done := [each for each in now.in_order if each.outcome is not None]:
        rows.add(NoteRow("page.operations.done", "fold", Pair(say("page.operations.done")), help=str(len(done))))
        for each in done:
            rows.link(GO + each.id, outcome_line(words, each))
    _leaving(rows, now)
    if now.state != CLOSED:
        _laptops(rows, now, found)
    return rows.page_view(
        "page.operations.heading",
        "page.operations.lead",
        sort=say(f"page.operations.sort-of.{now.sort}"),
        code=now.code,
    )


def _giving(rows: OfficerRows, now: Operation, card: str) -> None:
    prefix = now.laptops.get(card)
    if prefix is None:
        rows.text("page.operations.no-prefix")
        return
    rows.text("page.operations.prefix", prefix=prefix)
    help = rows.say("page.operations.give-help")
    rows.act("give", "page.operations.give", main=True, help=help, number=rules.next_number(now, card))
    rows.act("slips", "page.operations.slips", help=rows.say("page.operations.slips-help"))


def _to_settle(rows: OfficerRows, now: Operation) -> None:
    """What only a person decides; nothing where there is nothing."""
    if now.doubles or now.contested or now.state == ASKED:
        rows.heading("page.operations.settle")
    for number in now.doubles:
        rows.text("page.operations.double", number=number)
        for each in (each for each in now.in_order if each.number == number):
            rows.link(GO + each.id, f"{number} · {format_moment(each.given_at, rows.own.language)} · {each.by}")
    for each in now.contested:
        rows.link(GO + each.id, rows.say("page.operations.contested", number=each.number))
    if now.state == ASKED:
        rows.text("page.operations.late")
    if now.state != OPEN:
        rows.act("reopen", "page.operations.reopen", main=now.state == ASKED)


def _leaving(rows: OfficerRows, now: Operation) -> None:
    """The list on paper, and closing with why it waits."""
    rows.heading("page.operations.end").field("folder", "line", "page.operations.folder")
    rows.act("list", "page.operations.list", help=rows.say("page.operations.list-help"))
    rows.act("print", "page.operations.print")
    if now.state == CLOSED:
        return
    why = ""
    try:
        rules.close(now)
    except ScreeningError as trouble:
        why = sentence(rows.own, trouble)
    rows.act("close", "page.operations.close", why=why)


def _laptops(rows: OfficerRows, now: Operation, found: OperationFacts) -> None:
    names = {found.card: rows.say("page.operations.this-laptop"), **found.people}
    rows.heading("page.operations.laptops")
    for card, prefix in sorted(now.laptops.items(), key=lambda each: each[1]):
        rows.text("page.operations.laptop", prefix=prefix, name=names.get(card, card))
    if now.state == OPEN:
        for card, name in found.people.items():
            if card not in now.laptops:
                rows.act(LAPTOP + card, "page.operations.name", name=name)
        if not found.people:
            rows.text("page.operations.no-people", page=rows.say("page.people.title"))
    rows.text("page.operations.name-help").link("bundles", rows.say("page.bundles.rail"))


def waits(words: Words, each: Waiting) -> str:
    """Return one line of the queue: the number, why it stands here, the language, since when."""
    language, wish = each.person.answer("language"), each.person.answer("wish")
    told = "" if language in ("", "not_known") else _language(words, language)
    again = format_moment(each.again.isoformat(), words.language) if each.row == LAST and each.again else ""
    line = words.say(
        "page.operations.waits", number=each.person.number,
        why=words.say(f"page.operations.row.{each.row}", n=len(each.why), time=again),
        language=told or words.say("page.operations.no-language"), time=format_time(each.since, words.language),
    )  # fmt: skip
    return f"{line} · {words.say(f'page.operations.wish.{wish}')}" if wish in ("woman", "man") else line


def outcome_line(words: Words, person: NumberedPerson) -> str:
    """Return a number with what became of it."""
    given = person.outcome
    told = words.say(f"page.number.outcome-of.{given.outcome}") if given is not None else ""
    where = visible_text(given.where) if given is not None else ""
    parts = " · ".join(each for each in (told, where) if each)
    return words.say("page.operations.done-one", number=person.number, outcome=parts)


def number_view(
    words: Words,
    found: OperationFacts,
    code: str,
    person_id: str,
    looks: LookRules,
    said: Mapping[str, str],
    *,
    open_outcome: bool = False,
) -> NotesView:
    """Return the page of one number: the first look, the private interview, what became of the person.

    ``said`` are the hours at which lines were said on this page, by their item or ``wish``. Before the look is done
    what became of the person is asked where the officer opened it (``open_outcome``).
    """
    rows, say = OfficerRows(words, NUMBER), words.say
    now = next(each for each in found.operations if each.code == code)
    person = now.people[person_id]
    tag = person.answer("language")
    offered = {pack.tag for pack in offered_languages(installation=words.installation)}
    theirs = words.within(tag) if tag in offered else words
    if person.former:
        rows.text("page.number.former", numbers=", ".join(person.former))
    if person.number in now.doubles:
        rows.text("page.number.double")
        if found.card in now.laptops:
            rows.act("another", "page.number.another", number=rules.next_number(now, found.card))
    four = tuple((key, say(f"answer.{key}"), shape) for key, shape in ANSWERS)
    rows.heading("page.number.seen")
    for line in rules.LOOKED:
        label, differ = Pair(say(f"page.number.{line}")), _differ(words, person, line)
        rows.add(NoteRow(line, "choice", label, person.answer(line), four, differ))
    spoken = tuple((each, _language(words, each), "") for each in (*(pack.tag for pack in languages()), rules.OTHER))
    rows.add(NoteRow("language", "choice", Pair(say("page.number.language")), tag, spoken))
    rows.act("pictures", "page.number.pictures", help=say("page.number.pictures-help"))
    if signs := [each.text for each in signs_view(words, person) if each.chosen]:
        rows.text("page.number.pointed", signs=", ".join(signs))
    rows.heading("page.number.asked")
    answers = tuple(LineOption(key, _pair(words, theirs, f"answer.{key}"), shape) for key, shape in ANSWERS)
    wishes = tuple(LineOption(each, Pair(say(f"page.number.wish.{each}"))) for each in rules.WISHES)
    lines = [(ITEM + item, f"item.{item}.text", answers) for item in looks.items]
    for line, text, options in (*lines, ("wish", WISH, wishes)):
        value, differ = person.answer(line), _differ(words, person, line)
        view = LineView(
            line, "", _pair(words, theirs, text), (text,), options=options, value=value, note=differ,
            said=said.get(line, "") or _noted_at(words, person, line),
        )  # fmt: skip
        shown = tuple((each.id, each.text.own, each.shape) for each in options)
        rows.add(NoteRow(line, "choice", view.text, value, shown, line=view))
    looked = ", ".join(format_moment(each, words.language) for each in person.looked)
    told = say("page.number.looked", times=looked) if looked else ""
    rows.act("finish", "page.number.finish-again" if looked else "page.number.finish", main=not looked, help=told)
    if looked and now.state == OPEN and found.card in now.laptops:
        rows.act("give", "page.operations.give", main=True, number=rules.next_number(now, found.card))
    _next(rows, person, open_outcome=open_outcome)
    made = rows.page_view("page.number.title", "page.number.lead", number=person.number)
    return replace(made, person_tag=theirs.language, quick=not looked)


def signs_view(words: Words, person: NumberedPerson) -> tuple[Choice, ...]:
    """Return the drawn signs of the contact without a shared language; those that the person pointed at are chosen."""
    pointed = (sign for sign in NEEDS if person.answer(rules.NEED + sign) == "yes")
    return sign_choices(words, frozenset(pointed))


def _next(rows: OfficerRows, person: NumberedPerson, *, open_outcome: bool) -> None:
    say = rows.say
    rows.heading("page.number.next")
    if not person.cases:
        rows.act("talk", "page.number.talk", help=say("page.number.talk-help"))
    for case in person.cases:
        rows.link(f"case:{case}", say("page.number.case", case=case))
    if not (open_outcome or person.looked or person.cases or person.given):
        # A key that is meant for the look is never taken for what became of somebody.
        rows.act("open-outcome", "page.number.outcome")
        return
    if person.outcomes_differ:
        # In the order of the choices: the order of the entries is each laptop's own.
        given = [each.event.outcome for each in person.given if isinstance(each.event, ev.OutcomeGiven)]
        told = ", ".join(say(f"page.number.outcome-of.{each}") for each in sorted(given, key=ev.OUTCOMES.index))
        rows.text("page.number.outcomes", outcomes=told)
    outcome, where = (person.outcome.outcome, person.outcome.where) if person.outcome is not None else ("", "")
    rows.field("where", "line", "page.number.where", where, help=say("page.number.where-help"))
    options = tuple(
        (each, say(f"page.number.outcome-of.{each}"), "") for each in ev.OUTCOMES if each != "talked" or person.cases
    )
    rows.add(NoteRow("outcome", "choice", Pair(say("page.number.outcome")), outcome, options))


def _differ(words: Words, person: NumberedPerson, line: str) -> str:
    answers = person.answers(line)
    if len(answers) < 2:
        return ""
    told = ", ".join(words.known(f"answer.{each}", visible_text(each)) for each in sorted(answers))
    return words.say("page.number.answers", answers=told)


def _noted_at(words: Words, person: NumberedPerson, line: str) -> str:
    """The hour of the answer that stands: what was answered was said."""
    heads = person.look.get(line, ()) if person.answers(line) else ()
    return format_time(heads[-1].at, words.language) if heads else ""


def _language(words: Words, tag: str) -> str:
    return words.say("page.number.other-language") if tag == rules.OTHER else name_in(tag, words.language)


def _pair(words: Words, theirs: Words, text_id: str) -> Pair:
    own = words.say(text_id)
    return Pair(own) if theirs.language == words.language else Pair(own, theirs.say(text_id))

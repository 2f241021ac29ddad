"""The pages of operations, as data: all of them, one with its queue, and one number with its first look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from screening.casework.interview.note_pages import ANSWERS, NoteRow, NotesView
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
from screening.wording.catalogue.packs import Pack
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
    say = words.say
    rows = [
        NoteRow(OPERATION + each.code, "link", Pair(say(
            "page.operations.one", code=each.code, sort=say(f"page.operations.sort-of.{each.sort}"),
            day=format_moment(each.opened_at, words.language), state=say(f"page.operations.state.{each.state}"),
        )))
        for each in found.operations if each.sort
    ]  # fmt: skip
    kinds = tuple((each, say(f"page.operations.sort-of.{each}"), "") for each in ev.SORTS)
    rows += [
        NoteRow(SORT, "choice", Pair(say("page.operations.sort")), sort, kinds),
        NoteRow(
            "begin", "act", Pair(say("page.operations.begin")), help=say("page.operations.begin-help"), main=not rows
        ),
    ]
    return NotesView(PAGE, say("page.operations.title"), say("page.operations.lead"), words.language, tuple(rows))


def operation_view(words: Words, found: OperationFacts, code: str, looks: LookRules, folder: str = "") -> NotesView:
    """Return the page of one operation: what is to be settled, the queue, who has an outcome, and what can be done."""
    say = words.say
    now = next(each for each in found.operations if each.code == code)
    rows = [*_to_settle(words, now)]
    if now.state == OPEN:
        rows += _giving(words, now, found.card)
    waiting = queue(now, looks)
    rows += [
        NoteRow("", "heading", Pair(say("page.operations.queue", n=len(waiting)))),
        NoteRow("", "info", Pair(say("page.operations.queue-help"))),
        *(NoteRow(GO + each.person.id, "link", Pair(waits(words, each))) for each in waiting),
    ]
    if talks := [each for each in now.in_order if each.cases and not each.given]:
        rows.append(NoteRow("", "heading", Pair(say("page.operations.talks", n=len(talks)))))
        rows += [_link(each, say("page.operations.talk", number=each.number, case=each.cases[-1])) for each in talks]
    done = [each for each in now.in_order if each.outcome is not None]
    if done:
        rows.append(NoteRow("page.operations.done", "fold", Pair(say("page.operations.done")), help=str(len(done))))
        rows += [_link(each, outcome_line(words, each)) for each in done]
    rows += _leaving(words, now, folder)
    if now.state != CLOSED:
        rows += _laptops(words, now, found)
    title = say("page.operations.heading", sort=say(f"page.operations.sort-of.{now.sort}"), code=now.code)
    return NotesView(PAGE, title, say("page.operations.lead"), words.language, tuple(rows))


def _giving(words: Words, now: Operation, card: str) -> list[NoteRow]:
    say, prefix = words.say, now.laptops.get(card)
    if prefix is None:
        return [NoteRow("", "info", Pair(say("page.operations.no-prefix")))]
    return [
        NoteRow("", "info", Pair(say("page.operations.prefix", prefix=prefix))),
        NoteRow(
            "give", "act", Pair(say("page.operations.give", number=rules.next_number(now, card))), main=True,
            help=say("page.operations.give-help"),
        ),
        NoteRow("slips", "act", Pair(say("page.operations.slips")), help=say("page.operations.slips-help")),
    ]  # fmt: skip


def _to_settle(words: Words, now: Operation) -> Iterable[NoteRow]:
    """What only a person decides; nothing where there is nothing."""
    say = words.say
    rows: list[NoteRow] = []
    for number in now.doubles:
        rows.append(NoteRow("", "info", Pair(say("page.operations.double", number=number))))
        same = [each for each in now.in_order if each.number == number]
        rows += [_link(each, f"{number} · {format_moment(each.given_at, words.language)} · {each.by}") for each in same]
    rows += [_link(each, say("page.operations.contested", number=each.number)) for each in now.contested]
    if now.state == ASKED:
        rows.append(NoteRow("", "info", Pair(say("page.operations.late"))))
    if rows:
        rows.insert(0, NoteRow("", "heading", Pair(say("page.operations.settle"))))
    if now.state != OPEN:
        rows.append(NoteRow("reopen", "act", Pair(say("page.operations.reopen")), main=now.state == ASKED))
    return rows


def _leaving(words: Words, now: Operation, folder: str) -> list[NoteRow]:
    """The list on paper, and closing with why it waits."""
    say = words.say
    rows = [
        NoteRow("", "heading", Pair(say("page.operations.end"))),
        NoteRow("folder", "line", Pair(say("page.operations.folder")), folder),
        NoteRow("list", "act", Pair(say("page.operations.list")), help=say("page.operations.list-help")),
        NoteRow("print", "act", Pair(say("page.operations.print"))),
    ]
    if now.state == CLOSED:
        return rows
    why = ""
    try:
        rules.close(now)
    except ScreeningError as trouble:
        why = sentence(words, trouble)
    return [*rows, NoteRow("close", "act", Pair(say("page.operations.close")), why=why)]


def _laptops(words: Words, now: Operation, found: OperationFacts) -> list[NoteRow]:
    say = words.say
    names = {found.card: say("page.operations.this-laptop"), **found.people}
    rows = [NoteRow("", "heading", Pair(say("page.operations.laptops")))]
    for card, prefix in sorted(now.laptops.items(), key=lambda each: each[1]):
        told = say("page.operations.laptop", prefix=prefix, name=names.get(card, card))
        rows.append(NoteRow("", "info", Pair(told)))
    if now.state == OPEN:
        rows += [
            NoteRow(LAPTOP + card, "act", Pair(say("page.operations.name", name=name)))
            for card, name in found.people.items() if card not in now.laptops
        ]  # fmt: skip
        if not found.people:
            rows.append(NoteRow("", "info", Pair(say("page.operations.no-people", page=say("page.people.title")))))
    rows += [
        NoteRow("", "info", Pair(say("page.operations.name-help"))),
        NoteRow("bundles", "link", Pair(say("page.bundles.rail"))),
    ]
    return rows


def waits(words: Words, each: Waiting) -> str:
    """Return one line of the queue: the number, why it stands here, the language, since when."""
    language = each.person.answer("language")
    told = "" if language in ("", "not_known") else _language(words, language)
    wish = each.person.answer("wish")
    line = words.say(
        "page.operations.waits", number=each.person.number, why=row_of(words, each),
        language=told or words.say("page.operations.no-language"), time=format_time(each.since, words.language),
    )  # fmt: skip
    return f"{line} · {words.say(f'page.operations.wish.{wish}')}" if wish in ("woman", "man") else line


def row_of(words: Words, each: Waiting) -> str:
    """Return why somebody stands where they stand in the queue."""
    again = format_moment(each.again.isoformat(), words.language) if each.row == LAST and each.again else ""
    return words.say(f"page.operations.row.{each.row}", n=len(each.why), time=again)


def outcome_line(words: Words, person: NumberedPerson) -> str:
    """Return a number with what became of it."""
    given = person.outcome
    told = words.say(f"page.number.outcome-of.{given.outcome}") if given is not None else ""
    where = visible_text(given.where) if given is not None else ""
    parts = " · ".join(each for each in (told, where) if each)
    return words.say("page.operations.done-one", number=person.number, outcome=parts)


def _link(person: NumberedPerson, told: str) -> NoteRow:
    return NoteRow(GO + person.id, "link", Pair(told))


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
    say = words.say
    now = next(each for each in found.operations if each.code == code)
    person = now.people[person_id]
    tag = person.answer("language")
    theirs = words.within(tag) if tag in {pack.tag for pack in _offered(words)} else words
    rows: list[NoteRow] = []
    if person.former:
        rows.append(NoteRow("", "info", Pair(say("page.number.former", numbers=", ".join(person.former)))))
    if person.number in now.doubles:
        rows.append(NoteRow("", "info", Pair(say("page.number.double"))))
        if found.card in now.laptops:
            another = say("page.number.another", number=rules.next_number(now, found.card))
            rows.append(NoteRow("another", "act", Pair(another)))
    four = tuple((key, say(f"answer.{key}"), shape) for key, shape in ANSWERS)
    rows.append(NoteRow("", "heading", Pair(say("page.number.seen"))))
    rows += [
        NoteRow(
            line, "choice", Pair(say(f"page.number.{line}")), person.answer(line), four, _differ(words, person, line)
        )
        for line in rules.LOOKED
    ]
    spoken = (*(pack.tag for pack in languages()), rules.OTHER)
    rows += [
        NoteRow(
            "language",
            "choice",
            Pair(say("page.number.language")),
            tag,
            tuple((each, _language(words, each), "") for each in spoken),
        ),
        NoteRow("pictures", "act", Pair(say("page.number.pictures")), help=say("page.number.pictures-help")),
    ]
    if signs := [each.text for each in signs_view(words, person) if each.chosen]:
        rows.append(NoteRow("", "info", Pair(say("page.number.pointed", signs=", ".join(signs)))))
    rows += [
        NoteRow("", "heading", Pair(say("page.number.asked"))),
    ]
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
        rows.append(NoteRow(line, "choice", view.text, value, shown, text_id=text, line=view))
    looked = ", ".join(format_moment(each, words.language) for each in person.looked)
    finish = say("page.number.finish-again" if looked else "page.number.finish")
    told = say("page.number.looked", times=looked) if looked else ""
    rows.append(NoteRow("finish", "act", Pair(finish), main=not looked, help=told))
    if looked and now.state == OPEN and found.card in now.laptops:
        following = say("page.operations.give", number=rules.next_number(now, found.card))
        rows.append(NoteRow("give", "act", Pair(following), main=True))
    rows += _next(words, person, open_outcome=open_outcome)
    title, lead = say("page.number.title", number=person.number), say("page.number.lead")
    return NotesView(NUMBER, title, lead, theirs.language, tuple(rows), quick=not looked)


def signs_view(words: Words, person: NumberedPerson) -> tuple[Choice, ...]:
    """Return the drawn signs of the contact without a shared language; those that the person pointed at are chosen."""
    pointed = (sign for sign in NEEDS if person.answer(rules.NEED + sign) == "yes")
    return sign_choices(words, frozenset(pointed))


def _next(words: Words, person: NumberedPerson, *, open_outcome: bool) -> list[NoteRow]:
    say = words.say
    rows = [NoteRow("", "heading", Pair(say("page.number.next")))]
    if not person.cases:
        rows.append(NoteRow("talk", "act", Pair(say("page.number.talk")), help=say("page.number.talk-help")))
    rows += [NoteRow(f"case:{each}", "link", Pair(say("page.number.case", case=each))) for each in person.cases]
    if not (open_outcome or person.looked or person.cases or person.given):
        # A key that is meant for the look is never taken for what became of somebody.
        return [*rows, NoteRow("open-outcome", "act", Pair(say("page.number.outcome")))]
    where = person.outcome.where if person.outcome is not None else ""
    options = tuple(
        (each, say(f"page.number.outcome-of.{each}"), "") for each in ev.OUTCOMES if each != "talked" or person.cases
    )
    value = person.outcome.outcome if person.outcome is not None else ""
    if person.outcomes_differ:
        # In the order of the choices: the order of the entries is each laptop's own.
        given = [each.event.outcome for each in person.given if isinstance(each.event, ev.OutcomeGiven)]
        told = ", ".join(say(f"page.number.outcome-of.{each}") for each in sorted(given, key=ev.OUTCOMES.index))
        rows.append(NoteRow("", "info", Pair(say("page.number.outcomes", outcomes=told))))
    return [
        *rows,
        NoteRow("where", "line", Pair(say("page.number.where")), where, help=say("page.number.where-help")),
        NoteRow("outcome", "choice", Pair(say("page.number.outcome")), value, options),
    ]


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


def _offered(words: Words) -> tuple[Pack, ...]:
    return offered_languages(installation=words.installation)

"""Carrying cases to other laptops: own card, people, bundles out and in, as views and as lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from screening import store
from screening.casework.content.edition import Content, content_of
from screening.casework.interview.interview import Interview
from screening.casework.record import leaving
from screening.domain.case import release
from screening.domain.case.case import fold
from screening.domain.events.case_codes import is_code, is_operation_code
from screening.domain.events.contacts import LARGEST_CARD, Contact, ContactCard, parse_card
from screening.domain.operation.operation import fold as fold_operation
from screening.domain.policy.roles import EXCHANGE, must
from screening.errors import BadInput, NotAccepted
from screening.store import Made, Taken, Vault
from screening.store.crypto.atomic_files import local_path, read_foreign_bounded, typed_folder
from screening.store.exchange.apart import Apart, accept, kept_apart
from screening.store.exchange.exchange import had
from screening.store.folder.safe_paths import save_in, save_new
from screening.wording.catalogue.translations import Words
from screening.wording.script.visible_controls import visible_text


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One of the people whose card is here, in words."""

    contact: Contact
    name: str
    about: str
    """Organisation and kind, as one line."""
    state: str
    """Whether the number was checked, and for what the card is trusted besides."""


@dataclass(frozen=True, slots=True)
class ExchangeView:
    """The desk's page of bundles: own card, people, and the cases that can be sent."""

    own: ContactCard
    people: tuple[ContactRow, ...]
    cases: tuple[str, ...]
    second: str
    """The second person's name; "" when none was named."""
    practice: bool
    publisher: str = ""
    """The number of the card under which this record signs packs and updates."""
    waiting: frozenset[str] = frozenset()
    """Cases that even alone need the second person now: enough others left without that person lately."""
    apart: tuple[ApartRow, ...] = ()
    """What laptops brought that never had the case."""


@dataclass(frozen=True, slots=True)
class Sending:
    """What is chosen on the page. ``said_yes``: the person of the one case was asked about the one recipient."""

    cases: tuple[str, ...]
    people: tuple[str, ...]
    purpose: str = ""
    duty: str = ""
    said_yes: bool = False


def exchange_view(vault: Vault, words: Words) -> ExchangeView:
    """The pages of bundles and people."""
    named, cases = store.second_named(vault), (*vault.operations(), *vault.cases())
    waits = leaving.waiting(vault, filter(is_code, cases))
    return ExchangeView(
        store.own_card(vault), people(vault, words), cases, named.name if named else "", vault.folder is None,
        store.publisher_card(vault).number, waits, apart_rows(vault, words),
    )  # fmt: skip


def said_to(vault: Vault, content: Content, words: Words, code: str, number: str, value: str) -> None:
    """Record what the person of a case said to this: whether the one with this card may have their whole record.

    Raises what a decision on agreement raises, and BadInput("bundle-no-such-case").
    """
    if code not in vault.cases():
        raise BadInput("bundle-no-such-case", case=code[:20])
    case = fold(code, vault.events(code))
    interview = Interview(content_of(case, content), case, words, vault.role)
    vault.append_many(code, interview.decided(release.DECISIONS[release.ACCOUNT], value, f"{number}:{release.ACCOUNT}"))


def _grounds(vault: Vault, cases: Iterable[str], to: Iterable[str], duty: str) -> dict[str, str]:
    """Return why each case or operation may go to these cards.

    Raises as ``release.whole_record``, ``release.whole_operation`` and ("bundle-no-such-case").
    """
    found, known = {}, frozenset((*vault.cases(), *vault.operations()))
    for code in cases:
        if code not in known:
            raise BadInput("bundle-no-such-case", case=code[:20])
        if is_operation_code(code):
            laptops = fold_operation(code, vault.events(code)).laptops
            found[code] = release.whole_operation(code, laptops, frozenset(to)).value
            continue
        case = fold(code, vault.events(code))
        found[code] = release.whole_record(case, frozenset(to), had=had(vault, code), duty=duty).value
    return found


def send(
    vault: Vault,
    cases: Iterable[str],
    to: Iterable[str],
    out: Path,
    *,
    purpose: str = "",
    second: str = "",
    duty: str = "",
) -> Made:
    """Write a bundle; several cases at once, or one after the other (SX8), need the ``second`` person's passphrase.
    An operation is no case.

    Each goes by its person's recorded yes for each of these cards, or by the ``duty`` that is named here; the file says
    which. Raises what ``release.whole_record`` and ``make_bundle`` raise, NotAccepted("second-first") when nobody was
    named, StoreTrouble("wrong-second").
    """
    must(vault.role, EXCHANGE)
    codes, numbers = tuple(dict.fromkeys(cases)), tuple(to)
    grounds = _grounds(vault, codes, numbers, duty)
    named = duty.strip() if release.ReleaseGround.DUTY in grounds.values() else ""
    agreed = leaving.agreed(vault, filter(is_code, codes), second)
    return store.make_bundle(vault, codes, numbers, out, purpose=purpose, second=agreed, grounds=grounds, duty=named)


@dataclass(frozen=True, slots=True)
class ApartRow:
    """Entries of one case that are kept apart: the number of the card that brought them, and what is said of them."""

    case: str
    number: str
    told: str


def apart_rows(vault: Vault, words: Words) -> tuple[ApartRow, ...]:
    """Return what is kept apart, case by case and sender by sender."""
    known = store.contacts(vault)
    found: dict[tuple[str, str], list[Apart]] = {}
    for each in kept_apart(vault):
        found.setdefault((each.case, each.sender), []).append(each)
    rows = []
    for (case, number), several in found.items():
        name = visible_text(known[number].card.name) if number in known else number
        told = [words.say_count("exchange.apart-of", sum(len(each.rows) for each in several), name=name)]
        told += [words.say("exchange.apart-withdrawn")] if any(each.takes_back for each in several) else []
        rows.append(ApartRow(case, number, " ".join(told)))
    return tuple(rows)


def accept_apart(vault: Vault, case: str, number: str, *, second: str = "", phrase: str = "") -> int:
    """Let the entries of a case that a card brought count, and return how many they are.

    Raises NotAccepted("second-first") when nobody was named, and what ``accept`` raises.
    """
    must(vault.role, EXCHANGE)
    if not phrase and store.second_named(vault) is None:
        raise NotAccepted("second-first")
    strands = [each.strand for each in kept_apart(vault, case) if each.sender == number]
    if not strands:
        raise BadInput("apart-none", case=case[:20])
    return sum(accept(vault, case, strand, number, second=second, phrase=phrase) for strand in strands)


def save_own_card(vault: Vault, folder: str, *, publisher: bool = False) -> Path:
    """Write this vault's card, or that of its signature, into a folder. Raises what ``save_card`` raises."""
    return save_card(store.publisher_card(vault) if publisher else store.own_card(vault), typed_folder(folder))


def card_in(text: str) -> ContactCard:
    """Return a card from its text, or from the file that is named. Raises what ``read_card`` raises."""
    written = text.strip()
    return parse_card(written) if "\n" in written else read_card(Path(written).expanduser())


def check_number(vault: Vault, number: str, typed: str) -> Contact:
    """The person read their number aloud. Raises BadInput("contact-number-differs"), ("contact-unknown")."""
    known = store.contacts(vault).get(number)
    if known is None or known.removed:
        raise BadInput("contact-unknown")
    return store.add_contact(vault, known.card, typed or "-")


def people(vault: Vault, words: Words) -> tuple[ContactRow, ...]:
    """Everybody whose card is here and was not taken out, by name."""
    there = [contact for contact in store.contacts(vault).values() if not contact.removed]
    return tuple(person_row(each, words) for each in sorted(there, key=lambda each: each.card.name.casefold()))


def person_row(contact: Contact, words: Words) -> ContactRow:
    card = contact.card
    told = {"checked" if contact.checked else "not-checked": True}
    told |= {"trusted-content": contact.content, "trusted-updates": contact.updates}
    state = " · ".join(words.say(f"exchange.{each}") for each, holds in told.items() if holds)
    about = (visible_text(card.organisation), words.say(f"exchange.station.{card.station}"))
    return ContactRow(contact, visible_text(card.name), " · ".join(part for part in about if part), state)


def find_person(known: Mapping[str, Contact], wanted: str) -> str:
    """The number of the one person meant by a name or a number.

    Raises BadInput("contact-unknown") and ("contact-ambiguous"), where two have that name.
    """
    there = {number: contact for number, contact in known.items() if not contact.removed}
    digits = "".join(wanted.split()).replace("-", "")
    found = [number for number in there if number.replace(" ", "") == digits]
    found = found or [number for number, contact in there.items() if contact.card.name == wanted.strip()]
    if not found:
        raise BadInput("contact-unknown")
    if len(found) > 1:
        raise BadInput("contact-ambiguous")
    return found[0]


def read_card(path: Path) -> ContactCard:
    """The card in a file. Raises BadInput("not-a-card"), ("bundle-not-found")."""
    path = local_path(path)
    if not path.is_file():
        raise BadInput("card-not-found")
    try:
        return parse_card(read_foreign_bounded(path, LARGEST_CARD).decode())
    except (OSError, ValueError):
        raise BadInput("not-a-card") from None


def save_card(card: ContactCard, out: Path) -> Path:
    """Write a card as a text file: into a folder under a name that says nothing, or to a file that is not there yet.

    Raises what ``safe_paths.save_new`` raises.
    """
    text = card.text().encode()
    return save_in(out, f"card-{card.number[:5]}.txt", text) if out.is_dir() else save_new(out, text)


def taken_lines(taken: Taken, words: Words) -> tuple[str, ...]:
    """What was taken in, or would be."""
    card = taken.sender.card
    whose = ", ".join(visible_text(part) for part in (card.name, card.organisation) if part)
    operations = [code for code in taken.cases if is_operation_code(code)]
    cases = len(taken.cases) - len(operations)
    lines = [
        words.say("exchange.from", name=whose, number=card.number),
        *(words.say("exchange.holds-operation", code=code) for code in operations),
        *((words.say_count("exchange.holds", cases),) if cases or not operations else ()),
        words.say_count("exchange.new", taken.added) if taken.added else words.say("exchange.nothing-new"),
    ]
    if taken.purpose:
        lines.append(words.say("exchange.purpose", purpose=" ".join(visible_text(taken.purpose).split())))
    if taken.duty:
        lines.append(words.say("exchange.duty", duty=" ".join(visible_text(taken.duty).split())))
    if back := [case for case, ground in taken.grounds if ground == release.ReleaseGround.WITHDRAWAL]:
        lines.append(words.say("exchange.withdrawal", cases=", ".join(back)))
    if taken.log is not None:
        lines.append(words.say_count("exchange.log", taken.log.entries, fingerprint=taken.log.fingerprint))
    if taken.log_older:
        lines.append(words.say("exchange.log-older"))
    if taken.own:
        lines.append(words.say_count("exchange.lost", taken.own))
    if taken.strangers:
        lines.append(words.say_count("exchange.strangers", taken.strangers))
    if taken.apart:
        lines.append(words.say("exchange.apart", cases=", ".join(taken.apart)))
    if taken.taken_out:
        lines.append(words.say_count("exchange.taken-out", taken.taken_out))
    return tuple(lines)


def chosen_cases(
    vault: Vault, codes: Iterable[str], to: Iterable[str], *, all_of_them: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the cases that are to go, and of all those that stay: their persons took them back, and not each of these
    recipients had them.
    """
    chosen = vault.cases() if all_of_them else tuple(code.strip().upper() for code in codes)
    people = frozenset(to)
    back = (code for code in chosen if all_of_them and fold(code, vault.events(code)).taken_back)
    stay = tuple(code for code in back if not people <= had(vault, code))
    going = tuple(code for code in chosen if code not in stay)
    return going, stay

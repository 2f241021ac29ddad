"""Decide what of a case may leave, to whom, and on what ground. Every way out asks here, and none decides by itself.

A part leaves by the recorded yes of this person for this recipient and this part, or by a duty in law that the record
names (CO1, CO7, CO12). What was taken back goes nowhere but to those who had it, so that they learn of that (CO8).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from screening.domain.case import child_and_shelter
from screening.domain.case.case import Case
from screening.domain.case.referrals import Referral
from screening.domain.protocol.model import Indicator, IndicatorId, Item, Protocol
from screening.errors import NotAccepted

ACCOUNT = "account"
"""The part that a bundle is: the whole record without name and contact."""
DECISIONS: Mapping[str, str] = {
    "needs": "service", "place": "service", "contact": "contact", "signs": "authority", "words": "authority",
    "alleged": "authority", "labour": "service", "child": "service", "social": "authority", "identity": "identity",
    ACCOUNT: "authority",
}  # fmt: skip
"""Under which consent decision each part is asked (CO1)."""
DUTY = frozenset({"needs", "signs", "alleged", "child"})
"""What a duty in law can pass on without agreement; never a name, a way to reach them or their own words (CO12)."""
NO_PLACE = "no-place"
"""Beside the parts: that the person said no to where they are, which goes with the way to reach them otherwise."""
URGENT = frozenset({"needs", "contact", NO_PLACE})
"""What an urgent sheet can hold beside the place."""
FORMATS: Mapping[str, frozenset[str]] = {"fhir": frozenset({"signs"}), "primero": frozenset({"needs", "signs"})}
"""Formats of other systems, and the parts of which one at least must be released to the recipient."""
IN_FORMATS = frozenset({"needs", "signs"})
"""The parts that these formats can hold."""
EVERYTHING = frozenset({"needs", "contact", "signs", "words", "alleged", "labour", "child", "social"})
"""What stays with the officer, as the record's own copy, or was never anybody's record."""
THEIR_OWN = frozenset({"social", "words", "contact"})
"""What a copy for the person may hold without a decision about a recipient: it is theirs."""
PART_OF: Mapping[str, str] = {
    "reach": "contact", "whereabouts": "contact", "until": "contact", "wishes": "words", "words": "words",
}  # fmt: skip
"""Fields that need a part of their own beside their sheet's. That they are in the record may be known."""
PLACES = frozenset({"whereabouts", "until"})
"""Fields of the part contact that a yes to "place" alone passes on, before any talk (the urgent sheet)."""
STAY = "stay"
"""What is asked first for somebody who is held. It says where they are: sheet B may, others after a yes to that."""
SHEET_PARTS: Mapping[str, str] = {
    "A": "needs", "B": "signs", "C": "alleged", "labour": "labour", "child": "child", "social": "social",
}  # fmt: skip
"""Sheets for a recipient, and the part that the person must have agreed to."""
_NEEDED, _UNNAMED = frozenset({"A", "child", "social", "handover"}), frozenset({"plan", "rights", "card", "visit"})
SHEETS = (*SHEET_PARTS, "slip", "plan", "rights", "card", "visit", "site", "handover", "own")
_READ_BY: Mapping[str, Collection[str]] = {
    **dict.fromkeys(("answers", "assessment", "view", "missing", "danger", "consent"), ("B",)),
    **dict.fromkeys(("needs", "need_states"), _NEEDED),
    **dict.fromkeys(("code", "fingerprint"), frozenset(SHEETS) - _UNNAMED),
    "setting": ("B", "C", "social"), "plan": ("plan", "handover"), "handed": ("handover",), "phrase": ("card",),
    "words": ("B", "social"), "read_back": ("social",), "language": frozenset(SHEETS) - {"slip", "visit", "site"},
    "account": ("A",), "later": ("own", "handover"), STAY: ("A", "B", "child"),
}  # fmt: skip
"""Which sheets may say each of these; ``account`` is that there is one elsewhere."""


PROTECTION = "protection"
"""What an indicator points towards, and an explanation and a path: a claim to protection as a refugee."""
READ_OF_NEEDS = frozenset({PROTECTION, "health", "care"})
"""Explanations and paths that say what the person needs."""


class ReleaseGround(StrEnum):
    """Why a part may leave."""

    YES = "yes"
    """The person said so, for this recipient and this part."""
    DUTY = "duty"
    """A duty in law that the record names."""
    WITHDRAWAL = "withdrawal"
    """The person took it back, and this recipient, who had it, learns that."""
    INVENTED = "invented"
    """There is no person: it is practice."""
    OPERATION = "operation"
    """It is the queue of an operation, without names, for a laptop that was named for it."""


@dataclass(frozen=True, slots=True)
class Release:
    """What may leave for one recipient: each part with its ground, and the moment at which that was recorded.

    ``duty`` is the duty in the officer's words.
    """

    recipient: str
    grounds: Mapping[str, ReleaseGround] = field(default_factory=dict)
    duty: str = ""
    since: Mapping[str, str] = field(default_factory=dict)

    @property
    def parts(self) -> frozenset[str]:
        return frozenset(self.grounds)

    def only(self, parts: Collection[str]) -> Release:
        """Return the release of these parts alone, with the duty where one of them needs it."""
        kept = {part: ground for part, ground in self.grounds.items() if part in parts}
        since = {part: at for part, at in self.since.items() if part in kept}
        return Release(self.recipient, kept, self.duty if ReleaseGround.DUTY in kept.values() else "", since)


def not_taken_back(case: Case) -> None:
    """Raise NotAccepted("taken-back") where the person took it back: nothing is made of it (CO8)."""
    if case.taken_back:
        raise NotAccepted("taken-back")


def said(case: Case, recipient: str, part: str) -> str:
    """Return what the person said to one part for one recipient: yes, no, later, or "" for not asked."""
    return case.consented(DECISIONS[part], f"{recipient}:{part}")


def release(case: Case, recipient: str, gives: Collection[str]) -> Release:
    """Return what may go to a recipient now, of the parts ``gives`` that its kind may ever get.

    Nothing of a record that was taken back, not even under a duty (CO8).
    """
    if case.taken_back:
        return Release(recipient)
    known = case.referrals.sent.get(recipient, Referral(recipient))
    grounds, since = {}, {}
    for part in gives:
        if said(case, recipient, part) == "yes":
            grounds[part], since[part] = ReleaseGround.YES, case.consent[DECISIONS[part], f"{recipient}:{part}"].at
        elif known.basis == "duty" and part in DUTY:
            grounds[part], since[part] = ReleaseGround.DUTY, known.basis_at
    if "contact" in grounds and said(case, recipient, "place") == "no":
        grounds[NO_PLACE] = grounds["contact"]
    return Release(recipient, grounds, known.duty if ReleaseGround.DUTY in grounds.values() else "", since)


def urgent(case: Case, recipient: str, gives: Collection[str]) -> Release:
    """Return what may go on an urgent sheet: needs, the way to reach them, and the place after a yes to that alone.

    Raises NotAccepted("nothing-granted") without the person's yes to their needs or a recorded duty, and after their
    no; ("taken-back").
    """
    not_taken_back(case)
    allowed, answer = release(case, recipient, gives).only(URGENT), said(case, recipient, "needs")
    if "needs" not in allowed.grounds or answer in ("no", "later"):
        raise NotAccepted("nothing-granted")
    if answer == "yes" and said(case, recipient, "place") == "yes":
        return Release(recipient, {**allowed.grounds, "place": ReleaseGround.YES}, allowed.duty, allowed.since)
    return allowed


def for_format(case: Case, kind: str, recipient: str, gives: Collection[str]) -> Release:
    """Return what may go to a recipient in one of ``FORMATS``.

    Raises NotAccepted: ``hand-over-practice``, and ``hand-over-not-agreed`` where nothing of it was agreed to or is a
    duty, or it was taken back.
    """
    if case.practice:
        raise NotAccepted("hand-over-practice")
    allowed = release(case, recipient, gives).only(IN_FORMATS)
    if not allowed.parts & FORMATS[kind]:
        raise NotAccepted("hand-over-not-agreed")
    return allowed


def whole_record(
    case: Case, recipients: Collection[str], *, had: Collection[str] = (), duty: str = ""
) -> ReleaseGround:
    """Return why a whole record may go to other laptops, by the numbers of their cards; ``had`` are those who had it.

    ``duty`` is named by the officer for this once. Raises NotAccepted("bundle-taken-back") where the person took it
    back and one of them never had it, and ("bundle-not-agreed") without their yes for each of them and without a duty
    (``case``).
    """
    if case.practice:
        return ReleaseGround.INVENTED
    if case.taken_back:
        if not set(recipients) <= set(had):
            raise NotAccepted("bundle-taken-back", case=case.code)
        return ReleaseGround.WITHDRAWAL
    if all(said(case, each, ACCOUNT) == "yes" for each in recipients):
        return ReleaseGround.YES
    if not duty.strip():
        raise NotAccepted("bundle-not-agreed", case=case.code)
    return ReleaseGround.DUTY


def whole_operation(code: str, laptops: Collection[str], recipients: Collection[str]) -> ReleaseGround:
    """Return why the queue of an operation may go to other laptops, by the numbers of their cards.

    ``laptops`` are those that were named for it. Raises NotAccepted("operation-not-named") (``case``) where one of the
    recipients was not: a headquarters never is.
    """
    if not set(recipients) <= set(laptops):
        raise NotAccepted("operation-not-named", case=code)
    return ReleaseGround.OPERATION


def next_worker(case: Case) -> None:
    """Check that the sheet for the next worker may be made (SH9).

    Raises NotAccepted("handover-not-told") before the person was told and said yes; ("taken-back").
    """
    not_taken_back(case)
    if case.sessions.note(child_and_shelter.HANDOVER, "agreed") != "yes":
        raise NotAccepted("handover-not-told")


def counted(case: Case) -> bool:
    """Return whether a case may be among the rows and counts that leave (CO1): never practice, nor without a yes."""
    return case.consented("count") == "yes" and not case.practice


def name_allowed(case: Case) -> bool:
    """Return whether a name may leave on paper: kept with consent, and a recipient agreed to (RE5)."""
    told = {decision for decision, recipient in case.consent if case.consented(decision, recipient) == "yes"}
    return "identity" in told and bool(told & {"service", "authority"})


def sheet_allowed(sheet: str, parts: Collection[str]) -> bool:
    """Return whether a sheet may be made at all of these parts."""
    return SHEET_PARTS.get(sheet, "") in ("", *parts)


def may_say(name: str, sheet: str, parts: Collection[str], sheets: Collection[str] | None = None) -> bool:
    """Return whether a sheet may say what one field of the record holds (RE4).

    For a note of a paper ``sheets`` are those on which it may stand.
    """
    if sheet not in (_READ_BY.get(name, ()) if sheets is None else sheets):
        return False
    of_place = name in PLACES or (name == STAY and sheet != "B")
    if of_place and NO_PLACE in parts:
        return False
    part = "contact" if of_place else PART_OF.get(name, "")
    return part in ("", *parts) or (of_place and "place" in parts)


def part_of_item(item: Item, indicators: Mapping[IndicatorId, Indicator]) -> str:
    """Return the part that the answer to an item belongs to.

    What is evidence is a sign. What points towards a claim to protection alone is a need, as what is no evidence: the
    police get neither without a yes to needs.
    """
    signs = [each for each in (*item.yes, *item.no) if indicators[each].towards != PROTECTION]
    return "signs" if signs else "needs"


def answers_released(protocol: Protocol, parts: Collection[str]) -> frozenset[str]:
    """Return the items whose answers may leave with these parts; an item that nobody knows is in none."""
    return frozenset(name for name, item in protocol.items.items() if part_of_item(item, protocol.indicators) in parts)


def readings_released(names: Iterable[str], parts: Collection[str]) -> tuple[str, ...]:
    """Return those of these explanations or paths that may be told with these parts."""
    return tuple(name for name in names if name not in READ_OF_NEEDS or "needs" in parts)


def asked_for(case: Case) -> tuple[str, ...]:
    """Return the recipients for whom anything was decided, by their ids, in the order of the decisions."""
    names = (key.partition(":")[0] for _decision, key in case.consent if ":" in key)
    return tuple(dict.fromkeys(name for name in names if name))


def answer(case: Case, recipient: str, parts: Collection[str]) -> str:
    """Return yes where anything was agreed to, else no where anything was refused, else later, or "" for not asked.

    A refusal never reads as something that still waits to be asked.
    """
    each = {said(case, recipient, part) for part in parts}
    return next((value for value in ("yes", "no", "later") if value in each), "")

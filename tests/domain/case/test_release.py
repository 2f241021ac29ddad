"""One decision about what may leave: by the person's yes for this recipient and part, or a named duty."""

from __future__ import annotations

import pytest

from screening.casework.content.edition import open_content
from screening.domain.case import release
from screening.domain.case.case import Case, fold
from screening.domain.case.release import ReleaseGround
from screening.domain.events.catalogue import CaseOpened, ConsentDecided, Event
from screening.domain.events.referral import RecipientAdded
from screening.domain.events.session import NoteWritten, Withdrawn
from screening.errors import NotAccepted
from tests.domain.some_case import recorded

POLICE = ("signs", "words", "alleged", "contact", "identity")
SHELTER = ("needs", "contact")
DUTY = RecipientAdded("police", "duty", "Act 670, section 24")


def yes(recipient: str, part: str, value: str = "yes") -> ConsentDecided:
    return ConsentDecided(release.DECISIONS[part], value, "v", "en", recipient=f"{recipient}:{part}")


def case(*events: Event, practice: bool = False) -> Case:
    opened = CaseOpened("2026-2", "workplace", "field", practice=practice)
    return fold("CODE", [recorded(opened), *map(recorded, events)])


@pytest.mark.requirement("CO9")
def test_a_yes_releases_its_part_to_its_recipient_and_nothing_else() -> None:
    said = case(yes("police", "signs"))
    assert release.release(said, "police", POLICE).grounds == {"signs": ReleaseGround.YES}
    assert release.release(said, "shelter", POLICE).grounds == {}
    assert release.release(said, "police", SHELTER).grounds == {}, "what its kind may never get does not go"


@pytest.mark.requirement("CO12")
def test_a_duty_releases_what_it_can_and_its_name_goes_along() -> None:
    told = release.release(case(DUTY, yes("police", "words")), "police", POLICE)
    assert told.grounds == {"signs": ReleaseGround.DUTY, "words": ReleaseGround.YES, "alleged": ReleaseGround.DUTY}
    assert told.duty == "Act 670, section 24"
    assert told.only({"words"}).duty == "", "what goes by a yes alone names no duty"


@pytest.mark.requirement("CO8")
@pytest.mark.parametrize("choice", ["keep", "erase"])
def test_nothing_is_released_of_what_was_taken_back_not_even_by_a_duty(choice: str) -> None:
    away = case(DUTY, yes("police", "signs"), NoteWritten("handover", "agreed", "yes"), Withdrawn(choice))
    assert release.release(away, "police", POLICE).parts == set()
    for decide in (
        lambda: release.not_taken_back(away),
        lambda: release.urgent(away, "police", ("needs",)),
        lambda: release.next_worker(away),
    ):
        with pytest.raises(NotAccepted, check=lambda error: error.code == "taken-back"):
            decide()
    with pytest.raises(NotAccepted, check=lambda error: error.code == "hand-over-not-agreed"):
        release.for_format(away, "fhir", "police", POLICE)


def test_an_urgent_sheet_goes_by_a_yes_or_a_duty_and_never_after_a_no() -> None:
    agreed = (yes("shelter", "needs"), yes("shelter", "contact"))
    assert release.urgent(case(*agreed), "shelter", (*SHELTER, "labour")).parts == {"needs", "contact"}
    assert release.urgent(case(*agreed, yes("shelter", "place")), "shelter", SHELTER).parts == {*SHELTER, "place"}
    duty = RecipientAdded("shelter", "duty", "Act 611, section 27")
    told = release.urgent(case(duty, yes("shelter", "place")), "shelter", SHELTER)
    assert (told.parts, told.duty) == ({"needs"}, "Act 611, section 27")
    for said in ((), (duty, yes("shelter", "needs", "no")), (duty, yes("shelter", "needs", "later"))):
        with pytest.raises(NotAccepted, check=lambda error: error.code == "nothing-granted"):
            release.urgent(case(*said), "shelter", SHELTER)


@pytest.mark.requirement("CO7")
def test_a_no_to_where_they_are_holds_whatever_else_was_agreed_to_for_this_recipient() -> None:
    agreed = (yes("shelter", "needs"), yes("shelter", "contact"))
    for made in (release.release, release.urgent):
        parts = made(case(*agreed, yes("shelter", "place", "no")), "shelter", SHELTER).parts
        for field in release.PLACES:
            assert not release.may_say(field, "A", parts, ("A",))
            assert release.may_say(field, "A", made(case(*agreed), "shelter", SHELTER).parts, ("A",))
        assert release.may_say("reach", "A", parts, ("A",))


def test_the_next_worker_gets_a_sheet_once_the_person_was_told_and_said_yes() -> None:
    release.next_worker(case(NoteWritten("handover", "agreed", "yes")))
    for said in ((), (NoteWritten("handover", "agreed", "no"),)):
        with pytest.raises(NotAccepted, check=lambda error: error.code == "handover-not-told"):
            release.next_worker(case(*said))


@pytest.mark.requirement("CO1")
def test_only_who_said_yes_to_it_is_counted_and_never_an_invented_case() -> None:
    yes_to_count = ConsentDecided("count", "yes", "v", "en")
    assert release.counted(case(yes_to_count))
    assert not release.counted(case())
    assert not release.counted(case(yes_to_count, practice=True))


def test_another_system_gets_what_it_can_hold_of_what_was_released() -> None:
    said = case(yes("police", "signs"), yes("police", "words"))
    assert release.for_format(said, "fhir", "police", POLICE).parts == {"signs"}
    with pytest.raises(NotAccepted, check=lambda error: error.code == "hand-over-not-agreed"):
        release.for_format(case(yes("shelter", "needs")), "fhir", "shelter", SHELTER)
    with pytest.raises(NotAccepted, check=lambda error: error.code == "hand-over-practice"):
        release.for_format(case(yes("police", "signs"), practice=True), "fhir", "police", POLICE)


@pytest.mark.requirement("RE5")
def test_a_name_leaves_only_with_a_yes_to_it_and_to_a_recipient() -> None:
    kept, told = ConsentDecided("identity", "yes", "v", "en"), yes("shelter", "needs")
    assert release.name_allowed(case(kept, told))
    assert not release.name_allowed(case(kept))
    assert not release.name_allowed(case(told))


@pytest.mark.requirement("RE4")
def test_a_sheet_says_what_its_reader_may_have() -> None:
    assert release.may_say("answers", "B", {"signs"})
    assert not release.may_say("answers", "A", {"needs", "signs"})
    assert not release.may_say("words", "B", {"signs"})
    assert release.may_say("whereabouts", "A", {"needs", "place"}, ("A",))
    assert not release.may_say("reach", "A", {"needs", "place"}, ("A",)), "the place alone is no way to reach them"
    assert release.sheet_allowed("B", {"signs"}) and not release.sheet_allowed("B", {"needs"})
    assert release.sheet_allowed("plan", ())


@pytest.mark.requirement("RE4")
def test_an_answer_goes_with_the_signs_where_it_is_evidence_of_more_than_a_claim_to_protection() -> None:
    protocol = open_content().protocol
    signs, needs = (release.answers_released(protocol, {part}) for part in ("signs", "needs"))
    assert signs | needs == set(protocol.items)
    assert not signs & needs
    assert {"locked", "no-country", "found-work-self"} <= signs
    assert {"unhcr", "fear-return", "left-danger", "needs-hurt"} <= needs
    assert release.answers_released(protocol, ()) == set()


@pytest.mark.requirement("RE4")
def test_what_the_person_needs_is_read_out_to_those_alone_who_may_know_needs() -> None:
    paths = ("formal_identification", "protection", "health", "care", "information")
    assert release.readings_released(paths, {"signs"}) == ("formal_identification", "information")
    assert release.readings_released(paths, {"needs", "signs"}) == paths


@pytest.mark.requirement("CO7")
def test_a_whole_record_goes_by_a_yes_for_each_laptop_or_by_a_duty_that_is_named() -> None:
    one, two = "11111 22222", "33333 44444"
    agreed = case(yes(one, "account"))
    assert release.whole_record(agreed, {one}) is ReleaseGround.YES
    assert release.whole_record(agreed, {one, two}, duty="Court order 12") is ReleaseGround.DUTY
    for said, whom, duty in ((agreed, {one, two}, ""), (case(), {one}, "  "), (case(yes(one, "signs")), {one}, "")):
        with pytest.raises(NotAccepted, check=lambda error: error.code == "bundle-not-agreed"):
            release.whole_record(said, whom, duty=duty)
    assert release.whole_record(case(practice=True), {one}) is ReleaseGround.INVENTED


@pytest.mark.requirement("CO8")
def test_a_record_that_was_taken_back_goes_only_to_those_who_had_it() -> None:
    away = case(yes("11111", "account"), Withdrawn("keep"))
    assert release.whole_record(away, {"11111"}, had={"11111", "22222"}) is ReleaseGround.WITHDRAWAL
    with pytest.raises(NotAccepted, check=lambda error: error.code == "bundle-taken-back"):
        release.whole_record(away, {"11111", "33333"}, had={"11111"}, duty="Act 670, section 24")


ALL = ("A", "B", "C", "labour", "child", "social", "slip", "site", "handover", "own")


@pytest.mark.requirement("RE4")
@pytest.mark.parametrize(
    ("name", "sheets"),
    [
        ("account", ("A",)),
        *((name, ("B",)) for name in ("answers", "assessment", "consent", "danger", "missing", "view")),
        ("code", ALL),
        ("fingerprint", ALL),
        ("handed", ("handover",)),
        ("phrase", ("card",)),
        ("read_back", ("social",)),
        ("language", ("A", "B", "C", "labour", "child", "social", "plan", "rights", "card", "handover", "own")),
        ("later", ("handover", "own")),
        *((name, ("A", "child", "social", "handover")) for name in ("needs", "need_states")),
        ("plan", ("plan", "handover")),
        ("setting", ("B", "C", "social")),
        ("stay", ("A", "B", "child")),
        ("words", ("B", "social")),
        ("reach", ()),
        ("wishes", ()),
        ("whereabouts", ()),
        ("no-such-field", ()),
    ],
)
def test_each_field_stands_on_its_own_sheets_and_on_no_other(name: str, sheets: tuple[str, ...]) -> None:
    everything = set(release.DECISIONS)
    assert tuple(sheet for sheet in release.SHEETS if release.may_say(name, sheet, everything)) == sheets


@pytest.mark.requirement("CO7")
@pytest.mark.parametrize(
    ("name", "sheet", "parts", "may"),
    [
        ("whereabouts", "A", {"contact"}, True),
        ("whereabouts", "A", {"place"}, True),
        ("whereabouts", "A", {"needs"}, False),
        ("whereabouts", "A", {"contact", "place", "no-place"}, False),
        ("until", "A", {"place"}, True),
        ("reach", "A", {"contact"}, True),
        ("reach", "A", {"contact", "no-place"}, True),
        ("reach", "A", {"place"}, False),
        ("wishes", "A", {"words"}, True),
        ("wishes", "A", {"contact", "place"}, False),
        ("urgency", "A", set(), True),
    ],
)
def test_where_they_are_and_their_own_words_need_a_part_of_their_own(name, sheet, parts, may) -> None:
    assert release.may_say(name, sheet, parts, (sheet,)) is may
    assert release.may_say(name, sheet, parts, ("C",)) is False


@pytest.mark.requirement("CO7")
@pytest.mark.parametrize(
    ("sheet", "parts", "may"),
    [
        ("B", {"signs"}, True),
        ("B", {"signs", "no-place"}, True),
        ("A", {"needs"}, False),
        ("A", {"place"}, True),
        ("A", {"contact"}, True),
        ("A", {"place", "no-place"}, False),
        ("child", {"place"}, True),
        ("C", {"place"}, False),
    ],
)
def test_that_nobody_removes_them_is_asked_of_those_who_may_know_where_they_are(sheet, parts, may) -> None:
    assert release.may_say("stay", sheet, parts) is may


def test_each_sheet_for_a_recipient_needs_its_part() -> None:
    for sheet, part in release.SHEET_PARTS.items():
        assert release.sheet_allowed(sheet, {part})
        assert not release.sheet_allowed(sheet, set(release.DECISIONS) - {part})


def test_what_was_said_for_a_recipient_is_yes_before_no_before_later() -> None:
    said = case(yes("police", "signs", "no"), yes("police", "words", "later"), yes("shelter", "needs"))
    assert release.answer(said, "police", ("signs", "words")) == "no"
    assert release.answer(said, "police", ("words", "alleged")) == "later"
    assert release.answer(said, "police", ("alleged",)) == release.answer(said, "clinic", POLICE) == ""
    both = case(yes("police", "signs", "no"), yes("police", "words"))
    assert release.answer(both, "police", ("signs", "words")) == "yes"
    assert release.asked_for(said) == ("police", "shelter")
    assert release.asked_for(case(ConsentDecided("count", "yes", "v", "en", recipient=":needs"))) == ()


def test_a_release_says_since_when_and_only_some_of_it_keeps_what_belongs_to_it() -> None:
    at = "2026-11-24T09:00:00Z"
    told = release.release(case(DUTY, yes("police", "words")), "police", POLICE)
    assert told.since == {"signs": at, "words": at, "alleged": at}
    some = told.only({"signs"})
    assert (some.recipient, some.grounds, some.duty, some.since) == (
        "police",
        {"signs": ReleaseGround.DUTY},
        DUTY.duty,
        {"signs": at},
    )
    wish = RecipientAdded("police", "wish")
    assert release.release(case(wish), "police", POLICE).parts == set(), "a wish to be passed on names no part"
    assert "no-place" not in release.release(case(yes("police", "place", "no")), "police", POLICE).parts


def test_the_queue_of_an_operation_goes_to_the_laptops_that_were_named_for_it_alone() -> None:
    for recipients in (("11111",), ("22222", "11111"), ()):
        assert release.whole_operation("OP", ("11111", "22222"), recipients) is ReleaseGround.OPERATION
    with pytest.raises(NotAccepted, match="operation-not-named"):
        release.whole_operation("OP", ("11111", "22222"), ("11111", "33333"))


def test_primero_takes_needs_or_signs_and_a_file_goes_by_a_duty_too() -> None:
    assert release.for_format(case(yes("shelter", "needs")), "primero", "shelter", SHELTER).parts == {"needs"}
    assert release.for_format(case(DUTY), "fhir", "police", POLICE).duty == DUTY.duty
    with pytest.raises(NotAccepted, match="hand-over-not-agreed"):
        release.for_format(case(yes("shelter", "contact")), "primero", "shelter", SHELTER)


def test_a_name_goes_with_a_yes_to_an_authority_as_to_a_service_and_not_with_one_to_being_counted() -> None:
    kept = ConsentDecided("identity", "yes", "v", "en")
    assert release.name_allowed(case(kept, yes("police", "signs")))
    assert not release.name_allowed(case(kept, ConsentDecided("count", "yes", "v", "en")))
    assert not release.name_allowed(case(kept, yes("police", "signs", "no")))
    assert release.name_allowed(case()) is False

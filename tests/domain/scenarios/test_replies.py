"""What an invented person answers to one act, case by case, from a card that is small enough to see whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from screening.domain.answers import How
from screening.domain.practice.acts import PRESSING, Act, ActKind
from screening.domain.practice.person import FeelingLimits, Nature, Person, Rules
from screening.domain.scenarios.model import SAID, Fact, Layer, Sample, Scenario, TrainingPack
from screening.domain.scenarios.replies import SHORT, Reply, Turn, presses, reply

OPEN, ASKS, EITHER, LEADS, SUPPOSES = (
    ActKind.INVITATION, ActKind.DIRECTIVE, ActKind.OPTION_POSING, ActKind.LEADING, ActKind.PRESUMPTIVE,
)  # fmt: skip
AT_ONCE, SAFE, LATER = Layer

CARD = Scenario(
    "card", "trafficking", "adult", False, False, "", (), (),
    facts=(
        Fact("kept", SAFE, "papers", yes=("papers-kept", "passport")),
        Fact("signed", AT_ONCE, "papers", yes=("contract",)),
        Fact("copied", SAFE, "papers", yes=("copies",)),
        Fact("hidden", LATER, "papers", yes=("debt",)),
        Fact("free", AT_ONCE, "place", no=("locked",)),
        Fact("guard", SAFE, "place", yes=("guarded",)),
        Fact("own-phone", AT_ONCE, "phone", yes=("phone",)),
        Fact("pay-held", SAFE, "money", yes=("no-pay",)),
        Fact("pay-cut", SAFE, "money", yes=("cuts",)),
        Fact("meals", AT_ONCE, "food"),
        Fact("water", AT_ONCE, "food"),
        Fact("hurt", LATER, "treatment", yes=("violence",)),
        Fact("scar", AT_ONCE, "body", yes=("scar",), how=How.SEEN),
    ),
    absent=(), unknown=("crossed",),
)  # fmt: skip
PACK = TrainingPack(
    Sample("card", "", "en", 0, 0, (), ""), {"card": CARD}, (), (),
    Rules(
        FeelingLimits(opens=50, explained=2, tired=90, distressed=90, yields=60, denies=20, goes=10), {"money": 70}, (),
    ),
    {}, turned=("can you",), barred=("stops you",), parts={},
    own={"age": ("how old",), "afraid": ("afraid",), "more": ("what else",), "thanked": ("are you well",)},
    refresh=(), protective=frozenset({"phone", "free-time"}), lists=dict.fromkeys(SAID, ("a", "b")),
)  # fmt: skip
TRUSTS = Person(Nature(yields=0), 60, 0, 0, 0, private=True, explained=2)
WARY = replace(TRUSTS, trust=40)
DENIES = replace(TRUSTS, trust=19)
UNSAFE = replace(TRUSTS, private=False)
SHUT = replace(TRUSTS, closed=1)
YIELDS = replace(TRUSTS, nature=Nature(yields=100))
THROUGH = {way: replace(TRUSTS, nature=Nature(yields=0, through=way), interpreted=False) for way in ("answers", "adds")}
SOFTENED = replace(TRUSTS, nature=Nature(yields=0, through="softens"), interpreted=False)


def answered(
    act: Act,
    topic: str = "papers",
    person: Person = TRUSTS,
    out: tuple[str, ...] = (),
    at: int = 0,
    card: Scenario = CARD,
) -> Reply:
    return reply(Turn(card, PACK, person, frozenset(out), at), act, topic)


def line(name: str, at: str = "a") -> str:
    return f"training.{name}.{at}"


def fact(*names: str) -> tuple[str, ...]:
    return tuple(f"scenario.card.fact.{name}" for name in names)


def asks(kind: ActKind, item: str | None = None, text: str = "", meant: str = "", topic: str | None = None) -> Act:
    return Act(kind, text, topic, item, facts=(meant,) if meant else ())


@pytest.mark.parametrize(
    ("act", "topic", "person", "out", "told"),
    [
        # An open question brings two things of its topic, every other one; what was told already is not told again.
        (asks(OPEN), "papers", TRUSTS, (), Reply(fact("kept", "signed"), ("kept", "signed"))),
        (asks(OPEN), "papers", TRUSTS, ("kept",), Reply(fact("signed", "copied"), ("signed", "copied"))),
        (asks(ASKS), "papers", TRUSTS, (), Reply(fact("kept"), ("kept",))),
        (asks(ASKS), "papers", TRUSTS, ("kept",), Reply(fact("signed"), ("signed",))),
        # What was asked for comes before the rest of its topic: the fact that was meant, then those of the item.
        (asks(OPEN, "copies"), "papers", TRUSTS, (), Reply(fact("copied", "kept"), ("copied", "kept"))),
        (asks(OPEN, meant="copied"), "papers", TRUSTS, (), Reply(fact("copied", "kept"), ("copied", "kept"))),
        (asks(ASKS, "locked"), "papers", TRUSTS, (), Reply(fact("free"), ("free",))),
        (asks(ASKS, "copies", meant="guard"), "papers", TRUSTS, (), Reply(fact("guard"), ("guard",))),
        # What is asked for and not told yet keeps the rest back too, unless the question was open.
        (asks(ASKS, "copies"), "papers", WARY, (), Reply((line("wary"),), kept=("copied", "kept"), shut="wary")),
        (asks(OPEN, "copies"), "papers", WARY, (), Reply(fact("signed"), ("signed",))),
        (asks(OPEN), "papers", WARY, ("signed",), Reply((line("wary"),), kept=("kept", "copied"), shut="wary")),
        (asks(OPEN), "papers", UNSAFE, ("signed",), Reply((line("unsafe"),), kept=("kept", "copied"), shut="unsafe")),
        (asks(OPEN), "papers", SHUT, (), Reply((line("shut"),), kept=("kept", "signed", "copied"), shut="shut")),
        # Where what is left is for no first talk, that is said; and of something closed, why.
        (asks(OPEN), "treatment", TRUSTS, (), Reply((line("later"),), shut="later")),
        (asks(OPEN), "treatment", WARY, (), Reply((line("wary"),), shut="wary")),
        (asks(ASKS, "violence"), "treatment", TRUSTS, (), Reply((line("later"),), shut="later")),
        (asks(ASKS, "debt"), "phone", TRUSTS, (), Reply(fact("own-phone"), ("own-phone",))),
        # Where nothing is left: what was told is said again to its own question, else that there is no more.
        (asks(ASKS, "phone"), "phone", TRUSTS, ("own-phone",), Reply(fact("own-phone"))),
        (asks(ASKS, "nothing-of-it"), "phone", TRUSTS, ("own-phone",), Reply((line("unknown"),))),
        (asks(ASKS), "phone", TRUSTS, ("own-phone",), Reply((line("detail"),))),
        (asks(ASKS), "journey", TRUSTS, ("own-phone",), Reply((line("unknown"),))),
        (asks(OPEN), "phone", TRUSTS, ("own-phone",), Reply((line("nothing"),))),
        (asks(OPEN, "phone"), "phone", TRUSTS, ("own-phone",), Reply((line("nothing"),))),
        (asks(OPEN), "journey", TRUSTS, ("own-phone",), Reply((line("none"),))),
        (asks(OPEN), "body", TRUSTS, ("scar",), Reply((line("none"),))),
    ],
)  # fmt: skip
def test_what_can_be_told_in_ones_own_words(act, topic, person, out, told):
    assert answered(act, topic, person, out) == told


def test_in_a_place_where_something_asked_for_is_for_later_nothing_else_stands_in_for_it():
    late = replace(CARD, facts=tuple(each for each in CARD.facts if each.id in ("hidden", "signed")))
    assert answered(asks(ASKS, "debt"), "papers", card=late, out=("signed",)) == Reply((line("later"),), shut="later")
    assert answered(asks(ASKS, "debt"), "papers", card=late) == Reply(fact("signed"), ("signed",))


@pytest.mark.parametrize(
    ("act", "topic", "person", "out", "told"),
    [
        # What is so: told with an account where it is told at once, else a yes without one.
        (asks(EITHER, "phone"), "phone", TRUSTS, (), Reply((line("yes"), *fact("own-phone")), ("own-phone",))),
        (asks(EITHER, meant="own-phone"), "phone", TRUSTS, (), Reply(fact("own-phone"), ("own-phone",))),
        (asks(EITHER, meant="free"), "place", TRUSTS, (), Reply((line("no"), *fact("free")), ("free",))),
        (
            asks(EITHER, "papers-kept"), "papers", TRUSTS, (),
            Reply((line("yes"),), yes=("papers-kept",), kept=("kept",)),
        ),
        (asks(EITHER, meant="kept"), "papers", TRUSTS, (), Reply((line("yes"),), yes=("papers-kept",), kept=("kept",))),
        (asks(EITHER, "papers-kept"), "papers", TRUSTS, ("kept",), Reply((line("yes"),))),
        (asks(EITHER, "papers-kept"), "papers", UNSAFE, ("kept",), Reply((line("yes"),))),
        # What is so and is not told now: passed over; denied without any trust; put off where it is for later.
        (asks(EITHER, "papers-kept"), "papers", UNSAFE, (), Reply((line("unsafe"),), kept=("kept",), shut="unsafe")),
        (asks(EITHER, "papers-kept"), "papers", WARY, (), Reply((line("wary"),), kept=("kept",), shut="wary")),
        (
            asks(EITHER, "papers-kept"), "papers", DENIES, (),
            Reply((line("no"),), denied=("papers-kept",), kept=("kept",), shut="wary"),
        ),
        (
            asks(EITHER, "papers-kept"), "papers", replace(DENIES, trust=20), (),
            Reply((line("wary"),), kept=("kept",), shut="wary"),
        ),
        (
            asks(EITHER, "papers-kept", "Can you show it?"), "papers", DENIES, (),
            Reply((line("yes"),), denied=("papers-kept",), kept=("kept",), shut="wary"),
        ),
        (asks(EITHER, "violence"), "treatment", TRUSTS, (), Reply((line("later"),), shut="later")),
        (asks(EITHER, "violence"), "treatment", DENIES, (), Reply((line("wary"),), shut="wary")),
        # Somebody closed says nothing at all, whatever is asked; what is for later is not named as kept back.
        (
            asks(EITHER, "phone"), "papers", SHUT, (),
            Reply((line("shut"),), kept=("kept", "signed", "copied"), shut="shut"),
        ),
        # A question that suggests: trust withstands it, and somebody who yields says yes to anything.
        (asks(LEADS, "papers-kept"), "papers", TRUSTS, (), Reply((line("yes"),), led=("papers-kept",), kept=("kept",))),
        (asks(LEADS, "long-hours"), "work", TRUSTS, (), Reply((line("not-so"),))),
        (asks(SUPPOSES, "long-hours"), "work", TRUSTS, (), Reply((line("not-so"),))),
        (asks(LEADS, "long-hours"), "work", YIELDS, (), Reply((line("leading"),), led=("long-hours",))),
        (asks(LEADS, "no-pay"), "work", YIELDS, (), Reply((line("leading"),), led=("no-pay",), kept=("pay-held",))),
        (asks(EITHER, "long-hours"), "work", YIELDS, (), Reply((line("no"),))),
        (
            replace(asks(EITHER, "long-hours"), repeated=True), "work", YIELDS, (),
            Reply((line("leading"),), led=("long-hours",)),
        ),
        (replace(asks(EITHER, "long-hours"), repeated=True), "work", TRUSTS, (), Reply((line("no"),))),
        # What is not so: a no, and with it what the card says against it; of what nobody knows, that.
        (asks(EITHER, "long-hours"), "work", TRUSTS, (), Reply((line("no"),))),
        (asks(EITHER, "locked"), "work", TRUSTS, (), Reply((line("no"), *fact("free")), ("free",))),
        (asks(EITHER, "locked"), "work", TRUSTS, ("free",), Reply((line("no"),))),
        (asks(EITHER, "crossed"), "work", TRUSTS, (), Reply((line("unknown"),))),
        (asks(LEADS, "crossed"), "work", TRUSTS, (), Reply((line("unknown"),))),
        (asks(EITHER, "free-time"), "work", TRUSTS, (), Reply((line("no"),))),
        # Near something that is so a plain no would say more than it says; only where the question is on its topic.
        (
            asks(EITHER, "locked", meant="guard", topic="place"), "place", TRUSTS, (),
            Reply((line("closed"),), kept=("guard",)),
        ),
        (asks(EITHER, "long-hours", meant="guard"), "work", TRUSTS, (), Reply((line("no"),))),
        (asks(EITHER, "long-hours", meant="own-phone", topic="phone"), "phone", TRUSTS, (), Reply((line("no"),))),
        # A question that is turned round asks after the opposite of its item.
        (asks(EITHER, "locked", "Can you go out?"), "work", TRUSTS, (), Reply(fact("free"), ("free",))),
        (asks(EITHER, "locked", "Can you go out?"), "work", TRUSTS, ("free",), Reply((line("yes"),))),
        (asks(EITHER, "locked", "Can you go out?"), "money", TRUSTS, ("free",), Reply((line("yes"),))),
        (asks(EITHER, "locked", "Can you go out?"), "papers", TRUSTS, ("free",), Reply((line("yes"),))),
        (asks(EITHER, "long-hours", "Can you rest?"), "work", TRUSTS, (), Reply((line("yes"),))),
        (asks(EITHER, "long-hours", "Can you rest?"), "phone", TRUSTS, (), Reply((line("yes"),))),
        (asks(EITHER, "long-hours", "Can you rest?"), "papers", TRUSTS, (), Reply(fact("kept"), ("kept",))),
        (asks(EITHER, "long-hours", "Can you rest?"), "papers", TRUSTS, ("kept",), Reply(fact("kept"))),
        (
            asks(EITHER, "long-hours", "Can you rest?"), "money", TRUSTS, (),
            Reply((line("wary"),), kept=("pay-held",), shut="wary"),
        ),
        (asks(EITHER, "phone", "Who stops you?"), "phone", TRUSTS, ("own-phone",), Reply((line("no"),))),
        (asks(EITHER, "phone", "Can you call?"), "phone", TRUSTS, ("own-phone",), Reply((line("yes"),))),
        (asks(EITHER, "contract", "Who stops you?"), "phone", TRUSTS, ("signed",), Reply((line("yes"),))),
        # About nothing of the questionnaire: what suggests gets a vague yes, anything else what is told at once.
        (asks(EITHER), "papers", TRUSTS, (), Reply(fact("signed"), ("signed",))),
        (asks(EITHER), "food", TRUSTS, (), Reply(fact("meals"), ("meals",))),
        (asks(EITHER), "papers", TRUSTS, ("signed",), Reply((line("closed"),), kept=("kept", "copied"))),
        (asks(EITHER), "journey", TRUSTS, (), Reply((line("closed"),))),
        (asks(LEADS), "papers", TRUSTS, (), Reply((line("leading"),), kept=("kept", "signed", "copied"))),
        (replace(asks(EITHER), repeated=True), "journey", YIELDS, (), Reply((line("leading"),))),
    ],
)  # fmt: skip
def test_what_a_yes_or_a_no_answers(act, topic, person, out, told):
    assert answered(act, topic, person, out) == told


def test_of_somebody_free_what_speaks_for_them_is_not_denied_where_their_card_is_silent():
    free = replace(CARD, label="no_concern")
    assert answered(asks(EITHER, "free-time"), card=free) == Reply((line("unknown"),))
    assert answered(asks(EITHER, "long-hours"), card=free) == Reply((line("no"),))
    spoken = replace(free, facts=(Fact("watched", AT_ONCE, "place", no=("free-time",)),))
    assert answered(asks(EITHER, "free-time"), card=spoken).said == (line("no"), *fact("watched"))


def test_who_does_not_trust_says_every_second_time_that_it_is_usual():
    asked = [answered(asks(EITHER, "papers-kept"), person=WARY, at=at).said for at in range(3)]
    assert asked == [(line("wary"),), (line("usual", "b"),), (line("wary"),)]
    unsafe = [answered(asks(EITHER, "papers-kept"), person=UNSAFE, at=at).said for at in range(2)]
    assert unsafe == [(line("unsafe"),), (line("unsafe", "b"),)]


@pytest.mark.parametrize("kind", [ActKind.FACILITATOR, ActKind.REFLECTION])
def test_going_on_brings_the_next_thing_and_nods_where_none_may_be_told(kind):
    assert answered(Act(kind, "")) == Reply(fact("kept"), ("kept",))
    assert answered(Act(kind, ""), person=WARY) == Reply(fact("signed"), ("signed",))
    assert answered(Act(kind, ""), out=("kept", "signed", "copied")) == Reply((line("nods"),))
    assert answered(Act(kind, ""), person=SHUT) == Reply((line("nods"),))


@pytest.mark.parametrize(("kind", "says"), SHORT.items())
def test_what_has_a_line_of_its_own_is_answered_with_it(kind, says):
    assert answered(Act(kind, "")) == Reply((line(says),))


def test_agreeing_without_trust_asks_whether_one_must():
    assert answered(Act(ActKind.CONSENT, ""), person=DENIES) == Reply((line("must-i"),))
    assert answered(Act(ActKind.CONSENT, ""), person=replace(DENIES, trust=20)) == Reply((line("agreed"),))


def test_what_is_offered_is_answered_by_what_it_changes():
    place, interpreter = Act(ActKind.OFFER, "", offers="place"), Act(ActKind.OFFER, "", offers="interpreter")
    assert answered(place) == Reply((line("moved"),))
    assert answered(place, person=replace(TRUSTS, companion=True)) == Reply((line("stays"),))
    assert answered(interpreter) == Reply((line("offered"),))
    assert answered(interpreter, person=SOFTENED) == Reply((line("told-all"),))
    assert answered(Act(ActKind.OFFER, "", offers="water"), person=SOFTENED) == Reply((line("offered"),))


def test_who_has_gone_answers_nothing_and_beside_a_companion_nothing_is_told():
    gone, beside = replace(TRUSTS, here=False), replace(TRUSTS, companion=True)
    for act in (asks(OPEN), asks(EITHER, "phone"), Act(ActKind.KINDNESS, ""), Act(ActKind.FACILITATOR, "")):
        assert answered(act, person=gone) == Reply((line("gone"),), shut="gone")
    kept = ("kept", "signed", "copied")
    for act in (asks(OPEN), asks(EITHER, "phone"), asks(LEADS, "phone"), asks(ActKind.WHY)):
        assert answered(act, person=beside) == Reply((line("companion"),), kept=kept, shut="companion")
    assert answered(Act(ActKind.KINDNESS, ""), person=beside) == Reply((line("thanked"),))


def test_an_interpreter_answers_adds_or_softens_until_somebody_asks_for_every_word():
    speaks, adds = THROUGH["answers"], THROUGH["adds"]
    kept = ("kept", "signed", "copied")
    assert answered(asks(ASKS), person=speaks) == Reply((line("answered-for"),), kept=kept, shut="interpreter")
    assert answered(Act(ActKind.KINDNESS, ""), person=speaks) == Reply((line("thanked"),))
    assert answered(asks(OPEN), person=speaks) == Reply(
        (line("softened"),), kept=("kept", "signed"), shut="interpreter"
    )
    assert answered(asks(OPEN), "phone", speaks) == Reply(fact("own-phone"), ("own-phone",))
    added = Reply((line("added"),), led=("long-hours",), shut="interpreter")
    assert answered(asks(EITHER, "long-hours"), person=adds) == added
    assert answered(asks(EITHER, "crossed"), person=adds) == Reply((line("unknown"),))
    assert answered(asks(EITHER, "long-hours"), person=SOFTENED) == Reply((line("no"),))
    for person in (speaks, adds, SOFTENED):
        told = replace(person, interpreted=True)
        assert answered(asks(ASKS), person=told) == Reply(fact("kept"), ("kept",))
        assert answered(asks(EITHER, "long-hours"), person=told) == Reply((line("no"),))


@pytest.mark.parametrize(
    ("act", "person", "out", "told"),
    [
        (asks(ASKS, text="How OLD are you?"), TRUSTS, (), Reply(("scenario.card.person.age",))),
        (asks(OPEN, text="Are you well?"), TRUSTS, (), Reply((line("thanked"),))),
        (asks(OPEN, text="Are you afraid?"), TRUSTS, (), Reply(("scenario.card.person.afraid",))),
        (asks(OPEN, text="Are you afraid?"), WARY, (), Reply((line("wary"),), shut="wary")),
        (asks(OPEN, text="How old are you?"), WARY, (), Reply(("scenario.card.person.age",))),
        (
            asks(ASKS, text="How old are you?"), SHUT, (),
            Reply((line("shut"),), kept=("kept", "signed", "copied"), shut="shut"),
        ),
        (Act(ActKind.CLOSING, "Are you well?"), SHUT, (), Reply((line("thanked"),))),
        (Act(ActKind.CLOSING, "Goodbye."), TRUSTS, (), Reply((line("parted"),))),
        (asks(ActKind.WHY, text="How old are you?"), TRUSTS, (), Reply((line("why"),))),
        (asks(OPEN, text="What else?"), TRUSTS, (), Reply(fact("kept"), ("kept",))),
        (asks(OPEN, text="What else?"), WARY, ("signed",), Reply(fact("free"), ("free",))),
        (replace(asks(ASKS), strange=True), TRUSTS, (), Reply((line("elsewhere"),))),
        (Act(ActKind.KINDNESS, "", strange=True), TRUSTS, (), Reply((line("thanked"),))),
    ],
)  # fmt: skip
def test_what_everybody_can_say_of_themselves_is_no_fact_of_the_card(act, person, out, told):
    assert answered(act, person=person, out=out) == told


def test_asked_for_whatever_comes_next_with_nothing_left_the_question_is_one_about_the_topic():
    every = tuple(each.id for each in CARD.facts)
    assert answered(asks(OPEN, text="What else?"), out=every) == Reply((line("nothing"),))


def test_one_act_that_presses_is_enough():
    for kind in ActKind:
        assert presses((Act(ActKind.KINDNESS, ""), Act(kind, ""))) == (kind in PRESSING)
    assert not presses(())

"""What must hold between the parts of an edition, beyond the shape of each file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from screening.domain.content.problems import Problem
from screening.domain.protocol.model import Element, IndicatorSort, Protocol
from screening.domain.protocol.schema import NO_JUDGEMENT, NO_ORIGIN
from screening.domain.protocol.validate_conditions import broken_conditions

Where = Mapping[str, tuple[str, str]]
"""``sort:id`` -> the file and the place in it."""

ADDON_MOST = 12
"""Items of one add-on (WO13)."""
CHILD_MOST = 6
"""Items of the child path, then a trained person takes over (CH2)."""
CONSENT_MOST = 120
"""Words that one role says before the talk (CO4)."""

GATE_LINES = ("hearing", "hurt", "afraid", "minor", "officer")
DECISIONS = ("talk", "notes")
"""What the rules of the interview and the paths ask for by name (interview.py, assessing.py)."""

ITEM_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
INDICATOR_ID = re.compile(r"[A-Z]{3}-[0-9]{1,2}")
_JUDGING = {word.replace("_", "-") for word in NO_JUDGEMENT}
_ORIGIN = {word.replace("_", "-") for word in NO_ORIGIN}
_TELLING = _ORIGIN - {"sex", "job", "permit", "visa", "agency", "race", "sector", "venue"}
"""Words of JU8 that no id may hold at all; the others name what was done with a thing, as in ``job-different``."""


def broken_rules(protocol: Protocol, where: Where, unread: Collection[str] = ()) -> Iterator[Problem]:
    """Yield every rule that the edition breaks, as problems.

    ``unread`` are the ids of tables that are there and not sound ("" for one without an id): nothing is said to be
    missing because of them.
    """
    rules = (
        _ids,
        _forbidden_ids,
        _sources,
        _repeated,
        _lists,
        _crosswalks,
        _verified,
        _same_text,
        _gate,
        _child,
        _consent,
    )
    broken = [each for rule in rules for each in rule(protocol)]
    broken += [("item", *each) for each in broken_conditions(protocol)]
    if "" not in unread:
        broken += _references(protocol, unread)
    if not unread:
        broken += [*_unused(protocol), *_topics(protocol), *_named(protocol)]
        broken += [("private", "", what, remedy) for what, remedy in broken_private(protocol)]
    where = {"private:": (f"indicators/{protocol.id}/private.toml", "items"), **where}
    for sort, name, what, remedy in broken:
        file, place = where.get(f"{sort}:{name}", (f"indicators/{protocol.id}", f"{sort} {name}"))
        yield Problem(file, place, what, remedy)


Broken = Iterator[tuple[str, str, str, str]]
"""Sort and id of what breaks a rule, what is wrong, and the remedy."""

REMEDY = {
    "indicator": "Write the id of an indicator, or add it.",
    "source": "Write the id of a source in sources.toml.",
    "item": "Write the id of an item; a new question belongs in a topic.",
    "topic": "Write the id of a topic.",
    "profile": "Write the id of a profile.",
}


def forbidden(name: str) -> str:
    """Return why a thing may not have this id (IN12, JU8); "" when it may."""
    parts = set(name.lower().split("-"))
    bare = re.sub(r"^(is|has|person|their|the)-|-(of-person|status|known)$", "", name.lower())
    if parts & _JUDGING or bare in _JUDGING:
        return "No field judges how an account is told (IN12)."
    if parts & _TELLING or bare in _ORIGIN:
        return "No rule has an input for what a person is (JU8)."
    return ""


def _ids(protocol: Protocol) -> Broken:
    items = [("item", name, "papers-kept") for name in protocol.items]
    for sort, name, like in (*items, *(("topic", topic.id, "work-began") for topic in protocol.topics)):
        if not ITEM_ID.fullmatch(name):
            yield sort, name, "The id is not small letters, digits and hyphens.", f'Write it as "{like}".'
    for indicator in protocol.indicators.values():
        if not INDICATOR_ID.fullmatch(indicator.id):
            what = "The id is not three capitals, a hyphen and a number."
            yield indicator.sort.value, indicator.id, what, 'Write it as "ACT-01".'


def _forbidden_ids(protocol: Protocol) -> Broken:
    named = [
        *(("topic", topic.id, topic.id) for topic in protocol.topics),
        *(("item", name, name) for name in protocol.items),
        *((each.sort.value, each.id, each.id) for each in protocol.indicators.values()),
        *((each.sort.value, each.id, each.dimension) for each in protocol.indicators.values()),
        *(("gate line", line.id, line.id) for line in protocol.gate),
    ]
    for sort, name, word in named:
        if why := forbidden(word):
            yield sort, name, f'"{word}" may not exist. {why}', "Take it out."


def _sources(protocol: Protocol) -> Broken:
    cards = protocol.tables["law"].get("card", ())
    for sort, name, sources in (
        *(("item", item.id, item.source) for item in protocol.items.values()),
        *((each.sort.value, each.id, each.source) for each in protocol.indicators.values()),
        *(("law card", card["id"], tuple(card["source"])) for card in cards),
    ):
        if not sources:
            yield sort, name, "It has no source.", "Name where it comes from in source."
        yield from _twice(sort, name, "source", sources)


def _repeated(protocol: Protocol) -> Broken:
    for item in protocol.items.values():
        yield from _twice("item", item.id, "yes", item.yes)
        yield from _twice("item", item.id, "no", item.no)


def _references(protocol: Protocol, unread: Collection[str]) -> Broken:
    """Return what points to something that is not there."""
    known = {
        "indicator": {*protocol.indicators, *unread},
        "source": {*protocol.sources, *unread},
        "item": {*protocol.items, *unread},
        "topic": {*(topic.id for topic in protocol.topics), *unread},
        "profile": {*protocol.profiles, *unread},
    }
    for sort, name, kind, targets in _pointers(protocol):
        for each in dict.fromkeys(targets):
            if each not in known[kind]:
                yield sort, name, f'It names the {kind} "{each}", which does not exist.', REMEDY[kind]


def _pointers(protocol: Protocol) -> Iterator[tuple[str, str, str, Iterable[str]]]:
    """Sort and id of what points, the kind of what it points to, and the ids it names."""
    for item in protocol.items.values():
        yield "item", item.id, "indicator", (*item.yes, *item.no)
        yield "item", item.id, "source", item.source
        if item.condition is not None:
            yield "item", item.id, "item", item.condition.items()
    for indicator in protocol.indicators.values():
        yield indicator.sort.value, indicator.id, "source", indicator.source
    for card in protocol.tables["law"].get("card", ()):
        yield "law card", card["id"], "source", card["source"]
    for profile in protocol.profiles.values():
        yield "profile", profile.id, "item", profile.first
        yield "profile", profile.id, "topic", profile.then
    for addon in protocol.addons.values():
        yield "addon", addon.id, "item", addon.items
    for name, row in protocol.settings.items():
        yield "settings setting", name, "profile", [row["profile"]] if "profile" in row else []
    for row in protocol.tables["child"].get("item", ()):
        yield "child item", row["id"], "item", [row["item"]] if "item" in row else []


def _lists(protocol: Protocol) -> Broken:
    """Profiles and add-ons order the items that there are; nothing is hidden for good."""
    for sort, name, items in (
        *(("profile", each.id, each.first) for each in protocol.profiles.values()),
        *(("addon", each.id, each.items) for each in protocol.addons.values()),
    ):
        yield from _twice(sort, name, "its items", items)
        for place, each in enumerate(items):
            item = protocol.items.get(each)
            roots = set(item.condition.items()) & set(protocol.items) if item and item.condition else set()
            for root in sorted(roots - {each, *items[:place]}):
                yield sort, name, f'It lists "{each}" before its root "{root}".', "List the root first."
    for profile in protocol.profiles.values():
        if left := [topic.id for topic in protocol.topics if topic.id not in profile.then]:
            what = f"It leaves out the topic {', '.join(left)}."
            yield "profile", profile.id, what, "Add it to then: a profile orders, it hides nothing."
    for addon in protocol.addons.values():
        if len(addon.items) > ADDON_MOST:
            what = f"It has {len(addon.items)} items; an add-on has at most {ADDON_MOST}."
            yield "addon", addon.id, what, "Keep the items that tell most in this sector."


def _unused(protocol: Protocol) -> Broken:
    used = {name for item in protocol.items.values() for name in item.yes}
    for indicator in protocol.indicators.values():
        if indicator.id not in used:
            remedy = "Add it to the yes list of an item, or take it out."
            yield indicator.sort.value, indicator.id, "No item evidences it.", remedy
    for item in protocol.items.values():
        if not (item.yes or item.no or item.need or item.needs):
            what = "It evidences no indicator and names no need."
            yield "item", item.id, what, "Give it a yes list or a need, or take it out."


def _crosswalks(protocol: Protocol) -> Broken:
    """Find faults of the crosswalk: an act, a means or a purpose says so in its Palermo column.

    Every indicator has an HTCDS code or "Other: ...".
    """
    for indicator in protocol.indicators.values():
        if indicator.sort is not IndicatorSort.INDICATOR:
            continue
        if not indicator.crosswalk["htcds"]:
            yield "indicator", indicator.id, "Its crosswalk htcds is empty.", 'Write a code, or "Other: " and a word.'
        element = indicator.element
        if element in (Element.ACT, Element.MEANS, Element.PURPOSE) and element not in indicator.crosswalk["palermo"]:
            what = f'Its element is "{element}", and its crosswalk palermo does not say so.'
            yield "indicator", indicator.id, what, f'Add "{element}" to palermo, or mend the element.'


def _verified(protocol: Protocol) -> Broken:
    """Only what was seen in the source itself counts as verified."""
    for source in protocol.sources.values():
        if source.verified is not (source.tag == "V"):
            what = f'Its tag is "{source.tag}" and verified is {str(source.verified).lower()}.'
            yield "source", source.id, what, "Only tag V is verified, and every V is."
    for sort, name, sources in (
        *(("item", item.id, item.source) for item in protocol.items.values() if item.verified),
        *((each.sort.value, each.id, each.source) for each in protocol.indicators.values() if each.verified),
    ):
        for each in sources:
            if each in protocol.sources and not protocol.sources[each].verified:
                what = f'It is marked as verified, and its source "{each}" is not.'
                yield sort, name, what, "Check the source, or write verified = false."


def _topics(protocol: Protocol) -> Broken:
    for place, topic in enumerate(protocol.topics, start=1):
        if topic.number != place:
            what = f"Its number is {topic.number}, and it is number {place} in the order of the talk."
            yield "topic", topic.id, what, "Printed numbers follow the talk: mend number, or topics in edition.toml."
    ends = [topic.id for topic in (*protocol.topics[:1], *protocol.topics[-1:])]
    for profile in protocol.profiles.values():
        if set(profile.then) == {topic.id for topic in protocol.topics} and [profile.then[0], profile.then[-1]] != ends:
            what = f"It does not begin with {ends[0]} and end with {ends[1]}."
            yield "profile", profile.id, what, "Put present needs first and the person's wishes last (IN17)."


def _same_text(protocol: Protocol) -> Broken:
    seen: dict[str, str] = {}
    for item in protocol.items.values():
        text = item.text.casefold().strip()
        if text in seen:
            what = f'It has the same text as "{seen[text]}".'
            yield "item", item.id, what, "Ask a fact once; let one item evidence several indicators."
        seen.setdefault(text, item.id)


def _named(protocol: Protocol) -> Broken:
    """Gate lines and decisions without which the program would take nobody for safe, or everybody."""
    lines, decisions = [line.id for line in protocol.gate], [decision.id for decision in protocol.decisions]
    for name in GATE_LINES:
        if name not in lines:
            what = f'There is no gate line "{name}".'
            yield "gate line", lines[0] if lines else "", what, "Add it: what the program does hangs on it."
    for name in DECISIONS:
        if name not in decisions:
            what = f'There is no decision "{name}".'
            yield "decision", decisions[0] if decisions else "", what, "Add it: nothing is asked or kept without it."


def _gate(protocol: Protocol) -> Broken:
    cards = {card["id"] for card in protocol.tables["gate"].get("card", ())}
    for line in protocol.gate:
        effects = [choice.effect for choice in line.choices]
        yield from _twice("gate line", line.id, "its choices", [choice.id for choice in line.choices])
        if line.effect("not_sure") == "fine":
            what = 'Its "not sure" counts as fine.'
            yield "gate line", line.id, what, "Give not_sure the effect of a yes: doubt is never safety."
        if "fine" not in effects or set(effects) == {"fine"}:
            remedy = "Give it one that is fine and one that is not."
            yield "gate line", line.id, "Its choices all lead to the same.", remedy
        if "danger" in effects and line.id not in cards:
            what = "It can mean danger and opens no card."
            yield "gate line", line.id, what, f'Add a [[card]] with id = "{line.id}".'


def _child(protocol: Protocol) -> Broken:
    child = protocol.tables["child"]
    rows = child.get("item", ())
    if len(rows) > CHILD_MOST:
        what = f"The child path has {len(rows)} items; it has at most {CHILD_MOST}."
        yield "child item", rows[CHILD_MOST]["id"], what, "Leave the rest to a trained person."
    for row in rows:
        if row["kind"] == "closed" and "item" not in row:
            yield "child item", row["id"], "It is closed and recorded nowhere.", "Name the item it is recorded under."


def _consent(protocol: Protocol) -> Broken:
    for role in dict.fromkeys(role for part in protocol.spoken for role in part.roles):
        said = protocol.spoken_for(role)
        words = sum(len(part.text.split()) for part in said)
        if words > CONSENT_MOST:
            what = f"The role {role} says {words} words before the talk; it says at most {CONSENT_MOST}."
            yield "spoken", said[-1].id, what, "Shorten the paragraphs of this role."


def _twice(sort: str, name: str, what: str, values: Iterable[str]) -> Broken:
    for each, times in Counter(values).items():
        if times > 1:
            yield sort, name, f'It lists "{each}" {times} times in {what}.', "Keep one of them."


MOST = 25
"""Questions of one sitting (PR9)."""


def broken_private(protocol: Protocol) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the list of private.toml, and the remedy."""
    table = protocol.tables["private"]
    names = table.get("items", ())
    if len(names) > MOST:
        yield f"It has {len(names)} questions; it has at most {MOST}.", "A sitting is about ten minutes: take some out."
    for name, times in Counter(names).items():
        item = protocol.items.get(name)
        if times > 1:
            yield f'It lists "{name}" {times} times.', "Ask a fact once."
        if item is None:
            yield f'There is no item "{name}".', "Write the id of an item; a new question belongs in a topic."
        elif item.kind != "ask":
            yield f'"{name}" is not asked of the person.', "Only closed questions can be heard and answered."
    heavy = [name in protocol.items and protocol.items[name].harm for name in names]
    for name, now, after in zip(names, heavy, [*heavy[1:], True], strict=True):
        if now and after:
            yield f'Nothing lighter follows "{name}".', "After a harm item comes one that is none (DI5)."
    lines = {row["id"]: row["text"] for row in protocol.tables["closing"].get("information", ())}
    for name in table.get("information", ()):
        if name not in lines:
            yield f'There is no line of help "{name}".', "Its lines are those of closing.toml."
        elif "{" in lines[name]:
            yield f'The line of help "{name}" has a field.', "A recording cannot fill it in: leave it to the officer."


SAFEGUARDS = ("talk", "notes", "identity", "service", "authority", "embassy", "count", "contact")
"""The decisions that a person has in every edition that is used: none may be left out by mistake or on purpose."""
USED = re.compile(r"[0-9]{4}-[0-9]+")
"""How an edition is called that is used; others are for tests."""


def broken_safeguards(protocol: Protocol) -> Iterator[Problem]:
    """Yield what protects the person and is missing from an edition that is used: a way to stop, and separate
    decisions.
    """
    if not USED.fullmatch(protocol.id):
        return
    place = f"indicators/{protocol.id}"
    if not any(choice.effect == "stop" for line in protocol.gate for choice in line.choices):
        what = "No choice of the gate lets the person stop."
        yield Problem(f"{place}/gate.toml", "the gate", what, 'Add the line "stop", with choices of the effect stop.')
    there = {decision.id for decision in protocol.decisions}
    for name in SAFEGUARDS:
        if name not in there:
            what = f'The decision "{name}" is missing: what it asks would be done without asking.'
            yield Problem(f"{place}/consent.toml", f"decision {name}", what, "Put it back.")

"""Which way each character runs and in what order runs are drawn: the Unicode Bidirectional Algorithm (UAX #9)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

MAX_DEPTH = 125
_MOST_BRACKETS = 63
_REMOVED = 255
"""The level of a character that rule X9 takes out; it is drawn with what stands before it."""

_PAIRS = (
    "()[]{}\u0f3a\u0f3b\u0f3c\u0f3d\u169b\u169c\u2045\u2046\u207d\u207e\u208d\u208e\u2308\u2309\u230a\u230b\u2329\u232a"
    "\u2768\u2769\u276a\u276b\u276c\u276d\u276e\u276f\u2770\u2771\u2772\u2773\u2774\u2775\u27c5\u27c6\u27e6\u27e7"
    "\u27e8\u27e9\u27ea\u27eb\u27ec\u27ed\u27ee\u27ef\u2983\u2984\u2985\u2986\u2987\u2988\u2989\u298a\u298b\u298c"
    "\u298d\u2990\u298f\u298e\u2991\u2992\u2993\u2994\u2995\u2996\u2997\u2998\u29d8\u29d9\u29da\u29db\u29fc\u29fd"
    "\u2e22\u2e23\u2e24\u2e25\u2e26\u2e27\u2e28\u2e29\u2e55\u2e56\u2e57\u2e58\u2e59\u2e5a\u2e5b\u2e5c\u3008\u3009"
    "\u300a\u300b\u300c\u300d\u300e\u300f\u3010\u3011\u3014\u3015\u3016\u3017\u3018\u3019\u301a\u301b\ufe59\ufe5a"
    "\ufe5b\ufe5c\ufe5d\ufe5e\uff08\uff09\uff3b\uff3d\uff5b\uff5d\uff5f\uff60\uff62\uff63"
)
_OPENING = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_CLOSING = frozenset(_PAIRS[1::2])
_SAME = {"\u2329": "\u3008", "\u232a": "\u3009"}
"""Canonical equivalents (BD16)."""

_UNASSIGNED = (
    (0x0590, 0x05FF, "R"),
    (0x0600, 0x07BF, "AL"),
    (0x07C0, 0x085F, "R"),
    (0x0860, 0x08FF, "AL"),
    (0x20A0, 0x20CF, "ET"),
    (0xFB1D, 0xFB4F, "R"),
    (0xFB50, 0xFDCF, "AL"),
    (0xFDF0, 0xFDFF, "AL"),
    (0xFE70, 0xFEFF, "AL"),
    (0x10800, 0x10CFF, "R"),
    (0x10D00, 0x10D3F, "AL"),
    (0x10D40, 0x10EBF, "R"),
    (0x10EC0, 0x10EFF, "AL"),
    (0x10F00, 0x10F2F, "R"),
    (0x10F30, 0x10F6F, "AL"),
    (0x10F70, 0x10FFF, "R"),
    (0x1E800, 0x1EC6F, "R"),
    (0x1EC70, 0x1ECBF, "AL"),
    (0x1ECC0, 0x1ECFF, "R"),
    (0x1ED00, 0x1ED4F, "AL"),
    (0x1ED50, 0x1EDFF, "R"),
    (0x1EE00, 0x1EEFF, "AL"),
    (0x1EF00, 0x1EFFF, "R"),
)

_ISOLATES = frozenset({"LRI", "RLI", "FSI"})
_EMBEDDINGS = frozenset({"LRE", "RLE", "LRO", "RLO"})
_HANGING = frozenset({"WS", "LRI", "RLI", "FSI", "PDI", "BN", "PDF"}) | _EMBEDDINGS
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"})


def bidi_class(character: str) -> str:
    """The character's class, and for one that Python's tables do not know, its block's (DerivedBidiClass)."""
    known = unicodedata.bidirectional(character)
    if known:
        return known
    code = ord(character)
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF or 0xE0000 <= code <= 0xE0FFF or 0xFFF0 <= code <= 0xFFF8:
        return "BN"
    return next((kind for first, last, kind in _UNASSIGNED if first <= code <= last), "L")


def levels(text: str, base: int, classes: Sequence[str] | None = None) -> list[int]:
    """The embedding level of each character of one paragraph, before lines are cut. Even runs left to right.

    Characters that rule X9 removes get the level of the character before them.
    """
    kinds = [bidi_class(character) for character in text] if classes is None else list(classes)
    if base == 0 and not _turned(kinds):
        return [0] * len(kinds)
    given, kinds_now, matching = _explicit(kinds, base)
    explicit = tuple(given)
    for sequence in _sequences(given, kinds, matching):
        _resolve(text, sequence, explicit, given, kinds, kinds_now, base)
    last = base
    for at, level in enumerate(given):
        if level == _REMOVED:
            given[at] = last
        last = given[at]
    return given


def _turned(kinds: Sequence[str]) -> bool:
    return not {"R", "AL", "AN", "RLE", "RLO", "RLI", "FSI", "LRE", "LRO", "LRI"}.isdisjoint(kinds)


def _matching_isolates(kinds: Sequence[str]) -> dict[int, int]:
    """BD9: which PDI closes which isolate initiator, both ways."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for at, kind in enumerate(kinds):
        if kind in _ISOLATES:
            opened.append(at)
        elif kind == "PDI" and opened:
            first = opened.pop()
            found[first] = at
            found[at] = first
    return found


def _first_strong_inside(kinds: Sequence[str], matching: dict[int, int]) -> dict[int, int]:
    """For each FSI, whether its content runs right to left (X5c). One pass, so that deep nesting stays quick."""
    found: dict[int, int] = {}
    waiting: list[tuple[int, bool]] = []
    for at, kind in enumerate(kinds):
        if kind in _ISOLATES:
            waiting.append((at, kind == "FSI"))
        elif kind == "PDI":
            if at in matching:
                waiting.pop()
        elif kind in ("L", "R", "AL") and waiting:
            first, is_asking = waiting[-1]
            if is_asking:
                found.setdefault(first, 0 if kind == "L" else 1)
    return found


def _explicit(kinds: list[str], base: int) -> tuple[list[int], list[str], dict[int, int]]:
    """X1 to X9."""
    matching = _matching_isolates(kinds)
    inside = _first_strong_inside(kinds, matching)
    given: list[int] = []
    kinds_now = list(kinds)
    stack: list[tuple[int, str, bool]] = [(base, "", False)]
    overflow_isolates = overflow_embeddings = valid_isolates = 0
    for at, kind in enumerate(kinds):
        level, override, _ = stack[-1]
        if kind in _EMBEDDINGS:
            given.append(_REMOVED)
            rtl = kind in ("RLE", "RLO")
            deeper = (level + 1) | 1 if rtl else (level + 2) & ~1
            if deeper <= MAX_DEPTH and not overflow_isolates and not overflow_embeddings:
                stack.append((deeper, ("R" if rtl else "L") if kind[2] == "O" else "", False))
            elif not overflow_isolates:
                overflow_embeddings += 1
        elif kind in _ISOLATES:
            given.append(level)
            kinds_now[at] = override or kind
            rtl = bool(inside.get(at, 0)) if kind == "FSI" else kind == "RLI"
            deeper = (level + 1) | 1 if rtl else (level + 2) & ~1
            if deeper <= MAX_DEPTH and not overflow_isolates and not overflow_embeddings:
                valid_isolates += 1
                stack.append((deeper, "", True))
            else:
                overflow_isolates += 1
        elif kind == "PDI":
            if overflow_isolates:
                overflow_isolates -= 1
            elif valid_isolates:
                overflow_embeddings = 0
                while not stack[-1][2]:
                    stack.pop()
                stack.pop()
                valid_isolates -= 1
            given.append(stack[-1][0])
            kinds_now[at] = stack[-1][1] or kind
        elif kind == "PDF":
            given.append(_REMOVED)
            if not overflow_isolates:
                if overflow_embeddings:
                    overflow_embeddings -= 1
                elif not stack[-1][2] and len(stack) > 1:
                    stack.pop()
        elif kind == "BN":
            given.append(_REMOVED)
        elif kind == "B":
            given.append(base)
        else:
            given.append(level)
            kinds_now[at] = override or kind
    return given, kinds_now, matching


def _sequences(given: list[int], kinds: list[str], matching: dict[int, int]) -> list[list[int]]:
    """X10: isolating run sequences, as the offsets of their characters."""
    runs: list[list[int]] = []
    for at, level in enumerate(given):
        if level == _REMOVED:
            continue
        if runs and given[runs[-1][-1]] == level:
            runs[-1].append(at)
        else:
            runs.append([at])
    begins = {run[0]: run for run in runs}
    sequences: list[list[int]] = []
    for run in runs:
        if kinds[run[0]] == "PDI" and run[0] in matching:
            continue
        sequence = list(run)
        while kinds[sequence[-1]] in _ISOLATES and sequence[-1] in matching:
            sequence += begins[matching[sequence[-1]]]
        sequences.append(sequence)
    return sequences


def _resolve(
    text: str,
    sequence: list[int],
    explicit: Sequence[int],
    given: list[int],
    kinds: list[str],
    kinds_now: list[str],
    base: int,
) -> None:
    """W1 to W7, N0 to N2, I1 and I2 for one sequence; writes its levels into ``given``."""
    level = explicit[sequence[0]]
    before = _neighbour(explicit, sequence[0], -1, base)
    goes_on = kinds[sequence[-1]] in _ISOLATES
    after = base if goes_on else _neighbour(explicit, sequence[-1], 1, base)
    start = "R" if max(level, before) & 1 else "L"
    end = "R" if max(level, after) & 1 else "L"
    own = "R" if level & 1 else "L"
    now = [kinds_now[at] for at in sequence]
    _weak(now, start)
    _brackets(text, sequence, now, kinds, start, own)
    _neutral(now, start, end, own)
    for at, kind in zip(sequence, now, strict=True):
        if level & 1:
            given[at] = level + (kind != "R")
        else:
            given[at] = level + {"L": 0, "R": 1}.get(kind, 2)


def _neighbour(explicit: Sequence[int], at: int, step: int, base: int) -> int:
    """The level of the nearest character that way, which says how a sequence begins or ends (sos, eos)."""
    at += step
    while 0 <= at < len(explicit):
        if explicit[at] != _REMOVED:
            return explicit[at]
        at += step
    return base


def _weak(now: list[str], start: str) -> None:
    previous = strong = start
    for at, kind in enumerate(now):  # W1, W2, W3
        if kind == "NSM":
            kind = "ON" if previous in _ISOLATES or previous == "PDI" else previous
        previous = kind
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kind = "AN"
        now[at] = kind
    # A mark copies the class of its base before W2 and W3 change that, so AL becomes R only now.
    for at, kind in enumerate(now):
        if kind == "AL":
            now[at] = "R"
    for at in range(1, len(now) - 1):  # W4
        if now[at] == "ES" and now[at - 1] == now[at + 1] == "EN":
            now[at] = "EN"
        elif now[at] == "CS" and now[at - 1] == now[at + 1] and now[at - 1] in ("EN", "AN"):
            now[at] = now[at - 1]
    at = 0
    while at < len(now):  # W5
        if now[at] == "ET":
            upto = at
            while upto < len(now) and now[upto] == "ET":
                upto += 1
            if (at and now[at - 1] == "EN") or (upto < len(now) and now[upto] == "EN"):
                now[at:upto] = ["EN"] * (upto - at)
            at = upto
        else:
            at += 1
    strong = start
    for at, kind in enumerate(now):  # W6, W7
        if kind in ("ES", "ET", "CS"):
            now[at] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            now[at] = "L"


def _brackets(text: str, sequence: list[int], now: list[str], kinds: list[str], start: str, own: str) -> None:
    """N0."""
    if not text:
        return
    pairs: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for place, at in enumerate(sequence):
        if now[place] != "ON":
            continue
        sign = text[at]
        if sign in _OPENING:
            if len(opened) == _MOST_BRACKETS:
                return  # BD16: give up on this sequence's brackets
            closing = _OPENING[sign]
            opened.append((_SAME.get(closing, closing), place))
        elif sign in _CLOSING:
            sign = _SAME.get(sign, sign)
            for depth in range(len(opened) - 1, -1, -1):
                if opened[depth][0] == sign:
                    pairs.append((opened[depth][1], place))
                    del opened[depth:]
                    break
    other = "L" if own == "R" else "R"
    for first, last in sorted(pairs):
        inside = {_strong(kind) for kind in now[first + 1 : last]}
        if own in inside:
            taken = own
        elif other in inside:
            context = next((found for at in range(first - 1, -1, -1) if (found := _strong(now[at]))), start)
            taken = other if context == other else own
        else:
            continue
        for place in (first, last):
            now[place] = taken
            follower = place + 1
            while follower < len(now) and kinds[sequence[follower]] == "NSM":
                now[follower] = taken
                follower += 1


def _strong(kind: str) -> str:
    return "R" if kind in ("R", "EN", "AN") else "L" if kind == "L" else ""


def _neutral(now: list[str], start: str, end: str, own: str) -> None:
    """N1 and N2."""
    at = 0
    while at < len(now):
        if now[at] not in _NEUTRAL:
            at += 1
            continue
        upto = at
        while upto < len(now) and now[upto] in _NEUTRAL:
            upto += 1
        before = _strong(now[at - 1]) if at else start
        after = _strong(now[upto]) if upto < len(now) else end
        now[at:upto] = [before if before == after else own] * (upto - at)
        at = upto


def line_levels(given: Sequence[int], classes: Sequence[str], base: int) -> list[int]:
    """L1 for one line: separators, and white space before them and at the line's end, run as the paragraph does."""
    found = list(given)
    hanging = True
    for at in range(len(found) - 1, -1, -1):
        kind = classes[at]
        if kind in ("B", "S"):
            found[at] = base
            hanging = True
        elif kind in _HANGING:
            if hanging:
                found[at] = base
        else:
            hanging = False
    return found


def visual_order(given: Sequence[int]) -> list[int]:
    """L2: the places of items (characters or runs with one level each) from left to right."""
    order = list(range(len(given)))
    if not given:
        return order
    odd = [level for level in given if level & 1]
    if not odd:
        return order
    for level in range(max(given), min(odd) - 1, -1):
        at = 0
        while at < len(order):
            if given[order[at]] < level:
                at += 1
                continue
            upto = at
            while upto < len(order) and given[order[upto]] >= level:
                upto += 1
            order[at:upto] = reversed(order[at:upto])
            at = upto
    return order

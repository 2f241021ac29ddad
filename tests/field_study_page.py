"""The tables of docs/field-study.md, made by the functions that make the figures."""

from __future__ import annotations

from collections.abc import Iterable

from screening.casework.statistics import export
from screening.domain.statistics.field_accuracy import decisions_needed, looks_needed
from tests import requirements

PAGE = requirements.ROOT / "docs" / "field-study.md"
BEGIN, END = "<!-- Tables made by `python -m tests.generated`. -->", "<!-- End of the tables. -->"
SHARES, HALVES = (0.3, 0.5, 0.6, 0.8), (0.05, 0.1, 0.15)
PLACES = (
    ("a shelter in a year", 200, 100, 0.7, 0.05),
    ("a district labour office in a year", 500, 60, 0.5, 0.02),
    ("an agency in a year", 1200, 300, 0.6, 0.04),
    ("an agency in three years", 3600, 900, 0.6, 0.04),
    ("a country in a year", 10000, 2000, 0.6, 0.03),
)
"""What it is, people screened, of them flagged, the share whom bodies identify, and the share missed of the others."""


def whole(text: str) -> str:
    """Return the page with the tables as they must be."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{tables()}\n\n{END}{after}"


def tables() -> str:
    named = export.accuracy()
    heads = " | ".join(f"{half:.0%}" for half in HALVES)
    rule = "---|" * len(HALVES)
    below = f"Below {named['decisions']} decisions or {named['looks']} second looks nothing is told"
    looks = "**Second looks at those not flagged**, until the sensitivity is known to within so much to either side,"
    return "\n".join(
        [
            f"{below} (`forms/export/accuracy.toml`).",
            "",
            "**Decisions by bodies**, until the share of those identified is known to within so much to either side:",
            "",
            f"| expected share | {heads} |",
            f"|---|{rule}",
            *(_row(f"{share:.0%}", (decisions_needed(share, half) for half in HALVES)) for share in SHARES),
            "",
            f"{looks} where a body decides on two in three of those flagged:",
            "",
            f"| place | screened | flagged | identified of flagged | missed of others | {heads} |",
            f"|---|---|---|---|---|{rule}",
            *map(_place, PLACES),
            "",
            "*Cannot*: a second look at everybody would not do; go on longer, or pool places at a headquarters.",
        ]
    )


def _place(place: tuple[str, int, int, float, float]) -> str:
    name, people, flagged, identified, missed = place
    decided = flagged * 2 // 3
    needed = (looks_needed(flagged, people - flagged, decided, identified, missed, half) for half in HALVES)
    return _row(f"{name} | {people} | {flagged} | {identified:.0%} | {missed:.0%}", needed)


def _row(head: str, numbers: Iterable[int]) -> str:
    return f"| {head} | " + " | ".join(str(n) if n else "cannot" for n in numbers) + " |"

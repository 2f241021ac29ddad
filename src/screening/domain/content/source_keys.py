"""How far the law behind a statement was seen, and the keys by which every row of law says so."""

from __future__ import annotations

from screening.domain.content.strict_toml import DAY, NEEDED, Key

SEEN = ("text", "bill", "heading", "authority", "second-hand", "memory")
"""The law or a copy of it; the Bill as passed; a heading; the authority's own page; an account of it; none."""
READ = SEEN[:2]
"""What counts as seen."""

SOURCE = {"seen": Key("text", needed=True, choices=SEEN), "source": NEEDED, "checked_on": DAY}

"""How far the law behind a statement was seen."""

from __future__ import annotations

SEEN = ("text", "bill", "heading", "authority", "second-hand", "memory")
"""The law or a copy of it; the Bill as passed; a heading; the authority's own page; an account of it; none."""
READ = SEEN[:2]
"""What counts as seen."""

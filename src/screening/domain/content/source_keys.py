"""The keys by which every row of law says how far it was seen, its source and when it was checked."""

from __future__ import annotations

from screening.domain.content.seen import SEEN
from screening.domain.content.strict_toml import Key

SOURCE = {
    "seen": Key("text", needed=True, choices=SEEN),
    "source": Key("text", needed=True),
    "checked_on": Key("date", needed=True),
}

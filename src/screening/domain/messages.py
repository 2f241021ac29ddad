"""What the domain has to say, as a text id with values; wording turns it into a sentence in some language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to say. ``fields`` fill the text's named fields; a field may itself be a message.

    ``count`` chooses the plural form and fills ``{n}``; None for a text without plural forms.
    """

    id: str
    fields: Mapping[str, str | int | Message] = field(default_factory=dict, hash=False)
    count: int | None = None

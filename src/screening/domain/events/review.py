"""What a reviewer of texts did, as the vault's own strand tells it. No case is touched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class TextRead:
    """A translation was edited, approved or remarked on. ``forms`` are the words that stand now, whole.

    ``state`` is draft, reviewed or field-tested; ``digest`` covers the English text and the forms that were read;
    ``by`` is the reviewer's code. A later one of the same text takes the place of this one.
    """

    kind: ClassVar = "text-read"
    language: str
    text: str
    forms: tuple[str, ...]
    state: str
    digest: str
    by: str = ""
    remark: str = ""

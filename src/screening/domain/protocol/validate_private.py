"""What must hold of the questions that a person can answer alone, by ear (PR1-PR15)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from screening.domain.protocol.model import Protocol

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

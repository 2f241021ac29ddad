"""Papers that are built and not set on pages: what they say is looked at, and printing takes three times as long."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Sequence
from unittest import mock

from screening.documents.forms.paper import FormContent


@contextlib.contextmanager
def content_alone(made: list[Sequence[FormContent]]) -> Iterator[None]:
    """Within it a paper is built and not set: what it says is put into ``made``. Printing takes three times as long."""

    def kept(contents: Sequence[FormContent]) -> bytes:
        made.append(contents)
        return hashlib.sha256(repr(contents).encode("utf-8", "surrogatepass")).hexdigest().encode()

    with (
        mock.patch("screening.documents.forms.render.render_all", kept),
        mock.patch("screening.documents.paper_check.check.printed_letters", lambda _data: ""),
    ):
        yield

"""Classes for the tests of training."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from some_class import CONTENT, PACK, ROUNDS

from screening.store.classbook import classbook_in_memory
from screening.training.class_desk import ClassDesk, begin


@pytest.fixture
def desk() -> Iterator[ClassDesk]:
    """A class of six tables and two rounds, in memory."""
    book = classbook_in_memory()
    yield begin(book, CONTENT, PACK, ROUNDS, 6)
    book.close()

"""A shop's book for each test: made once in a run, then copied."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kyuanbook.book.book import Book, open_book
from tests.book.factories import Clock, new_book


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed book of the first day, to be copied."""
    path = tmp_path_factory.mktemp("template") / "new.kyb"
    open_book(path, clock=Clock()).close()
    return path


@pytest.fixture
def clock() -> Clock:
    """The counter's clock; move it by hand."""
    return Clock()


@pytest.fixture
def book(tmp_path: Path, template: Path, clock: Clock) -> Iterator[Book]:
    """An open book of the first day, its search ready."""
    with new_book(tmp_path, template, clock) as opened:
        with opened.read() as sql:
            opened.haystack.build(sql)
        yield opened

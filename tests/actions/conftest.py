"""The same books as those of tests/book."""

from tests.book.conftest import book, clock, template

__all__ = ["book", "clock", "template"]

"""Commands run as they are typed."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kyuanbook.actions.sample import add_sample
from kyuanbook.book.book import Book, open_book
from kyuanbook.cli.main import main


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def sample_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample shop of 120 customers, closed, to be copied."""
    path = tmp_path_factory.mktemp("cli") / "shop.kyb"
    with open_book(path) as book:
        add_sample(book, customers=120)
    return path


@pytest.fixture
def sample_path(tmp_path: Path, sample_template: Path) -> Path:
    """A copy of the sample shop."""
    return Path(shutil.copy(sample_template, tmp_path / "shop.kyb"))


@pytest.fixture
def opened(sample_path: Path) -> Iterator[Book]:
    """The same copy, open beside the command line."""
    with open_book(sample_path) as book:
        yield book


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run words of a command line; ``--book`` first when a path is given."""

    def ran(*words: object, book: Path | None = None) -> Ran:
        capsys.readouterr()
        before = ["--book", str(book)] if book else []
        code = main([*before, *map(str, words)])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return ran


@pytest.fixture
def shop(run: Run, sample_path: Path) -> Run:
    """Commands on the copy of the sample shop."""
    return lambda *words: run(*words, book=sample_path)


@pytest.fixture
def fresh(run: Run, tmp_path: Path) -> Run:
    """Commands on a book that is not there yet."""
    return lambda *words: run(*words, book=tmp_path / "new.kyb")
